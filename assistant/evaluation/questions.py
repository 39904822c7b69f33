"""Questions and the articles that answer them.

The questions and what is right for each are in data/evaluation/questions.jsonl, split into a calibration half, on
which thresholds were chosen, and a test half, on which none was; docs/data.md says who has seen them.
"""

import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from assistant.evaluation.figures import Pair, mean
from assistant.settings import ROOT

QUESTIONS = ROOT / "data/evaluation/questions.jsonl"


class Split(StrEnum):
    """The half of the questions that something is chosen on, and the half that is reported."""

    CALIBRATION = "calibration"
    TEST = "test"


_ANSWERED = {"answer", "guidance", "learning"}


def _asks_article(pair: Pair) -> bool:
    return bool(pair[0]["articles"])


def _asks_nothing_known(pair: Pair) -> bool:
    return not pair[0]["articles"] and "intent" not in pair[0]


def _is_service(pair: Pair) -> bool:
    return "intent" in pair[0]


def _has_topic(pair: Pair) -> bool:
    return bool(pair[0]["topics"])


def _slugs(pair: Pair) -> list[str]:
    return [entry["slug"] for entry in pair[1]["articles"]]


def _gives_wrong_answer(pair: Pair) -> bool:
    right = set(pair[0]["articles"])
    return pair[1]["kind"] in _ANSWERED and not right & set(_slugs(pair)[:1])


# Each measure: its name, which questions it is about, and when one of them counts.
MEASURES: tuple[tuple[str, Callable[[Pair], bool], Callable[[Pair], bool]], ...] = (
    ("written form right", lambda _: True, lambda p: p[0]["written_form"] == p[1]["written_form"]),
    ("first topic right", _has_topic, lambda p: p[1]["topics"][:1] == p[0]["topics"][:1]),
    ("a topic right", _has_topic, lambda p: bool(set(p[1]["topics"]) & set(p[0]["topics"]))),
    ("service intent right", _is_service, lambda p: p[0]["intent"] == p[1]["intent"]),
    ("needs a person, found", lambda p: p[0]["needs_human"], lambda p: p[1]["needs_human"]),
    ("needs no person, left alone", lambda p: not p[0]["needs_human"], lambda p: not p[1]["needs_human"]),
    ("right article first", _asks_article, lambda p: bool(set(_slugs(p)[:1]) & set(p[0]["articles"]))),
    ("right article within three", _asks_article, lambda p: bool(set(_slugs(p)[:3]) & set(p[0]["articles"]))),
    ("answered at once, rightly", _asks_article, lambda p: p[1]["kind"] in _ANSWERED and not _gives_wrong_answer(p)),
    ("silent where nothing is known", _asks_nothing_known, lambda p: not _slugs(p)),
    ("wrong answer given", lambda p: not _is_service(p), _gives_wrong_answer),
)


def read_questions(split: Split) -> list[dict[str, Any]]:
    """The questions of a split, in the order of the file."""
    lines = map(json.loads, QUESTIONS.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line["split"] == split]


def share(about: Callable[[Pair], bool], counts: Callable[[Pair], bool]) -> Callable[[Sequence[Pair]], float]:
    """The share of the pairs that a measure is about which count; not a number if it is about none."""

    def measure(pairs: Sequence[Pair]) -> float:
        return mean([counts(pair) for pair in pairs if about(pair)])

    return measure
