"""A head learns to tell what the encoder was not taught to tell, and says the same after it was exported."""

from pathlib import Path

import numpy as np
import pytest
import torch

from knowledge_base.encoder.export import STATES_AFTER, export
from knowledge_base.encoder.head import Head, Lesson, teach
from knowledge_base.encoder.shipped import read_shipped
from knowledge_base.encoder.student import Encoder
from knowledge_base.encoder.tuning import export_head
from knowledge_base.onnx_encoder import OnnxEncoder
from knowledge_base.onnx_head import OnnxHead
from tests.encoder.factories import make_encoder

DANGER = ["We forget the cat.", "She forget the dog and the key.", "forget my milk"]
NONE = ["We buy the cat.", "She see the dog and the key.", "buy my milk"]
LESSON = Lesson(
    (DANGER + NONE) * 40,
    np.array([[True, True], *[[True, False]] * 2, *[[False, False]] * 3] * 40),
    np.ones(40 * len(DANGER + NONE)),
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return make_encoder()


@pytest.fixture(scope="module")
def head(encoder: Encoder) -> Head:
    return teach(encoder, LESSON, epochs=60, seed=1)


@pytest.fixture(scope="module")
def folder(encoder: Encoder, head: Head, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("head")
    export(encoder, folder)
    export_head(head, folder / "head.onnx")
    return folder


def logits(folder: Path, text: str) -> np.ndarray:
    return OnnxHead(folder / "head.onnx").told(OnnxEncoder(folder).states(text))


def test_an_exported_head_has_learnt_its_lesson(folder):
    assert [logits(folder, text)[0] > 0 for text in DANGER + NONE] == [True] * 3 + [False] * 3


def test_the_other_labels_are_learnt_where_the_first_is_right(folder):
    kinds = [logits(folder, text)[1] for text in DANGER]

    assert kinds[0] > max(kinds[1:])


def test_teaching_leaves_the_encoder_as_it_was(encoder, head):
    np.testing.assert_array_equal(encoder.embed(DANGER), make_encoder().embed(DANGER))


def test_the_same_seed_gives_the_same_head(encoder):
    heads = [teach(encoder, LESSON, epochs=1, seed=3) for _ in range(2)]

    assert torch.equal(heads[0].out.weight, heads[1].out.weight)


def test_what_is_filled_up_is_not_heard(encoder, head):
    states = torch.randn(1, 7, encoder.network.bert.config.hidden_size)
    mask = torch.ones(1, 7)
    mask[0, 4:] = 0

    with torch.inference_mode():
        alone, filled = head(states[:, :4], mask[:, :4]), head(states, mask)

    torch.testing.assert_close(alone, filled, atol=1e-5, rtol=1e-4)


def test_each_round_is_told(encoder):
    told: list[str] = []
    teach(encoder, LESSON, epochs=2, seed=1, tell=told.append)

    assert [line.split(",")[0] for line in told] == ["1 of 2 rounds", "2 of 2 rounds"]


def test_a_head_that_is_missing_is_refused_at_once(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"head\.onnx"):
        OnnxHead(tmp_path / "head.onnx")


def test_the_shipped_encoder_is_read_back_as_it_was_before_eight_bits(encoder, folder):
    again = read_shipped(folder, heads=encoder.network.bert.config.num_attention_heads)

    assert (again.embed(DANGER + NONE) * encoder.embed(DANGER + NONE)).sum(axis=1).min() > 0.99


def test_the_states_are_those_that_the_head_was_taught_on(encoder, folder):
    ids = torch.tensor([encoder.ids(DANGER[:1])[0]])
    with torch.inference_mode():
        told = encoder.network.bert(ids, attention_mask=torch.ones_like(ids), output_hidden_states=True).hidden_states
    wanted = told[min(STATES_AFTER, len(told) - 1)][0].numpy()

    found = OnnxEncoder(folder).states(DANGER[0])

    assert found.shape == wanted.shape
    assert np.corrcoef(found.ravel(), wanted.ravel())[0, 1] > 0.99
