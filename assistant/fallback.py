"""How sure Rasa must be of an intent for its action to be taken: chosen on calibration questions, kept in config.yml.

Below the threshold, or with two intents so close, FallbackClassifier says that what was meant is not known, and the
articles are searched. To be sent away with a greeting wrongly is worse than to be greeted rightly is good; the search
costs nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from assistant.settings import ROOT
from assistant.triage import FALLBACK, likeliest
from knowledge_base.article import Topic

CONFIG = ROOT / "config.yml"
THRESHOLDS = tuple(step / 20 for step in range(2, 15))
GAPS = tuple(step / 50 for step in range(8))
TOPICAL = "a topic"
WRONG = -2


@dataclass(frozen=True)
class Fallback:
    """FallbackClassifier's settings: the least probability of the first intent, and the least lead over the second."""

    threshold: float
    ambiguity_threshold: float


def choose_fallback(intents: Sequence[Mapping[str, float]], right: Sequence[str]) -> Fallback:
    """The settings that do most good on messages whose intents' probabilities and right intents are given.

    All topics lead to the same action and count as one. Of settings that do as much good the most careful are taken.
    """
    tried = [Fallback(*pair) for pair in product(THRESHOLDS, GAPS)]
    return max(tried, key=lambda one: (worth(one, intents, right), one.threshold, one.ambiguity_threshold))


def worth(fallback: Fallback, intents: Sequence[Mapping[str, float]], right: Sequence[str]) -> int:
    """How many messages led to the right action, less twice those that led to a wrong one."""
    return sum(_worth(fallback, found, truth) for found, truth in zip(intents, right, strict=True))


def _worth(fallback: Fallback, found: Mapping[str, float], truth: str) -> int:
    first, second, *_ = sorted((found[name] for name in found if name != FALLBACK), reverse=True)
    if first < fallback.threshold or first - second < fallback.ambiguity_threshold:
        return 0
    return 1 if _action(likeliest(found)) == _action(truth) else WRONG


def _action(intent: str) -> str:
    return TOPICAL if intent in set(Topic) else intent


def write_fallback(fallback: Fallback, path: Path = CONFIG) -> None:
    """Put the settings into the pipeline; the rest of the file, its comments among it, stays as it is."""
    text = path.read_text(encoding="utf-8")
    for name, value in (("ambiguity_threshold", fallback.ambiguity_threshold), ("threshold", fallback.threshold)):
        text, found = re.subn(rf"(?m)^(    {name}: )\S+$", rf"\g<1>{value}", text)
        if found != 1:
            raise ValueError(f"{path} must have one line {name!r} under FallbackClassifier, and has {found}")
    path.write_text(text, encoding="utf-8")
