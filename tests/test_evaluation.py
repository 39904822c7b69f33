"""`veivalg evaluate`: its measures on lines whose right figures are known, and what keeps `make test` from passing."""

import json
import math
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.__main__ import app
from assistant.evaluation import CEILINGS, FLOORS, Evaluation, Figures, Limit, below_floors, gate, messages, questions
from assistant.evaluation.comparison import Classified, compared, table
from assistant.evaluation.figures import GATE, MESSAGES, QUESTIONS, by_form
from assistant.evaluation.messages import MEASURES, Judged
from assistant.evaluation.parity import PARITY
from assistant.evaluation.reliability import Bin, calibration_error, of_first_intents, of_need, of_topics, reliability
from assistant.evaluation.reliability import table as reliability_table
from assistant.evaluation.report import report
from assistant.settings import ROOT
from assistant.triage.model import LABELS, NEEDS_HUMAN
from knowledge_base.article import Topic, WrittenForm

JOBS, DOUBT = Topic.JOB_SEARCH, Topic.UNCERTAINTY
NAN = float("nan")


def figures(name: str, all_: float, **by_form_: float) -> Figures:
    return Figures(name, {str(form): by_form_.get(form, all_) for form in WrittenForm}, all_)


def evaluation(**by_heading: Sequence[Figures]) -> Evaluation:
    headings = {"messages": MESSAGES, "gate": GATE, "questions": QUESTIONS}
    return Evaluation({headings[name]: rows for name, rows in by_heading.items()}, {}, {})


class TestFloors:
    def below(self, *, messages: float = 0.9, questions: float = 0.7, alarms: float = 0.05, **forms: float):
        found = evaluation(
            messages=[figures("right", messages)],
            questions=[figures("right", questions)],
            gate=[figures("alarms", alarms, **forms)],
        )
        floors = {(MESSAGES, "right"): Limit(0.8), (QUESTIONS, "right"): Limit(0.6)}
        return below_floors(found, floors, {(GATE, "alarms"): Limit(0.1, each=0.2)})

    def test_are_kept_by_what_reaches_them(self):
        assert self.below() == self.below(messages=0.8, questions=0.6, alarms=0.1) == []

    def test_are_told_apart_where_two_tables_have_a_measure_of_the_same_name(self):
        assert self.below(messages=0.7) == [f"{MESSAGES}: right, all, is 0.700, and must be at least 0.800"]
        assert self.below(questions=0.5) == [f"{QUESTIONS}: right, all, is 0.500, and must be at least 0.600"]

    def test_of_mistakes_are_ceilings(self):
        assert self.below(alarms=0.15) == [f"{GATE}: alarms, all, is 0.150, and must be at most 0.100"]

    def test_hold_for_each_form_where_they_say_so(self):
        assert self.below(nn=0.3) == [f"{GATE}: alarms, nn, is 0.300, and must be at most 0.200"]

    @pytest.mark.parametrize("name", ["messages", "questions", "alarms", "nb"])
    def test_are_not_kept_by_what_is_not_a_number(self, name):
        (problem, *_) = self.below(**{name: NAN})

        assert "is nan" in problem

    def test_stand_under_measures_that_are_taken(self):
        taken = {(MESSAGES, name) for name in MEASURES} | {(QUESTIONS, name) for name, *_ in questions.MEASURES}
        taken |= {(QUESTIONS, PARITY)}
        taken |= {(GATE, "sensitivity"), (GATE, "false alarms")}

        assert {*FLOORS, *CEILINGS} <= taken

    def test_of_the_gate_hold_in_each_form(self):
        assert all(limits[measure].each for limits in (FLOORS, CEILINGS) for measure in limits if measure[0] == GATE)

    @pytest.mark.parametrize("name", ["written form right", "first topic right", "service intent right"])
    def test_stand_under_messages_and_under_questions(self, name):
        assert {(MESSAGES, name), (QUESTIONS, name)} <= {*FLOORS}


def test_a_half_of_the_questions_that_does_not_exist_is_refused():
    refused = CliRunner().invoke(app, ["evaluate", "--split", "tset"])

    assert refused.exit_code == 2
    assert "tset" in refused.output


def test_figures_are_of_each_form_and_of_all():
    found = by_form("length", ["nb", "nb", "en"], lambda form: form, len)

    assert (dict(found.by_form), found.all) == ({"nb": 2, "nn": 0, "en": 1}, 3)
    assert found.lines == found.asked == {"nb": 2, "nn": 0, "en": 1, "all": 3}


def test_figures_say_how_many_lines_they_are_about():
    found = by_form("length", ["nb", "nb", "en"], lambda form: form, len, about=lambda form: form == "en")

    assert (found.lines["all"], found.asked) == (3, {"nb": 0, "nn": 0, "en": 1, "all": 1})


