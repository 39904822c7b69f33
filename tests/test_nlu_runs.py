"""Rasa trained and asked for measuring: what is handed over and what comes back.

A script stands in for Rasa's Python.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from assistant.errors import StartRefused
from assistant.nlu.labels import as_intent, as_label
from assistant.nlu_runs import Labelled, Run, run
from assistant.settings import ROOT, Settings
from assistant.training import quiet_environment
from bench.nlu import read
from knowledge_base.onnx_encoder import MODEL, SHIPPED, TOKENIZER, OnnxEncoder

# Called as the real one is; it keeps a copy of what it was given.
CLASSIFIES = """#!/bin/sh
echo "$@" > "{kept}/command"
echo "$RASA_CACHE_DIRECTORY" > "{kept}/cache"
cp "$4" "{kept}/train.jsonl"
cp "$5" "{kept}/test.jsonl"
echo '{{"intents": {{"greet": 0.2, "thank": 0.8}}}}' > "$6"
echo '{{"train_s": 1.5, "parse_ms": 2.5, "memory_mib": 300}}' >> "$6"
"""
FAILS = """#!/bin/sh
echo "no such component" >&2
exit 1
"""
LEARNT = [Labelled("takk", "thank"), Labelled("hei på deg", "greet")]
RASA_PYTHON = ROOT / ".venv-rasa/bin/python"


def settings_with(folder: Path, script: str) -> Settings:
    python = folder / "python"
    python.write_text(script.format(kept=folder), encoding="utf-8")
    python.chmod(0o755)
    return Settings(var_dir=folder, rasa_python=python)


def lines_of(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


class TestRun:
    def test_gives_what_was_said_of_each_text_and_what_it_cost(self, tmp_path: Path):
        found = run(settings_with(tmp_path, CLASSIFIES), tmp_path / "config.yml", LEARNT, ["tusen takk"])

        assert found == Run([{"greet": 0.2, "thank": 0.8}], train_s=1.5, parse_ms=2.5, memory_mib=300)
        assert found.first == ["thank"]

    def test_hands_over_the_pipeline_the_lines_and_the_texts(self, tmp_path: Path):
        run(settings_with(tmp_path, CLASSIFIES), tmp_path / "config.yml", LEARNT, ["på norsk"])

        assert str(tmp_path / "config.yml") in (tmp_path / "command").read_text(encoding="utf-8")
        assert lines_of(tmp_path / "train.jsonl") == [{"text": one.text, "label": one.label} for one in LEARNT]
        assert lines_of(tmp_path / "test.jsonl") == [{"text": "på norsk"}]

    def test_trains_without_what_was_kept_of_earlier_trainings(self, tmp_path: Path):
        caches = []
        for _ in range(2):
            run(settings_with(tmp_path, CLASSIFIES), tmp_path / "config.yml", LEARNT, ["hei"])
            caches.append(Path((tmp_path / "cache").read_text(encoding="utf-8").strip()))

        assert len(set(caches)) == 2
        assert not any(cache.exists() or cache.is_relative_to(ROOT) for cache in caches)

    def test_that_fails_says_why(self, tmp_path: Path):
        with pytest.raises(StartRefused, match="no such component"):
            run(settings_with(tmp_path, FAILS), tmp_path / "config.yml", LEARNT, ["hei"])


@pytest.mark.parametrize("label", ["play_radio", "alarm/set_alarm", "a/b/c"])
def test_a_label_is_an_intent_that_rasa_does_not_cut_in_two(label: str):
    assert "/" not in as_intent(label)
    assert as_label(as_intent(label)) == label


def test_blank_lines_of_a_file_count_for_nothing(tmp_path: Path):
    (tmp_path / "lines.jsonl").write_text(
        '{"text": "takk", "label": "thank"}\n\n  \n{"text": "hei"}\n', encoding="utf-8"
    )

    assert read(tmp_path / "lines.jsonl") == [Labelled("takk", "thank"), Labelled("hei", "")]


@pytest.mark.live
def test_rasa_trains_anew_when_the_encoder_is_another(tmp_path: Path):
    """Its cache tells trainings apart by code, settings and input, and by what a component adds."""
    (tmp_path / MODEL).symlink_to(SHIPPED / MODEL)
    shutil.copy(SHIPPED / TOKENIZER, tmp_path)
    with (tmp_path / TOKENIZER).open("a", encoding="utf-8") as file:
        file.write("\n")

    assert added(SHIPPED) == OnnxEncoder(SHIPPED).name
    assert added(tmp_path) == OnnxEncoder(tmp_path).name != OnnxEncoder(SHIPPED).name


def added(folder: Path) -> str:
    """What our component adds to the key of Rasa's cache, in Rasa's environment."""
    words = (
        "import sys; from assistant.nlu.sentence_encoder import SentenceEncoder as encoder;"
        "print(encoder.fingerprint_addon({**encoder.get_default_config(), 'folder': sys.argv[1]}))"
    )
    done = subprocess.run(
        [RASA_PYTHON, "-c", words, folder], cwd=ROOT, env=os.environ | quiet_environment(), capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()
