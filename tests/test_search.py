"""How passages become hits: wired with hash vectors, in which only the same words mean the same."""

import datetime

import numpy as np
import pytest

from knowledge_base import search
from knowledge_base.article import Variant, WrittenForm
from knowledge_base.decision import Decision
from knowledge_base.embedding import HashEmbedder
from knowledge_base.index import Index
from knowledge_base.passages import Unit, passages_of
from knowledge_base.search import MAY_BE_MEANT, Hit, KnowledgeBase, probability_of_any
from knowledge_base.sentences import MAX_SENTENCES, questions_in
from tests.factories import make_variant, make_weights
from tests.fakes import AlikeEmbedder, RecordingEmbedder

TODAY = datetime.date(2026, 11, 20)
ABOUT_NOTICE = "How long is the notice period?"
ABOUT_SALARY = "Which salary step am I on?"
ABOUT_LEAVE = "Is parental leave added to my contract?"
TWO_QUESTIONS = f"{ABOUT_NOTICE} {ABOUT_LEAVE} Thanks for helping me out!"


def ask(question: str) -> list[str]:
    """A question's place among the eight that an article must have."""
    return [question, *(f"{question} ({number})" for number in range(7))]


def make_library() -> list[Variant]:
    """Three articles in three forms, each with questions of its own."""
    return [
        variant
        for form in WrittenForm
        for variant in (
            make_variant("notice", form, title="Notice", topic="uncertainty", questions=ask(ABOUT_NOTICE)),
            make_variant("salary", form, title="Salary", topic="job_search", questions=ask(ABOUT_SALARY)),
            make_variant("leave", form, title="Leave", topic="family_planning", questions=ask(ABOUT_LEAVE)),
        )
    ]


@pytest.fixture
def knowledge_base() -> KnowledgeBase:
    return KnowledgeBase(Index(make_library(), HashEmbedder()), make_weights(floor=0.5))


def slugs(hits) -> list[str]:
    return [hit.slug for hit in hits]


def test_a_variant_is_found_by_its_title_questions_answer_and_sections():
    variant = make_variant(title="Notice", answer="Three months.", body="**Three** months.")

    passages = passages_of(variant)

    assert [passage.unit for passage in passages] == [*[Unit.QUESTION] * 9, Unit.ANSWER, *[Unit.SECTION] * 2]
    assert passages[0].text == "Notice"
    assert passages[9].text == "Notice. Three months."
    assert passages[10].text == "First heading. Three months."
    assert [passage.section for passage in passages[9:]] == [None, 0, 1]


def test_a_question_finds_the_article_that_answers_it(knowledge_base):
    assert slugs(knowledge_base.search(ABOUT_SALARY, today=TODAY)) == ["salary"]


def test_a_question_about_something_else_finds_nothing(knowledge_base):
    assert knowledge_base.search("Where can I buy a bicycle in Tromsø?", today=TODAY) == []


@pytest.mark.parametrize("message", ["", "   ", "?!", "😀", "a " * 5000])
def test_a_message_without_a_question_finds_nothing(knowledge_base, message):
    assert knowledge_base.search(message, today=TODAY) == []


def test_nothing_is_found_where_there_are_no_articles():
    empty = KnowledgeBase(Index([], HashEmbedder()))

    assert empty.search(ABOUT_SALARY, today=TODAY) == []
    assert empty.rank(ABOUT_SALARY, today=TODAY) == []
    assert empty.variant("salary", WrittenForm.ENGLISH) is None


def test_rank_gives_every_article_however_low_its_score(knowledge_base):
    ranked = knowledge_base.rank("Where can I buy a bicycle?", today=TODAY)

    assert set(slugs(ranked)) == {"notice", "salary", "leave"}
    assert [hit.score for hit in ranked] == sorted((hit.score for hit in ranked), reverse=True)
    assert max(hit.score for hit in ranked) < knowledge_base.weights.floor


def test_at_most_as_many_articles_as_asked_for_are_found(knowledge_base):
    assert len(knowledge_base.search(TWO_QUESTIONS, today=TODAY)) == 2
    assert len(knowledge_base.search(TWO_QUESTIONS, today=TODAY, limit=1)) == 1


def test_only_what_may_be_meant_is_found_beside_the_best(knowledge_base):
    best, second, third = (Hit(slug, score, 0) for slug, score in (("a", 0.6), ("b", MAY_BE_MEANT), ("c", 0.04)))

    assert knowledge_base.near([best, second, third], limit=3) == [best, second]


def test_articles_are_weighed_as_if_there_were_no_others(knowledge_base):
    evidence = knowledge_base.evidence("Where can I buy a bicycle?")
    alone = KnowledgeBase(Index([one for one in make_library() if one.slug == "leave"], HashEmbedder()), make_weights())

    (hit,) = knowledge_base.weigh(evidence, among=["leave"])

    assert hit.slug == "leave"
    assert hit.score == pytest.approx(alone.rank("Where can I buy a bicycle?", today=TODAY)[0].score, abs=0.02)


