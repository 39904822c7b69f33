"""A part of the second stage: what speaks of danger to life is to be told from what only sounds like it.

MiniLM puts "I am done with everything" beside "I am done with everything on the list". A head of one output, thrown
away afterwards, pulls the two apart in the vectors themselves; the crisis gate then learns on these.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from knowledge_base.encoder.student import Encoder, half_precision, padded
from knowledge_base.kept_apart import is_kept_apart
from knowledge_base.sentences import questions_in

LINES = Path(__file__).parents[2] / "data/crisis"
BATCH = 32
# A logit is about this many times the vector's projection on the head: vectors have length one.
SCALE = 10.0


@dataclass(frozen=True)
class Line:
    """A message, and whether it speaks of danger."""

    text: str
    crisis: bool


def read_lines(folder: Path = LINES) -> list[Line]:
    """The lines to learn from, in all forms, without those kept apart."""
    return [line for path in sorted(folder.glob("*.jsonl")) for line in _read(path) if not is_kept_apart(line.text)]


def _read(path: Path) -> Iterator[Line]:
    for fields in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        yield Line(fields["text"], fields["crisis"])


class Danger:
    """Binary cross entropy on batches of lines; a message is as dangerous as its most dangerous sentence."""

    def __init__(self, encoder: Encoder, lines: list[Line], *, seed: int) -> None:
        self._encoder = encoder
        self._lines = lines
        self._ids = [encoder.ids(questions_in(line.text)) for line in lines]
        torch.manual_seed(seed)
        self.head = nn.Linear(encoder.network.bert.config.hidden_size, 1)

    def loss(self, chance: random.Random) -> Tensor:
        """The loss of one batch, drawn by `chance`; a scalar."""
        drawn = chance.sample(range(len(self._lines)), BATCH)
        parts = [ids for place in drawn for ids in self._ids[place]]
        with half_precision():
            vectors = self._encoder.network(*padded(parts))
        logits = self.head(SCALE * vectors).squeeze(1)
        by_message = logits.split([len(self._ids[place]) for place in drawn])
        # The soft maximum lets the other sentences learn, too.
        highest = torch.stack([torch.logsumexp(2 * one, dim=0) / 2 for one in by_message])
        truth = torch.tensor([float(self._lines[place].crisis) for place in drawn])
        return functional.binary_cross_entropy_with_logits(highest, truth)
