"""Vectors made once for the shipped articles: a new database embeds only what is not among them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.article import WrittenForm
from knowledge_base.embedding import HashEmbedder, RememberingEmbedder
from knowledge_base.prepared_vectors import PreparedVectors, prepare
from tests.factories import make_document
from tests.fakes import RecordingEmbedder

TEXTS = ["Notice", "something new", "out of scope"]


class NoMemory:
    """Remembers what it was asked for and given, and knows nothing."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.kept: dict[str, bytes] = {}

    def recall(self, embedder: str, digests: Sequence[str]) -> Mapping[str, bytes]:
        self.asked += digests
        return {}

    def keep(self, embedder: str, vectors: Mapping[str, bytes]) -> None:
        self.kept |= vectors


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    for form in WrittenForm:
        file = tmp_path / "articles" / "notice" / f"{form}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make_document("notice", form, title="Notice"), encoding="utf-8")
    path = tmp_path / "models" / "vectors.npz"
    prepare(HashEmbedder(), more=["out of scope"], articles=tmp_path / "articles", path=path)
    return path


def test_what_was_prepared_is_not_embedded_again(prepared):
    embedder, memory = RecordingEmbedder(), NoMemory()

    found = RememberingEmbedder(embedder, PreparedVectors(memory, prepared)).embed(TEXTS)

    assert embedder.given == ["something new"]
    assert len(memory.asked) == len(memory.kept) == 1
    assert np.array_equal(found, HashEmbedder().embed(TEXTS))


def test_what_another_encoder_prepared_is_not_used(prepared):
    embedder = RecordingEmbedder()
    embedder.name = "another"

    RememberingEmbedder(embedder, PreparedVectors(NoMemory(), prepared)).embed(["Notice"])

    assert embedder.given == ["Notice"]


def test_without_prepared_vectors_everything_is_embedded(tmp_path):
    embedder = RecordingEmbedder()

    RememberingEmbedder(embedder, PreparedVectors(NoMemory(), tmp_path / "none.npz")).embed(["Notice"])

    assert embedder.given == ["Notice"]
