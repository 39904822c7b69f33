"""`veivalg train`: what is trained, when it is current, and what is said when it cannot be.

It runs in a copy of the project that has few examples, and where a script stands in for Rasa.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
import yaml

from assistant import written_form
from assistant.nlu_data import Example, examples
from assistant.settings import RASA_MODEL, ROOT
from assistant.training import fingerprint
from assistant.triage.model import LABELS, SETTINGS, WEIGHTS, TriageModel
from knowledge_base.article import Topic, WrittenForm
from knowledge_base.embedding import shipped_encoder
from knowledge_base.onnx_encoder import MODEL, SHIPPED, TOKENIZER, OnnxEncoder
from knowledge_base.prepared_vectors import VECTORS
from knowledge_base.retrieval_encoder import SHIPPED_HEAD

# Told to train as Rasa's command line is, it writes a model where it is told to.
TRAINS = """#!/bin/sh
echo "$@"
while [ "$1" != "--out" ]; do shift; done
mkdir -p "$2"
echo weights > "$2/veivalg.tar.gz"
"""
FAILS = """#!/bin/sh
echo "no examples" >&2
exit 1
"""
UP_TO_DATE = "The model is up to date.\n"
TRAINED = "Training; this takes some minutes.\nTrained.\n"
EACH = 6
ARTICLES = ("linkedin", "unions")


def few_examples() -> list[Example]:
    """Some of our own in one form: of each topic as many questions of fact as personal ones."""
    ours = [one for one in examples() if one.written_form == WrittenForm.BOKMAL]
    kinds = [[one for one in ours if one.topics[:1] == (topic,) and one.needs_human is personal]
             for topic in Topic for personal in (False, True)]  # fmt: skip
    return [one for kind in kinds for one in kind[:EACH]]


def as_blocks(few: list[Example]) -> str:
    """One file of Rasa's format."""
    blocks = [
        {
            "intent": few[0].intent,
            "metadata": {"topics": [str(topic) for topic in topics], "needs_human": needs_human},
            "examples": "".join(f"- {one.text}\n" for one in found),
        }
        for (topics, needs_human), found in groupby(few, key=lambda one: (one.topics, one.needs_human))
    ]
    return yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, sort_keys=False)


