"""The gate's second stage: what the classifier says of a message, and that nothing starts without it."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from assistant.bootstrap import Services
from assistant.classifier import Classifier
from assistant.classifier.features import LETTER_GROUPS
from assistant.crisis import CrisisModel
from assistant.crisis.model import CRISIS, SETTINGS, WEIGHTS, Likeness
from assistant.crisis.patterns import PATTERNS
from assistant.errors import StartRefused
from knowledge_base.embedding import HashEmbedder, shipped_encoder
from tests.fakes import ScriptedCrisisModel

CATEGORIES = set(yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))["categories"])
THRESHOLDS = {"alone": 0.8, "with_pattern": 0.05}


def settings(**changed: Any) -> bytes:
    return json.dumps(
        {"version": "2026-11-20", "encoder": HashEmbedder.name, "thresholds": THRESHOLDS} | changed
    ).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model that finds danger three times as probable as not in whatever it reads, and violence likeliest."""
    weights = np.zeros((3, HashEmbedder.dimension + LETTER_GROUPS), dtype=np.float32)
    bias = np.log(np.array([3, 0.1, 0.5], dtype=np.float32))
    Classifier((CRISIS, "collapse", "violence"), weights, bias).save(tmp_path / WEIGHTS)
    (tmp_path / SETTINGS).write_bytes(settings())
    return tmp_path


def test_a_message_is_judged_by_the_probability_of_danger_and_the_likeliest_category(folder):
    likeness = CrisisModel(HashEmbedder(), folder).judge("Hei")

    assert likeness == Likeness(pytest.approx(0.75), "violence")


def test_the_version_and_the_thresholds_are_those_of_the_folder(folder):
    model = CrisisModel(HashEmbedder(), folder)

    assert (model.version, model.thresholds.alone, model.thresholds.with_pattern) == ("2026-11-20", 0.8, 0.05)


@pytest.mark.parametrize("typed", ["", "Hei", "Jeg vil ikke leve lenger. Hvor lang oppsigelsestid har jeg?"])
@pytest.mark.parametrize("kind", ["shipped", "scripted"])
def test_every_model_gives_a_probability_and_a_known_category(kind, typed):
    model = CrisisModel(shipped_encoder()) if kind == "shipped" else ScriptedCrisisModel(0.3)

    likeness = model.judge(typed)

    assert 0 <= likeness.probability <= 1
    assert likeness.category in CATEGORIES
    assert 0 <= model.thresholds.with_pattern < model.thresholds.alone < 1


@pytest.mark.parametrize("before", [0, 1, 7, 8, 30])
def test_the_shipped_model_finds_one_dangerous_sentence_after_any_number_of_others(before):
    model = CrisisModel(shipped_encoder())
    others = "Hvor lang oppsigelsestid har jeg? " * before

    assert model.judge(f"{others}Jeg vil ta livet mitt i kveld.").probability > model.thresholds.alone
    assert model.judge(f"{others}Hvor finner jeg skjemaet?").probability < model.thresholds.alone


class TestWithoutTheModelNothingStarts:
    def test_with_it_something_does(self, folder):
        """If this fails, the tests below prove nothing."""
        assert CrisisModel(HashEmbedder(), folder).judge("Hei").probability > 0

    @pytest.mark.parametrize("name", [WEIGHTS, SETTINGS])
    def test_when_a_file_is_missing(self, folder, name):
        (folder / name).unlink()

        with pytest.raises(StartRefused, match=str(folder)):
            CrisisModel(HashEmbedder(), folder)

    @pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.99])
    def test_when_the_weights_were_cut_off(self, folder, share):
        whole = (folder / WEIGHTS).read_bytes()
        (folder / WEIGHTS).write_bytes(whole[: int(share * len(whole))])

        with pytest.raises(StartRefused, match=str(folder)):
            CrisisModel(HashEmbedder(), folder)

    def test_when_the_weights_are_something_else(self, folder):
        (folder / WEIGHTS).write_text("version https://git-lfs.github.com/spec/v1\n", encoding="utf-8")

        with pytest.raises(StartRefused, match=str(folder)):
            CrisisModel(HashEmbedder(), folder)

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
        ],
    )
    def test_when_the_settings_are_broken(self, folder, content):
        (folder / SETTINGS).write_bytes(content)

        with pytest.raises(StartRefused) as refusal:
            CrisisModel(HashEmbedder(), folder)

        assert str(refusal.value).startswith(f"The crisis model in {folder} cannot be used (")
        assert str(refusal.value).endswith("): restore it.")


def test_the_services_have_the_shipped_gate_with_both_stages(services: Services):
    patterns, _, model = services.gate.version.partition("/")

    assert patterns == yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))["version"]
    assert model == CrisisModel(shipped_encoder()).version
