"""The gate's second stage: what the classifier says of a message, and that nothing starts without it."""

import json
from dataclasses import replace
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import yaml
from onnx import TensorProto, helper, numpy_helper

from assistant.bootstrap import Services
from assistant.classifier import Classifier
from assistant.classifier.features import LETTER_GROUPS
from assistant.crisis import CrisisModel
from assistant.crisis.model import CRISIS, HEAD, SETTINGS, STRETCH_WORDS, WEIGHTS, WHOLE_WORDS, Likeness, stretches_of
from assistant.crisis.patterns import PATTERNS
from assistant.errors import StartRefused
from knowledge_base.embedding import HashEmbedder, shipped_encoder
from tests.fakes import ScriptedCrisisModel

CATEGORIES = set(yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))["categories"])
THRESHOLDS = {"alone": 0.8, "with_pattern": 0.05}
WEIGHING = {"head": 0.5, "letters": 0.5, "bias": 0.0}
EVENS, ODDS_OF_THREE = 0.0, float(np.log(3))


class StateEncoder(HashEmbedder):
    """An embedder whose states of the tokens are empty."""

    def states(self, text: str) -> np.ndarray:
        return np.zeros((len(text.split()), self.dimension), dtype=np.float32)


def settings(**changed: Any) -> bytes:
    fields = {
        "version": "2026-11-20", "encoder": HashEmbedder.name, "categories": ["collapse", "violence"],
        "thresholds": THRESHOLDS, "weighing": WEIGHING,
    }  # fmt: skip
    return json.dumps(fields | changed).encode()


