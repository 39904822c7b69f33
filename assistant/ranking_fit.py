"""Fits what ranks the articles (knowledge_base/ranking.py) to questions of which it is known what answers them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from knowledge_base.ranking import FEATURES, LEADS, Floats
from knowledge_base.search import Weights

# How freely the coefficients may differ from 0, as in scikit-learn: some hundred questions cannot hold all of them.
STRENGTH = 0.1


@dataclass(frozen=True)
class Question:
    """A question with what the search has for it: (articles, features) and (leads,); and the articles that answer it.

    `asked_in` is the part of the message that asks for each article (see Hit). Questions of one `group` ask for the
    same in different forms.
    """

    features: Floats
    leads: Floats
    asked_in: Mapping[str, int]
    articles: frozenset[str]
    group: str


def fit(questions: Sequence[Question], slugs: Sequence[str]) -> Weights:
    """Weights under which a score is the probability that an article answers; no thresholds yet.

    Some of the questions must be answered by an article, and some by none.
    """
    answered = [question for question in questions if question.articles & set(slugs)]
    choice = fit_choice(
        [question.features for question in answered],
        [np.isin(slugs, sorted(question.articles)) for question in answered],
    )
    scaler = StandardScaler()
    scaled = scaler.fit_transform([question.leads for question in questions])
    regression = LogisticRegression().fit(scaled, [bool(question.articles) for question in questions])
    slopes = regression.coef_[0] / scaler.scale_
    return Weights(
        coefficients=_named(FEATURES, choice),
        scope=_named(LEADS, slopes),
        bias=round(float(regression.intercept_[0] - slopes @ scaler.mean_), 4),
        floor=0.0, sure=1.0, gap=1.0,
    )  # fmt: skip


def fit_choice(features: Sequence[Floats], right: Sequence[NDArray[np.bool_]]) -> Floats:
    """Coefficients under which the right articles are the likeliest choice: shape (features,).

    Maximum likelihood with a penalty on their squares, each feature at its own scale. Of several right articles any
    counts. Raises ValueError if a question has none.
    """
    found, is_right = np.stack(features), np.stack(right)
    scale = found.std(axis=(0, 1))
    scaled = found / np.where(scale > 0, scale, 1)

    def loss(coefficients: Floats) -> tuple[float, Floats]:
        utilities = scaled @ coefficients
        of_right = np.where(is_right, utilities, -np.inf)
        surprise = logsumexp(utilities, axis=1) - logsumexp(of_right, axis=1)
        pull = softmax(utilities, axis=1) - softmax(of_right, axis=1)
        penalty = coefficients @ coefficients / (2 * STRENGTH)
        return surprise.sum() + penalty, np.einsum("qa,qaf->f", pull, scaled) + coefficients / STRENGTH

    fitted = minimize(loss, np.zeros(found.shape[2]), jac=True, method="L-BFGS-B")
    if not np.isfinite(fitted.fun):
        raise ValueError("a question without a right article cannot be learnt from")
    return np.asarray(fitted.x / np.where(scale > 0, scale, 1))


def _named(names: Sequence[str], values: Floats) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}
