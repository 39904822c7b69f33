"""How the crisis gate's weights and thresholds are read off lines that nothing was learnt from.

What the parts say of the lines is scripted.
"""

import numpy as np
import pytest

from assistant.crisis.model import Thresholds
from assistant.crisis.training import FALSE_ALARMS, USUAL, Line, Scores, choose_thresholds, weigh

MEETS_A_PATTERN = "Jeg vil ikke leve lenger."
MEETS_NONE = "Det er ingen vei videre for meg."


def usual(count: int) -> list[Line]:
    return [Line(f"Hvor finner jeg skjema {number}?", "nb", False, USUAL) for number in range(count)]


def danger(text: str, count: int) -> list[Line]:
    return [Line(text, "nb", True, "suicide_direct")] * count


def thresholds_of(*scripted: tuple[list[Line], np.ndarray]) -> Thresholds:
    lines = [line for group, _ in scripted for line in group]
    return choose_thresholds(np.concatenate([said for _, said in scripted]), lines)


class TestThresholds:
    EVENLY = np.linspace(0, 0.5, 1000)

    def chosen(self, *more: tuple[list[Line], np.ndarray]) -> Thresholds:
        met = (danger(MEETS_A_PATTERN, 10), np.full(10, 0.9))
        return thresholds_of((usual(1000), self.EVENLY), met, *more)

    def test_alone_lets_so_many_usual_messages_through_as_may_be_false_alarms(self):
        assert np.mean(self.chosen().alone < self.EVENLY) == pytest.approx(FALSE_ALARMS, abs=0.002)

    def test_alone_does_not_depend_on_what_only_sounds_like_danger(self):
        idioms = [Line("Denne fristen tar livet av meg.", "nb", False, "idiom")] * 100

        assert self.chosen((idioms, np.full(100, 0.99))) == self.chosen()

    def test_beside_a_pattern_lets_nearly_all_danger_through(self):
        met = np.linspace(0.1, 0.9, 1000)

        chosen = thresholds_of((usual(10), np.zeros(10)), (danger(MEETS_A_PATTERN, 1000), met))

        assert np.mean(met >= chosen.with_pattern) == pytest.approx(0.995, abs=0.002)

    def test_beside_a_pattern_does_not_depend_on_danger_that_meets_none(self):
        unmet = (danger(MEETS_NONE, 100), np.full(100, 0.001))

        assert self.chosen(unmet).with_pattern == self.chosen().with_pattern == 0.9


class TestWeights:
    def test_make_of_the_parts_what_is_so(self):
        """The head is right three times in four, and the letters tell nothing."""
        head = np.repeat([1.0, 1.0, 1.0, -1.0], 100)
        truth = np.tile([True, True, True, True], 100)
        odds = np.stack([np.concatenate([head, -head]), np.zeros(800)], axis=1)
        scores = Scores(odds, np.concatenate([truth, ~truth]))

        probability = scores.probabilities(weigh(scores))

        assert probability[0] == pytest.approx(0.75, abs=0.01)
        assert probability[-1] == pytest.approx(0.75, abs=0.01)
        assert probability[300] == pytest.approx(0.25, abs=0.01)
