"""What a classifier sees of a text: the encoder's vector, and which groups of letters stand in it."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer

LETTER_GROUPS = 2**15
# Both parts have length one; so long they together leave a regularised classifier the right amount of freedom.
SCALE = 5.0


@cache
def _letters() -> HashingVectorizer:
    # Hashed (Weinberger et al. 2009, arXiv:0902.2206), so that no vocabulary has to be shipped or kept.
    return HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), n_features=LETTER_GROUPS)


def features(texts: Sequence[str], vectors: NDArray[np.float32]) -> csr_matrix:
    """Rows of shape (texts, dimension + LETTER_GROUPS), from texts and their unit vectors."""
    return csr_matrix(hstack([csr_matrix(SCALE * vectors), SCALE * _letters().transform(texts)]))
