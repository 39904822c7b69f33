"""Does a message speak of danger to life? Patterns first, then a small classifier, recall before all.

In two stages after CMD-1 (Swaminathan et al. 2023, https://doi.org/10.1038/s41746-023-00951-3). Each hit says
which pattern was met and how probable danger is.
"""

from dataclasses import dataclass

from assistant.crisis.model import CrisisModel
from assistant.crisis.patterns import Patterns


@dataclass(frozen=True)
class CrisisHit:
    """Why the gate opened: the pattern's id or "" if none was met, the likeliest category, how probable, version."""

    pattern: str
    category: str
    probability: float
    version: str


class CrisisGate:
    """Both stages. It opens at a pattern unless the classifier is sure that nothing is meant, and without a pattern
    if the classifier is fairly sure that something is.
    """

    def __init__(self, patterns: Patterns, model: CrisisModel) -> None:
        self._patterns = patterns
        self._model = model
        self.version = f"{patterns.version}/{model.version}"

    def check(self, text: str) -> CrisisHit | None:
        """Why the gate opens at a message, or None."""
        pattern = self._patterns.first(text)
        likeness = self._model.judge(text)
        thresholds = self._model.thresholds
        if likeness.probability < (thresholds.with_pattern if pattern else thresholds.alone):
            return None
        # Who is in danger, the model tells better: "my husband left and I want to die" also meets a pattern
        # of fear for somebody else.
        identity = pattern.id if pattern else ""
        return CrisisHit(identity, likeness.category, round(likeness.probability, 3), self.version)
