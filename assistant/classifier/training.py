"""Training: logistic regression for each label, and probabilities calibrated on texts that it was not trained on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from assistant.classifier.features import features
from assistant.classifier.linear import Classifier, Floats, parts_of
from knowledge_base.embedding import Embedder

FOLDS = 5
# Texts nearer than this are taken for paraphrases of each other, and stay together.
PARAPHRASE = 0.8
# What a sentence of a message without the label counts, beside the message as a whole.
SENTENCE_WEIGHT = 0.5
_MAX_ITERATIONS = 500


@dataclass(frozen=True)
class Trained:
    """A classifier, and what its like said of each training message without having seen it or a paraphrase.

    `out_of_fold` has the shape (messages, labels): probabilities, calibrated.
    """

    classifier: Classifier
    out_of_fold: Floats


@dataclass(frozen=True)
class _Messages:
    """Messages as parts: the rows of parts that belong to each message, the whole message first."""

    rows: csr_matrix
    starts: NDArray[np.int64]

    def of(self, messages: NDArray[np.int64]) -> csr_matrix:
        """The rows of the whole of these messages."""
        return self.rows[self.starts[messages]]

    def sentences(self, message: int) -> range:
        """The rows of a message's sentences; none if it is one sentence."""
        return range(self.starts[message] + 1, self.starts[message + 1])

    def best(self, scores: Floats) -> Floats:
        """The highest score of any part, for every message: from (parts, labels) to (messages, labels)."""
        return np.maximum.reduceat(scores, self.starts[:-1], axis=0)


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    truth: NDArray[np.bool_],
    embedder: Embedder,
    *,
    strength: float = 1.0,
    weights: NDArray[np.float64] | None = None,
    parts: Callable[[str], list[str]] = parts_of,
) -> Trained:
    """Train on messages; `truth` has the shape (messages, labels). `strength` is the inverse of regularisation.

    `weights` says how much each message counts, 1 if not given; `parts` what a label may rest on. Calibration after
    Platt 1999, on scores out of fold, with paraphrases in the same fold.
    """
    # These matrices are small and many: two threads that wait for each other took 25 times as long as one.
    with threadpool_limits(1):
        return _train(_as_parts([parts(text) for text in texts], embedder), labels, truth, strength, weights)


def _train(
    seen: tuple[_Messages, Floats],
    labels: Sequence[str],
    truth: NDArray[np.bool_],
    strength: float,
    weights: NDArray[np.float64] | None,
) -> Trained:
    messages, vectors = seen
    counts = np.ones(len(truth)) if weights is None else weights
    folds = GroupKFold(FOLDS).split(truth, groups=paraphrases(vectors))
    unseen = np.zeros((len(truth), len(labels)), dtype=np.float32)
    for known, held_out in folds:
        slopes, bias = _fit(messages, known, truth, counts, strength)
        unseen[held_out] = messages.best(_scores(messages.rows, slopes, bias))[held_out]
    slopes, bias = _fit(messages, np.arange(len(truth)), truth, counts, strength)
    slope, offset = _calibrate(unseen, truth)
    classifier = Classifier(
        tuple(labels),
        (slopes * slope[:, None]).astype(np.float32),
        (bias * slope + offset).astype(np.float32),
    )
    return Trained(classifier, _probabilities(unseen * slope + offset))


def paraphrases(vectors: Floats) -> NDArray[np.int64]:
    """A number for each text, the same for texts that are chained together by nearness; see PARAPHRASE."""
    group = np.arange(len(vectors))
    for text, near in enumerate(vectors @ vectors.T > PARAPHRASE):
        joined = np.unique(group[near])
        if len(joined) > 1:
            group[np.isin(group, joined)] = group[text]
    return group


def _as_parts(parts: Sequence[Sequence[str]], embedder: Embedder) -> tuple[_Messages, Floats]:
    """The messages as rows of their parts, and the vectors of the whole messages."""
    flat = [part for one in parts for part in one]
    vectors = embedder.embed(flat)
    starts = np.cumsum([0, *map(len, parts)])
    return _Messages(features(flat, vectors), starts), vectors[starts[:-1]]


def _fit(
    messages: _Messages,
    known: NDArray[np.int64],
    truth: NDArray[np.bool_],
    counts: NDArray[np.float64],
    strength: float,
) -> tuple[Floats, Floats]:
    """Slopes of shape (labels, features) and biases of shape (labels,), from the messages in `known`."""
    fitted = [_fit_label(messages, known, right, counts, strength) for right in truth.T]
    return np.concatenate([one.coef_ for one in fitted]), np.concatenate([one.intercept_ for one in fitted])


def _fit_label(
    messages: _Messages,
    known: NDArray[np.int64],
    right: NDArray[np.bool_],
    counts: NDArray[np.float64],
    strength: float,
) -> LogisticRegression:
    """Fit on whole messages, then once more with their sentences.

    Which sentence of a message has the label is not known: of those that have it the likeliest one is taken, and of
    the others every one is an example of not having it (Andrews et al. 2002, multiple-instance learning).
    """
    first = LogisticRegression(C=strength, max_iter=_MAX_ITERATIONS)
    first.fit(messages.of(known), right[known], sample_weight=counts[known])
    scores = first.decision_function(messages.rows)
    rows, truths, weights = [messages.starts[known]], [right[known]], [counts[known]]
    for message in known:
        sentences = np.array(messages.sentences(message), dtype=np.int64)
        if not len(sentences):
            continue
        chosen = sentences[[scores[sentences].argmax()]] if right[message] else sentences
        rows.append(chosen)
        truths.append(np.full(len(chosen), right[message]))
        weights.append(np.full(len(chosen), counts[message] * (1.0 if right[message] else SENTENCE_WEIGHT)))
    again = LogisticRegression(C=strength, max_iter=_MAX_ITERATIONS)
    return again.fit(messages.rows[np.concatenate(rows)], np.concatenate(truths), sample_weight=np.concatenate(weights))


def _scores(rows: csr_matrix, weights: Floats, bias: Floats) -> Floats:
    return np.asarray(rows @ weights.T + bias, dtype=np.float32)


def _calibrate(scores: Floats, truth: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Slope and offset for each label that turn scores into log odds."""
    fitted = [
        LogisticRegression(C=1e6).fit(column[:, None], right) for column, right in zip(scores.T, truth.T, strict=True)
    ]
    return (
        np.array([one.coef_[0, 0] for one in fitted], dtype=np.float32),
        np.array([one.intercept_[0] for one in fitted], dtype=np.float32),
    )


def _probabilities(log_odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-log_odds)), dtype=np.float32)
