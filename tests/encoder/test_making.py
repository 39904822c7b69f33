"""The four steps one after the other, as the command line calls them, and what each refuses."""

import json
import logging
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
import torch

from knowledge_base.encoder import making, preparation
from knowledge_base.encoder.export import MODEL
from knowledge_base.encoder.export import export as write_model
from knowledge_base.encoder.student import Encoder
from knowledge_base.onnx_encoder import DIMENSION
from tests.encoder.breaking_off import BrokenOff, breaking_off
from tests.encoder.factories import lines_of, make_base, make_encoder, make_pairs, make_parallel

TWO_STEPS = 256


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def parallel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_parallel(tmp_path_factory.mktemp("parallel"), {"tatoeba_nob": lines_of(make_pairs())})


@pytest.fixture(scope="module")
def prepared(parallel: Path, base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("work")
    making.prepare(parallel, base, folder, more=[])
    return folder


@pytest.fixture
def work(prepared: Path, tmp_path: Path) -> Path:
    return copytree(prepared, tmp_path / "work")


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger=making.__name__)
    return caplog


class TestPrepare:
    @pytest.mark.parametrize("word", ["foreldrepenger", "rettleiar"])
    def test_wants_the_words_of_the_articles_and_of_the_training_phrases(self, work: Path, word: str):
        assert preparation.untrained(work).tokenizer.token_to_id(word) is not None

    def test_refuses_a_folder_without_parallel_text(self, base: Path, tmp_path: Path):
        with pytest.raises(FileNotFoundError, match="tatoeba_nob"):
            making.prepare(tmp_path, base, tmp_path / "work", more=[])


class TestTrain:
    def test_teaches_both_stages_but_only_the_second_if_the_first_is_done(self, work: Path, told):
        with breaking_off(after=3):
            making.train(work, examples=TWO_STEPS, seed=1)
        before = told.messages.copy()
        told.clear()

        with breaking_off(after=1):
            making.train(work, examples=TWO_STEPS, seed=1)

        second = f"training: {making.SECOND_STEPS} of {making.SECOND_STEPS} steps to go"
        assert [line for line in before if line.endswith("to go")] == ["training: 2 of 2 steps to go", second]
        assert [line for line in told.messages if line.endswith("to go")] == [second]

    def test_goes_on_from_the_first_stage(self, work: Path):
        first = preparation.untrained(work)
        with torch.no_grad():
            first.network.rows.weight.add_(1)
        first.save(work / making.FIRST)

        with breaking_off(after=1) as stepped:
            making.train(work, examples=TWO_STEPS, seed=1)

        (rows,) = stepped[-1].param_groups[0]["params"]
        np.testing.assert_allclose(rows.detach(), first.network.rows.weight.detach(), atol=0.01)

    def test_leaves_no_stage_that_was_broken_off(self, work: Path):
        with breaking_off(after=1):
            making.train(work, examples=TWO_STEPS, seed=1)

        assert not (work / making.FIRST).exists()

    def test_refuses_before_prepare(self, tmp_path: Path):
        with pytest.raises(FileNotFoundError):
            making.train(tmp_path, examples=TWO_STEPS, seed=1)

    @pytest.mark.parametrize("other", [{"examples": 2 * TWO_STEPS}, {"seed": 2}], ids=lambda other: next(iter(other)))
    def test_refuses_a_folder_that_was_taught_otherwise(self, work: Path, other: dict[str, int]):
        with breaking_off(after=1):
            making.train(work, examples=TWO_STEPS, seed=1)

        with pytest.raises(FileExistsError, match=str(TWO_STEPS)):
            making.train(work, **({"examples": TWO_STEPS, "seed": 1} | other))

    def test_goes_on_where_it_was_taught_alike(self, work: Path):
        """If this fails, the test above proves nothing."""
        for _ in range(2):
            with breaking_off(after=1):
                making.train(work, examples=TWO_STEPS, seed=1)


class BrokenOffSaving(Encoder):
    """An encoder that the machine stops writing in the middle."""

    def save(self, folder: Path) -> None:
        super().save(folder)
        raise BrokenOff


class TestSave:
    def test_leaves_a_folder_that_is_whole(self, tmp_path: Path):
        making.save(make_encoder(), tmp_path / making.FIRST)

        assert Encoder.load(tmp_path / making.FIRST).tokenizer.get_vocab_size() > 0
        assert [path.name for path in tmp_path.iterdir()] == [making.FIRST]

    def test_that_was_broken_off_leaves_no_folder_that_counts_as_done(self, tmp_path: Path):
        whole = make_encoder()
        with pytest.raises(BrokenOff):
            making.save(BrokenOffSaving(whole.network, whole.tokenizer), tmp_path / making.FIRST)
        assert not (tmp_path / making.FIRST).exists()

        making.save(whole, tmp_path / making.FIRST)
        assert [path.name for path in tmp_path.iterdir()] == [making.FIRST]


class TestEvaluate:
    def test_measures_every_encoder_there_is(self, work: Path, base: Path, parallel: Path, told):
        make_encoder(weights=1).save(work / making.SECOND)
        write_model(make_encoder(width=DIMENSION), work / "to")

        making.evaluate(parallel, base, work, None, exported=work / "to")

        figures = json.loads((work / "figures.json").read_text(encoding="utf-8"))
        assert list(figures) == ["MiniLM", "start", "second", "exported"]
        assert set(figures["MiniLM"]) == {
            f"{form} {way}" for form in ("nb", "nn") for way in ("to_english", "from_english")
        }
        assert all(0 <= share <= 1 for measures in figures.values() for share in measures.values())
        logged = [record.message for record in told.records if record.name == making.__name__]
        assert [line.split(":")[0] for line in logged] == list(figures)

    def test_measures_few_shot_accuracy_too_if_there_is_clinc(self, work: Path, base: Path, parallel: Path):
        for name in ("train", "test"):
            lines = [{"text": f"{label} {'x' * n}", "label": label} for label in ("book", "milk") for n in range(10)]
            (work / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

        making.evaluate(parallel, base, work, work, exported=work)

        figures = json.loads((work / "figures.json").read_text(encoding="utf-8"))
        assert figures["MiniLM"]["CLINC150 10-shot"] == 1

    def test_refuses_a_folder_without_the_test(self, work: Path, base: Path, tmp_path: Path):
        with pytest.raises(FileNotFoundError, match="eval_tatoeba"):
            making.evaluate(tmp_path, base, work, None, exported=work)


class TestExport:
    def test_writes_the_second_stage(self, tmp_path: Path):
        make_encoder().save(tmp_path / making.SECOND)

        making.export(tmp_path, tmp_path / "to")

        assert (tmp_path / "to" / MODEL).is_file()

    def test_refuses_before_the_second_stage_is_done_and_writes_nothing(self, tmp_path: Path):
        make_encoder().save(tmp_path / making.FIRST)

        with pytest.raises(OSError, match=making.SECOND):
            making.export(tmp_path, tmp_path / "to")
        assert not (tmp_path / "to").exists()
