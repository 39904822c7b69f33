"""The network with its tokenizer: unit vectors that do not depend on company, kept in a folder and read again."""

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.encoder.student import BATCH, Encoder, padded
from tests.encoder.factories import WIDTH, make_encoder, make_tokenizer

TEXTS = ["Where is my book?", "We forget the milk, the house and the key.", "dog"]


def test_shorter_texts_are_filled_up_and_the_mask_says_where():
    ids, mask = padded([[5, 6, 7], [8]])

    assert ids.tolist() == [[5, 6, 7], [8, 0, 0]]
    assert mask.tolist() == [[1, 1, 1], [1, 0, 0]]


def test_vectors_have_length_one():
    vectors = make_encoder().embed(TEXTS)

    assert (vectors.shape, vectors.dtype) == ((len(TEXTS), WIDTH), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_text_has_the_same_vector_alone_and_in_company():
    encoder = make_encoder()

    alone = np.concatenate([encoder.embed([text]) for text in TEXTS])

    np.testing.assert_allclose(encoder.embed(TEXTS), alone, atol=1e-5)
    assert alone[0] @ alone[2] < 0.99


def test_vectors_come_in_the_order_of_the_texts_however_many_and_long_they_are():
    encoder = make_encoder()
    texts = ["house " * (1 + 7 * number % 50) for number in range(BATCH + 10)]

    some = [0, 3, BATCH - 1, BATCH, BATCH + 9]
    np.testing.assert_allclose(
        encoder.embed(texts)[some], encoder.embed([texts[place] for place in some]), atol=1e-5
    )  # fmt: skip


def test_no_texts_give_no_vectors():
    assert make_encoder().embed([]).shape == (0, WIDTH)


@pytest.mark.parametrize("training", [True, False])
def test_embedding_leaves_training_as_it_was_and_adds_no_noise(training: bool):
    encoder = make_encoder()
    encoder.network.train(training)

    np.testing.assert_array_equal(encoder.embed(TEXTS), encoder.embed(TEXTS))
    assert encoder.network.training is training


def test_what_is_saved_is_read_again(tmp_path: Path):
    encoder = make_encoder(weights=1)
    encoder.save(tmp_path)

    np.testing.assert_array_equal(Encoder.load(tmp_path).embed(TEXTS), encoder.embed(TEXTS))


def test_another_tokenizer_can_be_given(tmp_path: Path):
    make_encoder().save(tmp_path)
    tokenizer = make_tokenizer()
    tokenizer.enable_truncation(4)

    assert Encoder.load(tmp_path, tokenizer).ids([TEXTS[1]]) == [tokenizer.encode(TEXTS[1]).ids]
    assert len(Encoder.load(tmp_path).ids([TEXTS[1]])[0]) > 4


def test_a_folder_without_weights_is_refused(tmp_path: Path):
    make_encoder().save(tmp_path)
    (tmp_path / "model.safetensors").unlink()

    with pytest.raises(OSError, match=r"model\.safetensors"):
        Encoder.load(tmp_path)
