"""Rules that find days and times of day in a row of symbols, by regular expressions over the symbols' kinds."""

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from assistant.clock import OSLO
from assistant.wished_time.spans import Span
from assistant.wished_time.symbols import Symbol
from knowledge_base.article import WrittenForm

# What a number may be: figures, a word, or Bokmål's "to", which is English's preposition too.
NUMBER = "(?:int|ord|word|to)"
DAY_MINUTES = 24 * 60


class Sort(StrEnum):
    """How an item's days were told; they are put together by it."""

    WEEKDAY = "weekday"
    DATE = "date"
    SPAN = "span"
    OPEN = "open"


@dataclass(frozen=True)
class Days:
    """Days as told by one expression; more than one alternative if it may mean different days.

    A WEEKDAY item also has its weekdays (Monday is 0), so that it can pick days of another item's span. `edge` is the
    kind of word that made it open at one side ("after", "from", "before", "until"), `week_is_told` says that the
    expression chose among the weeks ("next Friday").
    """

    sort: Sort
    alternatives: tuple[tuple[Span, ...], ...]
    weekdays: tuple[int, ...] = ()
    season: str = ""


@dataclass(frozen=True)
class Times:
    """Times of day, each as its first minute of the day and the minute at which it ends.

    They were told as what a clock shows, as a part of the day ("morning"), or as neither ("after 14").
    """

    minutes: tuple[tuple[int, int], ...]
    is_clock: bool = False
    is_part: bool = False


Item = Days | Times


@dataclass(frozen=True)
class Setting:
    """When and in which written form the message was written; `now` is aware, in Oslo."""

    now: datetime.datetime
    written_form: WrittenForm

    @property
    def today(self) -> datetime.date:
        """The calendar day in Norway."""
        return self.now.date()


def setting_of(now: datetime.datetime, written_form: WrittenForm) -> Setting:
    """The setting of a message written at an aware moment."""
    return Setting(now.astimezone(OSLO), written_form)


class Found:
    """The symbols that a rule's pattern met."""

    def __init__(self, symbols: Sequence[Symbol], kinds: str, match: re.Match[str]) -> None:
        self._symbols, self._kinds, self._match = symbols, kinds, match

    def __getitem__(self, group: int | str) -> list[Symbol]:
        """The symbols of a group of the pattern; empty if it met none."""
        begin, end = self._match.span(group)
        if begin < 0:
            return []
        # A kind ends with a blank, so that blanks count symbols.
        return list(self._symbols[self._kinds.count(" ", 0, begin) : self._kinds.count(" ", 0, end)])

    def value(self, kinds: str) -> int:
        """The value of the first symbol of one of the kinds, or 0."""
        return next((int(symbol.value) for symbol in self[0] if symbol.kind in kinds.split()), 0)

    def numbers(self) -> list[int]:
        """The values of all numbers in order."""
        return [
            number_of(symbol) for symbol in self[0] if symbol.kind in ("int", "ord", "word", "nth", "th", "to", "a")
        ]

    def has(self, kind: str) -> bool:
        """Whether a symbol of the kind is among them."""
        return any(symbol.kind == kind for symbol in self[0])

    def first(self, kinds: str) -> str:
        """The first of the kinds that is there, or nothing."""
        return next((symbol.kind for symbol in self[0] if symbol.kind in kinds.split()), "")


Maker = Callable[[Found, Setting], Sequence[Item] | None]


@dataclass(frozen=True)
class Rule:
    """A pattern over kinds, and what it makes, or None if the values make no sense.

    In a pattern a word is a kind; blanks only part words.
    """

    pattern: str
    make: Maker

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern for kinds that each end with a blank."""
        groups = re.sub(r"(?<![\w<])([a-z][a-z_]*)(?![\w>])", r"(?:\1~)", self.pattern)
        return re.compile(groups.replace(" ", "").replace("~", " "))


def number_of(symbol: Symbol) -> int:
    """A number's value; the word "to" is Bokmål's two where a number is expected."""
    return 2 if symbol.kind == "to" else int(symbol.value)


def is_duration(symbols: Sequence[Symbol]) -> bool:
    """Whether "in two weeks" is Norwegian's "i to uker", which is how long and not when."""
    return symbols[0].text == "i"


def scan(symbols: Sequence[Symbol], rules: Sequence[Rule], setting: Setting) -> Iterator[Symbol | Item]:
    """The symbols with items in the place of those that rules met; the longest match counts, then the earlier rule."""
    kinds = "".join(f"{symbol.kind} " for symbol in symbols)
    place, offset = 0, 0
    while place < len(symbols):
        items, length = _longest(symbols, kinds, offset, rules, setting)
        yield from items if length else (symbols[place],)
        place += length or 1
        offset = _after_blanks(kinds, offset, length or 1)


def _after_blanks(kinds: str, offset: int, blanks: int) -> int:
    for _ in range(blanks):
        offset = kinds.index(" ", offset) + 1
    return offset


def _longest(
    symbols: Sequence[Symbol], kinds: str, offset: int, rules: Sequence[Rule], setting: Setting
) -> tuple[Sequence[Item], int]:
    matches = [(rule, match) for rule in rules if (match := rule.compiled.match(kinds, offset)) and match.group()]
    for rule, match in sorted(matches, key=lambda pair: -pair[1].end()):
        items = rule.make(Found(symbols, kinds, match), setting)
        if items is not None:
            return items, match.group().count(" ")
    return (), 0
