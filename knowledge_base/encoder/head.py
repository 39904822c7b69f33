"""A head on the encoder: copies of its last layers, taught to tell labels from each other instead of meaning.

A sentence's vector says what it is about. Whether somebody who writes about death means it stands in how the words
hang together; that is seen better before the last layers have made one vector of it. Fine-tuning after Howard and
Ruder 2018, https://arxiv.org/abs/1801.06146; attention pooling after Yang et al. 2016, https://doi.org/10.18653/v1/N16-1174.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from knowledge_base.encoder.export import bert_layer, unheard_in
from knowledge_base.encoder.student import Encoder
from knowledge_base.encoder.tuning import filled, last_layers, states_of, tune

NEW_RATE = 1e-3
LOOKS, INNER = 4, 128
DROPOUT = 0.1
# What the first label, which decides, weighs beside the others together.
OTHERS_WEIGHT = 0.3
# Some labels are wrong: nothing is to be surer than this.
SMOOTHED = 0.04


class Head(nn.Module):  # type: ignore[misc]
    """`states`, (batch, tokens, 384), and `mask`, (batch, tokens), to the log odds of labels, (batch, labels)."""

    def __init__(self, encoder: Encoder, labels: int) -> None:
        super().__init__()
        bert = encoder.network.bert
        self.heads, self.width = bert.config.num_attention_heads, bert.config.hidden_size
        self.layers = last_layers(encoder)
        self.attention = nn.Linear(self.width, LOOKS)
        self.inner = nn.Linear((LOOKS + 1) * self.width, INNER)
        self.out = nn.Linear(INNER, labels)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """See class."""
        unheard = unheard_in(mask)
        for layer in self.layers:
            states = bert_layer(layer, self.dropout(states), unheard, self.heads)
        looks = torch.softmax(self.attention(states) + unheard[:, 0, 0, :, None], dim=1)
        seen = (looks.transpose(1, 2) @ states).flatten(1)
        mean = (states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True).clamp(min=1)
        inner = functional.gelu(self.inner(self.dropout(torch.cat([seen, mean], dim=1))))
        return self.out(self.dropout(inner))


@dataclass(frozen=True)
class Lesson:
    """Texts with what is right for each: `truth` of shape (texts, labels), `counts` how much each text counts."""

    texts: Sequence[str]
    truth: NDArray[np.bool_]
    counts: NDArray[np.float64]


def teach(
    encoder: Encoder, lesson: Lesson, *, epochs: int, seed: int, tell: Callable[[str], None] = lambda _: None
) -> Head:
    """A head that has learnt a lesson; the encoder stays as it is. Some minutes for ten thousand texts."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - no secret.
    ids = encoder.ids(lesson.texts)
    states = states_of(encoder, ids)
    truth = torch.tensor(lesson.truth, dtype=torch.float32) * (1 - SMOOTHED) + SMOOTHED / 2
    counts = torch.tensor(lesson.counts, dtype=torch.float32)
    head = Head(encoder, truth.shape[1])

    def loss_of(places: list[int]) -> Tensor:
        return _loss(head(*filled([states[place] for place in places])), truth[places], counts[places])

    tune(head, head.layers, ids, loss_of, epochs=epochs, rate=NEW_RATE, chance=chance, tell=tell)
    return head


def _loss(logits: Tensor, truth: Tensor, counts: Tensor) -> Tensor:
    """Binary cross entropy; the other labels, which say what kind it is, only of texts that have the first."""
    each = functional.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    kinds = each[:, 1:].mean(1) * (truth[:, 0] > 0.5)
    return ((each[:, 0] + OTHERS_WEIGHT * kinds) * counts).mean()
