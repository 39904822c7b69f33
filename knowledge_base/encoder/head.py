"""A head on the encoder: copies of its last layers, taught to tell labels from each other instead of meaning.

A sentence's vector says what it is about. Whether somebody who writes about death means it stands in how the words
hang together; that is seen better before the last layers have made one vector of it. Fine-tuning after Howard and
Ruder 2018, https://arxiv.org/abs/1801.06146; attention pooling after Yang et al. 2016, https://doi.org/10.18653/v1/N16-1174.
"""

import copy
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from knowledge_base.encoder.export import OPSET, STATES_AFTER, bert_layer, unheard_in
from knowledge_base.encoder.student import Encoder, Ids, padded

BATCH = 64
# The layers know much already; what stands on them begins with nothing.
LAYER_RATE, NEW_RATE = 1e-4, 1e-3
WARM_UP = 100
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
        self.heads, width = bert.config.num_attention_heads, bert.config.hidden_size
        self.layers = copy.deepcopy(bert.encoder.layer[STATES_AFTER:])
        self.attention = nn.Linear(width, LOOKS)
        self.inner = nn.Linear((LOOKS + 1) * width, INNER)
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
    states = _states(encoder, ids)
    truth = torch.tensor(lesson.truth, dtype=torch.float32) * (1 - SMOOTHED) + SMOOTHED / 2
    counts = torch.tensor(lesson.counts, dtype=torch.float32)
    head = Head(encoder, truth.shape[1])
    head.train()
    for parameter in head.parameters():
        parameter.requires_grad_(True)
    known = {id(parameter) for parameter in head.layers.parameters()}
    new = [parameter for parameter in head.parameters() if id(parameter) not in known]
    groups = [{"params": head.layers.parameters(), "lr": LAYER_RATE}, {"params": new, "lr": NEW_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.02)
    steps = epochs * -(-len(ids) // BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, (step + 1) / WARM_UP) * (1 - step / steps))
    for epoch in range(epochs):
        for places in _batches(ids, chance):
            logits = head(*_filled([states[place] for place in places]))
            loss = _loss(logits, truth[places], counts[places])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            rate.step()
        tell(f"{epoch + 1} of {epochs} rounds, loss {loss.item():.3f}")
    head.eval()
    return head


def export_head(head: Head, path: Path) -> None:
    """Write a head as one eight-bit ONNX graph: `states` of one text, without filling, to `logits`."""
    width = head.attention.in_features
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            _Alone(head).eval(), (torch.zeros(1, 9, width),), str(full), opset_version=OPSET, dynamo=False,
            input_names=["states"], output_names=["logits"], dynamic_axes={"states": {1: "tokens"}},
        )  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        quantize_dynamic(
            full, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm"]
        )


class _Alone(nn.Module):  # type: ignore[misc]
    """A head on one text, in which nothing is filling."""

    def __init__(self, head: Head) -> None:
        super().__init__()
        self.head = head

    def forward(self, states: Tensor) -> Tensor:
        return self.head(states, torch.ones_like(states[:, :, 0]))


@torch.inference_mode()  # type: ignore[untyped-decorator]
def _states(encoder: Encoder, ids: Ids) -> list[Tensor]:
    """The states of each text, (tokens, 384), in half precision: they need not be computed in every round."""
    found: dict[int, Tensor] = {}
    order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
    for start in range(0, len(order), BATCH):
        places = order[start : start + BATCH]
        tokens, mask = padded([ids[place] for place in places])
        told = encoder.network.bert(input_ids=tokens, attention_mask=mask, output_hidden_states=True)
        for row, place in enumerate(places):
            found[place] = told.hidden_states[: STATES_AFTER + 1][-1][row, : len(ids[place])].half().clone()
    return [found[place] for place in range(len(ids))]


def _batches(ids: Ids, chance: random.Random) -> Iterator[list[int]]:
    """Every text once, texts of like length together, in random order."""
    order = [*range(len(ids))]
    chance.shuffle(order)
    pools = [sorted(order[i : i + 20 * BATCH], key=lambda one: len(ids[one])) for i in range(0, len(order), 20 * BATCH)]
    batches = [pool[start : start + BATCH] for pool in pools for start in range(0, len(pool), BATCH)]
    chance.shuffle(batches)
    yield from batches


def _filled(states: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([len(one) for one in states])
    filled = nn.utils.rnn.pad_sequence([one.float() for one in states], batch_first=True)
    return filled, (torch.arange(filled.shape[1]) < lengths[:, None]).float()


def _loss(logits: Tensor, truth: Tensor, counts: Tensor) -> Tensor:
    """Binary cross entropy; the other labels, which say what kind it is, only of texts that have the first."""
    each = functional.binary_cross_entropy_with_logits(logits, truth, reduction="none")
    kinds = each[:, 1:].mean(1) * (truth[:, 0] > 0.5)
    return ((each[:, 0] + OTHERS_WEIGHT * kinds) * counts).mean()