def judged(form: str = "nb", *, right: dict[str, Any] | None = None, **predicted: Any) -> Judged:
    """A question about jobs that is understood, but for what is given."""
    line = {"text": "Jeg er postdoktor", "intent": JOBS, "topics": [JOBS], "needs_human": False,
            "entities": {"position": ["postdoc"]}, "written_form": form}  # fmt: skip
    found = {"written_form": "nb", "intent": JOBS, "topics": [JOBS], "needs_human": False, "confidence": 0.9,
             "crisis": False}  # fmt: skip
    return Judged(line | (right or {}), found | predicted)


OUT = {"intent": "out_of_scope", "topics": [], "entities": {}}
THANKS = {"intent": "thank", "topics": [], "entities": {}}


class TestMeasuresOfMessages:
    @pytest.mark.parametrize(
        ("name", "lines", "figure"),
        [
            ("written form right", [judged(), judged("nn")], 1 / 2),
            ("first topic right", [judged(), judged(topics=[DOUBT, JOBS]), judged(right=OUT)], 1 / 2),
            ("first topic, macro-F1", [judged(), judged(topics=[DOUBT])], 2 / 3 / len(Topic)),
            ("all topics, micro-F1", [judged(topics=[JOBS, DOUBT]), judged(right=THANKS)], 2 / 3),
            ("service intent right", [judged(right=THANKS, intent="thank"), judged(right=THANKS), judged()], 1 / 2),
            ("out of scope, recall", [judged(right=OUT, intent="out_of_scope"), judged(right=OUT)], 1 / 2),
            ("out of scope, precision", [judged(right=OUT, intent="out_of_scope"), judged(right=OUT)], 1),
            ("needs a person, recall", [judged(right={"needs_human": True}), judged(needs_human=True)], 0),
            ("needs a person, precision", [judged(right={"needs_human": True}, needs_human=True)], 1),
            ("entities, micro-F1", [judged(), judged(right={"entities": {"position": ["professor"]}})], 1 / 2),
            ("crisis gate opened at an everyday message", [judged(), judged(crisis=True)], 1 / 2),
        ],
    )
    def test_count_what_they_are_about(self, name, lines, figure):
        assert MEASURES[name](lines) == pytest.approx(figure)

    @pytest.mark.parametrize("name", MEASURES)
    def test_are_changed_by_no_line_that_they_are_not_about(self, name):
        asked = [judged(), judged(topics=[DOUBT]), judged(right=THANKS, intent="thank"), judged(right=THANKS),
                 judged(right=OUT, intent="out_of_scope"),
                 judged(right={"needs_human": True}, needs_human=True)]  # fmt: skip
        others = [line for line in [*asked, judged(needs_human=True), judged(right=OUT), judged(intent="out_of_scope")]
                  if not messages.about(name)(line)]  # fmt: skip

        assert MEASURES[name]([*asked, *others]) == pytest.approx(MEASURES[name](asked))

    def test_of_a_part_of_the_messages_know_which(self):
        parts = {name: [messages.about(name)(one) for one in (judged(), judged(right=OUT), judged(right=THANKS))]
                 for name in MEASURES}  # fmt: skip

        assert parts["first topic right"] == [True, False, False]
        assert parts["all topics, micro-F1"] == [True, True, False]
        assert parts["service intent right"] == [False, False, True]
        assert parts["out of scope, recall"] == [False, True, False]
        assert parts["needs a person, recall"] == [False, False, False]
        assert parts["written form right"] == [True, True, True]

    def test_of_nothing_are_not_numbers(self):
        assert math.isnan(MEASURES["service intent right"]([judged()]))


class TestReliability:
    def test_puts_predictions_of_like_confidence_together(self):
        bins = reliability([(0.05, False), (0.15, True), (0.9, True), (1.0, True)])

        assert bins == [Bin(2, pytest.approx(0.1), 0.5), Bin(2, pytest.approx(0.95), 1.0)]

    def test_error_is_the_mean_distance_of_what_is_said_from_what_is_so(self):
        assert calibration_error([Bin(3, 0.9, 0.7), Bin(1, 0.1, 0.5)]) == pytest.approx(0.75 * 0.2 + 0.25 * 0.4)

    def test_error_of_probabilities_that_mean_what_they_say_is_none(self):
        assert calibration_error(reliability([(0.25, place == 0) for place in range(4)])) == 0

    def test_table_says_the_error(self):
        assert reliability_table([Bin(4, 0.9, 0.7)]).endswith("Expected calibration error: 0.200")

    def test_of_intents_is_of_the_likeliest_of_every_message(self):
        assert of_first_intents([judged(), judged(right=THANKS)]) == [Bin(2, pytest.approx(0.9), 0.5)]

    def test_of_topics_is_of_each_topic_of_what_is_not_about_the_service(self):
        said = dict.fromkeys(LABELS, 0.1) | {JOBS: 0.9}

        bins = of_topics([judged(), judged(right=OUT), judged(right=THANKS)], [said] * 3)

        assert bins == [Bin(2 * (len(Topic) - 1), pytest.approx(0.1), 0.0), Bin(2, pytest.approx(0.9), 0.5)]

    def test_of_need_is_of_messages_with_a_topic(self):
        said = dict.fromkeys(LABELS, 0.0) | {NEEDS_HUMAN: 0.7}

        bins = of_need([judged(right={"needs_human": True}), judged(), judged(right=OUT)], [said] * 3)

        assert bins == [Bin(2, pytest.approx(0.7), 0.5)]


