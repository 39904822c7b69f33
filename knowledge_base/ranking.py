"""How probable it is that an article answers a message: logistic regression over what speaks for its passages.

Evidence from different passages adds up: an article with a question like the message and a section about it is likelier
than one that has only either. Pointwise learning to rank, after Liu 2009, https://doi.org/10.1561/1500000016.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge_base.index import Evidence, Index, Unit

_PARTS = ("meaning", "words", "letters")
# The best that any passage of a kind has in each way, by any sentence; and by meaning for the message as a whole.
FEATURES = (*(f"{part} of {unit}" for part in _PARTS for unit in Unit), "meaning for the whole")

Floats = NDArray[np.float64]


def features(index: Index, evidence: Evidence) -> Floats:
    """What speaks for each article: shape (articles, features), in the order of `Index.articles` and FEATURES."""
    best_of = {part: getattr(evidence, part).max(axis=0) for part in _PARTS}
    columns = [_best(index, best_of[part], index.unit_of == unit) for part in _PARTS for unit in Unit]
    return np.stack([*columns, _best(index, evidence.meaning[0])], axis=1)


def probabilities(found: Floats, coefficients: Mapping[str, float], bias: float) -> Floats:
    """Of each article that it answers: shape (articles,)."""
    log_odds = found @ np.array([coefficients[name] for name in FEATURES]) + bias
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def _best(index: Index, values: NDArray[Any], where: NDArray[np.bool_] | None = None) -> Floats:
    """The highest value of each article's passages, at least 0."""
    best = np.zeros(len(index.articles))
    chosen = slice(None) if where is None else where
    np.maximum.at(best, index.article_of[chosen], values[chosen])
    return best
