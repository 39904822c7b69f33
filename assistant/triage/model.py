"""The classifier behind triage: the four topics, and whether the heart of a message is the writer's own situation.

Trained by `veivalg train` on data/nlu/, into models/triage/; the thresholds come from what it said out of fold.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.classifier import Classifier
from assistant.classifier.training import train as train_classifier
from assistant.errors import StartRefused
from assistant.nlu_data import Example
from assistant.settings import ROOT
from assistant.triage.thresholds import best_threshold, recall_threshold
from knowledge_base.article import Topic
from knowledge_base.embedding import Embedder

FOLDER = ROOT / "models/triage"
WEIGHTS, SETTINGS = "weights.npz", "settings.json"
NEEDS_HUMAN = "needs_human"
LABELS = (*Topic, NEEDS_HUMAN)
# When in doubt, offer both the facts and a counsellor: so many of those who need a person shall be offered one.
PERHAPS_RECALL = 0.8


@dataclass(frozen=True)
class Thresholds:
    """The probabilities from which a topic counts, and from which a message is, or may be, about the writer."""

    topic: float
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


def train(examples: Sequence[Example], embedder: Embedder, folder: Path = FOLDER) -> Thresholds:
    """Train on all examples and write the model; seconds."""
    truth = truth_of(examples)
    trained = train_classifier([example.text for example in examples], LABELS, truth, embedder)
    topics, personal = trained.out_of_fold[:, :-1], trained.out_of_fold[:, -1]
    thresholds = Thresholds(
        topic=best_threshold(topics.ravel(), truth[:, :-1].ravel()),
        personal=best_threshold(personal, truth[:, -1]),
        perhaps_personal=recall_threshold(personal, truth[:, -1], PERHAPS_RECALL),
    )
    trained.classifier.save(folder / WEIGHTS)
    settings = {"encoder": embedder.name, "thresholds": asdict(thresholds)}
    (folder / SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    return thresholds


def truth_of(examples: Sequence[Example]) -> NDArray[np.bool_]:
    """What is right for each example: shape (examples, len(LABELS))."""
    return np.array([[*(topic in one.topics for topic in Topic), one.needs_human] for one in examples])
