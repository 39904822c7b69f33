"""`veivalg calibrate`: what each outcome is worth, and that the weights that are worth most are kept."""

import datetime
import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from assistant.calibration import (
    ANSWERED,
    ANSWERED_ANYHOW,
    ASKED_BACK,
    NOT_SHOWN,
    SHOWN_AMONG,
    SILENT,
    WRONG,
    Question,
    calibrate,
    mean_worth,
)
from assistant.triage import Triager
from knowledge_base.embedding import HashEmbedder
from knowledge_base.index import Index
from knowledge_base.search import KnowledgeBase, Weights
from tests.factories import make_variant
from tests.fakes import ScriptedTriageModel

TODAY = datetime.date(2026, 11, 20)
ASKED = "How long is the notice period?"
SURE = replace(Weights.calibrated(), floor=0.1, sure=0.2)
# Nothing is sure, and nothing is so far ahead that it is the answer all the same.
UNSURE = replace(SURE, sure=9.0, gap=9.0)
SILENT_ALWAYS = replace(SURE, floor=9.0)


@pytest.fixture
def knowledge_base() -> KnowledgeBase:
    """Two articles: one that has the question among its own, and one about something else."""
    notice = make_variant("notice", title="Notice", questions=[ASKED, *(f"{ASKED} ({n})" for n in range(7))])
    return KnowledgeBase(Index([notice, make_variant("salary", title="Salary")], HashEmbedder()), SURE)


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
    question = Question(knowledge_base.evidence(ASKED), {}, frozenset(right))

    assert mean_worth(knowledge_base, [question], weights, TODAY) == worth


def test_the_worth_of_many_is_their_mean(knowledge_base):
    asked = [Question(knowledge_base.evidence(ASKED), {}, frozenset(right)) for right in ({"notice"}, set())]

    assert mean_worth(knowledge_base, asked, SURE, TODAY) == (ANSWERED + ANSWERED_ANYHOW) / 2


class TestCalibrating:
    def calibrated(self, knowledge_base: KnowledgeBase, to: Path, **how: int) -> tuple[float, Weights]:
        worth = calibrate(knowledge_base, Triager(ScriptedTriageModel()), TODAY, to=to, **how)
        return worth, Weights(**json.loads(to.read_text(encoding="utf-8")))

    def test_writes_weights_whose_parts_add_up_to_one(self, knowledge_base, tmp_path):
        _, weights = self.calibrated(knowledge_base, tmp_path / "weights.json", tries=5)

        assert weights.meaning + weights.words + weights.letters == pytest.approx(1, abs=0.005)
        assert all(value > 0 for name, value in asdict(weights).items() if name in ("floor", "sure", "gap"))

    def test_keeps_the_best_of_all_that_were_tried(self, knowledge_base, tmp_path):
        path = tmp_path / "weights.json"
        worths = [self.calibrated(knowledge_base, path, tries=tries, seed=2)[0] for tries in (1, 3, 9)]

        assert worths == sorted(worths)
        assert worths[0] < worths[-1]

    def test_gives_the_same_weights_for_the_same_seed(self, knowledge_base, tmp_path):
        one, same, other = (
            self.calibrated(knowledge_base, tmp_path / "weights.json", tries=5, seed=seed)[1] for seed in (1, 1, 2)
        )

        assert one == same != other
