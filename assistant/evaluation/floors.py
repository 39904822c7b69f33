"""What must be reached: floors, and ceilings for mistakes. `make test` fails below the ones and above the others."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.evaluation.figures import GATE, MESSAGES, QUESTIONS, Evaluation

Measure = tuple[str, str]


@dataclass(frozen=True)
class Limit:
    """What a measure must reach, or may not exceed, over all; `each` in each written form for itself."""

    all: float
    each: float | None = None


# A little under what was reached when they were set. By heading and name: some measures are taken of messages and of
# questions.
FLOORS: Mapping[Measure, Limit] = {
    (MESSAGES, "written form right"): Limit(0.91, each=0.85),
    (MESSAGES, "first topic right"): Limit(0.81, each=0.76),
    (MESSAGES, "all topics, micro-F1"): Limit(0.79),
    (MESSAGES, "service intent right"): Limit(0.90),
    (MESSAGES, "out of scope, recall"): Limit(0.85),
    (MESSAGES, "needs a person, recall"): Limit(0.94),
    (MESSAGES, "entities, micro-F1"): Limit(0.85),
    (GATE, "sensitivity"): Limit(0.95, each=0.93),
    (QUESTIONS, "written form right"): Limit(0.93),
    (QUESTIONS, "first topic right"): Limit(0.62),
    (QUESTIONS, "service intent right"): Limit(0.95),
    (QUESTIONS, "right article first"): Limit(0.77),
    (QUESTIONS, "right article within three"): Limit(0.87),
    (QUESTIONS, "answered at once, rightly"): Limit(0.50),
    (QUESTIONS, "silent where nothing is known"): Limit(0.68),
    (QUESTIONS, "same article as in the other forms"): Limit(0.66),
}
CEILINGS: Mapping[Measure, Limit] = {
    (GATE, "false alarms"): Limit(0.03, each=0.04),
    (MESSAGES, "crisis gate opened at an everyday message"): Limit(0.03),
    (QUESTIONS, "wrong answer given"): Limit(0.05),
}


def below_floors(
    evaluation: Evaluation,
    floors: Mapping[Measure, Limit] = FLOORS,
    ceilings: Mapping[Measure, Limit] = CEILINGS,
) -> list[str]:
    """The measures that fell under their floor or rose over their ceiling, a sentence each."""
    return [
        f"{heading}: {name}, {form}, is {figure:.3f}, and must be {word} {limit:.3f}"
        for limits, word, sign in ((floors, "at least", 1), (ceilings, "at most", -1))
        for (heading, name), limited in limits.items()
        for form, figure, limit in _held_to(evaluation, heading, name, limited)
        # Said so that what is not a number does not pass.
        if not sign * figure >= sign * limit
    ]


def _held_to(evaluation: Evaluation, heading: str, name: str, limit: Limit) -> list[tuple[str, float, float]]:
    """Each form that is limited, what was reached in it, and the limit."""
    row = evaluation.figures(heading, name)
    each = [] if limit.each is None else [(form, figure, limit.each) for form, figure in row.by_form.items()]
    return [("all", row.all, limit.all), *each]
