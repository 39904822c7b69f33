"""How probable it is that an article answers a message: first whether any does, then which.

Evidence from different passages adds up: an article with a question like the message and a section about it is likelier
than one that has only either. Which article it is, a conditional logit says (McFadden 1974), listwise learning to rank
as in ListNet (Cao et al. 2007, https://doi.org/10.1145/1273496.1273513). Whether any is, logistic regression says, from
how much nearer the message is to the articles than to what is known to be out of scope.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, softmax

from knowledge_base.embedding import Vectors
from knowledge_base.index import Evidence, Index
from knowledge_base.passages import Unit

NEAREST = 5
_WAYS = ("meaning", "words", "letters")
# In each way: the best that any passage of a kind has, by any part of the message; by the message as a whole the best
# of all passages, the mean of the nearest, and the place among the articles by that mean, as a reciprocal: 1, 1/2, 1/3.
FEATURES = tuple(
    feature
    for way in _WAYS
    for feature in (*(f"{way} of {what}" for what in (*Unit, "the best", "the nearest")), f"place by {way}")
)
# How much nearer, by meaning, an article is than the examples that are out of scope: by the one nearest passage and
# example, and by the mean of the nearest few.
LEADS = ("lead of the best", "lead of the nearest")
_BY_MEANING = [FEATURES.index("meaning of the best"), FEATURES.index("meaning of the nearest")]

Floats = NDArray[np.float64]


def features(index: Index, evidence: Evidence) -> Floats:
    """What speaks for each article that is near, ascending: shape (articles near, features), in FEATURES' order."""
    # The passages of an article lie together, so that its best are those between two starts.
    article_of = index.article_of[evidence.rows]
    _, starts = np.unique(article_of, return_index=True)
    if not len(starts):
        return np.zeros((0, len(FEATURES)))
    columns: list[Floats | Vectors] = []
    for way in _WAYS:
        likeness: Vectors = getattr(evidence, way)
        by_unit = np.stack([np.where(index.is_of[unit][evidence.rows], likeness.max(axis=0), 0) for unit in Unit])
        nearest = _mean_of_nearest(likeness[0], article_of, starts)
        best = np.maximum.reduceat(np.vstack([by_unit, likeness[0]]), starts, axis=1)
        columns += [*np.maximum(best, 0), nearest, 1 / _places(nearest)]
    return np.column_stack(columns).astype(np.float64)


def leads(of_articles: Floats, evidence: Evidence) -> Floats:
    """How far ahead the articles with these features are of what is out of scope: shape (2,), in the order of LEADS.

    The two cosines are not of the same scale (see Evidence), so that 0 is no border; the weights find it.
    """
    if not len(of_articles):
        return np.zeros(len(LEADS))
    beyond = np.sort(evidence.out_of_scope)[::-1][:NEAREST]
    of_beyond = (beyond[0], beyond.mean()) if len(beyond) else (0.0, 0.0)
    return np.asarray(of_articles[:, _BY_MEANING].max(axis=0) - of_beyond)


def probabilities(
    of_articles: Floats, ahead: Floats, coefficients: Mapping[str, float], scope: Mapping[str, float], bias: float
) -> Floats:
    """Of each article that it answers: shape (articles near,). Their sum is how probable it is that any does."""
    if not len(of_articles):
        return np.zeros(0)
    is_any = expit(ahead @ np.array([scope[name] for name in LEADS]) + bias)
    return np.asarray(is_any * softmax(of_articles @ np.array([coefficients[name] for name in FEATURES])))


def _mean_of_nearest(likeness: Vectors, article_of: NDArray[np.int64], starts: NDArray[np.int64]) -> Floats:
    """Of each article, whose passages begin at `starts`, the mean likeness of its NEAREST nearest passages."""
    ordered = likeness[np.lexsort((-likeness, article_of))].astype(np.float64)
    ends = np.append(starts[1:], len(ordered))
    counts = np.minimum(ends - starts, NEAREST)
    sums = np.concatenate([[0.0], np.cumsum(ordered)])
    return np.asarray((sums[starts + counts] - sums[starts]) / counts)


def _places(values: Floats) -> NDArray[np.int64]:
    """The place of each from the highest, which is 1, down; the first of equals first."""
    places = np.empty(len(values), dtype=np.int64)
    places[np.argsort(-values, kind="stable")] = np.arange(1, len(values) + 1)
    return places
