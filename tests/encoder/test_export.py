"""The exported graph says what the network says, in eight bits nearly so."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from knowledge_base.encoder.export import MODEL, Graph, export
from knowledge_base.encoder.student import Encoder, padded
from knowledge_base.encoder.vocabulary import base_tokenizer
from tests.encoder.factories import WIDTH, make_encoder

TEXTS = ["Where is my book?", "We forget the milk, the house and the key.", "dog", ""]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return make_encoder()


@pytest.fixture(scope="module")
def folder(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "not" / "there yet"
    export(encoder, folder)
    return folder


def run(folder: Path, ids: torch.Tensor, mask: torch.Tensor) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(folder / MODEL), providers=["CPUExecutionProvider"])
    (found,) = session.run(["embedding"], {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})
    return found


def test_the_graph_agrees_with_the_network(encoder: Encoder):
    ids, mask = padded(encoder.ids(TEXTS))

    with torch.inference_mode():
        (found, _), wanted = Graph(encoder.network).eval()(ids, mask), encoder.network(ids, mask)

    np.testing.assert_allclose(found, wanted, atol=1e-5)


def test_the_graph_does_not_hear_what_is_filled_up(encoder: Encoder):
    (ids,) = encoder.ids(TEXTS[:1])
    short, mask = padded([ids])
    noise = torch.full((1, 5), 77)

    with torch.inference_mode():
        graph = Graph(encoder.network).eval()
        masked, _ = graph(torch.cat([short, noise], 1), torch.cat([mask, torch.zeros_like(noise)], 1))
        heard, _ = graph(torch.cat([short, noise], 1), torch.cat([mask, torch.ones_like(noise)], 1))

    wanted = encoder.embed(TEXTS[:1])
    np.testing.assert_allclose(masked, wanted, atol=1e-5)
    assert float((heard.numpy() * wanted).sum()) < 0.999


def test_the_exported_model_nearly_agrees_with_the_network(encoder: Encoder, folder: Path):
    wanted = encoder.embed(TEXTS)

    found = np.concatenate([run(folder, *padded(encoder.ids([text]))) for text in TEXTS])

    assert (found * wanted).sum(axis=1).min() > 0.99
    assert wanted[0] @ wanted[2] < 0.9


@pytest.mark.parametrize(("batch", "tokens"), [(1, 1), (3, 17), (1, 64)])
def test_the_exported_model_takes_any_number_of_texts_and_tokens(folder: Path, batch: int, tokens: int):
    ids = torch.randint(5, 1000, (batch, tokens))

    vectors = run(folder, ids, torch.ones_like(ids))

    assert (vectors.shape, vectors.dtype) == ((batch, WIDTH), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_the_exported_model_has_eight_bits_a_weight(encoder: Encoder, folder: Path):
    full = 4 * sum(parameter.numel() for parameter in encoder.network.parameters())

    assert (folder / MODEL).stat().st_size < 0.5 * full


def test_the_tokenizer_lies_beside_the_model(encoder: Encoder, folder: Path):
    assert [encoded.ids for encoded in base_tokenizer(folder).encode_batch(TEXTS)] == encoder.ids(TEXTS)


def test_nothing_else_is_left(folder: Path):
    assert sorted(path.name for path in folder.iterdir()) == ["model.onnx", "modules.json", "tokenizer.json"]
