"""What happens when a part dies, or is not there from the beginning."""

import os
import signal
import socket
from pathlib import Path

import httpx
import pytest

from assistant.settings import ROOT
from tests.live.conversing import Conversation, Json, begin, has_button
from tests.running import Running, command, until

pytestmark = pytest.mark.live

QUESTION = "Hvor lang oppsigelsestid har jeg som stipendiat?"
RESTART_S = 120


def kill(veivalg: Running, name: str) -> int:
    """End a process at once, and return its id when its absence shows."""
    pid = veivalg.pid_of(name)
    os.kill(pid, signal.SIGKILL)
    until(lambda: not veivalg.is_ready(), what=f"nobody missed {name}")
    return pid


def answer_to(conversation: Conversation, message: int) -> Json | None:
    """The reply to a message other than the apology, once it is there."""
    replies = [shown["reply"] for shown in conversation.messages() if shown["reply_to"] == message]
    return next((reply for reply in replies if reply["kind"] != "notice"), None)


@pytest.mark.parametrize("name", ["rasa", "actions"])
def test_a_message_survives_the_death_of_a_part_and_is_answered_by_itself(
    veivalg: Running, client: httpx.Client, name: str
) -> None:
    conversation = begin(client)
    killed = kill(veivalg, name)
    answered = conversation.say(QUESTION)
    (apology,) = answered["replies"]
    assert apology["kind"] == "notice"
    assert has_button(apology, "handoff")
    (kept, _) = conversation.messages()
    assert (kept["text"], kept["state"]) == (QUESTION, "kept")
    number = answered["message"]["id"]
    late = until(lambda: answer_to(conversation, number), within_s=RESTART_S, what="the kept message was not answered")
    assert late["kind"] == "answer"
    assert veivalg.pid_of(name) != killed
    until(veivalg.is_ready, within_s=RESTART_S)


def test_while_no_part_dies_the_same_message_gets_no_apology(client: httpx.Client) -> None:
    """The control of the test above."""
    assert begin(client).ask(QUESTION)["kind"] == "answer"


def junk_database(folder: Path) -> Path:
    (folder / "veivalg.db").write_bytes(b"this is no database" * 100)
    return folder


def test_a_port_in_use_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert_refused(f"Port {port} on 127.0.0.1 is in use", VEIVALG_VAR_DIR=tmp_path, VEIVALG_PORT=port)


def test_a_missing_model_is_said_in_one_sentence(tmp_path: Path) -> None:
    assert_refused("There is no trained model", VEIVALG_VAR_DIR=tmp_path, VEIVALG_PORT=0, VEIVALG_RASA_MODELS=tmp_path)


def test_a_missing_python_for_rasa_is_said_in_one_sentence(tmp_path: Path) -> None:
    python = tmp_path / "bin/python"
    assert_refused("Rasa's Python is not at", VEIVALG_VAR_DIR=tmp_path, VEIVALG_PORT=0, VEIVALG_RASA_PYTHON=python)


def test_a_broken_setting_is_said_in_one_sentence(tmp_path: Path) -> None:
    assert_refused("The setting VEIVALG_RETENTION_DAYS", VEIVALG_VAR_DIR=tmp_path, VEIVALG_RETENTION_DAYS="a month")


def test_a_file_that_is_no_database_is_said_in_one_sentence(tmp_path: Path) -> None:
    assert_refused("database", VEIVALG_VAR_DIR=junk_database(tmp_path), VEIVALG_PORT=0)


def test_a_database_server_that_does_not_answer_is_said_in_one_sentence(tmp_path: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:9/nothing"
    assert_refused("database", VEIVALG_VAR_DIR=tmp_path, VEIVALG_PORT=0, DATABASE_URL=url)


def test_a_var_folder_that_is_a_file_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("in the way", encoding="utf-8")
    assert_refused(str(tmp_path / "var"), VEIVALG_VAR_DIR=tmp_path / "var", VEIVALG_PORT=0)


def assert_refused(said: str, **settings: str | Path | int) -> None:
    """`veivalg serve` ends with an error and one sentence that holds `said`."""
    done = command("serve", **settings)
    assert done.returncode not in (0, None)
    assert said in done.stderr
    assert done.stderr.startswith("veivalg: ")
    assert done.stderr.count("\n") == 1
    assert str(ROOT / "assistant") not in done.stderr
