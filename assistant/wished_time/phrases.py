"""What stands around days and times: "from ... to", "before", "not", "instead of", "flytt fra ... til"."""

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.wished_time import clock_times, days, spans
from assistant.wished_time.rules import Days, Item, Setting, Sort, Times, scan
from assistant.wished_time.spans import Span
from assistant.wished_time.symbols import Symbol

Element = Symbol | Item

_RULES = (*clock_times.RULES, *days.RULES)
_UNTOLD = frozenset({"fill", "the", "in", "on", "of", "a", "at", "oclock"})
_EARLY_IN_DAY = Times(((6 * 60, 12 * 60),))
_LATE_IN_DAY = Times(((14 * 60, 18 * 60),))
_SIDES = frozenset({"after", "from", "before", "until"})
# What must follow "to" for it to be where a session is moved.
_MOVED_TO = re.compile(
    r"(?:to|til) (?:other (?=(?:on )?(?:weekday|relday|next|pair) ))?(?:(?:fill|the|on|in|a) )*"
    r"(?:weekday|weekend|relday|next|this|coming|part|after|before|between|from|around|early|mid|late|int|ord|th|pair"
    r"|clock|date|month|season|at|theweek|halv|half|quarter|noon|nth|last|week (?:int|ord)|word (?:am|pm|punct|$)) "
)


@dataclass(frozen=True)
class Told:
    """What a message tells in order, with the words that connect it; and what it excludes."""

    elements: tuple[Element, ...]
    excluded: tuple[Item, ...]


def told_in(symbols: Sequence[Symbol], setting: Setting) -> Told:
    """The days and times of a message, put together with the words around them."""
    is_moved = any(symbol.kind == "move" for symbol in symbols)
    wished = _moved_to(symbols) if is_moved else symbols
    elements: list[Element] = [element for element in scan(wished, _RULES, setting) if _kind(element) not in _UNTOLD]
    elements = _rewritten(elements, _as_date)
    elements = _rewritten(elements, _as_range)
    elements = _rewritten(elements, _as_part)
    elements = _without_origin(elements) if is_moved else elements
    elements = _rewritten(elements, lambda row: _as_open(row, setting.today))
    return _told(elements)


def _kind(element: Element) -> str:
    return element.kind if isinstance(element, Symbol) else type(element).__name__.lower()


def _moved_to(symbols: Sequence[Symbol]) -> Sequence[Symbol]:
    """Only where to a session is to be moved: "from Tuesday at ten" is where it is now."""
    kinds = [symbol.kind for symbol in symbols]
    moved = kinds.index("move")
    for place in range(moved, len(symbols)):
        if kinds[place] in ("to", "til") and _MOVED_TO.match(" ".join([*kinds[place:], "punct"]) + " "):
            return [Symbol("at", symbols[place].text), *symbols[place + 1 :]]
    return symbols


def _rewritten(
    elements: list[Element], rewrite: Callable[[Sequence[Element]], tuple[list[Element], int] | None]
) -> list[Element]:
    """The row with what `rewrite` makes of its beginning, tried from each place; it says how many elements it used."""
    done: list[Element] = []
    place = 0
    while place < len(elements):
        made, used = rewrite(elements[place:]) or ([elements[place]], 1)
        done += made
        place += used
    return done


def _as_date(row: Sequence[Element]) -> tuple[list[Element], int] | None:
    """ "Friday 4 December" is one day told twice; where the two do not agree, one of them is wrong and both stay."""
    match row[:2]:
        case [Days(sort=Sort.WEEKDAY) as weekday, Days(sort=Sort.DATE) as date] if all(
            day.weekday() in weekday.weekdays for told in date.alternatives for span in told for day in span
        ):
            return [date], 2
    return None


def _as_range(row: Sequence[Element]) -> tuple[list[Element], int] | None:
    """ "From Tuesday to Thursday", "mellom tirsdag og torsdag", "28. desember til 3. januar"."""
    begin = 1 if _kind(row[0]) in ("from", "between") else 0
    between = {"to", "til", "dash", "until"} | ({"and"} if _kind(row[0]) == "between" else set())
    match row[begin : begin + 3]:
        case [Days() as first, Symbol() as link, Days() as last] if link.kind in between:
            span = _range(first, last)
            return ([span], begin + 3) if span else None
    return None


def _range(first: Days, last: Days) -> Days | None:
    begins, ends = first.alternatives[0][0].first, [told[-1].end for told in last.alternatives]
    end = next((end for end in ends if end > begins), None)
    if first.weekdays and last.weekdays and end is None:
        end = min(ends) + datetime.timedelta(days=spans.DAYS_OF_WEEK)
    if end is None:
        return None
    span = Span(begins, end)
    if first.weekdays and last.weekdays:
        return Days(Sort.WEEKDAY, ((span,),), weekdays=tuple(sorted({day.weekday() for day in span})))
    return Days(Sort.SPAN, ((span,),))


