"""The vectors of what is shipped to be searched, made once by `veivalg train`, so that a new database need not."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from knowledge_base.article import ARTICLES, read_all
from knowledge_base.embedding import Embedder, VectorMemory, digest_of
from knowledge_base.passages import passages_of

VECTORS = Path(__file__).parent.parent / "models" / "passages" / "vectors.npz"


def prepare(embedder: Embedder, *, more: Sequence[str] = (), articles: Path = ARTICLES, path: Path = VECTORS) -> None:
    """Embed every passage of the articles in a folder, and more texts; a minute or two for 12,000."""
    passages = (passage.text for variant in read_all(articles) for passage in passages_of(variant))
    texts = list(dict.fromkeys([*passages, *more]))
    path.parent.mkdir(parents=True, exist_ok=True)
    digests = np.array([digest_of(text) for text in texts])
    np.savez(path, embedder=np.array(embedder.name), digests=digests, vectors=embedder.embed(texts).astype("<f4"))


class PreparedVectors:
    """Another memory of vectors, behind those that were prepared; see knowledge_base.embedding.VectorMemory."""

    def __init__(self, memory: VectorMemory, path: Path = VECTORS) -> None:
        self._memory = memory
        self._path = path

    def recall(self, embedder: str, digests: Sequence[str]) -> Mapping[str, bytes]:
        """See VectorMemory. Vectors that another encoder prepared are not used."""
        known = self._prepared(embedder, frozenset(digests))
        missing = [digest for digest in digests if digest not in known]
        return known | dict(self._memory.recall(embedder, missing)) if missing else known

    def keep(self, embedder: str, vectors: Mapping[str, bytes]) -> None:
        """See VectorMemory."""
        self._memory.keep(embedder, vectors)

    def _prepared(self, embedder: str, digests: frozenset[str]) -> dict[str, bytes]:
        if not self._path.is_file():
            return {}
        with np.load(self._path) as file:
            if str(file["embedder"]) != embedder:
                return {}
            rows = zip(file["digests"].tolist(), file["vectors"], strict=True)
            return {digest: vector.tobytes() for digest, vector in rows if digest in digests}
