"""Search by meaning: the cosines of vectors around a centre, exact, or for many passages by cells.

In a large index a question is compared only with the passages in the cells whose centroids are nearest to it (Jégou,
Douze and Schmid 2011, https://doi.org/10.1109/TPAMI.2010.57): cells and what is in each grow with the square root of
the passages.
"""

import math

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge_base.embedding import Vectors

MIN_FOR_CENTRE = 100
CELLS_VISITED = 24
# Centroids are found after few rounds, from some vectors of each cell.
_ROUNDS, _MIN_OF_CELL, _MOST_OF_CELL = 8, 1, 64


class MeaningIndex:
    """The vectors of one written form's passages around the form's own centre.

    An encoder that knows little of a language puts all its texts close together, and scores of different forms
    then cannot be compared. Taking the mean away spreads them again (Mu and Viswanath 2018,
    https://arxiv.org/abs/1702.01417). A mean of few passages would take away what they are about.
    """

    def __init__(self, vectors: Vectors, *, with_cells: bool = False) -> None:
        """`with_cells` is needed for `nearest`."""
        dimension = vectors.shape[1]
        self._centre = vectors.mean(axis=0) if len(vectors) >= MIN_FOR_CENTRE else np.zeros(dimension, np.float32)
        self._vectors = self._centred(vectors)
        self._cells = _cells_of(self._vectors) if with_cells and len(vectors) else None

    def similarities(self, asked: Vectors, among: NDArray[np.int64] | None = None) -> Vectors:
        """Cosine of each vector that asks with each passage, or with some: shape (vectors, passages)."""
        vectors = self._vectors if among is None else self._vectors[among]
        if not len(vectors):
            return np.zeros((len(asked), 0), dtype=np.float32)
        found = faiss.pairwise_distances(self._centred(asked), vectors, metric=faiss.METRIC_INNER_PRODUCT)
        return np.asarray(found, dtype=np.float32)

    def nearest(self, asked: Vectors, most: int) -> NDArray[np.int64]:
        """The places of the passages nearest to any of the vectors, nearly always all of them, in no order."""
        if self._cells is None:
            return np.zeros(0, dtype=np.int64)
        _, found = self._cells.search(self._centred(asked), most)
        # Where the cells visited hold fewer than asked for, FAISS says -1.
        return np.unique(found[found >= 0])

    def _centred(self, vectors: Vectors) -> Vectors:
        moved = vectors - self._centre
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.ascontiguousarray(moved / np.maximum(lengths, 1e-12), dtype=np.float32)


def _cells_of(vectors: Vectors) -> faiss.IndexIVFFlat:
    dimension, cells = vectors.shape[1], math.isqrt(len(vectors))
    quantizer = faiss.IndexFlatIP(dimension)
    index = faiss.IndexIVFFlat(quantizer, dimension, cells, faiss.METRIC_INNER_PRODUCT)
    index.cp.niter, index.cp.min_points_per_centroid, index.cp.max_points_per_centroid = (
        _ROUNDS, _MIN_OF_CELL, _MOST_OF_CELL,
    )  # fmt: skip
    index.train(vectors)
    index.add(vectors)
    index.nprobe = min(CELLS_VISITED, cells)
    return index