def test_what_one_other_sentence_asks_for_twice_is_counted_once(knowledge_base):
    hits = [Hit("a", 0.34, 0, 1), Hit("b", 0.3, 0, 2), Hit("c", 0.3, 0, 2)]
    decide = KnowledgeBase(knowledge_base.index, make_weights(sure=0.8, gap=0.4)).decide

    assert decide(hits[:2]) is Decision.ANSWER
    assert decide(hits) is Decision.CLARIFY


def test_the_floor_itself_counts_as_found(knowledge_base):
    probability = probability_of_any(knowledge_base.rank(ABOUT_SALARY, today=TODAY))
    at_the_floor = KnowledgeBase(knowledge_base.index, make_weights(floor=probability))
    above_the_floor = KnowledgeBase(knowledge_base.index, make_weights(floor=probability + 1e-6))

    assert slugs(at_the_floor.search(ABOUT_SALARY, today=TODAY)) == ["salary"]
    assert above_the_floor.search(ABOUT_SALARY, today=TODAY) == []


@pytest.mark.parametrize(
    ("scores", "decision"),
    [
        ([], Decision.UNKNOWN),
        ([0.6, 0.59], Decision.ANSWER),
        ([0.5, 0.44], Decision.ANSWER),
        ([0.5, 0.46], Decision.CLARIFY),
        ([0.5], Decision.ANSWER),
        ([0.04], Decision.CLARIFY),
    ],
)
def test_the_best_is_the_answer_if_it_is_sure_or_well_ahead(scores, decision):
    weights = make_weights(floor=0.4, sure=0.6, gap=0.05)
    hits = [Hit(f"article-{number}", score, 0) for number, score in enumerate(scores)]

    assert KnowledgeBase(Index([], HashEmbedder()), weights).decide(hits) is decision


def test_a_hit_names_the_section_that_matches_best():
    variants = [make_variant("notice", body="Probation lasts six weeks.", title="Periods of notice")]
    knowledge_base = KnowledgeBase(Index(variants, HashEmbedder()))

    (first,) = knowledge_base.rank("First heading. Probation lasts six weeks.", today=TODAY)
    (second,) = knowledge_base.rank("Second heading. More about Periods of notice.", today=TODAY)

    assert (first.section, second.section) == (0, 1)


def test_an_article_is_found_until_its_verification_runs_out_and_not_after(knowledge_base):
    last_day = knowledge_base.variant("salary", WrittenForm.BOKMAL).valid_until()

    assert slugs(knowledge_base.search(ABOUT_SALARY, today=last_day)) == ["salary"]
    assert knowledge_base.search(ABOUT_SALARY, today=last_day + datetime.timedelta(days=1)) == []
    assert knowledge_base.rank(ABOUT_SALARY, today=last_day + datetime.timedelta(days=1)) == []


def test_what_has_lapsed_is_weighed_only_where_it_is_asked_for(knowledge_base):
    later = knowledge_base.valid_until("salary") + datetime.timedelta(days=1)
    evidence = knowledge_base.evidence(ABOUT_SALARY)

    assert knowledge_base.weigh(evidence, among=knowledge_base.verified(later)) == []
    assert slugs(knowledge_base.weigh(evidence, among=knowledge_base.verified(TODAY)))[0] == "salary"


def test_a_hit_tells_in_which_sentence_it_was_asked_for(knowledge_base):
    hits = knowledge_base.rank(TWO_QUESTIONS, today=TODAY)

    assert {hit.slug: hit.asked_in for hit in hits[:2]} == {"notice": 1, "leave": 2}
    assert {hit.asked_in for hit in knowledge_base.rank(ABOUT_NOTICE, today=TODAY)} == {0}


def test_the_form_that_runs_out_first_decides_for_the_article():
    variants = [
        make_variant("salary", form, questions=ask(ABOUT_SALARY), verified=verified)
        for form, verified in zip(WrittenForm, ("2026-11-20", "2026-01-20", "2026-11-20"), strict=True)
    ]
    knowledge_base = KnowledgeBase(Index(variants, HashEmbedder()))

    assert slugs(knowledge_base.search(ABOUT_SALARY, today=datetime.date(2027, 1, 20))) == ["salary"]
    assert knowledge_base.search(ABOUT_SALARY, today=datetime.date(2027, 1, 21)) == []


def test_a_question_in_one_form_finds_the_article_for_all(knowledge_base):
    only_nynorsk = "Kor lenge må eg vente før eg kan slutte?"
    variants = [
        *make_library(),
        make_variant("quitting", WrittenForm.NYNORSK, questions=ask(only_nynorsk)),
        make_variant("quitting", WrittenForm.ENGLISH, questions=ask("When may I leave?")),
    ]
    knowledge_base = KnowledgeBase(Index(variants, HashEmbedder()))

    (hit,) = knowledge_base.search(only_nynorsk, today=TODAY)

    assert knowledge_base.variant(hit.slug, WrittenForm.ENGLISH).questions[0] == "When may I leave?"


@pytest.fixture
def cautious(knowledge_base) -> KnowledgeBase:
    """Neither of two articles that share the probability is sure to it, nor ahead enough."""
    return KnowledgeBase(knowledge_base.index, make_weights(sure=0.7, gap=0.5))


