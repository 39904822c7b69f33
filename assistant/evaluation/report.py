"""What `veivalg evaluate` prints: one table a question, for each written form and for all, and the floors CI holds."""

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from assistant.bootstrap import bootstrap
from assistant.evaluation import gate, messages, questions, reliability
from assistant.evaluation.messages import Judged
from assistant.prediction import predict_file
from assistant.settings import Settings
from knowledge_base.article import WrittenForm

# A little under what was reached when they were set; CI fails below them.
FLOORS: Mapping[str, float] = {
    "written form right": 0.86,
    "first topic right": 0.62,
    "all topics, micro-F1": 0.77,
    "service intent right": 0.90,
    "out of scope, recall": 0.82,
    "needs a person, recall": 0.87,
    "entities, micro-F1": 0.85,
    "sensitivity": 0.89,
    "false alarms": 0.12,
    "right article first": 0.58,
    "wrong answer given": 0.14,
}

T = TypeVar("T")


@dataclass(frozen=True)
class Figures:
    """A measure for nb, nn, en and all."""

    name: str
    by_form: Mapping[str, float]
    all: float


@dataclass(frozen=True)
class Evaluation:
    """All that was measured: tables by heading, the reliability of the first intent, the gate by category."""

    tables: Mapping[str, Sequence[Figures]]
    bins: Sequence[reliability.Bin]
    gate_by_category: Mapping[str, float]


def evaluate(settings: Settings, split: str) -> Evaluation:
    """All figures. Raises StartRefused if Rasa cannot be started."""
    asked, blind = questions.read_questions(split), messages.read_messages()
    predicted = _predict(settings, [*asked, *blind])
    judged = [Judged(line, found) for line, found in zip(blind, predicted[len(asked) :], strict=True)]
    pairs = list(zip(asked, predicted, strict=False))
    services = bootstrap(settings)
    checked = gate.check(services.gate)
    services.database.close()
    tables = {
        "Messages, written blind": [
            _by_form(name, judged, lambda j: j.form, m) for name, m in messages.MEASURES.items()
        ],
        "The crisis gate, written blind": [
            _by_form("sensitivity", checked, lambda one: one.written_form, gate.sensitivity),
            _by_form("false alarms", checked, lambda one: one.written_form, gate.false_alarms),
        ],
        "Questions and their articles": [
            _by_form(name, pairs, lambda pair: str(pair[0]["written_form"]), questions.share(about, counts))
            for name, about, counts in questions.MEASURES
        ],
    }
    return Evaluation(tables, reliability.reliability(judged), gate.by_category(checked))


def _by_form(
    name: str, lines: Sequence[T], form_of: Callable[[T], str], measure: Callable[[Sequence[T]], float]
) -> Figures:
    by_form = {str(form): measure([line for line in lines if form_of(line) == form]) for form in WrittenForm}
    return Figures(name, by_form, measure(lines))


def report(evaluation: Evaluation) -> str:
    """The figures as Markdown."""
    lines = []
    for heading, rows in evaluation.tables.items():
        lines += [f"## {heading}", "", "| measure | nb | nn | en | all |", "| --- | --- | --- | --- | --- |"]
        for row in rows:
            cells = [f"{share:.2f}" for share in (*row.by_form.values(), row.all)]
            lines.append(f"| {row.name} | {' | '.join(cells)} |")
        lines.append("")
    lines += ["## How sure, and how often right", "", reliability.table(evaluation.bins), ""]
    lines += ["## Where the gate opened", "", "| category | share |", "| --- | --- |"]
    lines += [f"| {category} | {share:.2f} |" for category, share in evaluation.gate_by_category.items()]
    return "\n".join(lines)


def below_floors(evaluation: Evaluation, floors: Mapping[str, float] = FLOORS) -> list[str]:
    """The measures that fell under their floor, a sentence each; false alarms and wrong answers have a ceiling."""
    figures = {row.name: row.all for rows in evaluation.tables.values() for row in rows}
    ceilings = {"false alarms", "wrong answer given"}
    return [
        f"{name} is {figures[name]:.3f}, and must be {'at most' if name in ceilings else 'at least'} {limit:.3f}"
        for name, limit in floors.items()
        if (figures[name] > limit if name in ceilings else figures[name] < limit)
    ]


def _predict(settings: Settings, lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        asked, predicted = Path(folder) / "questions.jsonl", Path(folder) / "predictions.jsonl"
        asked.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        predict_file(settings, asked, predicted)
        return [json.loads(line) for line in predicted.read_text(encoding="utf-8").splitlines()]
