"""What was measured: tables of figures for each written form and for all, and what goes beside them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from assistant.evaluation.reliability import Bin
from knowledge_base.article import WrittenForm

MESSAGES = "Messages, written blind"
GATE = "The crisis gate, written blind"
QUESTIONS = "Questions and their articles"
RANKINGS = "The search beside others"

T = TypeVar("T")
# A question, with what was predicted for it.
Pair = tuple[dict[str, Any], dict[str, Any]]


@dataclass(frozen=True)
class Figures:
    """A measure for nb, nn, en and all; not a number where nothing was asked.

    `lines` were looked through, and the measure is about `asked` of them: how many in nb, nn, en and all.
    """

    name: str
    by_form: Mapping[str, float]
    all: float
    lines: Mapping[str, int] = field(default_factory=dict)
    asked: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Evaluation:
    """All that was measured: tables by heading, the reliability of probabilities by what they are of, the gate by
    category.
    """

    tables: Mapping[str, Sequence[Figures]]
    reliability: Mapping[str, Sequence[Bin]]
    gate_by_category: Mapping[str, float]

    def figures(self, heading: str, name: str) -> Figures:
        """A measure of a table; the same name may stand in more than one. Raises KeyError if it does not."""
        return {row.name: row for row in self.tables[heading]}[name]


def by_form(
    name: str,
    lines: Sequence[T],
    form_of: Callable[[T], str],
    measure: Callable[[Sequence[T]], float],
    *,
    about: Callable[[T], bool] = lambda _: True,
) -> Figures:
    """A measure of the lines in each form, and of all; `about` says which of them it is about."""
    found = {str(form): measure([line for line in lines if form_of(line) == form]) for form in WrittenForm}
    asked = [line for line in lines if about(line)]
    return Figures(name, found, measure(lines), count(lines, form_of), count(asked, form_of))


def count(lines: Sequence[T], form_of: Callable[[T], str]) -> dict[str, int]:
    """How many lines are in each form, and in all."""
    counts = {str(form): sum(form_of(line) == form for line in lines) for form in WrittenForm}
    return {**counts, "all": len(lines)}


def mean(counts: Sequence[bool]) -> float:
    """The share that counts; not a number of none."""
    return sum(counts) / len(counts) if counts else float("nan")
