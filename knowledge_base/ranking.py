"""How probable it is that an article answers a message: logistic regression over what speaks for its passages.

Evidence from different passages adds up: an article with a question like the message and a section about it is likelier
than one that has only either. Pointwise learning to rank, after Liu 2009, https://doi.org/10.1561/1500000016.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from knowledge_base.index import Evidence, Index
from knowledge_base.passages import Unit

_PARTS = ("meaning", "words", "letters")
# The best that any passage of a kind has in each way, by any sentence; and by meaning for the message as a whole.
FEATURES = (*(f"{part} of {unit}" for part in _PARTS for unit in Unit), "meaning for the whole")

Floats = NDArray[np.float64]


def features(index: Index, evidence: Evidence) -> Floats:
    """What speaks for each article: shape (articles, features), in the order of `Index.articles` and FEATURES."""
    # The passages of an article lie together, so that its best are those between two starts.
    near, starts = np.unique(index.article_of[evidence.rows], return_index=True)
    columns = [
        np.where(index.is_of[unit][evidence.rows], getattr(evidence, part).max(axis=0), 0)
        for part in _PARTS
        for unit in Unit
    ]
    found = np.zeros((len(index.articles), len(FEATURES)))
    if len(near):
        best = np.maximum.reduceat(np.stack([*columns, evidence.meaning[0]], axis=1), starts)
        found[near] = np.maximum(best, 0)
    return found


def probabilities(found: Floats, coefficients: Mapping[str, float], bias: float) -> Floats:
    """Of each article that it answers: shape (articles,)."""
    log_odds = found @ np.array([coefficients[name] for name in FEATURES]) + bias
    return np.asarray(1 / (1 + np.exp(-log_odds)))
