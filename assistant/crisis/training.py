"""`veivalg crisis train`: the second stage of the gate, from the lines in data/crisis/ and ordinary messages."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from math import inf, log
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.classifier import Classifier
from assistant.classifier.training import train as train_classifier
from assistant.clock import Clock
from assistant.crisis.model import (
    CRISIS,
    FOLDER,
    HEAD,
    SETTINGS,
    WEIGHTS,
    Encoder,
    Thresholds,
    Weighing,
    stretches_of,
)
from assistant.crisis.patterns import PATTERNS, Patterns
from assistant.nlu_data import examples
from assistant.settings import ROOT
from knowledge_base.kept_apart import is_kept_apart
from knowledge_base.onnx_head import OnnxHead

LINES = ROOT / "data/crisis"
STRENGTH = 0.3
EPOCHS, SEED = 4, 1
# The category of messages that come every day: Rasa's training examples.
USUAL = "usual"
# Examples of the exclusions, which only sound like danger.
EXCLUDED = "excluded"
# What counts as an ordinary message when false alarms are counted. They are more personal than what comes every day,
# of which fewer open the gate: at 0.05 of these it was 0.026 of blind everyday messages, at 0.03 it was 0.018.
ORDINARY = {USUAL}
FALSE_ALARMS = 0.05
# Of messages that are read in stretches. Without a limit it was 0.20; at 0.05 a sixth of the danger in them was missed.
FALSE_ALARMS_AT_LENGTH = 0.1
# Usual messages are fewer in training than they are in life.
USUAL_WEIGHT = 3.0
RECALL_WITH_PATTERN = 0.995


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


def pattern_lines(path: Path = PATTERNS) -> list[Line]:
    """The reviewed examples of the patterns as lines: the model must not veto what a reviewer said is danger."""
    kept = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Line(text, entry["forms"][0], is_crisis, entry["category"] if is_crisis else EXCLUDED)
        for kind, is_crisis in (("patterns", True), ("exclusions", False))
        for entry in kept[kind]
        for text in entry["examples"]
    ]


def train(encoder: Encoder, clock: Clock, folder: Path = FOLDER, *, tell: Callable[[str], None] = print) -> Thresholds:
    """Train both parts on all lines but those kept apart, weigh them and read the thresholds off those; write all.

    The version is the date. Whoever trains anew looks at `veivalg evaluate`, and has a reviewer look, too.
    """
    lines = read_lines()
    learnt = [line for line in lines if not is_kept_apart(line.text)] + pattern_lines()
    kept_apart = [line for line in lines if is_kept_apart(line.text)]
    categories = sorted({line.category for line in lines if line.crisis})
    _teach_head(learnt, categories, folder / HEAD, tell)
    _train_letters(learnt, encoder).save(folder / WEIGHTS)
    parts = Scores.of(kept_apart, encoder, folder)
    weighing = weigh(parts)
    thresholds = choose_thresholds(parts.probabilities(weighing), kept_apart)
    weighing = replace(weighing, stretch=stretch_penalty(kept_apart, encoder, folder, weighing, thresholds))
    settings = {
        "version": clock().date().isoformat(),
        "encoder": encoder.name,
        "categories": categories,
        "weighing": asdict(weighing),
        "thresholds": asdict(thresholds),
    }
    (folder / SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    return thresholds


def _teach_head(lines: Sequence[Line], categories: Sequence[str], path: Path, tell: Callable[[str], None]) -> None:
    # Only this needs torch, which does not come with what serves.
    from knowledge_base.encoder.head import Lesson, teach
    from knowledge_base.encoder.shipped import read_shipped
    from knowledge_base.encoder.tuning import export_head

    lesson = Lesson([line.text for line in lines], _truth(lines, categories), _counts(lines))
    export_head(teach(read_shipped(), lesson, epochs=EPOCHS, seed=SEED, tell=tell), path)


def _train_letters(lines: Sequence[Line], encoder: Encoder) -> Classifier:
    texts, truth = [line.text for line in lines], _truth(lines, ())
    return train_classifier(
        texts, (CRISIS,), truth, encoder, strength=STRENGTH, weights=_counts(lines), parts=lambda text: [text]
    ).classifier


@dataclass(frozen=True)
class Scores:
    """What the parts say of lines: log odds of shape (lines, 2), of the most dangerous stretch; and the truth."""

    odds: NDArray[np.float64]
    crisis: NDArray[np.bool_]

    @classmethod
    def of(cls, lines: Sequence[Line], encoder: Encoder, folder: Path) -> "Scores":
        """The scores of lines by the two parts in a folder."""
        head, letters = OnnxHead(folder / HEAD), Classifier.load(folder / WEIGHTS)
        rows = []
        for line in lines:
            parts = stretches_of(line.text)
            heads = max(float(head.told(encoder.states(part))[0]) for part in parts)
            rows.append((heads, float(letters.scores(parts, encoder).max())))
        return cls(np.array(rows), np.array([line.crisis for line in lines]))

    def probabilities(self, weighing: Weighing) -> NDArray[np.float64]:
        """Of danger, for each line."""
        return 1 / (1 + np.exp(-(self.odds @ (weighing.head, weighing.letters) + weighing.bias)))


def weigh(scores: Scores) -> Weighing:
    """The weights under which the parts together mean what they say (stacking, Wolpert 1992; Platt 1999)."""
    fitted = LogisticRegression(C=1e6).fit(scores.odds, scores.crisis)
    (head, letters), (bias,) = fitted.coef_[0], fitted.intercept_
    return Weighing(round(float(head), 4), round(float(letters), 4), round(float(bias), 4))


def stretch_penalty(
    lines: Sequence[Line], encoder: Encoder, folder: Path, weighing: Weighing, thresholds: Thresholds
) -> float:
    """What to take from the log odds of stretches, so that long ordinary messages do not open the gate too often."""
    ordinary = [line for line in lines if line.category in ORDINARY and len(stretches_of(line.text)) > 1]
    if not ordinary:
        return 0.0
    head, letters = OnnxHead(folder / HEAD), Classifier.load(folder / WEIGHTS)
    opens = log(thresholds.alone / (1 - thresholds.alone)) - weighing.bias
    highest = []
    for line in ordinary:
        parts = stretches_of(line.text)
        heads = np.array([float(head.told(encoder.states(part))[0]) for part in parts])
        whole, *stretches = weighing.head * heads + weighing.letters * letters.scores(parts, encoder)[:, 0]
        highest.append(inf if whole >= opens else max(stretches))
    allowed = float(np.quantile(highest, 1 - FALSE_ALARMS_AT_LENGTH, method="lower"))
    return round(max(0.0, allowed - opens), 4)


def choose_thresholds(probability: NDArray[np.float64], lines: Sequence[Line]) -> Thresholds:
    """The lowest thresholds that keep false alarms within bounds, on lines that nothing was learnt from.

    Beside a pattern recall decides alone: nearly every message that is meant so opens the gate.
    """
    patterns = Patterns()
    crisis = np.array([line.crisis for line in lines])
    met = np.array([patterns.first(line.text) is not None for line in lines])
    usual = np.array([line.category in ORDINARY for line in lines])
    return Thresholds(
        alone=round(float(np.quantile(probability[usual], 1 - FALSE_ALARMS)), 3),
        with_pattern=round(float(np.quantile(probability[crisis & met], 1 - RECALL_WITH_PATTERN)), 3),
    )


def _counts(lines: Sequence[Line]) -> NDArray[np.float64]:
    return np.array([USUAL_WEIGHT if line.category == USUAL else 1.0 for line in lines])


def _truth(lines: Sequence[Line], categories: Sequence[str]) -> NDArray[np.bool_]:
    """What is right for each line: shape (lines, 1 + categories)."""
    return np.array([[line.crisis, *(line.crisis and line.category == one for one in categories)] for line in lines])
