"""One contract for every embedder, and what remembering adds to it."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from knowledge_base.article import ARTICLES
from knowledge_base.embedding import (
    Embedder,
    HashEmbedder,
    PreparedEmbedder,
    RememberingEmbedder,
    default_embedder,
)
from tests.fakes import RecordingEmbedder

TEXTS = ["How long is my notice?", "Kor lenge må eg vente?", "Hvor søker jeg om permisjon?"]


@dataclass
class DictMemory:
    """A vector memory in a dictionary."""

    kept: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def recall(self, embedder: str, digests: Sequence[str]) -> Mapping[str, bytes]:
        return {digest: self.kept[embedder, digest] for digest in digests if (embedder, digest) in self.kept}

    def keep(self, embedder: str, vectors: Mapping[str, bytes]) -> None:
        self.kept |= {(embedder, digest): vector for digest, vector in vectors.items()}


@pytest.fixture(scope="module")
def real_embedder() -> Embedder:
    return default_embedder()


def make_prepared_embedder() -> Embedder:
    prepared = PreparedEmbedder(HashEmbedder())
    prepared.prepare(TEXTS)
    return prepared


MAKERS = {
    "hash": HashEmbedder,
    "remembering": lambda: RememberingEmbedder(HashEmbedder(), DictMemory()),
    "prepared": make_prepared_embedder,
}


@pytest.fixture(params=[*MAKERS, "default"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return MAKERS[request.param]() if request.param in MAKERS else request.getfixturevalue("real_embedder")


class TestEveryEmbedder:
    def test_gives_one_float32_row_of_its_dimension_for_each_text(self, embedder: Embedder):
        vectors = embedder.embed(TEXTS)

        assert vectors.shape == (len(TEXTS), embedder.dimension)
        assert vectors.dtype == np.float32

    def test_gives_unit_vectors(self, embedder: Embedder):
        np.testing.assert_allclose(np.linalg.norm(embedder.embed(TEXTS), axis=1), 1, atol=1e-5)

    def test_gives_the_same_text_the_same_vector_alone_or_in_company(self, embedder: Embedder):
        alone = np.concatenate([embedder.embed([text]) for text in reversed(TEXTS)])[::-1]

        np.testing.assert_allclose(embedder.embed(TEXTS), alone, atol=1e-5)

    def test_gives_different_texts_different_vectors(self, embedder: Embedder):
        first, second, third = embedder.embed(TEXTS)

        assert max(first @ second, first @ third, second @ third) < 0.99

    def test_gives_a_text_that_comes_twice_two_equal_rows(self, embedder: Embedder):
        vectors = embedder.embed([TEXTS[0], TEXTS[1], TEXTS[0]])

        np.testing.assert_allclose(vectors[0], vectors[2], atol=1e-6)

    def test_gives_no_rows_for_no_texts(self, embedder: Embedder):
        assert embedder.embed([]).shape == (0, embedder.dimension)

    def test_gives_the_empty_text_a_unit_vector_too(self, embedder: Embedder):
        assert np.linalg.norm(embedder.embed([""])[0]) == pytest.approx(1, abs=1e-5)

    def test_gives_vectors_that_may_be_changed_without_harm(self, embedder: Embedder):
        before = embedder.embed(TEXTS).copy()

        embedder.embed(TEXTS)[:] = 0

        np.testing.assert_allclose(embedder.embed(TEXTS), before, atol=1e-6)

    def test_has_a_name_that_stays(self, embedder: Embedder):
        assert embedder.name
        assert embedder.name == embedder.name


def test_hash_vectors_are_the_same_in_every_process():
    command = "from knowledge_base.embedding import HashEmbedder; print(HashEmbedder().embed(['veivalg']).tolist())"
    elsewhere = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True, cwd=ARTICLES.parents[1]
    )

    assert json.loads(elsewhere.stdout) == HashEmbedder().embed(["veivalg"]).tolist()


def test_the_real_embedder_puts_near_what_means_the_same(real_embedder: Embedder):
    asked, same, other = real_embedder.embed(
        ["How do I write a CV?", "How should I write my curriculum vitae?", "When does the bus leave?"]
    )

    assert asked @ same > asked @ other + 0.3


def test_a_text_is_embedded_once():
    embedder = RecordingEmbedder()
    remembering = RememberingEmbedder(embedder, DictMemory())

    remembering.embed(TEXTS[:2])
    remembering.embed(TEXTS)

    assert embedder.given == TEXTS


def test_a_memory_serves_the_next_process():
    memory, embedder = DictMemory(), RecordingEmbedder()
    before = RememberingEmbedder(HashEmbedder(), memory).embed(TEXTS)

    after = RememberingEmbedder(embedder, memory).embed(TEXTS)

    assert embedder.given == []
    np.testing.assert_array_equal(after, before)


def test_vectors_of_another_embedder_are_not_used():
    memory, embedder = DictMemory(), RecordingEmbedder(name="other")
    RememberingEmbedder(HashEmbedder(), memory).embed(TEXTS)

    RememberingEmbedder(embedder, memory).embed(TEXTS)

    assert embedder.given == TEXTS


def test_a_memory_holds_no_text():
    memory = DictMemory()

    RememberingEmbedder(HashEmbedder(), memory).embed(["secret"])

    ((embedder, digest),) = memory.kept
    assert (embedder, digest) == ("hash", hashlib.sha256(b"secret").hexdigest())
    assert len(memory.kept[embedder, digest]) == 4 * HashEmbedder.dimension


def test_prepared_texts_are_embedded_at_once_and_not_again():
    embedder = RecordingEmbedder()
    prepared = PreparedEmbedder(embedder)
    prepared.prepare([*TEXTS, TEXTS[0]])

    vectors = prepared.embed(TEXTS[1:])

    assert embedder.given == TEXTS
    np.testing.assert_array_equal(vectors, HashEmbedder().embed(TEXTS[1:]))


def test_a_text_that_was_not_prepared_is_embedded_when_it_comes():
    prepared = PreparedEmbedder(HashEmbedder())
    prepared.prepare(TEXTS)

    np.testing.assert_array_equal(
        prepared.embed([TEXTS[0], "Unforeseen"]), HashEmbedder().embed([TEXTS[0], "Unforeseen"])
    )
