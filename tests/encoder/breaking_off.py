"""A course of training that stops in the middle, as when the machine does."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from torch.optim.optimizer import Optimizer, register_optimizer_step_post_hook


class BrokenOff(Exception):
    """The machine stops."""


@contextmanager
def breaking_off(*, after: int) -> Iterator[list[Optimizer]]:
    """What is done herein breaks off after so many steps of training; gives the two optimisers of the course."""
    stepped: list[Optimizer] = []

    def stop(optimiser: Optimizer, *_: object) -> None:
        stepped.append(optimiser)
        if len(stepped) == 2 * after:
            raise BrokenOff

    hook = register_optimizer_step_post_hook(stop)
    try:
        with pytest.raises(BrokenOff):
            yield stepped
    finally:
        hook.remove()
