"""The classifier behind triage: what it learns from examples, where its thresholds lie, and that it can be kept."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import StartRefused
from assistant.nlu_data import Example
from assistant.triage.model import (
    FOLDER,
    LABELS,
    NEEDS_HUMAN,
    SETTINGS,
    WEIGHTS,
    Thresholds,
    TriageModel,
)
from assistant.triage.thresholds import best_threshold, recall_threshold
from assistant.triage.training import PERHAPS_RECALL, thresholds_for, train, truth_of
from knowledge_base.article import Topic
from knowledge_base.embedding import shipped_encoder
from tests.learning import WordEmbedder, make_examples

TRAINING = ("triage.training", "triage.thresholds", "classifier.training")
THRESHOLDS = {"topic": 0.5, "perhaps_topic": 0.4, "personal": 0.6, "perhaps_personal": 0.2}


def settings(**changed: Any) -> bytes:
    return json.dumps({"encoder": WordEmbedder.name, "thresholds": THRESHOLDS} | changed).encode()


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("triage") / "made" / "by training"
    train(make_examples(), WordEmbedder(), folder)
    return folder


@pytest.fixture(scope="module")
def model(trained: Path) -> TriageModel:
    return TriageModel.load(WordEmbedder(), trained)


@pytest.fixture
def folder(trained: Path, tmp_path: Path) -> Path:
    """A copy of the trained model that a test may spoil."""
    for name in (WEIGHTS, SETTINGS):
        (tmp_path / name).write_bytes((trained / name).read_bytes())
    return tmp_path


def labels_of(model: TriageModel, message: str) -> set[str]:
    """The labels that the model gives a message by its own thresholds."""
    probabilities = model.probabilities(message)
    personal = {NEEDS_HUMAN} if probabilities[NEEDS_HUMAN] >= model.thresholds.personal else set()
    return personal | {topic for topic in Topic if probabilities[topic] >= model.thresholds.topic}


class TestATrainedModel:
    @pytest.mark.parametrize(
        ("message", "labels"),
        [
            ("Hva skriver man i en søknad?", {Topic.JOB_SEARCH}),
            ("Bør jeg skrive en søknad?", {Topic.JOB_SEARCH, NEEDS_HUMAN}),
            ("Hva er en professor?", {Topic.CAREER_PATHS}),
            ("Når begynner barnehage?", {Topic.FAMILY_PLANNING}),
            ("Er en midlertidig kontrakt lov?", {Topic.UNCERTAINTY}),
            ("Hvordan er været?", set()),
        ],
    )
    def test_finds_topics_and_what_is_the_writers_own(self, model: TriageModel, message, labels):
        assert labels_of(model, message) == labels

    def test_gives_each_label_a_probability(self, model: TriageModel):
        assert tuple(model.probabilities("Hei")) == LABELS

    def test_finds_the_topics_of_all_sentences(self, model: TriageModel):
        found = labels_of(model, "Lurer litt på permisjon igjen. Fortell om søknad i Norge.")

        assert found == {Topic.FAMILY_PLANNING, Topic.JOB_SEARCH}

    def test_has_the_thresholds_that_training_chose(self, trained: Path, tmp_path: Path):
        chosen = train(make_examples(), WordEmbedder(), tmp_path)

        assert TriageModel.load(WordEmbedder(), tmp_path).thresholds == chosen
        assert TriageModel.load(WordEmbedder(), trained).thresholds == chosen

    def test_says_which_encoder_it_was_trained_on(self, trained: Path):
        assert json.loads((trained / SETTINGS).read_text(encoding="utf-8"))["encoder"] == WordEmbedder.name


def test_what_is_right_is_a_row_for_each_example_and_a_column_for_each_label():
    both = Example("a", "nb", "job_search", (Topic.JOB_SEARCH, Topic.UNCERTAINTY), True)
    neither = Example("b", "nb", "greet", (), False)

    truth = truth_of([both, neither])

    assert [{label for label, right in zip(LABELS, row, strict=True) if right} for row in truth] == [
        {Topic.JOB_SEARCH, Topic.UNCERTAINTY, NEEDS_HUMAN}, set()
    ]  # fmt: skip


class TestItsThresholds:
    def of(self, *personal: tuple[float, bool]) -> Thresholds:
        """From what was said of being personal out of fold; each topic is parted at 0.5."""
        out_of_fold = np.array([[0.5, 0.5, 0.1, 0.1, value] for value, _ in personal], dtype=np.float32)
        truth = np.array([[True, True, False, False, right] for _, right in personal])
        return thresholds_for(out_of_fold, truth)

    def test_find_nearly_all_that_is_personal(self):
        rare = [(number / 100, True) for number in range(1, 101)]

        thresholds = self.of(*rare, *((0.3, False) for _ in range(100)))

        assert thresholds.perhaps_personal == pytest.approx(0.11, abs=2e-3)
        assert thresholds.perhaps_personal < thresholds.personal

    def test_never_put_perhaps_above_surely(self):
        """The best threshold accepts a mistake here, below what finds nearly all."""
        personal = [(0.3, True), *((0.8, True) for _ in range(30)), (0.4, False)]

        thresholds = self.of(*personal)

        assert recall_threshold(*decisions(*personal), PERHAPS_RECALL) > thresholds.personal
        assert thresholds.perhaps_personal == thresholds.personal
        assert thresholds.topic == 0.5


def test_serving_does_not_load_what_trains():
    command = [sys.executable, "-c", "import sys, assistant.triage; print(*sys.modules)"]

    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()

    assert "assistant.triage.model" in loaded
    assert {f"assistant.{name}" for name in TRAINING}.isdisjoint(loaded)


class TestWithoutTheModel:
    def refusal(self, folder: Path) -> str:
        with pytest.raises(StartRefused) as refused:
            TriageModel.load(WordEmbedder(), folder)
        return str(refused.value)

    def test_nothing_is_refused_when_it_is_there(self, folder: Path):
        """If this fails, the tests below prove nothing."""
        assert set(TriageModel.load(WordEmbedder(), folder).probabilities("Hei")) == set(LABELS)

    def test_what_to_do_is_said(self, tmp_path: Path):
        refusal = self.refusal(tmp_path / "none")

        assert refusal.startswith(f"There is no triage model in {tmp_path / 'none'} (")
        assert refusal.endswith("): run `veivalg train`.")

    @pytest.mark.parametrize("name", [WEIGHTS, SETTINGS])
    def test_a_missing_file_is_refused(self, folder: Path, name):
        (folder / name).unlink()

        assert str(folder) in self.refusal(folder)

    @pytest.mark.parametrize("kept", [0, 3, 1000])
    def test_weights_that_were_cut_off_are_refused(self, folder: Path, kept):
        (folder / WEIGHTS).write_bytes((folder / WEIGHTS).read_bytes()[:kept])

        assert str(folder) in self.refusal(folder)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"{",
            b"[]",
            b"\xf8",
            b"{}",
            json.dumps({"thresholds": THRESHOLDS}).encode(),
            settings(thresholds=None),
            settings(thresholds={"topic": 0.5}),
            settings(thresholds=THRESHOLDS | {"fourth": 0.5}),
        ],
    )
    def test_broken_settings_are_refused(self, folder: Path, content):
        (folder / SETTINGS).write_bytes(content)

        assert "run `veivalg train`" in self.refusal(folder)

    def test_whole_settings_are_read(self, folder: Path):
        """If this fails, the test above proves nothing."""
        (folder / SETTINGS).write_bytes(settings())

        assert TriageModel.load(WordEmbedder(), folder).thresholds == Thresholds(**THRESHOLDS)

    def test_one_that_was_trained_on_another_encoder_is_refused(self, folder: Path):
        (folder / SETTINGS).write_bytes(settings(encoder="another"))

        assert "it was trained on another, not on words" in self.refusal(folder)


def decisions(*pairs: tuple[float, bool]) -> tuple[Any, Any]:
    return np.array([value for value, _ in pairs], dtype=np.float32), np.array([right for _, right in pairs])


# Eighths, which floating point and the rounding of thresholds leave as they are.
DECISIONS = st.lists(st.tuples(st.integers(0, 8).map(lambda eighths: eighths / 8), st.booleans()), min_size=1).filter(
    lambda pairs: any(right for _, right in pairs)
)


def f1_of(threshold: float, probabilities: Any, truth: Any) -> float:
    found = probabilities >= threshold
    return float(2 * (found & truth).sum() / (found.sum() + truth.sum()))


def recall_of(threshold: float, probabilities: Any, truth: Any) -> float:
    return float((probabilities[truth] >= threshold).mean())


class TestTheBestThreshold:
    def test_parts_what_can_be_parted(self):
        probabilities, truth = decisions((0.125, False), (0.25, False), (0.625, True), (0.875, True))

        assert best_threshold(probabilities, truth) == 0.625

    def test_accepts_a_mistake_that_finds_more(self):
        probabilities, truth = decisions((0.125, False), (0.25, True), (0.5, False), (0.625, True), (0.875, True))

        assert best_threshold(probabilities, truth) == 0.25

    @given(DECISIONS)
    def test_has_the_highest_f1_of_all(self, pairs):
        probabilities, truth = decisions(*pairs)

        reached = f1_of(best_threshold(probabilities, truth), probabilities, truth)

        assert reached == pytest.approx(max(f1_of(value, probabilities, truth) for value in probabilities))


class TestTheThresholdOfARecall:
    def test_finds_the_share_asked_for(self):
        probabilities, truth = decisions(*((number / 16, True) for number in range(1, 11)), (0.9, False))

        threshold = recall_threshold(probabilities, truth, 0.9)

        assert threshold == pytest.approx(2 / 16, abs=2e-3)
        assert recall_of(threshold, probabilities, truth) == pytest.approx(0.9)

    def test_does_not_care_about_what_is_false(self):
        alone = decisions((0.25, True), (0.75, True))
        beside = decisions((0.25, True), (0.75, True), (0.1, False), (0.99, False))

        assert recall_threshold(*alone, 0.5) == recall_threshold(*beside, 0.5)

    @given(DECISIONS, st.sampled_from([0.1, 0.5, 0.75, 0.9, 1.0]))
    def test_is_the_highest_that_reaches_it(self, pairs, recall):
        probabilities, truth = decisions(*pairs)

        threshold = recall_threshold(probabilities, truth, recall)

        assert recall_of(threshold, probabilities, truth) >= recall
        assert recall_of(threshold + 2e-3, probabilities, truth) < recall

    @given(st.lists(st.floats(0, 1, width=32), min_size=1), st.sampled_from([0.5, 0.9, 1.0]))
    def test_finds_as_much_wherever_probabilities_lie(self, values, recall):
        probabilities, truth = decisions(*((value, True) for value in values))

        assert recall_of(recall_threshold(probabilities, truth, recall), probabilities, truth) >= recall


@pytest.fixture(scope="module")
def used() -> TriageModel:
    return TriageModel.load(shipped_encoder())


class TestTheModelThatVeivalgUses:
    def test_was_trained_on_the_encoder_that_is_shipped(self):
        settings = json.loads((FOLDER / SETTINGS).read_text(encoding="utf-8"))

        assert settings["encoder"] == shipped_encoder().name

    def test_may_take_a_message_for_personal_before_it_is_sure(self, used: TriageModel):
        assert 0 < used.thresholds.perhaps_personal <= used.thresholds.personal < 1
        assert 0 < used.thresholds.topic < 1

    @pytest.mark.parametrize("message", ["", "?", "Hei", "Hvordan skriver jeg en CV? And what about my leave?"])
    def test_gives_each_label_a_probability(self, used: TriageModel, message):
        probabilities = used.probabilities(message)

        assert tuple(probabilities) == LABELS
        assert all(0 <= value <= 1 for value in probabilities.values())