class TestTheGate:
    CHECKED = (
        gate.Checked("nb", "direct", crisis=True, opened=True),
        gate.Checked("nn", "direct", crisis=True, opened=False),
        gate.Checked("nn", "idiom", crisis=False, opened=True),
        gate.Checked("en", "everyday", crisis=False, opened=False),
    )

    def test_is_measured_by_what_it_finds_and_by_what_it_finds_wrongly(self):
        assert (gate.sensitivity(self.CHECKED), gate.false_alarms(self.CHECKED)) == (0.5, 0.5)
        assert gate.by_category(self.CHECKED) == {"direct": 0.5, "everyday": 0, "idiom": 1}

    def test_of_which_nothing_was_asked_is_not_measured(self):
        """A floor must not be kept, nor a ceiling, by a file without such messages."""
        assert math.isnan(gate.sensitivity(self.CHECKED[2:]))
        assert math.isnan(gate.false_alarms(self.CHECKED[:2]))


class TestTheReport:
    def test_has_a_row_a_measure_a_table_a_probability_and_a_row_a_category(self):
        found = Evaluation(
            {MESSAGES: [figures("right", 0.5, nn=0.25)]}, {"each topic": [Bin(4, 0.9, 0.7)]}, {"idiom": 0.1}
        )

        shown = report(found).splitlines()

        for line in ("| right | 0.50 | 0.25 | 0.50 | 0.50 |", "## How sure of each topic, and how often right",
                     "Expected calibration error: 0.200", "| idiom | 0.10 |"):  # fmt: skip
            assert line in shown


class TestTheComparison:
    ROWS = (
        Classified("nb", "thank", "thank"),
        Classified("nb", "greet", "thank"),
        Classified("nn", "thank", "thank"),
        Classified("en", "greet", "deny"),
    )

    def test_gives_accuracy_in_each_form(self):
        found = compared("ours", self.ROWS).accuracy

        assert (dict(found.by_form), found.all) == ({"nb": 0.5, "nn": 1, "en": 0}, 0.5)

    def test_gives_macro_f1_over_the_intents_that_were_asked_about(self):
        found = compared("ours", self.ROWS).macro_f1

        assert found.all == pytest.approx((0 + 0.8) / 2)
        assert dict(found.by_form) == {"nb": pytest.approx((0 + 2 / 3) / 2), "nn": 1, "en": 0}

    def test_is_one_row_a_pipeline(self):
        *_, row = table([compared("ours", self.ROWS)]).splitlines()

        assert row == "| ours | 0.500 | 1.000 | 0.000 | 0.500 | 0.333 | 1.000 | 0.000 | 0.400 |"


class TestMakeTest:
    """Run in an empty folder with commands of our own for those that it calls."""

    def run(self, folder: Path, evaluate: str) -> "subprocess.CompletedProcess[str]":
        for name in ("ruff", "mypy", "lint-imports", "python", "veivalg"):
            (folder / name).write_text(f"#!/bin/sh\n{evaluate if name == 'veivalg' else ''}\n", encoding="utf-8")
            (folder / name).chmod(0o755)
        done_before = [part for name in ("setup", ".stamps/test", ".stamps/chromium") for part in ("-o", name)]
        return subprocess.run(
            ["make", "-f", ROOT / "Makefile", *done_before, "test", f"VENV={folder}"], cwd=folder, text=True,
            capture_output=True, env={**os.environ, "MAKEFLAGS": ""},
        )  # fmt: skip

    def test_shows_the_figures_and_keeps_the_rest_for_later(self, tmp_path):
        done = self.run(tmp_path, "echo figures; echo chatter >&2")

        assert done.returncode == 0
        assert "figures" in done.stdout
        assert "chatter" not in done.stdout + done.stderr
        assert (tmp_path / "var/logs/evaluate.log").read_text(encoding="utf-8") == "chatter\n"

    def test_says_why_the_evaluation_failed(self, tmp_path):
        done = self.run(tmp_path, "echo the reason >&2; exit 1")

        assert done.returncode != 0
        assert "the reason" in done.stderr


def test_the_blind_messages_and_the_questions_have_what_the_measures_read():
    assert len(messages.read_messages()) == 390
    asked = [len(questions.read_questions(split)) for split in questions.Split]
    assert asked == [737, 667]
    assert len([*map(json.loads, gate.MESSAGES.read_text(encoding="utf-8").splitlines())]) == 1220
