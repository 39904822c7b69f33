"""Messages that were understood wrongly once: their intents, by the real Rasa."""

import json
from pathlib import Path

import pytest

from tests.running import Running, command
from tests.test_once_wrong import lines_with, read_lines

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def intents(veivalg: Running, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The likeliest intent of each message."""
    folder = tmp_path_factory.mktemp("once-wrong")
    asked, found = folder / "questions.jsonl", folder / "predictions.jsonl"
    lines = (json.dumps({"id": line["text"], "text": line["text"]}, ensure_ascii=False) for line in read_lines())
    asked.write_text("\n".join(lines), encoding="utf-8")
    done = command("predict", "--in", asked, "--out", found, VEIVALG_VAR_DIR=veivalg.var_dir)
    assert done.returncode == 0, done.stderr
    return intents_in(found)


def intents_in(path: Path) -> dict[str, str]:
    predicted = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {line["id"]: line["intent"] for line in predicted}


@lines_with("intent")
def test_the_intent_is_the_likeliest(intents: dict[str, str], line: dict[str, str]) -> None:
    assert intents[line["text"]] == line["intent"]


@lines_with("not_intent")
def test_it_is_not_taken_for_what_it_was_taken_for(intents: dict[str, str], line: dict[str, str]) -> None:
    assert intents[line["text"]] != line["not_intent"]
