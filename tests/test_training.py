"""`veivalg train`: when a model is current, and what is said when Rasa cannot train. A script stands in for Rasa."""

from pathlib import Path

import pytest

from assistant.errors import StartRefused
from assistant.settings import Settings
from assistant.training import MODEL_NAME, fingerprint, is_current, train

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


def make_settings(folder: Path, script: str) -> Settings:
    python = folder / "python"
    python.write_text(script, encoding="utf-8")
    python.chmod(0o755)
    return Settings(var_dir=folder / "var", rasa_python=python, rasa_models=folder / "models")


def test_a_trained_model_is_current(tmp_path):
    settings = make_settings(tmp_path, TRAINS)
    assert not is_current(settings)

    model = train(settings)

    assert model == settings.rasa_models / f"{MODEL_NAME}.tar.gz"
    assert model.exists()
    assert is_current(settings)


def test_training_uses_the_data_that_the_fingerprint_covers(tmp_path):
    settings = make_settings(tmp_path, TRAINS)

    train(settings)

    command = (settings.var_dir / "logs" / "train.log").read_text(encoding="utf-8")
    for part in ("config.yml", "data/domain.yml", "data/nlu", "data/rules.yml"):
        assert part in command


def test_a_model_trained_on_other_data_is_not_current(tmp_path):
    settings = make_settings(tmp_path, TRAINS)
    train(settings)

    (settings.rasa_models / f"{MODEL_NAME}.sha256").write_text("of other data", encoding="utf-8")

    assert not is_current(settings)


def test_without_its_model_a_fingerprint_means_nothing(tmp_path):
    settings = make_settings(tmp_path, TRAINS)
    train(settings).unlink()

    assert not is_current(settings)


def test_a_fingerprint_stays_the_same_while_the_data_does():
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 16


def test_training_that_fails_names_its_log_and_leaves_no_model_current(tmp_path):
    settings = make_settings(tmp_path, FAILS)
    log = settings.var_dir / "logs" / "train.log"

    with pytest.raises(StartRefused) as refusal:
        train(settings)

    assert str(refusal.value) == f"Rasa could not train: read the end of {log}."
    assert "no examples" in log.read_text(encoding="utf-8")
    assert not is_current(settings)


def test_training_without_rasas_environment_says_how_to_get_it(tmp_path):
    settings = Settings(var_dir=tmp_path, rasa_python=tmp_path / "nowhere", rasa_models=tmp_path)

    with pytest.raises(StartRefused, match=r"Rasa's Python is not at .*nowhere: run `make setup`"):
        train(settings)
