"""The gate's second stage: how much a message is like those that spoke of danger, by a small classifier.

Trained by `veivalg crisis train`, which also writes the model card beside it; docs/crisis-gate.md tells how.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from assistant.classifier import Classifier
from assistant.errors import StartRefused
from assistant.settings import ROOT
from knowledge_base.embedding import Embedder

FOLDER = ROOT / "models/crisis"
WEIGHTS, SETTINGS = "weights.npz", "settings.json"
CRISIS = "crisis"


@dataclass(frozen=True)
class Likeness:
    """What the classifier says of a message: the probability of danger, and the likeliest category if there is."""

    probability: float
    category: str


@dataclass(frozen=True)
class Thresholds:
    """The probabilities at which the gate opens: `alone` without a pattern, `with_pattern` beside one."""

    alone: float
    with_pattern: float


class CrisisModel:
    """The classifier of a folder. Its first label is danger itself, the others are the categories."""

    def __init__(self, embedder: Embedder, folder: Path = FOLDER) -> None:
        """Raises StartRefused if it cannot be read: without the gate nothing may start."""
        self._embedder = embedder
        self._classifier = Classifier.load(folder / WEIGHTS)
        try:
            settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
            self.version = str(settings["version"])
            self.thresholds = Thresholds(**settings["thresholds"])
            if settings["encoder"] != embedder.name:
                raise ValueError(f"it was trained on {settings['encoder']}, not on {embedder.name}")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StartRefused(f"The crisis model in {folder} cannot be used ({error!r}): restore it.") from error

    def judge(self, text: str) -> Likeness:
        """How like danger a message is, as a whole or by the one of its sentences that is most so."""
        found = self._classifier.probabilities(text, self._embedder)
        probability = found.pop(CRISIS)
        return Likeness(probability, max(found, key=found.__getitem__))
