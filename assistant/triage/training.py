"""How triage's classifier and its thresholds are learnt; the processes that serve do not load this."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.classifier.training import train as train_classifier
from assistant.nlu_data import Example
from assistant.triage.model import FOLDER, LABELS, SETTINGS, WEIGHTS, Thresholds
from assistant.triage.thresholds import best_threshold, recall_threshold
from knowledge_base.article import Topic
from knowledge_base.embedding import Embedder

# When in doubt, offer both the facts and a counsellor: so many of those who need a person shall be offered one.
PERHAPS_RECALL = 0.9
# Of messages that ask about a topic so many shall get one, if only the best of all.
PERHAPS_TOPIC_RECALL = 0.97


def train(examples: Sequence[Example], embedder: Embedder, folder: Path = FOLDER) -> Thresholds:
    """Train on all examples and write the model; seconds."""
    truth = truth_of(examples)
    trained = train_classifier([example.text for example in examples], LABELS, truth, embedder)
    thresholds = thresholds_for(trained.out_of_fold, truth)
    trained.classifier.save(folder / WEIGHTS)
    settings = {"encoder": embedder.name, "thresholds": asdict(thresholds)}
    (folder / SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    return thresholds


def thresholds_for(out_of_fold: NDArray[np.float32], truth: NDArray[np.bool_]) -> Thresholds:
    """The thresholds, from what was said of unseen examples and what is right; both (examples, len(LABELS))."""
    topics, personal = out_of_fold[:, :-1], out_of_fold[:, -1]
    topic = best_threshold(topics.ravel(), truth[:, :-1].ravel())
    surely = best_threshold(personal, truth[:, -1])
    perhaps = recall_threshold(personal, truth[:, -1], PERHAPS_RECALL)
    return Thresholds(
        topic=topic,
        perhaps_topic=min(topic, recall_threshold(topics.max(axis=1), truth[:, :-1].max(axis=1), PERHAPS_TOPIC_RECALL)),
        personal=surely,
        # What is surely personal is never less than perhaps so, however few are missed above `surely`.
        perhaps_personal=min(perhaps, surely),
    )


def truth_of(examples: Sequence[Example]) -> NDArray[np.bool_]:
    """What is right for each example: shape (examples, len(LABELS))."""
    return np.array([[*(topic in one.topics for topic in Topic), one.needs_human] for one in examples])
