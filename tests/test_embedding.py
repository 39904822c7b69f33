"""One contract for every embedder, what remembering adds to it, and which encoder is taken when."""

import hashlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from assistant.settings import ROOT, Settings
from assistant.training import quiet_environment
from knowledge_base.article import ARTICLES
from knowledge_base.embedding import (
    Embedder,
    EncoderMissing,
    HashEmbedder,
    RememberingEmbedder,
    SentenceTransformerEmbedder,
    Vectors,
    encoders,
    retrieval_encoder,
    shipped_encoder,
)
from knowledge_base.onnx_encoder import SHIPPED, OnnxEncoder
from tests.encoder.factories import make_base
from tests.fakes import RecordingEmbedder

TEXTS = ["How long is my notice?", "Kor lenge må eg vente?", "Hvor søker jeg om permisjon?"]


@dataclass
class DictMemory:
    """A vector memory in a dictionary."""

    kept: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def recall(self, embedder: str, digests: Sequence[str]) -> Mapping[str, bytes]:
        return {digest: self.kept[embedder, digest] for digest in digests if (embedder, digest) in self.kept}

    def keep(self, embedder: str, vectors: Mapping[str, bytes]) -> None:
        self.kept |= {(embedder, digest): vector for digest, vector in vectors.items()}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of tiny models: two named as those of E5, two with prompts of their own, and a plain one."""
    folder = tmp_path_factory.mktemp("models")
    for name in ("tiny-E5-base", "plain"):
        make_base(folder / name)
    prompts = {"query": "where is ", "document": "we see "}
    for name in ("prompted", "prompted-E5-base"):
        SentenceTransformer(str(folder / "plain"), device="cpu", prompts=prompts).save(str(folder / name))
    return folder


MAKERS = {
    "hash": HashEmbedder,
    "remembering": lambda: RememberingEmbedder(HashEmbedder(), DictMemory()),
    "shipped": shipped_encoder,
    "retrieval": retrieval_encoder,
}


@pytest.fixture(params=[*MAKERS, "sentence-transformers"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    if request.param in MAKERS:
        return MAKERS[request.param]()
    return SentenceTransformerEmbedder(str(request.getfixturevalue("folders") / "plain"))


class TestEveryEmbedder:
    def test_gives_one_float32_row_of_its_dimension_for_each_text(self, embedder: Embedder):
        vectors = embedder.embed(TEXTS)

        assert vectors.shape == (len(TEXTS), embedder.dimension)
        assert vectors.dtype == np.float32

    def test_gives_unit_vectors(self, embedder: Embedder):
        np.testing.assert_allclose(np.linalg.norm(embedder.embed(TEXTS), axis=1), 1, atol=1e-5)

    def test_gives_the_same_text_the_same_vector_alone_or_in_company(self, embedder: Embedder):
        alone = np.concatenate([embedder.embed([text]) for text in reversed(TEXTS)])[::-1]

        np.testing.assert_allclose(embedder.embed(TEXTS), alone, atol=1e-5)

    def test_gives_different_texts_different_vectors(self, embedder: Embedder):
        first, second, third = embedder.embed(TEXTS)

        assert max(first @ second, first @ third, second @ third) < 0.99

    def test_gives_a_text_that_comes_twice_two_equal_rows(self, embedder: Embedder):
        vectors = embedder.embed([TEXTS[0], TEXTS[1], TEXTS[0]])

        np.testing.assert_allclose(vectors[0], vectors[2], atol=1e-6)

    def test_gives_no_rows_for_no_texts(self, embedder: Embedder):
        assert embedder.embed([]).shape == (0, embedder.dimension)

    def test_gives_the_empty_text_a_unit_vector_too(self, embedder: Embedder):
        assert np.linalg.norm(embedder.embed([""])[0]) == pytest.approx(1, abs=1e-5)

    def test_gives_vectors_that_may_be_changed_without_harm(self, embedder: Embedder):
        before = embedder.embed(TEXTS).copy()

        embedder.embed(TEXTS)[:] = 0

        np.testing.assert_allclose(embedder.embed(TEXTS), before, atol=1e-6)

    def test_has_a_name_that_stays(self, embedder: Embedder):
        assert embedder.name
        assert embedder.name == embedder.name


def test_hash_vectors_are_the_same_in_every_process():
    command = "from knowledge_base.embedding import HashEmbedder; print(HashEmbedder().embed(['veivalg']).tolist())"
    elsewhere = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True, cwd=ARTICLES.parents[1]
    )

    assert json.loads(elsewhere.stdout) == HashEmbedder().embed(["veivalg"]).tolist()


@pytest.mark.parametrize(
    "same", ["How should I write my curriculum vitae?", "Hvordan skriver jeg en CV?", "Korleis skriv eg ein CV?"]
)
def test_the_shipped_encoder_puts_near_what_means_the_same(same: str):
    asked, meant, other = shipped_encoder().embed(["How do I write a CV?", same, "When does the bus leave?"])

    assert asked @ meant > asked @ other + 0.3


def test_a_text_is_embedded_once():
    embedder = RecordingEmbedder()
    remembering = RememberingEmbedder(embedder, DictMemory())

    remembering.embed(TEXTS[:2])
    remembering.embed(TEXTS)

    assert embedder.given == TEXTS


def test_a_memory_serves_the_next_process():
    memory, embedder = DictMemory(), RecordingEmbedder()
    before = RememberingEmbedder(HashEmbedder(), memory).embed(TEXTS)

    after = RememberingEmbedder(embedder, memory).embed(TEXTS)

    assert embedder.given == []
    np.testing.assert_array_equal(after, before)


def test_vectors_of_another_embedder_are_not_used():
    memory, embedder = DictMemory(), RecordingEmbedder(name="other")
    RememberingEmbedder(HashEmbedder(), memory).embed(TEXTS)

    RememberingEmbedder(embedder, memory).embed(TEXTS)

    assert embedder.given == TEXTS


def test_a_memory_holds_no_text():
    memory = DictMemory()

    RememberingEmbedder(HashEmbedder(), memory).embed(["secret"])

    ((embedder, digest),) = memory.kept
    assert (embedder, digest) == ("hash", hashlib.sha256(b"secret").hexdigest())
    assert len(memory.kept[embedder, digest]) == 4 * HashEmbedder.dimension


class TestTheShippedEncoder:
    IN_RASA = """