def _as_part(row: Sequence[Element]) -> tuple[list[Element], int] | None:
    """ "Early next week", "midten av mars", "mid-February"; "early" beside a day is its morning."""
    match row[:3]:
        case [Symbol(kind="early" | "mid" | "late" as part), Symbol(kind="dash"), Days(sort=Sort.SPAN) as told]:
            return [_part(told, part)], 3
        case [Symbol(kind="early" | "mid" | "late" as part), Days(sort=Sort.SPAN) as told, *_]:
            return [_part(told, part)], 2
        case [Symbol(kind="early" | "late" as part), Days() as told, *_]:
            return [told, _EARLY_IN_DAY if part == "early" else _LATE_IN_DAY], 2
        case [Days(sort=Sort.DATE | Sort.WEEKDAY) as told, Symbol(kind="early" | "late" as part), *_]:
            return [told, _EARLY_IN_DAY if part == "early" else _LATE_IN_DAY], 2
    return None


def _part(told: Days, part: str) -> Days:
    parts = tuple(tuple(spans.part_of(span, part) for span in alternative) for alternative in told.alternatives)
    return replace(told, alternatives=parts, season="")


def _without_origin(elements: list[Element]) -> list[Element]:
    """ "Move it from Tuesday" alone does not tell where to."""
    return _rewritten(elements, _as_origin)


def _as_origin(row: Sequence[Element]) -> tuple[list[Element], int] | None:
    match row[:2]:
        case [Symbol(kind="from", text="from" | "fra" | "frå"), Days()]:
            return [], 2
    return None


def _as_open(row: Sequence[Element], today: datetime.date) -> tuple[list[Element], int] | None:
    """ "Before Friday", "tidlegast 1. februar", "after Tuesday next week", "Friday at the latest"."""
    match row[:3]:
        case [Symbol() as side, Days(sort=Sort.WEEKDAY) as weekday, Days(sort=Sort.SPAN) as week] if (
            side.kind in _SIDES
        ):
            return [_open(_picked(weekday, week), side.kind, today)], 3
        case [Days(sort=Sort.SPAN) as week, Symbol() as side, Days(sort=Sort.WEEKDAY) as weekday] if (
            side.kind in _SIDES
        ):
            return [week, _open(_picked(weekday, week), side.kind, today)], 3
        case [Symbol() as side, Days() as told, *_] if side.kind in _SIDES:
            return [_open(told, side.kind, today)], 2
        case [Days() as told, Symbol(kind="from" | "until") as side, *rest] if not (rest and isinstance(rest[0], Days)):
            return [_open(told, side.kind, today)], 2
    return None


def _picked(weekday: Days, week: Days) -> Days:
    """The weekdays of a span."""
    such = tuple(
        tuple(day for span in alternative for day in span.weekdays(weekday.weekdays))
        for alternative in week.alternatives
    )
    return Days(Sort.DATE, tuple(alternative for alternative in such if alternative) or weekday.alternatives)


def _open(told: Days, side: str, today: datetime.date) -> Days:
    if told.season:
        beside = spans.after_season if side in ("after", "from") else spans.before_season
        return Days(Sort.SPAN, ((beside(told.season, today),),))
    if all(alternative[-1].end <= today for alternative in told.alternatives):
        return told
    opened = (_opened(alternative, side, today) for alternative in told.alternatives)
    return Days(Sort.SPAN, tuple((span,) for span in opened if span.first < span.end) or told.alternatives)


def _opened(told: Sequence[Span], side: str, today: datetime.date) -> Span:
    match side:
        case "after":
            return spans.days_from(told[-1].end, spans.OPEN_DAYS)
        case "from":
            return spans.days_from(told[0].first, spans.OPEN_DAYS)
        case "before":
            return Span(today, told[0].first)
        case _:
            return Span(today, told[-1].end)


def _told(elements: Sequence[Element]) -> Told:
    """The elements without what "not" and "doesn't work" exclude."""
    kept: list[Element] = []
    excluded: list[Item] = []
    is_excluding = False
    for place, element in enumerate(elements):
        kind = _kind(element)
        if isinstance(element, Symbol):
            is_excluding = kind in ("not", "unfit") or (is_excluding and kind in ("or", "and"))
            if kind == "unfit" or (kind == "not" and _ends_clause(elements[place + 1 : place + 2])):
                excluded += _taken_back(kept)
            kept.append(element)
        elif is_excluding and not _is_period_of(excluded, elements[place - 1], element):
            excluded.append(element)
        else:
            kept.append(element)
    return Told(tuple(kept), tuple(excluded))


def _is_period_of(excluded: Sequence[Item], before: Element, element: Item) -> bool:
    """Whether it is the period of an excluded weekday: "anything but Wednesday this week" is about the week."""
    is_behind_weekday = isinstance(before, Days) and before.sort is Sort.WEEKDAY and before in excluded
    return is_behind_weekday and isinstance(element, Days) and element.sort is Sort.SPAN


def _ends_clause(following: Sequence[Element]) -> bool:
    return not following or _kind(following[0]) in ("punct", "but")


def _taken_back(kept: list[Element]) -> list[Item]:
    """Take the items of the present clause from the end of the row."""
    begin = next(
        (place + 1 for place in reversed(range(len(kept))) if _kind(kept[place]) in ("punct", "but", "unfit", "not")), 0
    )
    taken = [element for element in kept[begin:] if not isinstance(element, Symbol)]
    del kept[begin:]
    return taken
