"""`veivalg evaluate --compare`: our intents beside Rasa's stock pipeline and the nearest neighbour on plain MiniLM.

DIET had not learnt all training examples after an hour of one core, so the two pipelines are compared on a sample.
Cross-validation keeps paraphrases in one fold: texts that are chained together by nearness; see
assistant/classifier/training.py.
"""

import os
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GroupKFold

from assistant.classifier.training import FOLDS, paraphrases
from assistant.errors import StartRefused
from assistant.evaluation.figures import Figures, by_form
from assistant.evaluation.messages import read_messages
from assistant.nlu_data import Example, examples
from assistant.nlu_runs import Labelled, run
from assistant.settings import ROOT, Settings
from knowledge_base.embedding import EncoderMissing, plain_minilm, shipped_encoder

# So many take DIET half an hour of one core.
SAMPLE, SEED = 2_000, 1

OURS, STOCK = ROOT / "config.yml", ROOT / "data/pipelines/stock.yml"

# From training examples and texts to the likeliest intent of each text.
Pipeline = Callable[[Sequence[Example], Sequence[str]], list[str]]


@dataclass(frozen=True)
class Classified:
    """A text's written form, the intent that is right for it, and the one that was found."""

    written_form: str
    right: str
    found: str


@dataclass(frozen=True)
class Compared:
    """What one pipeline reached, in each written form and over all."""

    name: str
    accuracy: Figures
    macro_f1: Figures


@dataclass(frozen=True)
class _Task:
    """What to train on, and what to ask: texts, with their form and the intent that is right."""

    learnt: Sequence[Example]
    asked: Sequence[tuple[str, str, str]]

    def done_by(self, pipeline: Pipeline) -> list[Classified]:
        """What a pipeline that is trained on it says."""
        found = pipeline(self.learnt, [text for text, _, _ in self.asked])
        return [Classified(form, right, said) for (_, form, right), said in zip(self.asked, found, strict=True)]


def compare(settings: Settings) -> list[Compared]:
    """Each pipeline on the blind messages, and ours by cross-validation; forty minutes or so on two cores."""
    learnt = examples()
    asked = [(line["text"], line["written_form"], line["intent"]) for line in read_messages()]
    sample = random.Random(SEED).sample(learnt, SAMPLE)  # noqa: S311  # Nothing is kept secret by it.
    blind, sampled = _Task(learnt, asked), _Task(sample, asked)
    ours, stock = _rasa(settings, OURS), _rasa(settings, STOCK)
    # Each training is a process of Rasa's with one thread. The stock pipeline takes longest and goes first.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        by_stock = pool.submit(sampled.done_by, stock)
        by_ours, by_ours_sampled = pool.submit(blind.done_by, ours), pool.submit(sampled.done_by, ours)
        by_fold = [pool.submit(fold.done_by, ours) for fold in _folds(learnt)]
        by_nearest = blind.done_by(_nearest_neighbour)
        return [
            compared("ours", by_ours.result()),
            compared(f"ours, {SAMPLE:,} examples", by_ours_sampled.result()),
            compared(f"Rasa's stock pipeline, {SAMPLE:,} examples", by_stock.result()),
            compared("nearest neighbour on MiniLM", by_nearest),
            compared("ours, cross-validated", [one for fold in by_fold for one in fold.result()]),
        ]


def compared(name: str, classified: Sequence[Classified]) -> Compared:
    """How much of what a pipeline said is right."""
    return Compared(
        name,
        by_form("accuracy", classified, lambda one: one.written_form, _accuracy),
        by_form("macro-F1", classified, lambda one: one.written_form, _macro_f1),
    )


def table(rows: Sequence[Compared]) -> str:
    """The comparison as Markdown."""
    forms = ("nb", "nn", "en", "all")
    head = ["pipeline", *(f"accuracy, {form}" for form in forms), *(f"macro-F1, {form}" for form in forms)]
    lines = [
        [
            row.name,
            *(f"{share:.3f}" for one in (row.accuracy, row.macro_f1) for share in (*one.by_form.values(), one.all)),
        ]
        for row in rows
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *lines])


def _accuracy(classified: Sequence[Classified]) -> float:
    return float(accuracy_score([one.right for one in classified], [one.found for one in classified]))


def _macro_f1(classified: Sequence[Classified]) -> float:
    """Over the intents that are asked about: an intent that is only ever found wrongly has no recall to speak of."""
    right = [one.right for one in classified]
    found = [one.found for one in classified]
    return float(f1_score(right, found, labels=sorted(set(right)), average="macro", zero_division=0))


def _folds(learnt: Sequence[Example]) -> list[_Task]:
    groups = paraphrases(shipped_encoder().embed([one.text for one in learnt]))
    return [
        _Task([learnt[place] for place in known], [_as_asked(learnt[place]) for place in held_out])
        for known, held_out in GroupKFold(FOLDS).split(groups, groups=groups)
    ]


def _as_asked(one: Example) -> tuple[str, str, str]:
    return one.text, one.written_form, one.intent


def _rasa(settings: Settings, config: Path) -> Pipeline:
    def pipeline(learnt: Sequence[Example], texts: Sequence[str]) -> list[str]:
        return run(settings, config, [Labelled(one.text, one.intent) for one in learnt], texts).first

    return pipeline


def _nearest_neighbour(learnt: Sequence[Example], texts: Sequence[str]) -> list[str]:
    try:
        minilm = plain_minilm()
    except EncoderMissing as error:
        raise StartRefused(f"The comparison needs {error}: run `make test` once.") from error
    cosines: NDArray[np.float32] = minilm.embed(texts) @ minilm.embed([one.text for one in learnt]).T
    return [learnt[place].intent for place in cosines.argmax(axis=1)]
