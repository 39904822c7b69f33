"""The gate's second stage: how much a message is like those that spoke of danger.

Two parts judge and are weighed together: a head on the encoder's states, which sees how the words hang together, and
a linear classifier over the encoder's vector and groups of letters, which knows odd spellings. Trained by
`veivalg crisis train`; the model card lies beside them; docs/crisis-gate.md tells how.
"""

import json
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Protocol

from assistant.classifier import Classifier
from assistant.classifier.linear import Floats
from assistant.errors import StartRefused
from assistant.settings import ROOT
from knowledge_base.embedding import Embedder
from knowledge_base.onnx_head import OnnxHead

FOLDER = ROOT / "models/crisis"
WEIGHTS, SETTINGS, HEAD = "weights.npz", "settings.json", "head.onnx"
CRISIS = "crisis"
# Longer messages are read in stretches, too: nobody writes full stops at night, and the encoder sees 64 tokens.
WHOLE_WORDS, STRETCH_WORDS = 32, 24


class Encoder(Embedder, Protocol):
    """An embedder that also hands out its states of the single tokens."""

    def states(self, text: str) -> Floats:
        """Shape (tokens, dimension)."""


@dataclass(frozen=True)
class Likeness:
    """What the model says of a message: the probability of danger, and the likeliest category if there is."""

    probability: float
    category: str


@dataclass(frozen=True)
class Thresholds:
    """The probabilities at which the gate opens: `alone` without a pattern, `with_pattern` beside one."""

    alone: float
    with_pattern: float


@dataclass(frozen=True)
class Weighing:
    """How the two parts make one probability: log odds are `head` and `letters` times theirs, plus `bias`.

    From a stretch of a long message `stretch` is taken away: the highest of many is high by chance, too.
    """

    head: float
    letters: float
    bias: float
    stretch: float = 0.0


def stretches_of(message: str) -> list[str]:
    """The message as a whole and, if it is long, stretches of its words that overlap by half, each once."""
    words = message.split()
    if len(words) <= WHOLE_WORDS:
        return [message]
    last = len(words) - STRETCH_WORDS
    starts = [*range(0, last, STRETCH_WORDS // 2), last]
    parts = [" ".join(words[start : start + STRETCH_WORDS]) for start in starts]
    return [*dict.fromkeys([message, *parts])]


class CrisisModel:
    """The model of a folder. The head's first label is danger itself, the others are the categories."""

    def __init__(self, encoder: Encoder, folder: Path = FOLDER) -> None:
        """Raises StartRefused if it cannot be read: without the gate nothing may start."""
        self._encoder = encoder
        self._letters = Classifier.load(folder / WEIGHTS)
        try:
            settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
            self._head = OnnxHead(folder / HEAD)
            self.version = str(settings["version"])
            self.thresholds = Thresholds(**settings["thresholds"])
            self._weighing = Weighing(**settings["weighing"])
            self._categories = list(map(str, settings["categories"]))
            if settings["encoder"] != encoder.name:
                raise ValueError(f"it was trained on {settings['encoder']}, not on {encoder.name}")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StartRefused(f"The crisis model in {folder} cannot be used ({error!r}): restore it.") from error

    def judge(self, text: str) -> Likeness:
        """How like danger a message is, as a whole or by the one of its stretches that is most so."""
        parts = stretches_of(text)
        heads = [self._head.told(self._encoder.states(part)) for part in parts]
        letters = self._letters.scores(parts, self._encoder)[:, 0]
        weighing = self._weighing
        odds = [
            weighing.head * head[0] + weighing.letters * one - (weighing.stretch if place else 0)
            for place, (head, one) in enumerate(zip(heads, letters, strict=True))
        ]
        most = max(range(len(parts)), key=odds.__getitem__)
        category = self._categories[int(heads[most][1:].argmax())]
        return Likeness(1 / (1 + exp(-(odds[most] + weighing.bias))), category)
