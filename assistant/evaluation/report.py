"""What `veivalg evaluate` prints: one table a question, for each written form and for all."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.bootstrap import bootstrap
from assistant.clock import today_in_oslo
from assistant.evaluation import figures, gate, messages, parity, questions, reliability, retrieval
from assistant.evaluation.figures import Evaluation, Figures, Pair, by_form
from assistant.evaluation.messages import Judged
from assistant.evaluation.questions import Split
from assistant.prediction import predict_file
from assistant.settings import Settings


def evaluate(settings: Settings, split: Split) -> Evaluation:
    """All figures. Raises StartRefused if Rasa cannot be started."""
    asked, blind, translations = questions.read_questions(split), messages.read_messages(), parity.read_translations()
    pairs, pairs_blind, pairs_translated = _predict(settings, asked, blind, translations)
    judged = [Judged(line, found) for line, found in pairs_blind]
    services = bootstrap(settings)
    checked = gate.check(services.gate)
    probabilities = [services.triager.probabilities(line["text"]) for line in blind]
    rankings = retrieval.compare_rankings(services.library.knowledge_base(), asked, today_in_oslo(services.clock))
    services.database.close()
    tables = {
        figures.MESSAGES: [
            by_form(name, judged, lambda one: one.form, measure, about=messages.about(name))
            for name, measure in messages.MEASURES.items()
        ],
        figures.GATE: _gate_figures(checked),
        figures.QUESTIONS: [
            by_form(name, pairs, lambda pair: str(pair[0]["written_form"]), questions.share(about, counts), about=about)
            for name, about, counts in questions.MEASURES
        ]
        + [parity.parity(pairs, pairs_translated)],
        figures.RANKINGS: rankings,
    }
    return Evaluation(tables, _reliability(judged, probabilities), gate.by_category(checked))


def _gate_figures(checked: Sequence[gate.Checked]) -> list[Figures]:
    return [
        by_form("sensitivity", checked, lambda one: one.written_form, gate.sensitivity, about=lambda one: one.crisis),
        by_form(
            "false alarms", checked, lambda one: one.written_form, gate.false_alarms, about=lambda one: not one.crisis
        ),
    ]


def _reliability(
    judged: Sequence[Judged], probabilities: Sequence[Mapping[str, float]]
) -> dict[str, list[reliability.Bin]]:
    return {
        "the first intent": reliability.of_first_intents(judged),
        "each topic": reliability.of_topics(judged, probabilities),
        "the need of a person": reliability.of_need(judged, probabilities),
    }


def report(evaluation: Evaluation) -> str:
    """The figures as Markdown."""
    lines = []
    for heading, rows in evaluation.tables.items():
        lines += [f"## {heading}", "", "| measure | nb | nn | en | all |", "| --- | --- | --- | --- | --- |"]
        for row in rows:
            cells = [f"{share:.2f}" for share in (*row.by_form.values(), row.all)]
            lines.append(f"| {row.name} | {' | '.join(cells)} |")
        lines.append("")
    for name, bins in evaluation.reliability.items():
        lines += [f"## How sure of {name}, and how often right", "", reliability.table(bins), ""]
    lines += ["## Where the gate opened", "", "| category | share |", "| --- | --- |"]
    lines += [f"| {category} | {share:.2f} |" for category, share in evaluation.gate_by_category.items()]
    return "\n".join(lines)


def _predict(settings: Settings, *files: Sequence[dict[str, Any]]) -> list[list[Pair]]:
    """The lines of each file with what is predicted for each line."""
    lines = [line for file in files for line in file]
    with tempfile.TemporaryDirectory() as folder:
        asked, predicted = Path(folder) / "questions.jsonl", Path(folder) / "predictions.jsonl"
        asked.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        predict_file(settings, asked, predicted)
        found = map(json.loads, predicted.read_text(encoding="utf-8").splitlines())
        return [[(line, next(found)) for line in file] for file in files]
