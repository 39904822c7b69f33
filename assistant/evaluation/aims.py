"""What is aimed at where it is more than the floors ask for: what the published figures are held against."""

from collections.abc import Mapping

from assistant.evaluation.figures import GATE, MESSAGES, QUESTIONS
from assistant.evaluation.floors import Limit, Measure

# Those of the crisis gate are set by its model card, models/crisis/README.md; those of the search by docs/search.md.
AIMS: Mapping[Measure, Limit] = {
    (GATE, "sensitivity"): Limit(0.98, each=0.98),
    (QUESTIONS, "right article first"): Limit(0.85),
    (QUESTIONS, "right article within three"): Limit(0.95),
    (QUESTIONS, "same article as in the other forms"): Limit(0.95),
}
AIMED_CEILINGS: Mapping[Measure, Limit] = {
    (MESSAGES, "crisis gate opened at an everyday message"): Limit(0.03),
    (QUESTIONS, "wrong answer given"): Limit(0.05),
}
