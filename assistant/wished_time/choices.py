"""Choices: "Monday morning or Wednesday after 14 next week" are two, which share what only one of them tells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from assistant.wished_time.phrases import Element
from assistant.wished_time.rules import Days, Item, Sort, Times
from assistant.wished_time.spans import Span
from assistant.wished_time.symbols import Symbol

Alternative = tuple[Span, ...]

_HALF_DAY = 12 * 60
_MOST_ALTERNATIVES = 4


@dataclass
class Choice:
    """One way to meet the wish: its days, its times of day, and whether the time was told before the day."""

    days: list[Days] = field(default_factory=list)
    times: list[Times] = field(default_factory=list)
    is_time_first: bool = False

    def of(self, *sorts: Sort) -> list[Days]:
        """The days that were told in one of the ways."""
        return [told for told in self.days if told.sort in sorts]


def choices_of(elements: Sequence[Element]) -> list[Choice]:
    """The choices of a message, each with what it shares with the others."""
    choices = [Choice()]
    connector = ""
    for element in elements:
        if isinstance(element, Symbol):
            connector = _connector(element, connector)
            continue
        if _begins_choice(choices[-1], element, connector):
            choices.append(Choice())
        _add(choices[-1], element)
        connector = ""
    return _shared(_without_open([choice for choice in choices if choice.days or choice.times]))


def _connector(symbol: Symbol, connector: str) -> str:
    if symbol.kind in ("or", "and"):
        return symbol.kind
    return connector or ("," if symbol.kind == "punct" else "")


def _add(choice: Choice, item: Item) -> None:
    if isinstance(item, Times):
        choice.is_time_first = choice.is_time_first or not choice.days
        choice.times.append(item)
    else:
        choice.days.append(item)


def _begins_choice(choice: Choice, item: Item, connector: str) -> bool:
    if connector == "or" or isinstance(item, Times):
        return connector == "or"
    if not choice.days:
        return False
    if connector == "and":
        return True
    return _is_another(choice, item, connector)


def _is_another(choice: Choice, item: Days, connector: str) -> bool:
    """Whether the days are others than those that the choice has, so that both cannot tell of one day."""
    match item.sort:
        case Sort.WEEKDAY:
            return bool(choice.of(Sort.WEEKDAY)) or (bool(connector) and not _agree(item, choice.of(Sort.DATE)))
        case Sort.DATE:
            return bool(choice.of(Sort.DATE)) or (bool(connector) and not _agree_all(choice.of(Sort.WEEKDAY), item))
        case Sort.SPAN:
            told = choice.of(Sort.SPAN)
            return bool(told) and not _common(told[-1].alternatives[0], item.alternatives[0])
        case _:
            return False


def _agree(weekday: Days, dates: Sequence[Days]) -> bool:
    return all(_is_on(alternative, weekday) for date in dates for alternative in date.alternatives)


def _agree_all(weekdays: Sequence[Days], date: Days) -> bool:
    return all(_agree(weekday, [date]) for weekday in weekdays)


def _is_on(spans: Alternative, weekday: Days) -> bool:
    return all(day.weekday() in weekday.weekdays for span in spans for day in span)


def _common(first: Alternative, second: Alternative) -> Alternative:
    return tuple(common for one in first for other in second if (common := one.within(other)))


def _without_open(choices: list[Choice]) -> list[Choice]:
    """ "As soon as possible" adds nothing to days that are told."""
    if any(told.sort is not Sort.OPEN for choice in choices for told in choice.days):
        for choice in choices:
            choice.days = [told for told in choice.days if told.sort is not Sort.OPEN]
    return [choice for choice in choices if choice.days or choice.times]


def _shared(choices: list[Choice]) -> list[Choice]:
    return [
        Choice(_days_of(choices, place), _times_of(choices, place), choice.is_time_first)
        for place, choice in enumerate(choices)
    ]


def _times_of(choices: Sequence[Choice], place: int) -> list[Times]:
    """Its own times, or later ones ("Monday or Friday at 10"), or those told first ("at 10 on Monday or Friday")."""
    earlier = [choice.times for choice in reversed(choices[:place]) if choice.times and choice.is_time_first]
    later = [choice.times for choice in choices[place + 1 :] if choice.times]
    return next(iter([*([choices[place].times] if choices[place].times else []), *later, *earlier]), [])


def _days_of(choices: Sequence[Choice], place: int) -> list[Days]:
    """Its own days; those of another choice if it has none; another's span if it has weekdays only."""
    own = choices[place]
    others = [*choices[place + 1 :], *reversed(choices[:place])]
    if not own.days:
        return next((choice.days for choice in [*reversed(choices[:place]), *choices[place:]] if choice.days), [])
    if len(own.of(Sort.WEEKDAY)) < len(own.days):
        return own.days
    spans = next((choice.of(Sort.SPAN) for choice in others if choice.of(Sort.WEEKDAY) and choice.of(Sort.SPAN)), [])
    return [*own.days, *spans]


