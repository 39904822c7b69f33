"""Understanding, on data/evaluation/messages.jsonl: messages by writers who had seen nothing else of Veivalg."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.metrics import f1_score, precision_recall_fscore_support

from assistant.entities import entities_in
from assistant.settings import ROOT
from knowledge_base.article import Topic

MESSAGES = ROOT / "data/evaluation/messages.jsonl"
OUT_OF_SCOPE = "out_of_scope"

Line = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """A message, what is right for it, and what Veivalg predicts."""

    right: Line
    predicted: Line

    @property
    def form(self) -> str:
        """The written form that it is in."""
        return str(self.right["written_form"])


Measure = Callable[[Sequence[Judged]], float]


def read_messages() -> list[Line]:
    """The messages, in the order of the file."""
    return [json.loads(line) for line in MESSAGES.read_text(encoding="utf-8").splitlines()]


def _share(about: Callable[[Judged], bool], counts: Callable[[Judged], bool]) -> Measure:
    def measure(judged: Sequence[Judged]) -> float:
        asked = [counts(one) for one in judged if about(one)]
        return float(np.mean(asked)) if asked else float("nan")

    return measure


def has_topic(one: Judged) -> bool:
    """Whether it asks about a topic."""
    return bool(one.right["topics"])


def _is_service(one: Judged) -> bool:
    return one.right["intent"] not in {*Topic, OUT_OF_SCOPE}


def is_about_something(one: Judged) -> bool:
    """Whether it is not about the service itself: it asks about a topic, or is out of scope."""
    return not _is_service(one)


def _macro_f1_of_first_topics(judged: Sequence[Judged]) -> float:
    asked = [one for one in judged if has_topic(one)]
    predicted = [next(iter(one.predicted["topics"]), "") for one in asked]
    right = [one.right["topics"][0] for one in asked]
    return float(f1_score(right, predicted, labels=list(Topic), average="macro", zero_division=0))


def _micro_f1_of_topics(judged: Sequence[Judged]) -> float:
    asked = [one for one in judged if is_about_something(one)]
    right = np.array([[topic in one.right["topics"] for topic in Topic] for one in asked])
    found = np.array([[topic in one.predicted["topics"] for topic in Topic] for one in asked])
    return float(f1_score(right, found, average="micro"))


def _out_of_scope(place: int) -> Measure:
    def measure(judged: Sequence[Judged]) -> float:
        right = [one.right["intent"] == OUT_OF_SCOPE for one in judged]
        found = [one.predicted["intent"] == OUT_OF_SCOPE for one in judged]
        return float(precision_recall_fscore_support(right, found, average="binary", zero_division=0)[place])

    return measure


def _needs_human(place: int) -> Measure:
    def measure(judged: Sequence[Judged]) -> float:
        asked = [one for one in judged if has_topic(one)]
        right = [one.right["needs_human"] for one in asked]
        found = [one.predicted["needs_human"] for one in asked]
        return float(precision_recall_fscore_support(right, found, average="binary", zero_division=0)[place])

    return measure


def _micro_f1_of_entities(judged: Sequence[Judged]) -> float:
    right = [{(label, str(v).casefold()) for label, vs in one.right["entities"].items() for v in vs} for one in judged]
    found = [{(e.label.value, e.value.casefold()) for e in entities_in(one.right["text"])} for one in judged]
    both = sum(len(a & b) for a, b in zip(right, found, strict=True))
    return 2 * both / (sum(map(len, right)) + sum(map(len, found)))


MEASURES: dict[str, Measure] = {
    "written form right": _share(lambda _: True, lambda one: one.form == one.predicted["written_form"]),
    "first topic right": _share(has_topic, lambda one: one.predicted["topics"][:1] == one.right["topics"][:1]),
    "first topic, macro-F1": _macro_f1_of_first_topics,
    "all topics, micro-F1": _micro_f1_of_topics,
    "service intent right": _share(_is_service, lambda one: bool(one.predicted["intent"] == one.right["intent"])),
    "out of scope, recall": _out_of_scope(1),
    "out of scope, precision": _out_of_scope(0),
    "needs a person, recall": _needs_human(1),
    "needs a person, precision": _needs_human(0),
    "entities, micro-F1": _micro_f1_of_entities,
    "crisis gate opened at an everyday message": _share(lambda _: True, lambda one: bool(one.predicted["crisis"])),
}

# Which messages a measure is about, where it is not all of them. That of a recall are those that should be found, that
# of a precision those that were.
_ABOUT: dict[str, Callable[[Judged], bool]] = {
    "first topic right": has_topic,
    "first topic, macro-F1": has_topic,
    "all topics, micro-F1": is_about_something,
    "service intent right": _is_service,
    "out of scope, recall": lambda one: bool(one.right["intent"] == OUT_OF_SCOPE),
    "out of scope, precision": lambda one: bool(one.predicted["intent"] == OUT_OF_SCOPE),
    "needs a person, recall": lambda one: has_topic(one) and bool(one.right["needs_human"]),
    "needs a person, precision": lambda one: has_topic(one) and bool(one.predicted["needs_human"]),
}


def about(name: str) -> Callable[[Judged], bool]:
    """Which messages a measure is about."""
    return _ABOUT.get(name, lambda _: True)
