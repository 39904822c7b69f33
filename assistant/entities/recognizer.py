"""Finds entities with spaCy's rules, as patterns.yml lists them, and dates.

Nothing is learnt, so each find can be explained.

Norwegian builds compounds and inflects at the end of words, so that a pattern says how a word begins or is built,
in all three forms at once.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from assistant.entities.dates import dates_in
from knowledge_base.language import EntityRuler, Language, spacy

PATTERNS = Path(__file__).parent / "patterns.yml"
SOMETHING_ELSE = "something else"


class Label(StrEnum):
    """What an entity is."""

    POSITION = "position"
    PHASE = "phase"
    FIELD = "field"
    INSTITUTION = "institution"
    COUNTRY = "country"
    MONTH = "month"
    DATE = "date"
    FAMILY = "family"


@dataclass(frozen=True)
class Entity:
    """An entity: its canonical value ("phd_candidate", "5"; as written for fields, institutions and countries).

    A date with a year is as exact as it was told: "2026-12-31", "2027-08" or "2027-spring".
    """

    label: Label
    value: str
    text: str


def entities_in(message: str) -> tuple[Entity, ...]:
    """The entities of a message in the order in which they stand, each label and value once."""
    dates = list(dates_in(message))
    found = {begin: Entity(Label.DATE, value, message[begin:end]) for begin, end, value in dates}
    for span in _pipeline()(message).ents:
        # The month of a date is told by the date.
        in_date = any(begin < span.end_char and span.start_char < end for begin, end, _ in dates)
        if span.label_ != SOMETHING_ELSE and not in_date:
            found[span.start_char] = Entity(Label(span.label_), span.ent_id_ or span.text, span.text)
    first: dict[tuple[Label, str], Entity] = {}
    for _, entity in sorted(found.items(), key=lambda stands: stands[0]):
        first.setdefault((entity.label, entity.value.casefold()), entity)
    return tuple(first.values())


@cache
def _pipeline() -> Language:
    # The tokenizer's rules are the same in the three forms.
    language = spacy.blank("nb")
    ruler = cast(EntityRuler, language.add_pipe("entity_ruler", config={"overwrite_ents": True}))
    ruler.add_patterns(_patterns(yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))))
    return language


def _patterns(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"label": label, "id": value if value != "as written" else "", "pattern": _tokens(pattern)}
        for label, values in content.items()
        for value, patterns in values.items()
        for pattern in patterns
    ]


def _tokens(pattern: str) -> list[dict[str, Any]]:
    """One token a word: a regular expression for the whole token, in lower case unless it begins with "="."""
    return [
        {"TEXT" if word.startswith("=") else "LOWER": {"REGEX": f"^(?:{word.removeprefix('=')})$"}}
        for word in pattern.split()
    ]
