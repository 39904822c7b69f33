"""A course of training: steps in a fixed order, progress shown, taken up again where it was broken off."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from knowledge_base.encoder.student import Encoder, Network

WARM_UP_STEPS = 100
CHECKPOINT_EVERY_S = 180.0
SHOW_EVERY_S = 20.0
HEAD_RATE = 3e-3


class Stage(Protocol):
    """What a course runs: `steps` batches in an order that depends on `seed` alone, and the loss of each.

    `heads` are trained beside the encoder and thrown away.
    """

    encoder: Encoder
    steps: int
    seed: int
    heads: Sequence[nn.Module]

    def batches(self) -> Iterator[list[Any]]:
        """The batches from the first on; at least `steps` of them."""

    def loss(self, batch: list[Any], chance: random.Random) -> Tensor:
        """The loss of a batch, a scalar. `chance` is the same for the same step."""


def run(stage: Stage, checkpoint: Path, *, rate: float, rows_rate: float, log: Callable[[str], object]) -> Encoder:
    """Train to the end and return the encoder. `rows_rate` is the learning rate of the embedding table.

    State is kept in `checkpoint` every three minutes; if the file is there, training goes on from it. The caller
    removes it when the encoder is saved.
    """
    torch.manual_seed(stage.seed)
    network = stage.encoder.network
    optimisers = _optimisers(network, stage.heads, rate, rows_rate)
    done = _take_up(checkpoint, nn.ModuleList([network, *stage.heads]), optimisers)
    log(f"training: {stage.steps - done} of {stage.steps} steps to go")
    progress = _Progress(stage.steps, done, log)
    kept_at = time.monotonic()
    _train_mode(network)
    for step, batch in enumerate(islice(stage.batches(), done, stage.steps), start=done):
        _set_rates(optimisers, _share(step, stage.steps))
        loss = stage.loss(batch, random.Random(f"{stage.seed} {step}"))  # noqa: S311 - no secret.
        _step(loss, network, optimisers)
        progress.show(step + 1, float(loss.detach()))
        if time.monotonic() - kept_at > CHECKPOINT_EVERY_S:
            _keep(checkpoint, nn.ModuleList([network, *stage.heads]), optimisers, step + 1)
            kept_at = time.monotonic()
    network.eval()
    return stage.encoder


class _Progress:
    def __init__(self, steps: int, done: int, log: Callable[[str], object]) -> None:
        self._steps, self._first, self._log = steps, done, log
        self._began = self._shown = time.monotonic()
        self._loss: float | None = None

    def show(self, done: int, loss: float) -> None:
        self._loss = loss if self._loss is None else 0.98 * self._loss + 0.02 * loss
        now = time.monotonic()
        if now - self._shown >= SHOW_EVERY_S or done == self._steps:
            left_s = (now - self._began) / (done - self._first) * (self._steps - done)
            self._log(f"  step {done} of {self._steps}, loss {self._loss:.3f}, {left_s / 60:.0f} minutes left")
            self._shown = now


def _optimisers(
    network: Network, heads: Sequence[nn.Module], rate: float, rows_rate: float
) -> list[torch.optim.Optimizer]:
    # Of 40,000 rows a batch touches some hundred: a dense optimiser would spend its time on the others.
    network.rows.sparse = True
    rows = network.rows.weight
    others = [p for name, p in network.named_parameters() if p is not rows and "pooler" not in name]
    extra = [{"params": list(head.parameters()), "lr": HEAD_RATE} for head in heads]
    optimisers: list[torch.optim.Optimizer] = [
        torch.optim.AdamW([{"params": others}, *extra], lr=rate, weight_decay=0.01),
        torch.optim.SparseAdam([rows], lr=rows_rate),
    ]
    for optimiser in optimisers:
        for group in optimiser.param_groups:
            group["full_rate"] = group["lr"]
    return optimisers


def _step(loss: Tensor, network: Network, optimisers: list[torch.optim.Optimizer]) -> None:
    for optimiser in optimisers:
        optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_([p for group in optimisers[0].param_groups for p in group["params"]], 1.0)
    for optimiser in optimisers:
        optimiser.step()


def _share(step: int, steps: int) -> float:
    """The share of the full rate at a step: a short rise, then straight down to a fiftieth."""
    return min(1.0, (step + 1) / WARM_UP_STEPS) * max(0.02, 1 - step / steps)


def _set_rates(optimisers: list[torch.optim.Optimizer], share: float) -> None:
    for optimiser in optimisers:
        for group in optimiser.param_groups:
            group["lr"] = group["full_rate"] * share


def _train_mode(network: Network) -> None:
    network.train()
    for module in network.modules():
        # The teacher's vectors are exact; noise in the student only slows it down.
        if isinstance(module, nn.Dropout):
            module.p = 0.0


def _keep(checkpoint: Path, modules: nn.Module, optimisers: list[torch.optim.Optimizer], done: int) -> None:
    state = {"modules": modules.state_dict(), "optimisers": [o.state_dict() for o in optimisers], "done": done}
    # A file that is half written when the machine stops must not take the place of a whole one.
    half = checkpoint.with_suffix(".half")
    torch.save(state, half)
    half.replace(checkpoint)


def _take_up(checkpoint: Path, modules: nn.Module, optimisers: list[torch.optim.Optimizer]) -> int:
    if not checkpoint.exists():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    modules.load_state_dict(state["modules"])
    for optimiser, kept in zip(optimisers, state["optimisers"], strict=True):
        optimiser.load_state_dict(kept)
    return int(state["done"])
