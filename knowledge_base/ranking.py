"""How probable it is that an article answers a message: logistic regression over what speaks for its passages.

Evidence from different passages adds up: an article with a question like the message and a section about it is likelier
than one that has only either. Pointwise learning to rank, after Liu 2009, https://doi.org/10.1561/1500000016.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from knowledge_base.embedding import Vectors
from knowledge_base.index import Evidence, Index
from knowledge_base.passages import Unit

_PARTS = ("meaning", "words", "letters")
NEAREST = 5
# How sharply the meaning of its nearest passages tells an article from the others.
SHARPNESS = 20.0
# The best that any passage of a kind has in each way, by any sentence; by meaning also for the message as a whole, and
# as the mean of the nearest passages of all kinds; and how much of the message that leaves to the article among all.
FEATURES = (
    *(f"{part} of {unit}" for part in _PARTS for unit in Unit),
    "meaning for the whole",
    "meaning of the nearest",
    "share of the meaning",
)

Floats = NDArray[np.float64]


def features(index: Index, evidence: Evidence) -> Floats:
    """What speaks for each article: shape (articles, features), in the order of `Index.articles` and FEATURES."""
    # The passages of an article lie together, so that its best are those between two starts.
    article_of = index.article_of[evidence.rows]
    near, starts = np.unique(article_of, return_index=True)
    found = np.zeros((len(index.articles), len(FEATURES)))
    if not len(near):
        return found
    columns = [
        np.where(index.is_of[unit][evidence.rows], getattr(evidence, part).max(axis=0), 0)
        for part in _PARTS
        for unit in Unit
    ]
    best = np.maximum.reduceat(np.stack([*columns, evidence.meaning[0]], axis=1), starts)
    of_nearest = _mean_of_nearest(evidence.meaning[0], article_of, starts)
    found[near] = np.column_stack([np.maximum(best, 0), of_nearest, _log_shares(of_nearest)])
    return found


def _mean_of_nearest(likeness: Vectors, article_of: NDArray[np.int64], starts: NDArray[np.int64]) -> Floats:
    """Of each article, whose passages begin at `starts`, the mean likeness of its NEAREST nearest passages."""
    ordered = likeness[np.lexsort((-likeness, article_of))].astype(np.float64)
    ends = np.append(starts[1:], len(ordered))
    counts = np.minimum(ends - starts, NEAREST)
    sums = np.concatenate([[0.0], np.cumsum(ordered)])
    return np.asarray((sums[starts + counts] - sums[starts]) / counts)


def _log_shares(likeness: Floats) -> Floats:
    """The logarithm of a softmax: ListNet's probability of coming first (Cao et al. 2007), https://doi.org/10.1145/1273496.1273513."""
    scaled = SHARPNESS * likeness
    return np.asarray(scaled - logsumexp(scaled))


def probabilities(found: Floats, coefficients: Mapping[str, float], bias: float) -> Floats:
    """Of each article that it answers: shape (articles,)."""
    log_odds = found @ np.array([coefficients[name] for name in FEATURES]) + bias
    return np.asarray(1 / (1 + np.exp(-log_odds)))
