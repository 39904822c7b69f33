"""`veivalg evaluate --compare`: our intents beside Rasa's stock pipeline and the nearest neighbour on plain MiniLM.

Cross-validation keeps paraphrases in one fold: texts that are chained together by nearness; see
assistant/classifier/training.py.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from assistant.classifier.training import FOLDS, paraphrases
from assistant.errors import StartRefused
from assistant.evaluation.messages import read_messages
from assistant.nlu_data import Example, examples
from assistant.nlu_runs import Labelled, run
from assistant.settings import ROOT, Settings
from knowledge_base.article import Topic
from knowledge_base.embedding import EncoderMissing, plain_minilm, shipped_encoder

OURS, STOCK = ROOT / "config.yml", ROOT / "data/pipelines/stock.yml"

# From training examples and texts to the likeliest intent of each text.
Pipeline = Callable[[Sequence[Example], Sequence[str]], list[str]]


@dataclass(frozen=True)
class Compared:
    """What one pipeline reached: shares of right intents and topics, and the macro-F1 of topics."""

    name: str
    intents: float
    topics: float
    topics_macro_f1: float


def compare(settings: Settings) -> Iterator[Compared]:
    """Each pipeline on the blind messages, and ours by cross-validation; a quarter of an hour on two cores."""
    learnt = examples()
    blind = read_messages()
    texts, right = [line["text"] for line in blind], [line["intent"] for line in blind]
    pipelines = {
        "ours": _rasa(settings, OURS),
        "Rasa's stock pipeline": _rasa(settings, STOCK),
        "nearest neighbour on MiniLM": _nearest_neighbour,
    }
    for name, pipeline in pipelines.items():
        yield _compared(name, right, pipeline(learnt, texts))
    found, wanted = _cross_validate(pipelines["ours"], learnt)
    yield _compared("ours, cross-validated", wanted, found)


def table(rows: Sequence[Compared]) -> str:
    """The comparison as Markdown."""
    lines = [f"| {row.name} | {row.intents:.3f} | {row.topics:.3f} | {row.topics_macro_f1:.3f} |" for row in rows]
    head = ["| pipeline | intents right | topics right | topics, macro-F1 |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *lines])


def _cross_validate(pipeline: Pipeline, learnt: Sequence[Example]) -> tuple[list[str], list[str]]:
    groups = paraphrases(shipped_encoder().embed([one.text for one in learnt]))
    found: list[str] = []
    wanted: list[str] = []
    for known, held_out in GroupKFold(FOLDS).split(groups, groups=groups):
        asked = [learnt[place] for place in held_out]
        found += pipeline([learnt[place] for place in known], [one.text for one in asked])
        wanted += [one.intent for one in asked]
    return found, wanted


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


def _compared(name: str, right: Sequence[str], found: Sequence[str]) -> Compared:
    topical = [place for place, intent in enumerate(right) if intent in set(Topic)]
    asked, said = [right[place] for place in topical], [found[place] for place in topical]
    return Compared(
        name,
        intents=float(np.mean([a == b for a, b in zip(found, right, strict=True)])),
        topics=float(np.mean([a == b for a, b in zip(said, asked, strict=True)])),
        topics_macro_f1=float(f1_score(asked, said, labels=[*Topic], average="macro")),
    )
