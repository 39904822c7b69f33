"""The classifier behind triage: the four topics, and whether the heart of a message is the writer's own situation.

Trained by `veivalg train` on data/nlu/, into models/triage/; the thresholds come from what it said out of fold.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from assistant.classifier import Classifier
from assistant.errors import StartRefused
from assistant.settings import ROOT
from knowledge_base.article import Topic
from knowledge_base.embedding import Embedder

FOLDER = ROOT / "models/triage"
WEIGHTS, SETTINGS = "weights.npz", "settings.json"
NEEDS_HUMAN = "needs_human"
LABELS = (*Topic, NEEDS_HUMAN)


@dataclass(frozen=True)
class Thresholds:
    """The probabilities from which every topic counts, from which the best of all does, and from which a message is, or
    may be, about the writer.
    """

    topic: float
    perhaps_topic: float
    personal: float
    perhaps_personal: float


class TriageModel:
    """The trained classifier with its thresholds."""

    def __init__(self, embedder: Embedder, classifier: Classifier, thresholds: Thresholds) -> None:
        self._embedder = embedder
        self._classifier = classifier
        self.thresholds = thresholds

    @classmethod
    def load(cls, embedder: Embedder, folder: Path = FOLDER) -> "TriageModel":
        """The model in a folder. Raises StartRefused if it was not trained."""
        try:
            settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
            thresholds = Thresholds(**settings["thresholds"])
            if settings["encoder"] != embedder.name:
                raise ValueError(f"it was trained on {settings['encoder']}, not on {embedder.name}")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StartRefused(f"There is no triage model in {folder} ({error}): run `veivalg train`.") from error
        return cls(embedder, Classifier.load(folder / WEIGHTS), thresholds)

    def probabilities(self, message: str) -> dict[str, float]:
        """The probability of each of LABELS."""
        return self._classifier.probabilities(message, self._embedder)
