"""The encoder as it is read when Veivalg serves: without torch, and as a module of sentence-transformers."""

import subprocess
import sys
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from assistant.settings import ROOT
from knowledge_base.encoder.export import export
from knowledge_base.encoder.student import Encoder
from knowledge_base.onnx_encoder import DIMENSION, MODEL, TOKENIZER, OnnxEncoder
from knowledge_base.onnx_module import OnnxModule
from tests.encoder.factories import make_encoder

TEXTS = ["Where is my book?", "We forget the milk, the house and the key.", "dog"]


@pytest.fixture(scope="module")
def student() -> Encoder:
    return make_encoder(width=DIMENSION)


@pytest.fixture(scope="module")
def folder(student: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("embedder")
    export(student, folder)
    return folder


@pytest.fixture(scope="module")
def model(folder: Path) -> SentenceTransformer:
    return SentenceTransformer(str(folder), device="cpu", trust_remote_code=True)


class TestOnnxEncoder:
    def test_gives_the_vectors_of_the_network_it_was_made_from(self, folder: Path, student: Encoder):
        vectors = OnnxEncoder(folder).embed(TEXTS)

        assert (vectors.shape, vectors.dtype) == ((len(TEXTS), DIMENSION), np.float32)
        assert (vectors * student.embed(TEXTS)).sum(axis=1).min() > 0.99

    def test_gives_a_text_exactly_the_same_vector_alone_and_in_company(self, folder: Path):
        encoder = OnnxEncoder(folder)

        alone = np.concatenate([encoder.embed([text]) for text in TEXTS])

        np.testing.assert_array_equal(encoder.embed(TEXTS), alone)

    def test_gives_no_vectors_for_no_texts(self, folder: Path):
        assert OnnxEncoder(folder).embed([]).shape == (0, DIMENSION)

    def test_gives_the_same_vectors_with_more_threads(self, folder: Path):
        np.testing.assert_allclose(
            OnnxEncoder(folder, threads=2).embed(TEXTS), OnnxEncoder(folder).embed(TEXTS), atol=1e-5
        )  # fmt: skip

    def test_reads_a_text_of_any_length(self, folder: Path):
        assert np.linalg.norm(OnnxEncoder(folder).embed(["book " * 5000])[0]) == pytest.approx(1, abs=1e-5)

    def test_has_the_same_name_in_another_folder(self, folder: Path, tmp_path: Path):
        copytree(folder, tmp_path / "elsewhere")

        assert OnnxEncoder(tmp_path / "elsewhere").name == OnnxEncoder(folder).name

    @pytest.mark.parametrize("changed", [MODEL, TOKENIZER])
    def test_has_another_name_if_a_file_has_changed(self, folder: Path, tmp_path: Path, changed: str):
        copytree(folder, tmp_path, dirs_exist_ok=True)
        with (tmp_path / changed).open("ab") as file:
            file.write(b" ")

        assert OnnxEncoder(tmp_path).name != OnnxEncoder(folder).name

    @pytest.mark.parametrize("missing", [MODEL, TOKENIZER])
    def test_refuses_a_folder_without_a_file_at_once(self, folder: Path, tmp_path: Path, missing: str):
        copytree(folder, tmp_path, dirs_exist_ok=True)
        (tmp_path / missing).unlink()

        with pytest.raises(FileNotFoundError, match=f"there is no {missing} in {tmp_path}"):
            OnnxEncoder(tmp_path)

    @pytest.mark.parametrize(("module", "torch"), [("onnx_encoder", "False"), ("onnx_module", "True")])
    def test_needs_no_torch_other_than_the_module(self, module: str, torch: str):
        command = f"import sys, knowledge_base.{module}; print('torch' in sys.modules)"
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", command], capture_output=True, text=True, check=True, cwd=ROOT
        )

        assert done.stdout.strip() == torch


class TestOnnxModule:
    def test_gives_the_vectors_of_the_encoder(self, model: SentenceTransformer, folder: Path):
        np.testing.assert_allclose(model.encode(TEXTS), OnnxEncoder(folder).embed(TEXTS), atol=1e-6)

    def test_tells_its_dimension(self, model: SentenceTransformer):
        assert model.get_embedding_dimension() == DIMENSION

    def test_puts_a_prompt_before_the_text(self, model: SentenceTransformer):
        prompted = model.encode(["is my book?"], prompt="Where ")

        np.testing.assert_allclose(prompted, model.encode(["Where is my book?"]), atol=1e-6)

    def test_has_nothing_that_could_be_trained(self, model: SentenceTransformer):
        assert list(model.parameters()) == []

    def test_is_not_read_from_a_folder_that_is_not_trusted(self, folder: Path):
        with pytest.raises(ValueError, match="trust_remote_code"):
            SentenceTransformer(str(folder), device="cpu")

    def test_can_be_saved_and_read_again(self, model: SentenceTransformer, tmp_path: Path):
        model.save(str(tmp_path))

        again = SentenceTransformer(str(tmp_path), device="cpu", trust_remote_code=True)

        np.testing.assert_array_equal(again.encode(TEXTS), model.encode(TEXTS))

    def test_refuses_a_folder_without_a_model(self, tmp_path: Path):
        with pytest.raises(FileNotFoundError, match=f"there is no {MODEL}"):
            OnnxModule.load(str(tmp_path))
