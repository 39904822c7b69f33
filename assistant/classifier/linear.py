"""The classifier as it serves: one row of weights a label, and probabilities that mean what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from assistant.classifier.features import features
from assistant.errors import StartRefused
from knowledge_base.embedding import Embedder
from knowledge_base.sentences import sentences_in

Floats = NDArray[np.float32]


def parts_of(message: str) -> list[str]:
    """What a label may rest on: the message as a whole, and all its sentences if it has several, each once."""
    sentences = [sentence for line in message.splitlines() for sentence in sentences_in(line)]
    return [*dict.fromkeys([message, *sentences])] if len(sentences) > 1 else [message]


@dataclass(frozen=True)
class Classifier:
    """Says of a message how probable each label is; labels do not exclude each other.

    A message has a label as much as the part of it that has it most. `weights` has the shape (labels, features),
    `bias` (labels,); the calibration is already within them.
    """

    labels: tuple[str, ...]
    weights: Floats
    bias: Floats

    def probabilities(self, message: str, embedder: Embedder) -> dict[str, float]:
        """The probability of each label for a message."""
        return dict(zip(self.labels, self.of_parts(parts_of(message), embedder).max(axis=0).tolist(), strict=True))

    def of_parts(self, parts: Sequence[str], embedder: Embedder) -> Floats:
        """The probability of each label for each part: shape (parts, labels), in (0, 1)."""
        return np.asarray(1 / (1 + np.exp(-self.scores(parts, embedder))), dtype=np.float32)

    def scores(self, parts: Sequence[str], embedder: Embedder) -> Floats:
        """The log odds of each label for each part: shape (parts, labels)."""
        return np.asarray(features(parts, embedder.embed(parts)) @ self.weights.T + self.bias, dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write to a .npz file; half precision is more than the probabilities need."""
        path.parent.mkdir(parents=True, exist_ok=True)
        weights = self.weights.astype(np.float16)
        np.savez_compressed(path, labels=np.array(self.labels), weights=weights, bias=self.bias)

    @classmethod
    def load(cls, path: Path) -> "Classifier":
        """What save wrote. Raises StartRefused if it is missing or something else."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                labels = tuple(map(str, kept["labels"]))
                return cls(labels, kept["weights"].astype(np.float32), kept["bias"].astype(np.float32))
        except (OSError, EOFError, TypeError, ValueError, KeyError, BadZipFile) as error:
            raise StartRefused(f"The classifier in {path} cannot be read ({error!r}): make or restore it.") from error
