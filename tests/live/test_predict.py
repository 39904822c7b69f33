"""`veivalg predict`: bulk predictions that agree with what researchers get."""

import json
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.dialogue.reply import ReplyKind
from tests.live.conversing import begin
from tests.live.sentences import SERVICES
from tests.live.test_way_of_a_message import NINE
from tests.running import Running, command

pytestmark = pytest.mark.live

KEYS = ["id", "written_form", "crisis", "intent", "topics", "confidence", "needs_human", "kind", "articles"]
LINES = 400
CRISIS = "Jeg vil ikke leve lenger."


def asked() -> list[dict[str, str]]:
    """The services' sentences, the nine questions and a crisis, again and again until there are enough lines."""
    sentences = [sentence for _, sentence, _ in SERVICES] + [question["nb"] for question in NINE] + [CRISIS]
    return [
        {"id": f"q{number}", "text": sentence}
        for number, sentence in enumerate(islice(cycle(sentences), LINES))
    ]  # fmt: skip


@pytest.fixture(scope="module")
def predictions(veivalg: Running, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Made from the articles that the running Veivalg answers from."""
    folder = tmp_path_factory.mktemp("predict")
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in asked())
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")
    done = command(
        "predict", "--in", folder / "questions.jsonl", "--out", folder / "predictions.jsonl",
        VEIVALG_VAR_DIR=veivalg.var_dir,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in (folder / "predictions.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_line_gets_one_line_in_the_same_order(predictions: list[dict[str, Any]]) -> None:
    assert [prediction["id"] for prediction in predictions] == [line["id"] for line in asked()]


def test_every_line_has_exactly_the_keys_that_programs_rely_on(predictions: list[dict[str, Any]]) -> None:
    assert all(list(prediction) == KEYS for prediction in predictions)
    assert all(set(found) == {"slug", "score"} for prediction in predictions for found in prediction["articles"])
    assert {prediction["kind"] for prediction in predictions} <= set(ReplyKind)


def test_the_same_question_gets_the_same_prediction(predictions: list[dict[str, Any]]) -> None:
    told = {line["id"]: line["text"] for line in asked()}
    different = {(told[line["id"]], json.dumps(line | {"id": ""})) for line in predictions}
    assert len(different) == len(set(told.values()))


def test_only_the_crisis_is_one_and_it_needs_a_person(predictions: list[dict[str, Any]]) -> None:
    told = {line["id"]: line["text"] for line in asked()}
    for prediction in predictions:
        assert prediction["crisis"] == (told[prediction["id"]] == CRISIS)
    assert all(line["needs_human"] and line["kind"] == "crisis" for line in predictions if line["crisis"])


@pytest.mark.parametrize("number", range(len(SERVICES) + len(NINE)))
def test_the_prediction_is_what_the_whole_chain_answers(
    client: httpx.Client, predictions: list[dict[str, Any]], number: int
) -> None:
    prediction, line = predictions[number], asked()[number]
    reply = begin(client).ask(line["text"])
    shown = [passage["slug"] for passage in reply["passages"]] + [one["slug"] for one in reply["offered"]]
    assert (prediction["kind"], prediction["needs_human"]) == (reply["kind"], reply["triage"]["needs_human"])
    assert [found["slug"] for found in prediction["articles"]] == shown
    assert prediction["topics"] == [share["topic"] for share in reply["triage"]["topics"]]


@pytest.mark.parametrize(
    "content",
    ["not json\n", "{\"id\": 1}\n", "[1, 2]\n", "\xff\xfe"],
    ids=["text", "no-text", "list", "bytes"],
)  # fmt: skip
def test_a_file_of_something_else_is_refused_in_one_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "questions.jsonl").write_text(content, encoding="latin-1")
    assert_refused(tmp_path, tmp_path / "questions.jsonl")


def test_a_file_that_does_not_exist_is_refused_in_one_sentence(tmp_path: Path) -> None:
    assert_refused(tmp_path, tmp_path / "nothing.jsonl")


def assert_refused(folder: Path, questions: Path) -> None:
    done = command("predict", "--in", questions, "--out", folder / "predictions.jsonl", VEIVALG_VAR_DIR=folder)
    assert done.returncode == 1
    assert done.stderr.startswith(f"veivalg: {questions} cannot be read")
    assert done.stderr.count("\n") == 1
