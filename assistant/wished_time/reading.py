"""Readings: what a message about a wished time may mean, as windows."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from assistant.wished_time import spans
from assistant.wished_time.choices import Alternative, Choice, alternatives_of, choices_of, minutes_of, without_times
from assistant.wished_time.phrases import told_in
from assistant.wished_time.rules import DAY_MINUTES, Days, Item, Setting, Times, setting_of
from assistant.wished_time.symbols import symbols_of
from assistant.wished_time.windows import Window, merged, windows_of
from knowledge_base.article import WrittenForm

_MOST_READINGS = 4
_WHOLE_DAY = ((0, DAY_MINUTES),)


@dataclass(frozen=True)
class Reading:
    """One meaning of a wish: the windows in which a session may begin, soonest first, never none.

    There are several for "Monday or Wednesday", and one a day if a time of day limits several days.
    """

    windows: tuple[Window, ...]


@dataclass(frozen=True)
class Wished:
    """What a message says about when: no reading if it names no time, several if it must be asked what is meant.

    `is_past` says that it names only what has been, `is_move` that something is to be moved; `other_words` is how many
    of its words say nothing of either.
    """

    readings: tuple[Reading, ...]
    is_past: bool = False
    is_move: bool = False
    other_words: int = 0


def wished_time(message: str, *, now: datetime.datetime, written_form: WrittenForm) -> Wished:
    """When the writer wants a session, told at `now` (aware); nothing is refused, whatever the message says.

    A time of day without a day ("after 14") and an exclusion alone ("not Mondays") hold for the six weeks to come.
    What "after", "from" and "tidligst" leave open ends after six weeks as well; after a season it is two weeks, and
    "after Christmas" is 2 to 15 January, since people mean when they are back.
    """
    setting = setting_of(now, written_form)
    symbols = symbols_of(message, written_form)
    kinds = Counter(symbol.kind for symbol in symbols)
    about = Wished((), is_move=kinds["move"] > 0, other_words=kinds["other"])
    told = told_in(symbols, setting)
    choices = choices_of(told.elements)
    if not choices and not _are_ahead(told.excluded, setting.today):
        return replace(about, is_past=bool(told.excluded))
    meanings = [_days_meant(choice, setting) for choice in choices or [Choice()]]
    readings = _readings(choices or [Choice()], meanings, told.excluded, setting)
    begun = any(span.first <= setting.today for days in meanings for alternative in days for span in alternative)
    return replace(about, readings=readings, is_past=begun and not readings)


def _are_ahead(excluded: Sequence[Item], today: datetime.date) -> bool:
    """Whether an exclusion is one of times to come: "I did not come yesterday" excludes nothing."""
    days = [span for item in excluded if isinstance(item, Days) for part in item.alternatives for span in part]
    return bool(excluded) and (not days or any(span.end > today for span in days))


def _days_meant(choice: Choice, setting: Setting) -> tuple[Alternative, ...]:
    if choice.days:
        return alternatives_of(choice)
    return ((spans.days_from(setting.today, spans.OPEN_DAYS),),)


def _readings(
    choices: Sequence[Choice], meanings: Sequence[Sequence[Alternative]], excluded: Sequence[Item], setting: Setting
) -> tuple[Reading, ...]:
    times = [_minutes_left(choice, excluded) for choice in choices]
    found: dict[Reading, None] = {}
    for alternatives in islice(product(*meanings), _MOST_READINGS * 2):
        windows = merged(
            window
            for days, minutes in zip(alternatives, times, strict=True)
            for window in windows_of(_days_left(days, excluded), minutes, setting.now)
        )
        if windows:
            found[Reading(windows)] = None
    soonest_first = sorted(found, key=lambda reading: reading.windows[0])
    return tuple(soonest_first[:_MOST_READINGS])


def _minutes_left(choice: Choice, excluded: Sequence[Item]) -> tuple[tuple[int, int], ...] | None:
    minutes = minutes_of(choice)
    taken = [part for item in excluded if isinstance(item, Times) for part in item.minutes]
    return without_times(minutes or _WHOLE_DAY, taken) if taken else minutes


def _days_left(days: Alternative, excluded: Sequence[Item]) -> Alternative:
    taken = [item for item in excluded if isinstance(item, Days)]
    if not taken:
        return days
    return spans.runs(day for span in days for day in span if not any(_has(item, day) for item in taken))


def _has(item: Days, day: datetime.date) -> bool:
    if item.weekdays:
        return day.weekday() in item.weekdays
    return any(day in span for alternative in item.alternatives for span in alternative)
