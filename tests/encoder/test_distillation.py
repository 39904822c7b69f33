"""The first stage: in which order pairs are shown, and what its loss wants."""

import random
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch

from knowledge_base.encoder import course
from knowledge_base.encoder.distillation import BATCH, DISTILLATION_WEIGHT, ENGLISH_SHARE, Distillation, Example
from knowledge_base.encoder.parallel import Pair
from knowledge_base.encoder.preparation import START, Prepared
from tests.encoder.factories import make_encoder, make_pairs

NORWEGIAN = [Example(place, is_english=False) for place in range(len(make_pairs()))]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work")
    make_encoder().save(folder / START)
    return folder


def make_stage(
    work: Path, pairs: Sequence[Pair] | None = None, *, teacher: np.ndarray | None = None, **fields: int
) -> Distillation:
    """A first stage whose teacher is another encoder, unless vectors are given."""
    pairs = list(pairs or make_pairs())
    vectors = make_encoder(weights=1).embed([pair.english for pair in pairs]) if teacher is None else teacher
    return Distillation(Prepared(pairs, vectors), work, **{"examples": 20 * BATCH, "seed": 1} | fields)


def first_round(stage: Distillation, shown: int) -> list[Example]:
    """The examples of one round, `shown` in all."""
    batches, examples = stage.batches(), []
    while len(examples) < shown:
        examples += next(batches)
    return examples


def test_the_steps_show_as_many_examples_as_wanted(work: Path):
    assert make_stage(work, examples=1000).steps == 1000 // BATCH


def test_the_order_depends_on_the_seed_alone(work: Path):
    one, same, other = (list(islice(make_stage(work, seed=seed).batches(), 6)) for seed in (1, 1, 2))

    assert one == same
    assert one != other


def test_a_round_shows_each_pair_as_often_as_its_source_says_and_some_english(work: Path):
    often, once = (
        [Pair(source, "nb", f"{source} {number}", "Vi ser.") for number in range(50)]
        for source in ("tatoeba_nob", "altinn_studio")
    )
    norwegian = 4 * 50 + 50

    examples = first_round(make_stage(work, [*often, *once]), norwegian + int(ENGLISH_SHARE * norwegian))

    shown = Counter(example.pair for example in examples if not example.is_english)
    assert [shown[place] for place in range(100)] == [4] * 50 + [1] * 50
    assert sum(example.is_english for example in examples) == int(ENGLISH_SHARE * norwegian)


def test_an_english_sentence_of_many_pairs_is_not_shown_more_often_for_that(work: Path):
    pairs = [Pair("tatoeba_nob", "nb", "We see.", f"Vi ser {'x' * number}.") for number in range(90)]
    pairs += [Pair("tatoeba_nob", "nb", f"She sees {'x' * number}.", "Hun ser.") for number in range(9)]

    examples = first_round(make_stage(work, pairs), 99 * 4 + int(ENGLISH_SHARE * 99 * 4))

    english = [pairs[example.pair].english for example in examples if example.is_english]
    assert english.count("We see.") < 0.3 * len(english)


def test_a_batch_holds_texts_of_like_length(work: Path):
    texts = ["Hus.", "Hus " * 30]
    stage = make_stage(work, [Pair("altinn_studio", "nb", text, text) for text in texts for _ in range(4 * BATCH)])

    def lengths(batch: list[Example]) -> set[str]:
        return {stage.prepared.pairs[example.pair].norwegian for example in batch}

    mixed = [batch for batch in islice(stage.batches(), 10) if len(lengths(batch)) > 1]
    assert len(mixed) <= 1


def test_the_loss_is_smaller_where_the_teacher_is(work: Path):
    pairs = make_pairs()
    student = make_encoder().embed([pair.norwegian for pair in pairs])
    away = np.roll(student, len(student) // 2, axis=0)

    at_home, astray = (
        float(make_stage(work, pairs, teacher=teacher).loss(NORWEGIAN, random.Random(1)).detach())
        for teacher in (student, away)
    )

    assert at_home < astray


def test_english_that_means_the_same_is_no_negative(work: Path):
    pairs = make_pairs()
    alike = np.tile(make_encoder(weights=1).embed(["We see."]), (len(pairs), 1))
    stage = make_stage(work, pairs, teacher=alike)

    loss = float(stage.loss(NORWEGIAN, random.Random(1)).detach())

    found = stage.encoder.embed([pair.norwegian for pair in pairs])
    assert loss == pytest.approx(DISTILLATION_WEIGHT * (1 - (found * alike).sum(axis=1).mean()), abs=0.05)


def test_english_that_means_something_else_is(work: Path):
    """If this fails, the test above proves nothing."""
    pairs = make_pairs()
    directions = np.random.default_rng(1).standard_normal((len(pairs), 32)).astype(np.float32)
    different = directions / np.linalg.norm(directions, axis=1, keepdims=True)
    stage = make_stage(work, pairs, teacher=different)

    loss = float(stage.loss(NORWEGIAN, random.Random(1)).detach())

    found = stage.encoder.embed([pair.norwegian for pair in pairs])
    assert loss > DISTILLATION_WEIGHT * (1 - (found * different).sum(axis=1).mean()) + 1


@pytest.mark.parametrize(("is_english", "ways"), [(False, 2), (True, 1)])
def test_norwegian_is_also_shown_without_punctuation(work: Path, is_english: bool, ways: int):
    stage = make_stage(work, [Pair("tatoeba_nob", "nb", "We see, she sees!", "Vi ser, hun ser!")])
    batch = [Example(0, is_english)]

    with torch.inference_mode():
        losses = {round(float(stage.loss(batch, random.Random(number))), 3) for number in range(40)}

    assert len(losses) == ways


def test_norwegian_comes_nearer_to_its_english(work: Path, tmp_path: Path):
    stage = make_stage(work, examples=30 * BATCH)
    norwegian = [pair.norwegian for pair in stage.prepared.pairs]
    before = (stage.encoder.embed(norwegian) * stage.prepared.teacher).sum(axis=1).mean()

    trained = course.run(stage, tmp_path / "first.checkpoint", rate=0.01, rows_rate=0.05, log=lambda _: None)

    assert (trained.embed(norwegian) * stage.prepared.teacher).sum(axis=1).mean() > before + 0.1
