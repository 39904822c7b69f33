"""Whether a probability means what it says: the reliability diagram as a table, and its error.

Expected calibration error after Guo et al. 2017, https://arxiv.org/abs/1706.04599.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evaluation.messages import Judged, has_topic, is_about_something
from assistant.triage.model import NEEDS_HUMAN
from knowledge_base.article import Topic

BINS = 5


@dataclass(frozen=True)
class Bin:
    """Predictions of like confidence: how many, how sure on average, and the share of them that was right."""

    count: int
    confidence: float
    right: float


def reliability(predictions: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Pairs of how probable a thing was said to be and whether it was so, in bins of equal width; no empty bins."""
    confidence = np.array([probability for probability, _ in predictions])
    right = np.array([is_right for _, is_right in predictions])
    places = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        Bin(int(inside.sum()), float(confidence[inside].mean()), float(right[inside].mean()))
        for inside in (places == number for number in range(BINS))
        if inside.any()
    ]


def of_first_intents(judged: Sequence[Judged]) -> list[Bin]:
    """The likeliest intent of every message."""
    return reliability(
        [(one.predicted["confidence"], one.predicted["intent"] == one.right["intent"]) for one in judged]
    )


def of_topics(judged: Sequence[Judged], probabilities: Sequence[Mapping[str, float]]) -> list[Bin]:
    """Every topic for every message that is not about the service: how probable, and whether it is about it."""
    return reliability(
        [
            (found[topic], topic in one.right["topics"])
            for one, found in zip(judged, probabilities, strict=True)
            if is_about_something(one)
            for topic in Topic
        ]
    )


def of_need(judged: Sequence[Judged], probabilities: Sequence[Mapping[str, float]]) -> list[Bin]:
    """The need of a person for every message with a topic, as the classifier has it, without words that decide."""
    return reliability(
        [
            (found[NEEDS_HUMAN], one.right["needs_human"])
            for one, found in zip(judged, probabilities, strict=True)
            if has_topic(one)
        ]
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """How far confidence and share of right are apart, on average over all predictions: in [0, 1]."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / total


def table(bins: Sequence[Bin]) -> str:
    """The diagram as Markdown."""
    rows = [f"| {one.count} | {one.confidence:.2f} | {one.right:.2f} | {'#' * round(20 * one.right)} |" for one in bins]
    head = ["| count | confidence | right | |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows, "", f"Expected calibration error: {calibration_error(bins):.3f}"])
