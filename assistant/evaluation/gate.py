"""The crisis gate, on data/evaluation/crisis.jsonl: 1,220 messages whose writers saw nothing that it learns from."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.crisis import CrisisGate
from assistant.settings import ROOT

MESSAGES = ROOT / "data/evaluation/crisis.jsonl"


@dataclass(frozen=True)
class Checked:
    """A message of the test, and whether the gate opened."""

    written_form: str
    category: str
    crisis: bool
    opened: bool


def check(gate: CrisisGate) -> list[Checked]:
    """Every message of the test as the gate sees it."""
    lines = map(json.loads, MESSAGES.read_text(encoding="utf-8").splitlines())
    return [
        Checked(line["written_form"], line["category"], line["crisis"], gate.check(line["text"]) is not None)
        for line in lines
    ]


def sensitivity(checked: Sequence[Checked]) -> float:
    """Share of what speaks of danger at which the gate opened."""
    return _opened([one for one in checked if one.crisis])


def false_alarms(checked: Sequence[Checked]) -> float:
    """Share of what does not speak of danger at which it opened all the same."""
    return _opened([one for one in checked if not one.crisis])


def by_category(checked: Sequence[Checked]) -> dict[str, float]:
    """The share at which it opened, for each category."""
    found: dict[str, list[Checked]] = defaultdict(list)
    for one in checked:
        found[one.category].append(one)
    return {category: _opened(found[category]) for category in sorted(found)}


def _opened(checked: Sequence[Checked]) -> float:
    return sum(one.opened for one in checked) / len(checked) if checked else float("nan")
