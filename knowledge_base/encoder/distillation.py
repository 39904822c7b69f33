"""The first stage: the Norwegian sentence is to lie where the teacher puts the English one.

Distillation after Reimers and Gurevych 2020, https://arxiv.org/abs/2004.09813, beside a contrast of each pair with
other English sentences (InfoNCE, van den Oord et al. 2018, https://arxiv.org/abs/1807.03748). A share of the batches'
texts are English themselves, so that English stays where it was.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from knowledge_base.encoder import parallel
from knowledge_base.encoder.preparation import Prepared, untrained
from knowledge_base.encoder.student import half_precision, padded

BATCH = 128
# Batches are cut from so many at a time, sorted by length, so that little is spent on filling up.
SORTED_TOGETHER = 64 * BATCH
ENGLISH_SHARE = 0.3
# Chat messages often come without punctuation.
UNPUNCTUATED_SHARE = 0.2
NEGATIVES = 2048
TEMPERATURE = 0.05
DISTILLATION_WEIGHT = 5.0
# English sentences nearer than this mean the same, and are no negatives of each other.
SAME_MEANING = 0.95

_PUNCTUATION = re.compile(r"""[.,:;!?"()«»“”]+""")


@dataclass(frozen=True)
class Example:
    """A pair to learn, from its Norwegian or its English side."""

    pair: int
    is_english: bool


class Distillation:
    """The first stage over prepared pairs; `examples` in all, in an order that `seed` decides."""

    def __init__(self, prepared: Prepared, work: Path, *, examples: int, seed: int) -> None:
        self.encoder = untrained(work)
        self.prepared = prepared
        self.seed = seed
        self.heads: Sequence[nn.Module] = ()
        self.steps = examples // BATCH
        self._targets = torch.tensor(prepared.teacher)
        self._norwegian = self.encoder.ids([pair.norwegian for pair in prepared.pairs])
        self._unpunctuated = self.encoder.ids([_PUNCTUATION.sub(" ", pair.norwegian) for pair in prepared.pairs])
        self._english = self.encoder.ids([pair.english for pair in prepared.pairs])

    def batches(self) -> Iterator[list[Example]]:
        """Every batch in order, the same for the same seed; there is no last one."""
        chance = random.Random(self.seed)  # noqa: S311 - the order of training is no secret.
        while True:
            yield from self._round(chance)

    def _round(self, chance: random.Random) -> list[list[Example]]:
        """Each pair as often as its source says, and a share of English, in batches of like length."""
        pairs = self.prepared.pairs
        pool = [Example(place, False) for place, pair in enumerate(pairs) for _ in range(parallel.times(pair.source))]
        distinct = list({pair.english: place for place, pair in enumerate(pairs)}.values())
        english = chance.choices(distinct, k=int(ENGLISH_SHARE * len(pool)))
        pool += [Example(place, True) for place in english]
        chance.shuffle(pool)
        batches: list[list[Example]] = []
        for start in range(0, len(pool), SORTED_TOGETHER):
            alike = sorted(pool[start : start + SORTED_TOGETHER], key=lambda example: len(self._ids(example)))
            batches += [alike[place : place + BATCH] for place in range(0, len(alike), BATCH)]
        chance.shuffle(batches)
        return batches

    def loss(self, batch: Sequence[Example], chance: random.Random) -> Tensor:
        """The loss of one batch, a scalar."""
        ids = [self._varied(example, chance) for example in batch]
        with half_precision():
            found = self.encoder.network(*padded(ids))
        wanted = self._targets[[example.pair for example in batch]]
        distance = (1 - (found * wanted).sum(1)).mean()
        return DISTILLATION_WEIGHT * distance + self._contrast(found, wanted, chance)

    def _contrast(self, found: Tensor, wanted: Tensor, chance: random.Random) -> Tensor:
        others = self._targets[chance.choices(range(len(self._targets)), k=NEGATIVES)]
        candidates = torch.cat([wanted, others])
        own = torch.eye(len(wanted), len(candidates), dtype=torch.bool)
        same = (wanted @ candidates.T > SAME_MEANING) & ~own
        scores = (found @ candidates.T / TEMPERATURE).masked_fill(same, -1e4)
        return functional.cross_entropy(scores, torch.arange(len(wanted)))

    def _ids(self, example: Example) -> list[int]:
        return (self._english if example.is_english else self._norwegian)[example.pair]

    def _varied(self, example: Example, chance: random.Random) -> list[int]:
        bare = self._unpunctuated[example.pair]
        if not example.is_english and chance.random() < UNPUNCTUATED_SHARE and len(bare) > 2:
            return bare
        return self._ids(example)
