"""Messages that were understood wrongly once: tests/once_wrong.jsonl, as far as it can be told without Rasa.

Intents are compared in tests/live/test_once_wrong.py.
"""

import json
from typing import Any

import pytest

from assistant.crisis import CrisisGate, CrisisModel, Patterns
from assistant.follow_up import leans
from assistant.settings import ROOT
from assistant.triage import TriageModel, Triager
from assistant.written_form import FormDetector
from assistant.written_form.detector import SHORT_WORDS
from knowledge_base.article import Topic, WrittenForm
from knowledge_base.embedding import shipped_encoder

KEYS = {"text", "written_form", "intent", "not_intent", "topic", "needs_human", "crisis", "follow_up"}


def read_lines() -> list[dict[str, Any]]:
    """The messages, each with what is right for it."""
    content = (ROOT / "tests/once_wrong.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in content.splitlines()]


def lines_with(key: str) -> pytest.MarkDecorator:
    """A case for each line that says what is right in this."""
    return pytest.mark.parametrize(
        "line", [line for line in read_lines() if key in line], ids=lambda line: line["text"]
    )


@pytest.fixture(scope="module")
def triager() -> Triager:
    return Triager(TriageModel.load(shipped_encoder()))


@pytest.fixture(scope="module")
def forms() -> FormDetector:
    return FormDetector.load()


@pytest.fixture(scope="module")
def gate() -> CrisisGate:
    return CrisisGate(Patterns(), CrisisModel(shipped_encoder()))


def test_every_line_says_something_that_can_be_wrong():
    assert [line for line in read_lines() if not {"text", "written_form"} <= {*line} <= KEYS] == []


@lines_with("written_form")
def test_the_written_form_is_known(forms: FormDetector, line: dict[str, Any]):
    form = WrittenForm(line["written_form"])
    another = WrittenForm.BOKMAL if form is WrittenForm.ENGLISH else WrittenForm.ENGLISH
    # A word or two are no reason to leave the conversation's form.
    otherwise = form if len(line["text"].split()) <= SHORT_WORDS else another

    assert forms.detect(line["text"], otherwise=otherwise) is form


@lines_with("topic")
def test_the_topic_is_the_first(triager: Triager, line: dict[str, Any]):
    probabilities = triager.probabilities(line["text"])

    assert max(Topic, key=probabilities.__getitem__) == line["topic"]


@lines_with("needs_human")
def test_a_person_is_offered_if_one_is_needed(triager: Triager, line: dict[str, Any]):
    assert triager.assess(line["text"], {}).needs_human is line["needs_human"]


@lines_with("crisis")
def test_the_gate_opens_at_danger_only(gate: CrisisGate, line: dict[str, Any]):
    assert (gate.check(line["text"]) is not None) is line["crisis"]


@lines_with("follow_up")
def test_a_follow_up_is_told_from_a_whole_question(line: dict[str, Any]):
    assert leans(line["text"]) is line["follow_up"]
