"""Reading an article's document, and refusing one that cannot be read."""

import datetime
from pathlib import Path

import pytest

from knowledge_base.article import (
    ARTICLES,
    ArticleTopic,
    BrokenArticle,
    Holds,
    Kind,
    Section,
    Source,
    Topic,
    WrittenForm,
    parse,
    plain_text,
    read,
    read_all,
)
from tests.factories import make_document, make_variant


def test_a_document_gives_every_field_of_its_variant():
    variant = parse(make_document("salary", WrittenForm.NYNORSK, title="Løn", topic="job_search", kind="learning"))

    assert (variant.slug, variant.written_form, variant.title) == ("salary", WrittenForm.NYNORSK, "Løn")
    assert (variant.topic, variant.kind) == (ArticleTopic.JOB_SEARCH, Kind.LEARNING)
    assert (variant.verified_on, variant.verified_by) == (datetime.date(2026, 11, 20), "editor")
    assert variant.holds is Holds.YEARLY
    assert variant.next_steps == ("counsellor",)
    assert variant.related == ()
    assert len(variant.questions) == 8
    assert variant.sources == (Source("law", "The law", "https://example.org/law", "2026"),)


def test_questions_are_about_four_of_the_topics_that_articles_have():
    assert {topic.asked for topic in ArticleTopic} == {*Topic, None}
    assert all(ArticleTopic(topic).asked is topic for topic in Topic)


def test_a_body_is_cut_into_sections_without_footnote_marks():
    variant = parse(make_document(title="Lønn", body="Etter ett år er den tre måneder."))

    assert variant.sections == (
        Section("First heading", "Etter ett år er den tre måneder.", ("law",)),
        Section("Second heading", "More about Lønn.", ("law",)),
    )


def test_a_document_is_kept_as_it_was_written():
    document = make_document()

    assert parse(document).document == document


def test_a_document_with_windows_line_ends_reads_the_same():
    document = make_document()

    assert parse(document.replace("\n", "\r\n")) == parse(document)


def test_a_section_cites_its_own_sources_in_the_articles_order():
    document = make_document(body="One.[^law] Two.[^guide]").replace(
        "sources:", 'sources:\n  - {id: guide, title: A guide, url: "", as_of: undated}'
    )
    variant = parse(document)

    assert [source.id for source in variant.sources_of(variant.sections[0])] == ["guide", "law"]
    assert [source.id for source in variant.sources_of(variant.sections[1])] == ["law"]


def test_a_section_that_cites_nothing_rests_on_all_sources():
    variant = parse(make_document().replace("More about Oppsigelsestid.[^law]", "More."))

    assert variant.sources_of(variant.sections[1]) == variant.sources


@pytest.mark.parametrize(
    ("verified", "holds", "last_day"),
    [
        ("2026-11-20", "stable", "2028-11-20"),
        ("2026-11-20", "yearly", "2027-11-20"),
        ("2026-11-20", "check-before-publish", "2027-02-20"),
        ("2026-09-30", "check-before-publish", "2026-12-30"),
        ("2026-11-30", "check-before-publish", "2027-02-28"),
        ("2026-08-31", "check-before-publish", "2026-11-30"),
        ("2028-02-29", "yearly", "2029-02-28"),
        ("2026-12-31", "yearly", "2027-12-31"),
    ],
)
def test_a_verification_holds_for_whole_months(verified, holds, last_day):
    variant = make_variant(verified=verified, holds=holds)

    assert variant.valid_until().isoformat() == last_day


@pytest.mark.parametrize(
    ("good", "bad", "problem"),
    [
        ("---\nslug", "slug", "front matter"),
        ("title: Oppsigelsestid", "title: [open", "not YAML"),
        ("title: Oppsigelsestid\n", "", "missing title"),
        ("answer: Oppsigelsestiden er tre måneder.\n", "answer:\n", "missing answer"),
        ("topic: uncertainty", "topic: gardening", "gardening"),
        ("kind: information", "kind: gossip", "gossip"),
        ("written_form: nb", "written_form: da", "da"),
        ("date: 2026-11-20", "date: last week", "last week"),
        ("  by: editor\n", "", "by"),
        ("holds: yearly", "holds: for ever", "for ever"),
        ('    as_of: "2026"\n', "", "as_of"),
        ("questions:\n", "questions: How long is my notice?\nothers:\n", "questions must be a list"),
        ("next_steps: [counsellor]", "next_steps: counsellor", "next_steps must be a list"),
        ("related: []", "related: salary", "related must be a list"),
        ("## ", "### ", "no section"),
    ],
)
def test_a_broken_document_is_refused_and_told_where_and_why(good, bad, problem):
    document = make_document()
    assert good in document

    with pytest.raises(BrokenArticle) as refusal:
        parse(document.replace(good, bad), where="notice/nb")

    assert str(refusal.value).startswith("notice/nb: ")
    assert problem in str(refusal.value)


def test_front_matter_that_is_no_list_of_fields_is_refused():
    with pytest.raises(BrokenArticle, match="must be a list of fields"):
        parse("---\njust words\n---\n## Heading\n\nText.\n")


def test_a_file_is_read_from_where_its_fields_say(article_folder: Path):
    variant = read(article_folder / "salary" / "nn.md")

    assert (variant.slug, variant.written_form) == ("salary", WrittenForm.NYNORSK)


def test_a_file_that_lies_elsewhere_than_its_fields_say_is_refused(article_folder: Path):
    path = article_folder / "salary" / "nn.md"
    path.write_text(make_document("salary", WrittenForm.ENGLISH), encoding="utf-8")

    with pytest.raises(BrokenArticle, match=r"salary/nn\.md: the slug and the written form"):
        read(path)


def test_a_file_that_is_absent_or_is_not_utf_8_is_refused(article_folder: Path):
    path = article_folder / "salary" / "nn.md"
    path.write_bytes(b"---\nslug: l\xf8nn\n---\n")

    with pytest.raises(BrokenArticle, match=r"salary/nn\.md"):
        read(path)
    with pytest.raises(BrokenArticle, match=r"salary/da\.md"):
        read(article_folder / "salary" / "da.md")


def test_a_folder_is_read_by_slug_and_form(article_folder: Path):
    found = [(variant.slug, variant.written_form) for variant in read_all(article_folder)]

    assert found == [(slug, form) for slug in ("notice", "salary") for form in ("en", "nb", "nn")]


def test_the_shipped_folder_is_the_one_read_by_itself():
    assert read_all() == read_all(ARTICLES)


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("Three months. [^law]", "Three months."),
        ("A **bold** and `coded` word", "A bold and coded word"),
        ("- one\n- two\n  * three", "one\ntwo\nthree"),
        ("A well-known 3-4 months", "A well-known 3-4 months"),
    ],
)
def test_plain_text_is_what_a_reader_sees(markdown, plain):
    assert plain_text(markdown) == plain
