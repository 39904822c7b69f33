"""Whether a probability means what it says: the reliability diagram as a table, and its error.

Expected calibration error after Guo et al. 2017, https://arxiv.org/abs/1706.04599.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evaluation.messages import Judged

BINS = 5


@dataclass(frozen=True)
class Bin:
    """Predictions of like confidence: how many, how sure on average, and the share of them that was right."""

    count: int
    confidence: float
    right: float


def reliability(judged: Sequence[Judged]) -> list[Bin]:
    """The first intents by confidence, in bins of equal width; empty bins are left out."""
    confidence = np.array([one.predicted["confidence"] for one in judged])
    right = np.array([one.predicted["intent"] == one.right["intent"] for one in judged])
    places = np.minimum((confidence * BINS).astype(int), BINS - 1)
    return [
        Bin(int(inside.sum()), float(confidence[inside].mean()), float(right[inside].mean()))
        for inside in (places == number for number in range(BINS))
        if inside.any()
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """How far confidence and share of right are apart, on average over all predictions: in [0, 1]."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / total


def table(bins: Sequence[Bin]) -> str:
    """The diagram as Markdown."""
    rows = [f"| {one.count} | {one.confidence:.2f} | {one.right:.2f} | {'#' * round(20 * one.right)} |" for one in bins]
    head = ["| messages | confidence | right | |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows, "", f"Expected calibration error: {calibration_error(bins):.3f}"])
