"""The part of training that tells danger from what only sounds like it."""

import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import torch

from knowledge_base.encoder.danger import BATCH, Danger, Line, read_lines
from knowledge_base.kept_apart import is_kept_apart
from tests.encoder.factories import WIDTH, make_encoder

DANGER, HARMLESS = "Where is my house?", "We buy milk."


def write_lines(path: Path, lines: Sequence[Line]) -> None:
    fields = [{"text": line.text, "crisis": line.crisis, "category": "any"} for line in lines]
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in fields), encoding="utf-8")


def loss_of(danger: Danger) -> float:
    with torch.inference_mode():
        return float(danger.loss(random.Random(1)))


def test_lines_of_all_forms_are_read_but_those_kept_apart(tmp_path: Path):
    texts = [f"Melding {number} på norsk" for number in range(100)]
    for name, part in (("nb", texts[:50]), ("nn", texts[50:])):
        write_lines(tmp_path / f"{name}.jsonl", [Line(text, text.startswith("Melding 1")) for text in part])

    lines = read_lines(tmp_path)

    assert [line.text for line in lines] == [text for text in texts if not is_kept_apart(text)]
    assert 0 < len(lines) < len(texts)
    assert all(line.crisis is line.text.startswith("Melding 1") for line in lines)


def test_the_shipped_lines_are_of_both_kinds():
    kinds = {line.crisis for line in read_lines()}

    assert kinds == {True, False}


def test_the_loss_falls_when_the_head_learns():
    danger = Danger(make_encoder(), [Line(DANGER, True), Line(HARMLESS, False)] * BATCH, seed=1)
    before = loss_of(danger)
    optimiser = torch.optim.AdamW(danger.head.parameters(), lr=0.5)

    for step in range(10):
        optimiser.zero_grad()
        danger.loss(random.Random(step)).backward()
        optimiser.step()

    assert loss_of(danger) < 0.5 * before


def test_the_encoder_learns_beside_the_head():
    encoder = make_encoder()

    Danger(encoder, [Line(DANGER, True), Line(HARMLESS, False)] * BATCH, seed=1).loss(random.Random(1)).backward()

    assert float(encoder.network.rows.weight.grad.abs().sum()) > 0


class TestAMessageOfSeveralSentences:
    @staticmethod
    def loss(text: str) -> float:
        """The loss of a message that is dangerous, to a head that tells the two sentences apart."""
        danger = Danger(make_encoder(), [Line(text, True)] * BATCH, seed=1)
        dangerous, harmless = make_encoder().embed([DANGER, HARMLESS])
        away = dangerous - harmless
        with torch.no_grad():
            danger.head.weight.copy_(torch.tensor(away / (away @ away))[None, :])
            danger.head.bias.fill_(float(-10 * (away @ (dangerous + harmless)) / 2 / (away @ away)))
        return loss_of(danger)

    def test_is_as_dangerous_as_its_most_dangerous_sentence(self):
        assert self.loss(f"{HARMLESS} {DANGER}") <= self.loss(DANGER) + 0.02

    def test_is_harmless_if_all_of_them_are(self):
        """If this fails, the test above proves nothing."""
        assert self.loss(f"{HARMLESS} {HARMLESS}") > self.loss(DANGER) + 1


def test_the_head_begins_the_same_for_the_same_seed():
    lines = [Line(DANGER, True)] * BATCH

    one, same, other = (Danger(make_encoder(), lines, seed=seed).head.weight.detach().numpy() for seed in (1, 1, 2))

    assert one.shape == (1, WIDTH)
    np.testing.assert_array_equal(one, same)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_chance_draws_the_same_batch(seed: int):
    lines = [Line(f"{DANGER} {'x' * number}", number % 2 == 0) for number in range(3 * BATCH)]
    danger = Danger(make_encoder(), lines, seed=1)

    with torch.inference_mode():
        losses = [float(danger.loss(random.Random(number))) for number in (seed, seed, seed + 1)]

    assert losses[0] == losses[1] != losses[2]