class Workplace:
    """A copy of the project in a folder, in which the command can be run."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root / "var/logs/train.log"
        self.triage = root / "models/triage"
        self.rasa = root / "models/rasa"
        self.written_form = root / "models/written_form"
        self.passages = root / "models/passages"

    @classmethod
    def make(cls, root: Path) -> "Workplace":
        for name in ("config.yml", "data/domain.yml", "data/rules.yml", f"models/embedder/{TOKENIZER}"):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
        # The code must be a copy: it finds the project that it trains by where it lies itself.
        for name in ("assistant", "knowledge_base"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "static", "*.md"))
        for slug in ARTICLES:
            copied = root / "knowledge_base/articles" / slug
            shutil.copytree(ROOT / "knowledge_base/articles" / slug, copied, dirs_exist_ok=True)
        (root / "models/embedder" / MODEL).symlink_to(SHIPPED / MODEL)
        (root / "models/retrieval").mkdir()
        (root / "models/retrieval" / SHIPPED_HEAD.name).symlink_to(SHIPPED_HEAD)
        (root / "data/nlu/nb").mkdir(parents=True)
        for intent, found in groupby(few_examples(), key=lambda one: one.intent):
            (root / f"data/nlu/nb/{intent}.yml").write_text(as_blocks(list(found)), encoding="utf-8")
        workplace = cls(root)
        workplace.let_rasa(TRAINS)
        return workplace

    def copy(self, root: Path) -> "Workplace":
        shutil.copytree(self.root, root, symlinks=True)
        return Workplace(root)

    def let_rasa(self, script: str) -> None:
        python = self.root / ".venv-rasa/bin/python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.write_text(script, encoding="utf-8")
        python.chmod(0o755)

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        outside = {name: value for name, value in os.environ.items() if not name.startswith("VEIVALG_")}
        # So little is to be computed here that more threads than one only wait for each other.
        return subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "assistant", "train", *words],
            cwd=self.root, env=outside | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True,
        )  # fmt: skip

    def said(self, *words: str) -> str:
        """What the command says when it succeeds."""
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refusal(self) -> str:
        """What the command says when it does not."""
        done = self.run()
        assert done.returncode == 1
        return done.stderr


@pytest.fixture(scope="module")
def trained_once(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    workplace = Workplace.make(tmp_path_factory.mktemp("project"))
    assert workplace.said() == TRAINED
    return workplace


@pytest.fixture
def trained(trained_once: Workplace, tmp_path: Path) -> Workplace:
    """A workplace with its models trained, for one test to change."""
    return trained_once.copy(tmp_path / "project")


@pytest.fixture
def untrained(tmp_path: Path) -> Workplace:
    return Workplace.make(tmp_path / "project")


class TestTraining:
    def test_makes_all_models(self, trained_once: Workplace):
        assert {path.name for path in trained_once.rasa.iterdir()} == {f"{RASA_MODEL}.tar.gz", f"{RASA_MODEL}.sha256"}
        assert {path.name for path in trained_once.triage.iterdir()} == {WEIGHTS, SETTINGS}
        assert {path.name for path in trained_once.written_form.iterdir()} == {written_form.WEIGHTS}
        assert {path.name for path in trained_once.passages.iterdir()} == {VECTORS.name}

    def test_tells_rasa_where_its_data_is_and_where_the_model_goes(self, trained_once: Workplace):
        command = trained_once.log.read_text(encoding="utf-8")

        for part in ("config.yml", "data/domain.yml", "data/nlu", "data/rules.yml", str(trained_once.rasa), RASA_MODEL):
            assert part in command

    def test_teaches_triage_the_same_examples(self, trained_once: Workplace):
        model = TriageModel.load(shipped_encoder(), trained_once.triage)

        likeliest = [max(Topic, key=model.probabilities(one.text).__getitem__) for one in few_examples()]

        right = [topic in one.topics for topic, one in zip(likeliest, few_examples(), strict=True)]
        assert sum(right) > 0.9 * len(right)
        assert tuple(model.probabilities("Hei")) == LABELS

    def test_notes_the_encoder_that_triage_was_trained_on(self, trained_once: Workplace):
        settings = json.loads((trained_once.triage / SETTINGS).read_text(encoding="utf-8"))

        assert settings["encoder"] == shipped_encoder().name


def add_an_example(root: Path) -> None:
    with (root / "data/nlu/nb/job_search.yml").open("a", encoding="utf-8") as file:
        file.write("- intent: job_search\n  metadata: {topics: [job_search], needs_human: false}\n"
                   "  examples: |\n    - hvor står stillingene\n")  # fmt: skip


def change_metadata_alone(root: Path) -> None:
    path = root / "data/nlu/nb/job_search.yml"
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace("needs_human: true", "needs_human: false", 1), encoding="utf-8")


def add_a_form(root: Path) -> None:
    shutil.copytree(root / "data/nlu/nb", root / "data/nlu/nn")


def add_a_blank_line_to(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with (root / name).open("a", encoding="utf-8") as file:
            file.write("\n")

    change.__name__ = name
    return change


class TestModelsThatAreThere:
    def test_are_up_to_date_after_training(self, trained: Workplace):
        assert trained.said("--if-needed") == UP_TO_DATE

    def test_are_trained_anew_when_nobody_asks_whether_it_is_needed(self, trained: Workplace):
        assert trained.said() == TRAINED

    @pytest.mark.parametrize(
        "change",
        [
            add_an_example,
            change_metadata_alone,
            add_a_form,
            *map(add_a_blank_line_to, ("config.yml", "data/domain.yml", "data/rules.yml")),
            add_a_blank_line_to(f"models/embedder/{TOKENIZER}"),
        ],
        ids=lambda change: change.__name__,
    )
    def test_are_trained_anew_when_what_they_learnt_from_has_changed(self, trained: Workplace, change):
        change(trained.root)

        assert trained.said("--if-needed") == TRAINED

    def test_are_up_to_date_when_something_else_has_changed(self, trained: Workplace):
        """If this fails, the test above proves nothing."""
        for name in ("README.md", "data/endpoints.yml", "data/crisis.jsonl", "models/embedder/README.md"):
            (trained.root / name).write_text("changed", encoding="utf-8")

        assert trained.said("--if-needed") == UP_TO_DATE

    @pytest.mark.parametrize(
        "name",
        [
            f"rasa/{RASA_MODEL}.tar.gz",
            f"rasa/{RASA_MODEL}.sha256",
            f"triage/{WEIGHTS}",
            f"triage/{SETTINGS}",
            f"written_form/{written_form.WEIGHTS}",
            f"passages/{VECTORS.name}",
        ],
    )
    def test_are_trained_anew_when_one_of_their_files_is_missing(self, trained: Workplace, name):
        (trained.root / "models" / name).unlink()

        assert trained.said("--if-needed") == TRAINED
        assert (trained.root / "models" / name).exists()

    def test_are_trained_anew_when_the_data_changed_while_they_were_trained(self, trained: Workplace):
        trained.let_rasa(f"{TRAINS}echo >> config.yml\n")
        trained.said()

        trained.let_rasa(TRAINS)
        assert trained.said("--if-needed") == TRAINED

    def test_are_trained_anew_when_they_were_trained_on_other_data(self, trained: Workplace):
        (trained.rasa / f"{RASA_MODEL}.sha256").write_text("of other data", encoding="utf-8")

        assert trained.said("--if-needed") == TRAINED


class TestAFingerprint:
    def test_stays_the_same_while_what_is_learnt_from_does(self):
        assert fingerprint() == fingerprint()
        assert len(fingerprint()) == 16

    def test_tells_encoders_apart_by_their_vocabulary(self, trained: Workplace):
        add_a_blank_line_to(f"models/embedder/{TOKENIZER}")(trained.root)

        assert OnnxEncoder(trained.root / "models/embedder").name != OnnxEncoder(SHIPPED).name


class TestTrainingThatFails:
    def test_names_its_log_and_leaves_no_model_that_is_taken_for_current(self, untrained: Workplace):
        untrained.let_rasa(FAILS)

        assert untrained.refusal() == "veivalg: Rasa could not train: read the end of var/logs/train.log.\n"
        assert "no examples" in untrained.log.read_text(encoding="utf-8")

        untrained.let_rasa(TRAINS)
        assert untrained.said("--if-needed") == TRAINED

    def test_leaves_a_model_of_older_data_that_is_not_taken_for_current(self, trained: Workplace):
        add_an_example(trained.root)
        trained.let_rasa(FAILS)
        trained.refusal()

        trained.let_rasa(TRAINS)
        assert trained.said("--if-needed") == TRAINED

    def test_is_not_forgotten_when_the_data_is_as_before(self, trained: Workplace):
        """Triage has been trained on the changed data, and Rasa's model is the old one."""
        before = (trained.root / "data/nlu/nb/job_search.yml").read_bytes()
        add_an_example(trained.root)
        trained.let_rasa(FAILS)
        trained.refusal()
        (trained.root / "data/nlu/nb/job_search.yml").write_bytes(before)

        trained.let_rasa(TRAINS)
        assert trained.said("--if-needed") == TRAINED

    def test_for_want_of_rasas_environment_says_how_to_get_it(self, untrained: Workplace):
        shutil.rmtree(untrained.root / ".venv-rasa")

        assert untrained.refusal() == (
            f"veivalg: Rasa's Python is not at {untrained.root / '.venv-rasa/bin/python'}: "
            "run `make setup`, or set VEIVALG_RASA_PYTHON.\n"
        )
