"""`veivalg calibrate`: what each outcome is worth, and that the weights that are worth most are kept."""

import json
from dataclasses import replace

import pytest

from assistant import calibration
from assistant.calibration import (
    ANSWERED,
    ANSWERED_ANYHOW,
    ASKED_BACK,
    NOT_SHOWN,
    SHOWN_AMONG,
    SILENT,
    WRONG,
    calibrate,
    mean_worth,
    question_of,
    ranked_by,
)
from assistant.ranking_fit import Question, fit
from knowledge_base.embedding import HashEmbedder
from knowledge_base.index import Index
from knowledge_base.ranking import FEATURES, LEADS
from knowledge_base.search import KnowledgeBase, Weights
from tests.factories import make_variant, make_weights

ASKED = "How long is the notice period?"
SURE = make_weights(floor=0.1, sure=0.2)
# Nothing is sure, and nothing is so far ahead that it is the answer all the same.
UNSURE = replace(SURE, sure=9.0, gap=9.0)
SILENT_ALWAYS = replace(SURE, floor=9.0)


@pytest.fixture
def knowledge_base() -> KnowledgeBase:
    """Two articles: one that has the question among its own, and one about something else."""
    notice = make_variant("notice", title="Notice", questions=[ASKED, *(f"{ASKED} ({n})" for n in range(7))])
    return KnowledgeBase(Index([notice, make_variant("salary", title="Salary")], HashEmbedder()), SURE)


def asked(knowledge_base: KnowledgeBase, text: str, *articles: str) -> Question:
    return question_of(knowledge_base, text, articles, group=text)


def worth_of(knowledge_base: KnowledgeBase, weights: Weights, *questions: Question) -> float:
    slugs = knowledge_base.index.articles.tolist()
    ranked = [ranked_by(question, slugs, weights) for question in questions]
    return mean_worth(KnowledgeBase(knowledge_base.index, weights), questions, ranked)


@pytest.mark.parametrize(
    ("right", "weights", "worth"),
    [
        ({"notice"}, SURE, ANSWERED),
        ({"notice"}, UNSURE, SHOWN_AMONG),
        ({"notice"}, SILENT_ALWAYS, NOT_SHOWN),
        ({"elsewhere"}, SURE, WRONG),
        ({"elsewhere"}, UNSURE, NOT_SHOWN),
        (set(), SURE, ANSWERED_ANYHOW),
        (set(), UNSURE, ASKED_BACK),
        (set(), SILENT_ALWAYS, SILENT),
    ],
)
def test_an_outcome_is_worth_what_was_decided(knowledge_base, right, weights, worth):
    assert worth_of(knowledge_base, weights, asked(knowledge_base, ASKED, *right)) == worth


def test_the_worth_of_many_is_their_mean(knowledge_base):
    questions = [asked(knowledge_base, ASKED, *right) for right in ({"notice"}, set())]

    assert worth_of(knowledge_base, SURE, *questions) == (ANSWERED + ANSWERED_ANYHOW) / 2


def test_fitting_ranks_what_answers_before_what_does_not(knowledge_base):
    slugs = knowledge_base.index.articles.tolist()
    questions = [
        asked(knowledge_base, text, *right)
        for text, right in ((ASKED, ["notice"]), ("salary", ["salary"]), ("Where is the moon?", []))
    ]

    weights = fit(questions, slugs)
    ranked = [ranked_by(question, slugs, weights) for question in questions]

    assert [hits[0].slug for hits in ranked[:2]] == ["notice", "salary"]
    assert max(hit.score for hit in ranked[2]) < min(hits[0].score for hits in ranked[:2])


def test_calibrating_writes_weights_that_can_be_read_and_are_the_same_each_time(knowledge_base, tmp_path, monkeypatch):
    lines = [
        {"id": f"{slug}-{number}", "text": f"{text} {number}", "articles": [slug]}
        for number in range(calibration.FOLDS)
        for slug, text in (("notice", ASKED), ("salary", "salary"))
    ]
    lines += [{"id": f"moon-{number}", "text": f"Where is moon {number}?", "articles": []} for number in range(9)]
    monkeypatch.setattr(calibration, "read_questions", lambda split: lines)
    monkeypatch.setattr(calibration, "FLOORS", (0.1, 0.3))
    monkeypatch.setattr(calibration, "SURES", (0.2, 0.5))
    monkeypatch.setattr(calibration, "GAPS", (0.1,))
    path = tmp_path / "weights.json"

    worths = [calibrate(knowledge_base, to=path) for _ in range(2)]
    weights = Weights(**json.loads(path.read_text(encoding="utf-8")))

    assert worths[0] == worths[1]
    assert -1.5 <= worths[0] <= 1
    assert ({*weights.coefficients}, {*weights.scope}) == ({*FEATURES}, {*LEADS})
    # Of thresholds that are worth the same the first is kept; a lower `sure` would answer what no article does.
    assert (weights.floor, weights.sure, weights.gap) == (0.1, 0.5, 0.1)
