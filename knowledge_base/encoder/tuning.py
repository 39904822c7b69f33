"""Teaching new layers on the encoder's first ones, which stay as they are: their states are computed once."""

import copy
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from knowledge_base.encoder.export import OPSET, STATES_AFTER
from knowledge_base.encoder.student import Encoder, Ids, padded

BATCH = 64
# The layers know much already; what stands on them begins with nothing.
LAYER_RATE = 1e-4
WARM_UP = 100

Tell = Callable[[str], None]


def last_layers(encoder: Encoder) -> nn.ModuleList:
    """Copies of the layers behind the states, to be taught something else."""
    return copy.deepcopy(encoder.network.bert.encoder.layer[STATES_AFTER:])


def tune(
    module: nn.Module,
    layers: nn.ModuleList,
    ids: Ids,
    loss_of: Callable[[list[int]], Tensor],
    *,
    epochs: int,
    rate: float,
    chance: random.Random,
    tell: Tell,
) -> None:
    """Train a module in place, `layers` of it slowly, the rest at `rate`; `loss_of` gives the loss of some texts."""
    module.train()
    for parameter in module.parameters():
        parameter.requires_grad_(True)
    known = {id(parameter) for parameter in layers.parameters()}
    new = [parameter for parameter in module.parameters() if id(parameter) not in known]
    groups = [{"params": layers.parameters(), "lr": LAYER_RATE}, {"params": new, "lr": rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.02)
    steps = epochs * -(-len(ids) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / WARM_UP) * (1 - step / steps)
    )
    for epoch in range(epochs):
        for places in _batches(ids, chance):
            loss = loss_of(places)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        tell(f"{epoch + 1} of {epochs} rounds, loss {loss.item():.3f}")
    module.eval()


@torch.inference_mode()  # type: ignore[untyped-decorator]
def states_of(encoder: Encoder, ids: Ids) -> list[Tensor]:
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


def filled(states: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """States of several texts as one tensor, (texts, tokens, 384), and which tokens are real, (texts, tokens)."""
    lengths = torch.tensor([len(one) for one in states])
    together = nn.utils.rnn.pad_sequence([one.float() for one in states], batch_first=True)
    return together, (torch.arange(together.shape[1]) < lengths[:, None]).float()


def export_head(head: nn.Module, path: Path) -> None:
    """Write a head as one eight-bit ONNX graph: `states` of one text, without filling, to what it tells.

    A head takes `states`, (texts, tokens, `head.width`), and `mask`, (texts, tokens), to one row a text.
    """
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            _Alone(head).eval(), (torch.zeros(1, 9, head.width),), str(full), opset_version=OPSET, dynamo=False,
            input_names=["states"], output_names=["told"], dynamic_axes={"states": {1: "tokens"}},
        )  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        quantize_dynamic(
            full, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm"]
        )


class _Alone(nn.Module):  # type: ignore[misc]
    """A head on one text, in which nothing is filling."""

    def __init__(self, head: nn.Module) -> None:
        super().__init__()
        self.head = head

    def forward(self, states: Tensor) -> Tensor:
        return self.head(states, torch.ones_like(states[:, :, 0]))


def _batches(ids: Ids, chance: random.Random) -> Iterator[list[int]]:
    """Every text once, texts of like length together, in random order."""
    order = [*range(len(ids))]
    chance.shuffle(order)
    pools = [sorted(order[i : i + 20 * BATCH], key=lambda one: len(ids[one])) for i in range(0, len(order), 20 * BATCH)]
    batches = [pool[start : start + BATCH] for pool in pools for start in range(0, len(pool), BATCH)]
    chance.shuffle(batches)
    yield from batches