def write_head(path: Path, logits: list[float]) -> None:
    """A head that says the same of every text."""
    said = numpy_helper.from_array(np.array([logits], dtype=np.float32), "said")
    states = helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "tokens", HashEmbedder.dimension])
    out = helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, len(logits)])
    graph = helper.make_graph([helper.make_node("Identity", ["said"], ["logits"])], "head", [states], [out], [said])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model whose head says nothing of danger and takes it for violence, and whose letters say three to one."""
    weights = np.zeros((1, HashEmbedder.dimension + LETTER_GROUPS), dtype=np.float32)
    Classifier((CRISIS,), weights, np.array([ODDS_OF_THREE], dtype=np.float32)).save(tmp_path / WEIGHTS)
    write_head(tmp_path / HEAD, [EVENS, -2.0, -1.0])
    (tmp_path / SETTINGS).write_bytes(settings())
    return tmp_path


def test_a_message_is_judged_by_the_probability_of_danger_and_the_likeliest_category(folder):
    likeness = CrisisModel(StateEncoder(), folder).judge("Hei")

    assert likeness == Likeness(pytest.approx(3**0.5 / (1 + 3**0.5), abs=1e-3), "violence")


def test_the_parts_are_weighed_as_the_settings_say(folder):
    (folder / SETTINGS).write_bytes(settings(weighing={"head": 0.0, "letters": 2.0, "bias": 0.0}))

    assert CrisisModel(StateEncoder(), folder).judge("Hei").probability == pytest.approx(0.9, abs=1e-3)


class TestStretches:
    def test_a_short_message_is_read_whole_only(self):
        message = " ".join(["ord"] * WHOLE_WORDS)

        assert stretches_of(message) == [message]

    def test_every_word_of_a_long_one_stands_in_a_stretch_beside_its_neighbours(self):
        words = [f"ord{number}" for number in range(100)]
        whole, *stretches = stretches_of(" ".join(words))

        assert whole == " ".join(words)
        assert max(len(one.split()) for one in stretches) == STRETCH_WORDS
        assert all(any(f"{a} {b}" in one for one in stretches) for a, b in pairwise(words))

    def test_the_same_words_again_are_read_once(self):
        assert len(stretches_of("Ja. " * 1000)) == 2


def test_the_version_and_the_thresholds_are_those_of_the_folder(folder):
    model = CrisisModel(StateEncoder(), folder)

    assert (model.version, model.thresholds.alone, model.thresholds.with_pattern) == ("2026-11-20", 0.8, 0.05)


@pytest.mark.parametrize("typed", ["", "Hei", "Jeg vil ikke leve lenger. Hvor lang oppsigelsestid har jeg?"])
@pytest.mark.parametrize("kind", ["shipped", "scripted"])
def test_every_model_gives_a_probability_and_a_known_category(kind, typed):
    model = CrisisModel(shipped_encoder()) if kind == "shipped" else ScriptedCrisisModel(0.3)

    likeness = model.judge(typed)

    assert 0 <= likeness.probability <= 1
    assert likeness.category in CATEGORIES
    assert 0 <= model.thresholds.with_pattern < model.thresholds.alone < 1


@pytest.mark.parametrize("end", [". ", " "])
@pytest.mark.parametrize("before", [0, 1, 7, 8, 30])
def test_the_shipped_model_finds_one_dangerous_sentence_after_any_number_of_others(before, end):
    """Also where no full stop tells where a sentence ends."""
    model = CrisisModel(shipped_encoder())
    asked = ("Hvor lang oppsigelsestid har jeg", "jeg lurer på fristen for søknaden", "når får jeg svar om permisjonen")
    others = "".join(f"{question}{end}" for question in islice(cycle(asked), before))

    assert model.judge(f"{others}Jeg vil ta livet mitt i kveld.").probability > model.thresholds.alone
    assert model.judge(f"{others}Hvor finner jeg skjemaet?").probability < model.thresholds.alone


class TestWithoutTheModelNothingStarts:
    def test_with_it_something_does(self, folder):
        """If this fails, the tests below prove nothing."""
        assert CrisisModel(StateEncoder(), folder).judge("Hei").probability > 0

    @pytest.mark.parametrize("name", [WEIGHTS, SETTINGS, HEAD])
    def test_when_a_file_is_missing(self, folder, name):
        (folder / name).unlink()

        with pytest.raises(StartRefused, match=str(folder)):
            CrisisModel(StateEncoder(), folder)

    @pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.99])
    def test_when_the_weights_were_cut_off(self, folder, share):
        whole = (folder / WEIGHTS).read_bytes()
        (folder / WEIGHTS).write_bytes(whole[: int(share * len(whole))])

        with pytest.raises(StartRefused, match=str(folder)):
            CrisisModel(StateEncoder(), folder)

    def test_when_the_weights_are_something_else(self, folder):
        (folder / WEIGHTS).write_text("version https://git-lfs.github.com/spec/v1\n", encoding="utf-8")

        with pytest.raises(StartRefused, match=str(folder)):
            CrisisModel(StateEncoder(), folder)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"[]",
            b"{",
            b"\xf8",
            b'{"version": "1"}',
            json.dumps({"thresholds": THRESHOLDS}).encode(),
            settings(thresholds={"alone": 0.8}),
            settings(thresholds=THRESHOLDS | {"third": 0.5}),
            settings(thresholds=None),
            settings(weighing={"head": 1.0}),
            settings(categories=None),
        ],
    )
    def test_when_the_settings_are_broken(self, folder, content):
        (folder / SETTINGS).write_bytes(content)

        with pytest.raises(StartRefused) as refusal:
            CrisisModel(StateEncoder(), folder)

        assert str(refusal.value).startswith(f"The crisis model in {folder} cannot be used (")
        assert str(refusal.value).endswith("): restore it.")


def test_the_services_have_the_shipped_gate_with_both_stages(services: Services):
    patterns, _, model = services.gate.version.partition("/")

    assert patterns == yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))["version"]
    assert model == CrisisModel(shipped_encoder()).version


def test_a_stretch_of_a_long_message_must_say_more_than_the_whole_would_have_to():
    model = CrisisModel(shipped_encoder())
    message = f"{'Jeg har et spørsmål om søknaden min og om fristen for den. ' * 4}Jeg vil ikke leve lenger."
    judged = model.judge(message).probability
    model._weighing = replace(model._weighing, stretch=0.0)

    assert model.judge(message).probability > judged
