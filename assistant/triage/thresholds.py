"""Thresholds read off what a classifier said of messages that it had not seen."""

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import precision_recall_curve


def best_threshold(probabilities: NDArray[np.float32], truth: NDArray[np.bool_]) -> float:
    """The threshold with the highest F1; both arguments of shape (decisions,)."""
    precision, recall, thresholds = precision_recall_curve(truth, probabilities)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return round(float(thresholds[f1[:-1].argmax()]), 3)


def recall_threshold(probabilities: NDArray[np.float32], truth: NDArray[np.bool_], recall: float) -> float:
    """The highest threshold at which at least a share `recall` of what is true is found."""
    right = np.sort(probabilities[truth])[::-1]
    return round(float(right[int(np.ceil(recall * len(right))) - 1]) - 5e-4, 3)
