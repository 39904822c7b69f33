"""What must be true of articles before they are published; the shipped ones are held to it here."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge_base.article import ARTICLES, WrittenForm
from knowledge_base.check import check_folder, check_together, check_variant
from tests.factories import make_document, make_variant


def test_every_shipped_article_keeps_the_rules():
    assert check_folder() == []


def test_every_shipped_article_is_there_in_three_forms():
    slugs = {path.name for path in ARTICLES.iterdir() if path.is_dir()}

    assert len(slugs) >= 30
    assert {f"{path.parent.name}/{path.name}" for path in ARTICLES.glob("*/*")} == {
        f"{slug}/{form}.md" for slug in slugs for form in WrittenForm
    }


def test_a_variant_that_keeps_the_rules_has_no_problem():
    assert list(check_variant(make_variant())) == []


@pytest.mark.parametrize(("words", "problems"), [(60, []), (61, ["the answer has 61 words; at most 60 are allowed"])])
def test_an_answer_has_at_most_sixty_words(words, problems):
    assert list(check_variant(make_variant(answer="word " * words))) == problems


@pytest.mark.parametrize(("count", "problems"), [(8, []), (7, ["there are 7 questions; at least 8 are needed"])])
def test_an_article_has_at_least_eight_questions(count, problems):
    variant = make_variant(questions=[f"Question {number}?" for number in range(count)])

    assert list(check_variant(variant)) == problems


def test_a_next_step_must_be_one_that_has_a_name():
    variant = replace(make_variant(), next_steps=("counsellor", "oracle", "astrologer"))

    assert list(check_variant(variant)) == ["unknown next steps: astrologer, oracle"]


def test_a_footnote_needs_a_source():
    variant = make_variant(body="As the wind told me.[^wind] And the law.")

    assert list(check_variant(variant)) == ["footnotes without a source: wind"]


def test_a_source_that_no_section_cites_is_a_problem():
    variant = make_variant()
    unused = replace(variant, sources=(*variant.sources, replace(variant.sources[0], id="guide")))

    assert list(check_variant(unused)) == ["sources no section cites: guide"]


def test_two_sources_may_not_share_an_id():
    variant = make_variant()

    assert list(check_variant(replace(variant, sources=variant.sources * 2))) == ["two sources have the same id"]


@pytest.mark.parametrize(
    ("url", "problems"),
    [
        ("https://lovdata.no/lov/2017-06-16-67", []),
        ("", []),
        ("javascript:alert(1)", ["the address of law is not a web address"]),
        ("lovdata.no", ["the address of law is not a web address"]),
    ],
)
def test_a_sources_address_is_a_web_address_or_empty(url, problems):
    variant = make_variant()

    assert list(check_variant(replace(variant, sources=(replace(variant.sources[0], url=url),)))) == problems


def in_three_forms(slug: str = "notice", **fields: str):
    return [make_variant(slug, form, **fields) for form in WrittenForm]


def test_an_article_in_three_forms_with_the_same_facts_has_no_problem():
    assert list(check_together([*in_three_forms("notice"), *in_three_forms("salary")])) == []


def test_a_missing_form_is_a_problem():
    bokmal, _, english = in_three_forms()

    assert list(check_together([bokmal, english])) == ["notice: no variant in nn"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("topic", "job_search"),
        ("kind", "guidance"),
        ("verified", "2026-11-19"),
        ("holds", "stable"),
    ],
)
def test_what_the_forms_share_must_be_the_same(field, value):
    bokmal, nynorsk, english = in_three_forms()
    other = make_variant("notice", nynorsk.written_form, **{field: value})

    (problem,) = check_together([bokmal, other, english])

    assert problem.startswith(f"notice: {field}")
    assert problem.endswith("differs between nb and nn")


def test_the_forms_have_the_same_sections():
    bokmal, nynorsk, english = in_three_forms()
    longer = replace(english, sections=(*english.sections, english.sections[-1]))

    assert list(check_together([bokmal, nynorsk, longer])) == [
        "notice: the number of sections differs between nb and en"
    ]


def test_a_figure_that_differs_between_forms_is_a_problem():
    bokmal, nynorsk, english = in_three_forms(body="It takes 3 months.")
    wrong = make_variant("notice", english.written_form, body="It takes 4 months.")

    assert list(check_together([bokmal, nynorsk, wrong])) == ["notice: figures differ between nb and en: 3, 4"]


@pytest.mark.parametrize("norwegian", ["3 659 kroner", "3\u00a0659 kroner", "3\u202f659 kroner"])
def test_thousands_are_the_same_figure_however_a_language_groups_them(norwegian):
    bokmal, nynorsk, _ = in_three_forms(body=norwegian)
    english = make_variant("notice", WrittenForm.ENGLISH, body="NOK 3,659")

    assert list(check_together([bokmal, nynorsk, english])) == []


def test_a_related_article_must_exist():
    variants = [replace(variant, related=("salary", "holiday")) for variant in in_three_forms("notice")]

    assert list(check_together([*variants, *in_three_forms("salary")])) == [
        "notice: related article holiday does not exist"
    ]


def test_no_question_belongs_to_two_articles_in_the_same_form():
    asked = [f"Question {number}" for number in range(7)]
    notice = [make_variant("notice", questions=[*(f"{q} n" for q in asked), "How long?"])]
    salary = [make_variant("salary", questions=[*(f"{q} s" for q in asked), "HOW LONG"])]

    problems = list(check_together(notice + salary))

    assert "nb: the question is asked by two articles: how long" in problems


def test_a_broken_file_is_named_and_the_rest_is_still_checked(article_folder: Path):
    (article_folder / "salary" / "nn.md").write_text("nothing", encoding="utf-8")
    (article_folder / "notice" / "en.md").write_text(
        make_document("notice", WrittenForm.ENGLISH, answer="word " * 61), encoding="utf-8"
    )

    problems = check_folder(article_folder)

    assert any("salary/nn.md" in problem and "front matter" in problem for problem in problems)
    assert "notice/en: the answer has 61 words; at most 60 are allowed" in problems
    assert "salary: no variant in nn" in problems


def test_a_folder_without_articles_is_a_problem(tmp_path: Path):
    assert check_folder(tmp_path / "artickles") == [f"{tmp_path / 'artickles'}: there are no articles"]


def check_from_the_terminal(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "knowledge_base", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ARTICLES.parents[1])


def test_the_check_runs_from_the_terminal_without_the_application(article_folder: Path):
    done = check_from_the_terminal("check", str(article_folder))

    assert (done.returncode, done.stdout) == (0, "0 problems\n")


def test_the_check_fails_in_the_terminal_when_there_is_a_problem(article_folder: Path):
    (article_folder / "salary" / "nn.md").unlink()

    done = check_from_the_terminal("check", str(article_folder))

    assert (done.returncode, done.stdout) == (1, "salary: no variant in nn\n1 problems\n")


def test_the_check_says_how_it_is_called():
    done = check_from_the_terminal("look")

    assert done.returncode == 2
    assert done.stderr.startswith("usage:")


def test_a_section_can_be_read_at_a_glance():
    variant = make_variant(body="word " * 151)

    assert list(check_variant(variant)) == ["the section 'First heading' has 151 words; at most 150 are allowed"]


def test_the_forms_give_the_same_dates():
    bodies = {"nb": "Fristen er 1. mars, og 2 til.", "nn": "Fristen er 1. mars, og 2 til.", "en": "By 2 March, 1 more."}

    problems = list(check_together(make_variant("notice", form, body=bodies[form]) for form in WrittenForm))

    assert problems == ["notice: dates (day-month) differ between nb and en: 1-3, 2-3"]


def test_a_source_has_one_id_everywhere():
    variants = [make_variant(slug, form) for slug in ("notice", "salary") for form in WrittenForm]
    renamed = replace(variants[0], sources=(replace(variants[0].sources[0], id="act"),))

    assert "https://example.org/law has several ids: act, law" in list(check_together([renamed, *variants[1:]]))
