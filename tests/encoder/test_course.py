"""A course of training: the same for the same seed, taken up where it was broken off, quiet about nothing."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from knowledge_base.encoder import course
from knowledge_base.encoder.student import Encoder, padded
from tests.encoder.breaking_off import breaking_off
from tests.encoder.factories import WIDTH, make_encoder

TEXTS = ["We buy milk.", "Where is the house?", "She forgets my book.", "How long is the notice?", "cat", "dog"]
UNSEEN = "key"
STEPS = 8


class Imitation:
    """A stage that teaches an encoder to put texts where another one puts them."""

    def __init__(self, *, weights: int = 0, seed: int = 1, steps: int = STEPS) -> None:
        self.encoder = make_encoder(weights=weights)
        self.steps = steps
        self.seed = seed
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            self.head = nn.Linear(WIDTH, 1)
        self.heads = (self.head,)
        self.shown: list[list[str]] = []
        self._wanted = dict(zip(TEXTS, torch.tensor(make_encoder(weights=9).embed(TEXTS)), strict=True))

    def batches(self) -> Iterator[list[str]]:
        chance = random.Random(self.seed)
        while True:
            yield chance.sample(TEXTS, 3)

    def loss(self, batch: list[str], chance: random.Random) -> Tensor:
        self.shown.append(batch)
        found = self.encoder.network(*padded(self.encoder.ids(batch)))
        distance = 1 - (found * torch.stack([self._wanted[text] for text in batch])).sum(1).mean()
        return distance + chance.random() * (self.head(found) - 1).square().mean()


class NoisyImitation(Imitation):
    """A stage that draws from torch's own chance, too."""

    def loss(self, batch: list[str], chance: random.Random) -> Tensor:
        return float(torch.rand(())) * super().loss(batch, chance)


def train(stage: Imitation, checkpoint: Path) -> Encoder:
    return course.run(stage, checkpoint, rate=0.05, rows_rate=0.05, log=lambda _: None)


def train_and_break_off(stage: Imitation, checkpoint: Path, *, after: int) -> None:
    """Break a course off after so many steps, its state having been kept there as it is every three minutes."""
    with breaking_off(after=after) as stepped:
        train(stage, checkpoint)
    course._keep(checkpoint, nn.ModuleList([stage.encoder.network, *stage.heads]), stepped[-2:], after)


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    return tmp_path / "first.checkpoint"


def test_a_course_teaches(checkpoint: Path):
    before = make_encoder().embed(TEXTS)
    wanted = make_encoder(weights=9).embed(TEXTS)

    after = train(Imitation(steps=40), checkpoint).embed(TEXTS)

    assert (after * wanted).sum(axis=1).mean() > (before * wanted).sum(axis=1).mean() + 0.1


def test_the_same_seed_gives_the_same_encoder(checkpoint: Path):
    one = train(NoisyImitation(), checkpoint)
    other = train(NoisyImitation(), checkpoint)

    np.testing.assert_array_equal(one.embed(TEXTS), other.embed(TEXTS))


def test_another_seed_gives_another(checkpoint: Path):
    one, other = train(Imitation(seed=1), checkpoint), train(Imitation(seed=2), checkpoint)

    assert np.abs(one.embed(TEXTS) - other.embed(TEXTS)).max() > 1e-3


class TestABrokenOffCourse:
    @pytest.fixture
    def broken_off(self, checkpoint: Path) -> Imitation:
        stage = Imitation()
        train_and_break_off(stage, checkpoint, after=5)
        return stage

    def test_is_taken_up_where_it_was(self, broken_off: Imitation, checkpoint: Path):
        again = Imitation()

        train(again, checkpoint)

        whole = [batch for batch, _ in zip(Imitation().batches(), range(STEPS), strict=False)]
        assert broken_off.shown + again.shown == whole

    def test_ends_as_if_it_had_not_been(self, broken_off: Imitation, checkpoint: Path):
        whole = train(Imitation(), checkpoint.with_name("whole.checkpoint"))

        # Other weights to begin with: all that counts must come from the checkpoint.
        taken_up = train(Imitation(weights=3), checkpoint)

        np.testing.assert_array_equal(taken_up.embed(TEXTS), whole.embed(TEXTS))

    def test_begins_anew_without_its_checkpoint(self, broken_off: Imitation, checkpoint: Path):
        """If this fails, the tests above prove nothing."""
        checkpoint.unlink()
        again = Imitation(weights=3)

        anew = train(again, checkpoint)

        assert len(again.shown) == STEPS
        assert np.abs(anew.embed(TEXTS) - broken_off.encoder.embed(TEXTS)).max() > 1e-2

    def test_leaves_no_half_written_file(self, broken_off: Imitation, checkpoint: Path):
        assert list(checkpoint.parent.iterdir()) == [checkpoint]


def test_a_half_written_checkpoint_is_not_read(checkpoint: Path):
    checkpoint.with_suffix(".half").write_bytes(b"half of")
    stage = Imitation()

    train(stage, checkpoint)

    assert len(stage.shown) == STEPS


def test_a_finished_course_leaves_nothing_to_take_up(checkpoint: Path):
    train(Imitation(), checkpoint)

    assert not checkpoint.exists()


def test_training_runs_without_noise_and_ends_ready_for_use(checkpoint: Path):
    encoder = train(Imitation(), checkpoint)

    assert not encoder.network.training
    assert {module.p for module in encoder.network.modules() if isinstance(module, nn.Dropout)} == {0.0}


def test_a_word_that_is_not_shown_keeps_its_row(checkpoint: Path):
    before = make_encoder().network.rows.weight.detach()

    encoder = train(Imitation(), checkpoint)

    moved = (encoder.network.rows.weight.detach() - before).abs().amax(dim=1) > 0
    unseen, seen = (encoder.tokenizer.token_to_id(word) for word in (UNSEEN, "book"))
    assert (bool(moved[unseen]), bool(moved[seen])) == (False, True)


def test_progress_is_shown(checkpoint: Path):
    lines: list[str] = []

    course.run(Imitation(), checkpoint, rate=0.05, rows_rate=0.05, log=lines.append)

    assert lines[0] == f"training: {STEPS} of {STEPS} steps to go"
    assert lines[-1].startswith(f"  step {STEPS} of {STEPS}, loss ")