def alternatives_of(choice: Choice) -> tuple[Alternative, ...]:
    """What days the choice may mean: several alternatives if it is ambiguous, none if it tells no day."""
    dates, weekdays, spans = choice.of(Sort.DATE), choice.of(Sort.WEEKDAY), choice.of(Sort.SPAN, Sort.OPEN)
    if dates:
        return _dates(_united(dates), weekdays)
    if spans:
        periods = _united_spans(spans)
        return tuple(picked for period in periods if (picked := _picked(period, weekdays)))
    return _united(weekdays) if weekdays else ()


def _united(told: Sequence[Days]) -> tuple[Alternative, ...]:
    combined = product(*(days.alternatives for days in told))
    return tuple(tuple(span for part in parts for span in part) for parts in islice(combined, _MOST_ALTERNATIVES))


def _united_spans(told: Sequence[Days]) -> tuple[Alternative, ...]:
    periods = told[0].alternatives
    for days in told[1:]:
        narrowed = tuple(
            common for period in periods for other in days.alternatives if (common := _common(period, other))
        )
        periods = narrowed or periods
    return periods[:_MOST_ALTERNATIVES]


def _dates(dates: tuple[Alternative, ...], weekdays: Sequence[Days]) -> tuple[Alternative, ...]:
    """The dates that are the weekdays told beside them; if none is, one of the two is wrong and both may be meant."""
    agreeing = tuple(date for date in dates if all(_is_on(date, weekday) for weekday in weekdays))
    return agreeing or dates + tuple(weekday.alternatives[0] for weekday in weekdays)


def _picked(period: Alternative, weekdays: Sequence[Days]) -> Alternative:
    if not weekdays:
        return period
    wanted = {day for weekday in weekdays for day in weekday.weekdays}
    return tuple(day for span in period for day in span.weekdays(wanted))


def minutes_of(choice: Choice) -> tuple[tuple[int, int], ...] | None:
    """The choice's times of day as minutes; None if it tells none.

    Two times limit each other ("after 10, before 14") or, if they have nothing in common, are both meant; "in the
    evening, at 8" is twenty o'clock.
    """
    if not choice.times:
        return None
    minutes = choice.times[0].minutes
    for told, before in zip(choice.times[1:], choice.times, strict=False):
        minutes = _limited(minutes, told.minutes) or _half_a_day_later(minutes, told, before) or minutes + told.minutes
    return minutes


def _limited(first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (max(one[0], other[0]), min(one[1], other[1]))
        for one in first
        for other in second
        if max(one[0], other[0]) < min(one[1], other[1])
    )


def _half_a_day_later(minutes: Sequence[tuple[int, int]], told: Times, before: Times) -> tuple[tuple[int, int], ...]:
    if not (told.is_clock and before.is_part) and not (told.is_part and before.is_clock):
        return ()
    clock, limits = (told.minutes, minutes) if told.is_clock else (minutes, told.minutes)
    later = [(begins + _HALF_DAY, ends + _HALF_DAY) for begins, ends in clock]
    return _limited(later, limits)


def without_times(
    minutes: Sequence[tuple[int, int]], excluded: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """What is left of times of day when others are taken from them."""
    left = list(minutes)
    for begins, ends in excluded:
        left = [part for one in left for part in _outside(one, begins, ends)]
    return tuple(left)


def _outside(one: tuple[int, int], begins: int, ends: int) -> Iterator[tuple[int, int]]:
    if one[0] < min(one[1], begins):
        yield one[0], min(one[1], begins)
    if max(one[0], ends) < one[1]:
        yield max(one[0], ends), one[1]
