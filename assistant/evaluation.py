"""`veivalg evaluate`: how well questions are understood and answered, on questions kept apart from what it learns.

The questions and what is right for each are in data/evaluation/questions.jsonl, split into a calibration half, on
which thresholds were chosen, and a test half, on which none was; docs/data.md says who has seen them.
"""

import json
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from assistant.prediction import predict_file
from assistant.settings import ROOT, Settings
from knowledge_base.article import WrittenForm

QUESTIONS = ROOT / "data/evaluation/questions.jsonl"

_Pair = tuple[dict[str, Any], dict[str, Any]]

_ANSWERED = {"answer", "guidance", "learning"}


def _asks_article(pair: _Pair) -> bool:
    return bool(pair[0]["articles"])


def _asks_nothing_known(pair: _Pair) -> bool:
    return not pair[0]["articles"] and "intent" not in pair[0]


def _is_service(pair: _Pair) -> bool:
    return "intent" in pair[0]


def _has_topic(pair: _Pair) -> bool:
    return bool(pair[0]["topics"])


def _slugs(pair: _Pair) -> list[str]:
    return [entry["slug"] for entry in pair[1]["articles"]]


def _gives_wrong_answer(pair: _Pair) -> bool:
    right = set(pair[0]["articles"])
    return pair[1]["kind"] in _ANSWERED and not right & set(_slugs(pair)[:1])


# Each measure: its name, which questions it is about, and when one of them counts.
MEASURES: tuple[tuple[str, Callable[[_Pair], bool], Callable[[_Pair], bool]], ...] = (
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


def evaluate(settings: Settings, split: str) -> list[_Pair]:
    """The questions of a split, each with its prediction. Raises StartRefused if Rasa cannot be started."""
    with QUESTIONS.open(encoding="utf-8") as lines:
        expected = [line for line in map(json.loads, lines) if line["split"] == split]
    with tempfile.TemporaryDirectory() as folder:
        asked, predicted = Path(folder) / "questions.jsonl", Path(folder) / "predictions.jsonl"
        asked.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in expected), encoding="utf-8")
        predict_file(settings, asked, predicted)
        predictions = [json.loads(line) for line in predicted.read_text(encoding="utf-8").splitlines()]
    return list(zip(expected, predictions, strict=True))


def report(pairs: Iterable[_Pair]) -> str:
    """The measures as a Markdown table, for each written form and for all."""
    kept = list(pairs)
    by_form = {form: [pair for pair in kept if pair[0]["written_form"] == form] for form in WrittenForm}
    lines = ["| measure | nb | nn | en | all |", "| --- | --- | --- | --- | --- |"]
    for name, about, counts in MEASURES:
        cells = [_share(pairs, about, counts) for pairs in (*by_form.values(), kept)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _share(pairs: list[_Pair], about: Callable[[_Pair], bool], counts: Callable[[_Pair], bool]) -> str:
    asked = [pair for pair in pairs if about(pair)]
    if not asked:
        return "-"
    right = sum(counts(pair) for pair in asked)
    return f"{right / len(asked):.2f} ({right}/{len(asked)})"
