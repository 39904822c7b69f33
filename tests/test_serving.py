"""How the processes are started."""

import argparse
from pathlib import Path

import pytest

from assistant.serving import rasa_command
from assistant.settings import Settings


@pytest.mark.parametrize("secret", ["ordinary", "-begins-like-an-option", "--model"])
def test_rasa_is_given_the_secret_whatever_it_begins_with(tmp_path: Path, secret: str) -> None:
    settings = Settings(rasa_python=tmp_path / "python", rasa_models=tmp_path, internal_secret=secret)
    settings.rasa_python.touch()
    settings.rasa_model.touch()

    command = rasa_command(settings, 5005)

    # Rasa reads its command line by argparse.
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("-t", "--auth-token")
    parser.add_argument("--model")
    found, _ = parser.parse_known_args(command[4:])
    assert (found.auth_token, found.model) == (secret, str(settings.rasa_model))
