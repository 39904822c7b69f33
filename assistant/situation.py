"""Where researchers work and as what, once they have said so: it narrows what they are answered.

Only what they plainly say of themselves, now, counts: a wrong guess would hide the right answer. Nothing is stored:
it is read from the messages, and is forgotten with them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.entities import Entity, Label, entities_in

# Rules and offers differ between these two; "researcher" and "temporary" are said of everybody.
POSITIONS = ("phd_candidate", "postdoc")
_SHORT_NAMES = {name.casefold(): name for name in "UiO UiB UiT UiA UiS NTNU NMBU OsloMet HVL USN NHH KHiO".split()} | {
    "universitetet i oslo": "UiO",
    "university of oslo": "UiO",
    "universitetet i bergen": "UiB",
    "university of bergen": "UiB",
    "universitetet i tromsø": "UiT",
    "university of tromsø": "UiT",
    "universitetet i agder": "UiA",
    "university of agder": "UiA",
    "universitetet i stavanger": "UiS",
    "university of stavanger": "UiS",
    "høgskulen på vestlandet": "HVL",
}
# "Some university" is none.
_NAMELESS = re.compile(r"[a-zæøå]\w* universit\w+")

_SENTENCE = re.compile(r"[^.!?;\n]+(?:\.(?=\w)[^.!?;\n]+)*")
# "I am", "eg jobbar", "sit som", "ansatt ved".
_IS = re.compile(
    r"\b(?:(?:jeg|eg|æ|i)(?:\s+\w+)?\s+(?:er|e|am|work|jobber|jobbar|arbeider|arbeidar|sitter|sit|sitt)\b|i['\u2019]?m\b"
    r"|(?:sitter|sit|sitt|jobber|jobbar|arbeider|arbeidar|ansatt|tilsett|tilsatt|work|working|employed)"
    r"\s+(?:(?:her|jeg|eg|æ)\s+)?(?:som|ved|på|i|at|as|by)\b)",
    re.IGNORECASE,
)
_I = re.compile(r"\b(?:jeg|eg|æ|i|meg|me|my|min|mi|mitt|mine)\b", re.IGNORECASE)
_AS = re.compile(r"\b(?:som|as(?:\s+an?)?)\s+$", re.IGNORECASE)
# "My contract at", "kontrakten min ved".
_MINE = re.compile(
    r"\b(?:my|min|mi|mitt)\b(?:\s+[\w.-]+){0,2}\s+(?:ved|på|at|with|hos)\s+(?:the\s+)?$|\b(?:kontrakten|stillinga|stillingen)"
    r"\s+(?:min|mi)\s+(?:ved|på|hos)\s+$",
    re.IGNORECASE,
)
# "Stipendiat ved UiB, andre året."
_GREETING = re.compile(r"\W*(?:(?:hei|hi|hello|hallo)\W+)?", re.IGNORECASE)
_GOES_ON = re.compile(r"\s*(?:,|\s(?:ved|på|at|i|in|her|here)\b)", re.IGNORECASE)
_AT = re.compile(r"\b(?:ved|på|at|hos)\s+(?:the\s+)?$", re.IGNORECASE)
_PLURAL = re.compile(r"(?:er|ar|ene|ane|s)$", re.IGNORECASE)
# What is wished, feared, past, denied, or another's.
_NOT_NOW = re.compile(
    r"\b(?:hvis|viss|dersom|om|if|whether|ikke|ikkje|itj|not|aldri|never|bli|blir|become|becoming|skal|vil|want|would|ønsker|ønskjer"
    r"|vurderer|vurderar|considering|søk\w*|appl\w*|tilbud|tilbod|offer\w*|intervju\w*|interview\w*|ferdig|fullført|finished|done"
    r"|did|tok|took|completed|slutt\w*|quit\w*|etter|after|før|fyrst|before|var|was|were|tidligere|tidlegare|previous\w*|former\w*"
    r"|gamle|old|ex|kolleg\w*|colleague\w*|venn\w*|friend\w*|veileder\w*|rettleiar\w*|rettleier\w*|supervis\w*|partner\w*|mann\w*"
    r"|kon[ea]\w*|samboer\w*|sambuar\w*|husband|wife|datter|sønn|daughter|son|journalist\w*|master\w*|administra\w*|hr|noen|nokon"
    r"|someone|mellom|between|eller|or|enn|than|stipendiat[ea]r\w*|postdoktor[ea]r\w*|postdocs|phds|candidates|students|fellows"
    r"|kandidat[ea]r\w*|forskere|forskarar|researchers)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Situation:
    """Institutions, by their short names where they have one, and positions (some of POSITIONS)."""

    institutions: frozenset[str] = frozenset()
    positions: frozenset[str] = frozenset()

    def or_else(self, other: "Situation") -> "Situation":
        """This one, with what it leaves open from the other."""
        return Situation(self.institutions or other.institutions, self.positions or other.positions)


UNTOLD = Situation()


def named_in(text: str) -> Situation:
    """The institutions and positions that a text names, whoever is there."""
    return _situation(entities_in(text))


def told_in(messages: Sequence[str]) -> Situation:
    """Where the writer of messages, oldest first, says to be and as what; the last word counts."""
    told = UNTOLD
    for message in reversed(messages):
        told = told.or_else(_situation([entity for part in _SENTENCE.findall(message) for entity in _own(part)]))
        if told.institutions and told.positions:
            break
    return told


def _own(sentence: str) -> list[Entity]:
    """The entities of a sentence that the writer says of themselves."""
    own: list[Entity] = []
    for entity in entities_in(sentence):
        before, _, after = sentence.partition(entity.text)
        # Who opens with a position says where as well: "Postdoc at UiT, two years left."
        is_there = bool(own) and entity.label is Label.INSTITUTION and _AT.search(before)
        if not _NOT_NOW.search(before) and (is_there or _is_said(entity, before, after, sentence)):
            own.append(entity)
    return own


def _is_said(entity: Entity, before: str, after: str, sentence: str) -> bool:
    is_as = _AS.search(before) and _I.search(sentence)
    if entity.label is not Label.POSITION:
        return bool(_IS.search(before) or _MINE.search(before))
    if _PLURAL.search(entity.text):
        return False
    opens = _GREETING.fullmatch(before) and _GOES_ON.match(after)
    return bool(_IS.search(before) or is_as or opens)


def _situation(entities: Iterable[Entity]) -> Situation:
    institutions: set[str] = set()
    positions: set[str] = set()
    for one in entities:
        if one.label is Label.INSTITUTION and not _NAMELESS.fullmatch(one.value):
            institutions.add(_short(one.value))
        elif one.label is Label.POSITION and one.value in POSITIONS:
            positions.add(one.value)
    return Situation(frozenset(institutions), frozenset(positions))


def _short(name: str) -> str:
    folded = name.casefold()
    # "NTNUs" is NTNU's.
    return _SHORT_NAMES.get(folded) or _SHORT_NAMES.get(folded.removesuffix("s")) or name