import json, sys
from assistant.nlu.sentence_encoder import SentenceEncoder
from rasa.shared.nlu.training_data.message import Message
messages = [Message({"text": text}) for text in json.load(sys.stdin)]
SentenceEncoder("encoder", SentenceEncoder.get_default_config()).process(messages)
print(json.dumps([message.features[0].features[0].tolist() for message in messages]))
"""

    def by_sentence_transformers(self) -> Vectors:
        return SentenceTransformer(str(SHIPPED), device="cpu", trust_remote_code=True).encode(TEXTS)

    def by_the_component_of_rasa(self) -> Vectors:
        elsewhere = subprocess.run(
            [Settings().rasa_python, "-c", self.IN_RASA], input=json.dumps(TEXTS),
            capture_output=True, text=True, check=True, cwd=ROOT, env=quiet_environment(),
        )  # fmt: skip
        return np.array(json.loads(elsewhere.stdout.splitlines()[-1]))

    @pytest.mark.parametrize("way", [by_sentence_transformers, by_the_component_of_rasa])
    def test_says_the_same_wherever_it_is_read(self, way):
        np.testing.assert_array_less(0.99, (way(self) * OnnxEncoder().embed(TEXTS)).sum(axis=1))

    def test_says_something_else_about_each_text(self):
        """If this fails, the test above proves nothing."""
        cosines = OnnxEncoder().embed(TEXTS) @ OnnxEncoder().embed(TEXTS).T

        assert (cosines - 2 * np.eye(len(TEXTS))).max() < 0.9

    def test_is_small_enough_for_git(self):
        assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) < 40_000_000


class TestEncoders:
    def test_are_the_shipped_one_for_passages_and_questions_unless_another_is_named(self):
        found = encoders()

        assert found.passages is found.questions is retrieval_encoder()

    def test_are_the_model_that_is_named(self, folders: Path):
        found = encoders(str(folders / "plain"))

        assert found.passages.dimension == found.questions.dimension == 32
        assert found.passages.name.startswith(str(folders / "plain"))

    def test_can_be_the_shipped_one_by_its_folder(self):
        found = encoders(str(SHIPPED))

        np.testing.assert_allclose(found.passages.embed(TEXTS), shipped_encoder().embed(TEXTS), atol=1e-6)
        np.testing.assert_allclose(found.questions.embed(TEXTS), shipped_encoder().embed(TEXTS), atol=1e-6)

    @pytest.mark.parametrize(
        ("model", "for_questions", "for_passages"),
        [
            ("tiny-E5-base", "query: ", "passage: "), ("prompted", "where is ", "we see "),
            ("prompted-E5-base", "where is ", "we see "), ("plain", "", ""),
        ],
    )  # fmt: skip
    def test_put_the_models_prompts_before_each_text(self, folders: Path, model, for_questions, for_passages):
        found = encoders(str(folders / model))
        plain = encoders(str(folders / "plain")).passages

        np.testing.assert_allclose(
            found.questions.embed(TEXTS), plain.embed([for_questions + text for text in TEXTS]), atol=1e-6
        )
        np.testing.assert_allclose(
            found.passages.embed(TEXTS), plain.embed([for_passages + text for text in TEXTS]), atol=1e-6
        )

    def test_are_heard_to_have_prompts(self, folders: Path):
        """If this fails, the test above proves nothing."""
        plain = encoders(str(folders / "plain")).passages

        (asked, searched, bare) = plain.embed(["query: cat", "passage: cat", "cat"])

        assert max(asked @ searched, asked @ bare, searched @ bare) < 0.999

    def test_keep_vectors_of_questions_and_passages_apart(self, folders: Path):
        found = encoders(str(folders / "tiny-E5-base"))

        assert found.questions.name != found.passages.name


def away_from_the_hub(statement: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a process says that reaches a hub which never answers."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        hub = {"HF_ENDPOINT": f"http://127.0.0.1:{mute.getsockname()[1]}", "NO_PROXY": "127.0.0.1"}
        return subprocess.run(
            [sys.executable, "-c", f"from knowledge_base.embedding import encoders; {statement}"],
            capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | hub | environment,
        )  # fmt: skip


class TestTheNameOfAnotherEncoder:
    def test_changes_with_the_weights_in_the_folder(self, folders: Path, tmp_path: Path):
        model = copytree(folders / "plain", tmp_path / "model")
        before = SentenceTransformerEmbedder(str(model)).name
        weights = model / "model.safetensors"
        content = bytearray(weights.read_bytes())
        content[-1] ^= 1
        weights.write_bytes(content)

        assert SentenceTransformerEmbedder(str(model)).name != before

    def test_stays_as_long_as_the_folder_does(self, folders: Path):
        """If this fails, the test above proves nothing."""
        names = {SentenceTransformerEmbedder(str(folders / "plain")).name for _ in range(2)}

        assert len(names) == 1

    def test_has_the_revision_of_a_model_that_was_fetched(self, folders: Path, tmp_path: Path):
        kept = tmp_path / "models--someone--plain"
        copytree(folders / "plain", kept / "snapshots" / ("5" * 40))
        (kept / "refs").mkdir()
        (kept / "refs" / "main").write_text("5" * 40)

        asked = away_from_the_hub("print(encoders('someone/plain').questions.name)", HF_HUB_CACHE=str(tmp_path))

        assert asked.stdout.strip() == "someone/plain 555555555555 (questions)"


class TestAnEncoderThatIsMissing:
    def test_is_named_soon_when_the_hub_does_not_answer(self, tmp_path: Path):
        timed = "import time; began = time.monotonic()\ntry: encoders('someone/something')\n"
        timed += "except Exception as error: print(type(error).__name__, error, round(time.monotonic() - began))"

        said = away_from_the_hub(timed, HF_HUB_CACHE=str(tmp_path)).stdout

        name, seconds = said.split()[0], int(said.split()[-1])
        assert name == "EncoderMissing"
        assert "someone/something is neither a folder nor a model" in said
        assert seconds < 30

    def test_is_named_at_once(self, tmp_path: Path):
        with pytest.raises(EncoderMissing, match=f"{tmp_path / 'nowhere'} is neither a folder nor a model"):
            encoders(str(tmp_path / "nowhere"))

    def test_may_be_an_empty_folder(self, tmp_path: Path):
        with pytest.raises(EncoderMissing, match=str(tmp_path)):
            encoders(str(tmp_path))

    def test_may_be_a_folder_that_brings_code_along(self, tmp_path: Path):
        """The shipped folder names a module of ours; read from elsewhere it is somebody's."""
        elsewhere = copytree(SHIPPED, tmp_path / "elsewhere")

        with pytest.raises(EncoderMissing, match=str(elsewhere)):
            encoders(str(elsewhere))