def test_what_two_sentences_ask_for_is_answered_together(cautious):
    found = cautious.search(TWO_QUESTIONS, today=TODAY)

    assert set(slugs(found[:2])) == {"notice", "leave"}
    assert cautious.decide(found) is Decision.ANSWER


def test_without_sentences_either_of_the_two_might_be_meant(cautious, monkeypatch):
    """If this fails, the test above proves nothing."""
    monkeypatch.setattr(search, "questions_in", lambda message: [message])

    found = cautious.search(TWO_QUESTIONS, today=TODAY)

    assert set(slugs(found[:2])) == {"notice", "leave"}
    assert cautious.decide(found) is Decision.CLARIFY


@pytest.mark.parametrize(
    ("best", "other", "is_beside"),
    [
        ((0.4, 1), (0.4, 2), True),
        ((0.4, 1), (0.13, 2), True),
        ((0.4, 1), (0.11, 2), False),
        ((0.4, 1), (0.4, 1), False),
        ((0.4, 0), (0.4, 1), False),
        ((0.4, 1), (0.4, 0), False),
    ],
)
def test_an_article_is_asked_for_beside_the_best_if_it_is_near_and_in_a_sentence_of_its_own(best, other, is_beside):
    hits = [Hit("article", score, 0, asked_in) for score, asked_in in (best, other)]

    assert hits[1].is_asked_beside(hits[0]) is is_beside


def test_a_sentence_counts_less_than_a_whole_message(knowledge_base):
    alone = knowledge_base.rank(ABOUT_NOTICE, today=TODAY)[0]
    among_others = knowledge_base.rank(f"{ABOUT_NOTICE} I am a postdoc.", today=TODAY)[0]

    assert among_others.slug == alone.slug
    assert among_others.score < alone.score


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("One question?", ["One question?"]),
        ("First. Second?", ["First. Second?", "First.", "Second?"]),
        ("!!! Kor lenge?", ["!!! Kor lenge?"]),
        ("Hei! Eg lurer. ?!? Kor lenge?", ["Hei! Eg lurer. ?!? Kor lenge?", "Hei!", "Eg lurer. ?!?", "Kor lenge?"]),
        ("", [""]),
    ],
)
def test_a_message_is_the_whole_and_its_sentences(message, questions):
    assert questions_in(message) == questions


def test_only_the_first_sentences_of_a_long_message_are_searched():
    message = " ".join("This is a sentence." for _ in range(100))

    assert len(questions_in(message)) == 1 + MAX_SENTENCES


def test_similarities_are_cosines_of_each_question_with_each_passage(knowledge_base):
    found = knowledge_base.index.evidence([ABOUT_NOTICE, ABOUT_SALARY]).meaning

    assert found.shape == (2, len(knowledge_base.index.passages))
    assert np.abs(found).max() <= 1 + 1e-5
    best = [knowledge_base.index.passages[row].text for row in found.argmax(axis=1)]
    assert best == [ABOUT_NOTICE, ABOUT_SALARY]


@pytest.mark.parametrize(("articles", "nearness"), [(1, 0.95), (20, 0.0)])
def test_vectors_that_lie_close_together_are_spread_when_there_are_enough_of_them(articles, nearness):
    variants = [make_variant(f"article-{number}", title=f"Title {number}") for number in range(articles)]
    index = Index(variants, AlikeEmbedder(0.95))

    same, *others = index.evidence([index.passages[0].text]).meaning[0]

    assert same == pytest.approx(1, abs=1e-4)
    assert np.mean(others) == pytest.approx(nearness, abs=0.05)


def test_word_shares_are_of_the_passages_own_form():
    variants = [
        make_variant("notice", WrittenForm.BOKMAL, questions=ask("Hvor lang er oppsigelsestiden?")),
        make_variant("notice", WrittenForm.ENGLISH, questions=ask(ABOUT_NOTICE)),
    ]
    index = Index(variants, HashEmbedder())

    shares = index.shares("oppsigelsestiden")

    found_in = {passage.written_form for passage, share in zip(index.passages, shares, strict=True) if share > 0.5}
    assert found_in == {WrittenForm.BOKMAL}


def test_what_is_asked_goes_to_the_embedder_for_questions_only():
    remembering, forgetful = RecordingEmbedder(), RecordingEmbedder()
    knowledge_base = KnowledgeBase(Index(make_library(), remembering, questions=forgetful))

    knowledge_base.search("a private question", today=TODAY)

    assert forgetful.given == ["a private question"]
    assert "a private question" not in remembering.given


def test_a_build_is_named_after_its_documents_and_its_embedder():
    library = make_library()
    build = Index(library, HashEmbedder()).build

    assert Index(reversed(library), HashEmbedder()).build == build
    assert Index(library[1:], HashEmbedder()).build != build
    assert Index(library, HashEmbedder(), out_of_scope=["Where is the moon?"]).build != build
    assert Index(library, RecordingEmbedder(name="other")).build != build
