"""The head of the search learns which texts belong together, and says the same after it was exported."""

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.encoder.export import export
from knowledge_base.encoder.retrieval import RetrievalHead, teach
from knowledge_base.encoder.student import Encoder
from knowledge_base.encoder.tuning import export_head
from knowledge_base.onnx_encoder import DIMENSION, OnnxEncoder
from knowledge_base.retrieval_encoder import RetrievalEncoder
from tests.encoder.factories import make_encoder

PETS = ["We forget the cat.", "She see the dog and the key.", "cat dog"]
FOOD = ["We buy my milk.", "She buy the milk and the key.", "milk"]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return make_encoder(width=DIMENSION, layers=3)


@pytest.fixture(scope="module")
def head(encoder: Encoder) -> RetrievalHead:
    return teach(encoder, (PETS + FOOD) * 10, (["pets"] * 3 + ["food"] * 3) * 10, epochs=300, seed=1)


@pytest.fixture(scope="module")
def taught(encoder: Encoder, head: RetrievalHead, tmp_path_factory: pytest.TempPathFactory) -> RetrievalEncoder:
    folder = tmp_path_factory.mktemp("retrieval")
    export(encoder, folder)
    export_head(head, folder / "head.onnx")
    return RetrievalEncoder(OnnxEncoder(folder), folder / "head.onnx")


def apart(vectors: np.ndarray) -> float:
    """How much nearer texts of one kind are to each other than to those of the other."""
    cosines = vectors @ vectors.T
    same = np.kron(np.eye(2), np.ones((3, 3))).astype(bool)
    return float(cosines[same].mean() - cosines[~same].mean())


def test_texts_of_an_article_come_near_each_other(encoder: Encoder, taught: RetrievalEncoder):
    assert apart(taught.embed(PETS + FOOD)) > 3 * apart(encoder.embed(PETS + FOOD))


def test_vectors_are_of_length_one(taught: RetrievalEncoder):
    np.testing.assert_allclose(np.linalg.norm(taught.embed(PETS + FOOD), axis=1), 1, atol=1e-5)


def test_the_order_in_which_texts_are_embedded_changes_nothing(taught: RetrievalEncoder):
    np.testing.assert_array_equal(taught.embed(PETS)[::-1], taught.embed(PETS[::-1]))


def test_no_text_has_no_vector(taught: RetrievalEncoder):
    assert taught.embed([]).shape == (0, DIMENSION)


def test_another_head_has_another_name(encoder: Encoder, taught: RetrievalEncoder, tmp_path: Path):
    export(encoder, tmp_path)
    export_head(teach(encoder, PETS + FOOD, [*"aabbcc"], epochs=1, seed=2), tmp_path / "head.onnx")
    shipped = OnnxEncoder(tmp_path)

    assert RetrievalEncoder(shipped, tmp_path / "head.onnx").name != taught.name
    assert taught.name.startswith("veivalg-")


def test_a_head_that_is_not_there_is_missed_at_once(taught: RetrievalEncoder, tmp_path: Path):
    export(make_encoder(width=DIMENSION, layers=3), tmp_path)

    with pytest.raises(FileNotFoundError):
        RetrievalEncoder(OnnxEncoder(tmp_path), tmp_path / "head.onnx")
