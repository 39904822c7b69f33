"""The three measures of an encoder, on files whose right figures are known."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.embedding import HashEmbedder, Vectors
from knowledge_base.encoder.evaluation import SHOTS, Reach, agreement, few_shot, reach
from tests.encoder.factories import make_parallel

NB = [(f"English {number}", f"Bokmål {number}") for number in range(20)]
NN = [(f"English {number}", f"Nynorsk {number}") for number in range(20)]


class ByMeaning(HashEmbedder):
    """To it two texts with the same meaning are one; a text that is not in the dictionary means itself."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._meanings = meanings

    def embed(self, texts: Sequence[str]) -> Vectors:
        return super().embed([self._meanings.get(text, text) for text in texts])


class Turned(HashEmbedder):
    """Everything in the opposite direction."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        return -super().embed(texts)


class ByAngle:
    """Vectors in the plane, at the angles given in degrees."""

    def __init__(self, angles: Mapping[str, float]) -> None:
        self._angles = angles

    def embed(self, texts: Sequence[str]) -> Vectors:
        radians = np.radians([self._angles[text] for text in texts])
        return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


class TestReach:
    @pytest.fixture
    def parallel(self, tmp_path: Path) -> Path:
        lines = [(form, *pair) for form, pairs in (("nb", NB), ("nn", NN)) for pair in pairs]
        return make_parallel(tmp_path, {}, reach=lines)

    def test_is_one_for_whom_every_translation_means_the_same(self, parallel: Path):
        knowing = ByMeaning({norwegian: english for english, norwegian in NB + NN})

        assert reach(knowing, parallel) == {"nb": Reach(1, 1), "nn": Reach(1, 1)}

    def test_is_small_for_whom_none_does(self, parallel: Path):
        found = reach(HashEmbedder(), parallel)

        assert max(found["nb"].to_english, found["nb"].from_english) < 0.5

    def test_is_told_for_each_form(self, parallel: Path):
        bokmal_only = ByMeaning({norwegian: english for english, norwegian in NB})

        found = reach(bokmal_only, parallel)

        assert found["nb"] == Reach(1, 1)
        assert found["nn"].to_english < 0.5

    def test_is_told_for_each_way(self, tmp_path: Path):
        """Both Norwegian sentences are nearest to their own English; both English ones to the same Norwegian."""
        parallel = make_parallel(tmp_path, {}, reach=[("nb", "Yes", "Ja"), ("nb", "No", "Nei"), ("nn", "Yes", "Ja")])

        found = reach(ByAngle({"Yes": 0, "No": 10, "Ja": -20, "Nei": 6}), parallel)["nb"]

        assert found == Reach(to_english=1, from_english=0.5)


class TestFewShot:
    @pytest.fixture
    def train(self, tmp_path: Path) -> Path:
        return write(tmp_path / "train.jsonl", [(f"{label} {n}", label) for label in "ab" for n in range(2 * SHOTS)])

    @pytest.mark.parametrize(
        ("asked", "accuracy"),
        [
            ([("a 70", "a"), ("b 70", "b")], 1),
            ([("a 70", "a"), ("a 71", "b")], 0.5),
            ([("a 70", "b"), ("b 70", "a")], 0),
        ],
    )
    def test_is_the_share_whose_nearest_example_has_its_label(self, tmp_path: Path, train: Path, asked, accuracy):
        knowing = ByMeaning({f"{label} {n}": label for label in "ab" for n in range(100)})

        assert few_shot(knowing, train, write(tmp_path / "test.jsonl", asked)) == accuracy

    def test_is_the_same_for_the_same_seed(self, tmp_path: Path, train: Path):
        test = write(tmp_path / "test.jsonl", [(f"{label} {n}", label) for label in "ab" for n in range(50, 90)])

        one, same, *others = (few_shot(HashEmbedder(), train, test, seed=seed) for seed in (1, 1, 2, 3, 4))

        assert one == same
        assert set(others) != {one}

    def test_sees_only_ten_examples_of_each(self, tmp_path: Path, train: Path):
        test = write(tmp_path / "test.jsonl", [(f"{label} {n}", label) for label in "ab" for n in range(2 * SHOTS)])

        assert 0.5 < few_shot(HashEmbedder(), train, test) < 1


@pytest.mark.parametrize(("other", "cosine"), [(HashEmbedder(), 1), (Turned(), -1)])
def test_agreement_is_the_mean_cosine(other, cosine):
    assert agreement(HashEmbedder(), other, ["one", "two"]) == pytest.approx(cosine)


def test_agreement_counts_every_text():
    half = ByMeaning({"one": "another"})

    known = float(np.vdot(HashEmbedder().embed(["one"]), HashEmbedder().embed(["another"])))
    assert agreement(HashEmbedder(), half, ["one", "two"]) == pytest.approx((known + 1) / 2)


def write(path: Path, lines: list[tuple[str, str]]) -> Path:
    path.write_text("".join(json.dumps({"text": text, "label": label}) + "\n" for text, label in lines))
    return path
