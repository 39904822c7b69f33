"""How good an encoder is: sentences that find their translation, intents by nearest neighbour, English as it was."""

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge_base.encoder.parallel import read_reach

SHOTS = 10


class Embedder(Protocol):
    """Anything that turns texts into unit vectors."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (len(texts), dimension)."""


@dataclass(frozen=True)
class Reach:
    """Share of 1,000 sentences whose nearest neighbour among 1,000 in the other language is their translation."""

    to_english: float
    from_english: float


def reach(embedder: Embedder, parallel: Path) -> dict[str, Reach]:
    """Reach for nb and nn on Tatoeba's test as used by LASER (Artetxe and Schwenk 2019, arXiv:1812.10464)."""
    found = {}
    for form, pairs in read_reach(parallel).items():
        english, norwegian = (embedder.embed([pair[side] for pair in pairs]) for side in (0, 1))
        cosines = norwegian @ english.T
        right = np.arange(len(pairs))
        found[form] = Reach(
            float((cosines.argmax(axis=1) == right).mean()), float((cosines.argmax(axis=0) == right).mean())
        )
    return found


def few_shot(embedder: Embedder, train: Path, test: Path, *, seed: int = 1) -> float:
    """Accuracy of the nearest neighbour with ten examples of each intent; files of {"text", "label"} lines."""
    by_label: dict[str, list[str]] = defaultdict(list)
    for line in _lines(train):
        by_label[line["label"]].append(line["text"])
    chance = random.Random(seed)  # noqa: S311 - a choice of examples is no secret.
    bank = [(text, label) for label, texts in sorted(by_label.items()) for text in chance.sample(texts, SHOTS)]
    asked = _lines(test)
    nearest = (embedder.embed([line["text"] for line in asked]) @ embedder.embed([text for text, _ in bank]).T).argmax(
        1
    )
    return float(np.mean([bank[place][1] == line["label"] for place, line in zip(nearest, asked, strict=True)]))


def agreement(one: Embedder, other: Embedder, texts: Sequence[str]) -> float:
    """Mean cosine of two encoders of one space on the same texts."""
    return float((one.embed(texts) * other.embed(texts)).sum(axis=1).mean())


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
