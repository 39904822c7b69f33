"""`veivalg crisis train`: the second stage of the gate, from the lines in data/crisis/ and ordinary messages."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.classifier import Classifier
from assistant.classifier.training import train as train_classifier
from assistant.clock import Clock
from assistant.crisis.model import CRISIS, FOLDER, SETTINGS, WEIGHTS, Thresholds
from assistant.crisis.patterns import Patterns
from assistant.nlu_data import examples
from assistant.settings import ROOT
from knowledge_base.embedding import Embedder
from knowledge_base.kept_apart import is_kept_apart

LINES = ROOT / "data/crisis"
STRENGTH = 0.3
# The category of messages that come every day: Rasa's training examples.
USUAL = "usual"
FALSE_ALARMS = 0.03
# Usual messages are fewer in training than they are in life.
USUAL_WEIGHT = 3.0
RECALL_WITH_PATTERN = 0.99


@dataclass(frozen=True)
class Line:
    """A message that the gate learns from. `category` is one of danger, or what an ordinary message is instead."""

    text: str
    written_form: str
    crisis: bool
    category: str


def read_lines(folder: Path = LINES) -> list[Line]:
    """The lines of all forms, and every training example of Rasa's as an ordinary message."""
    found = [
        Line(fields["text"], path.stem, fields["crisis"], fields["category"])
        for path in sorted(folder.glob("*.jsonl"))
        for fields in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]
    return found + [Line(one.text, one.written_form, False, USUAL) for one in examples()]


def train(embedder: Embedder, clock: Clock, folder: Path = FOLDER) -> Thresholds:
    """Train the classifier on all lines but those kept apart, read the thresholds off those, and write both.

    The version is the date. Whoever trains anew has `veivalg crisis evaluate` and a reviewer look at it.
    """
    lines = read_lines()
    learnt = [line for line in lines if not is_kept_apart(line.text)]
    categories = sorted({line.category for line in lines if line.crisis})
    classifier = train_classifier(
        [line.text for line in learnt],
        (CRISIS, *categories),
        _truth(learnt, categories),
        embedder,
        strength=STRENGTH,
        weights=np.array([USUAL_WEIGHT if line.category == USUAL else 1.0 for line in learnt]),
    ).classifier
    thresholds = choose_thresholds(classifier, [line for line in lines if is_kept_apart(line.text)], embedder)
    classifier.save(folder / WEIGHTS)
    settings = {"version": clock().date().isoformat(), "encoder": embedder.name, "thresholds": asdict(thresholds)}
    (folder / SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    return thresholds


def choose_thresholds(classifier: Classifier, lines: Sequence[Line], embedder: Embedder) -> Thresholds:
    """The lowest thresholds that keep false alarms within bounds, on lines that nothing was learnt from.

    Beside a pattern recall decides alone: nearly every message that is meant so opens the gate.
    """
    patterns = Patterns()
    probability = np.array([classifier.probabilities(line.text, embedder)[CRISIS] for line in lines])
    crisis = np.array([line.crisis for line in lines])
    met = np.array([patterns.first(line.text) is not None for line in lines])
    usual = np.array([line.category == USUAL for line in lines])
    return Thresholds(
        alone=round(float(np.quantile(probability[usual], 1 - FALSE_ALARMS)), 3),
        with_pattern=round(float(np.quantile(probability[crisis & met], 1 - RECALL_WITH_PATTERN)), 3),
    )


def _truth(lines: Sequence[Line], categories: Sequence[str]) -> NDArray[np.bool_]:
    """What is right for each line: shape (lines, 1 + categories)."""
    return np.array([[line.crisis, *(line.crisis and line.category == one for one in categories)] for line in lines])
