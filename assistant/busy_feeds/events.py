"""One event of a calendar, mended where it is broken so that it takes rather too much time than too little."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from icalendar import Event, vDDDLists, vDDDTypes, vInt, vRecur, vText

from assistant.busy_feeds.intervals import Time, moment, whole_day
from assistant.busy_feeds.parts import Part
from assistant.clock import OSLO

# What icalendar, dateutil and recurring-ical-events raise on what is broken; errors of their own are ValueErrors.
UNREADABLE = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

# What says by itself that an event takes no time from its owner.
FREE = {"STATUS": "CANCELLED", "TRANSP": "TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS": "FREE"}

RECURRENCE = ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
DAY_NAMED = re.compile(r"(?:DTSTART|DTEND)\b.*?(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)", re.IGNORECASE)


def event(part: Part) -> Event | None:
    """The event without what cannot be read of it; None if it does not tell when it begins.

    Times that name no zone, or one that nobody knows, are placed in Oslo. An event whose end cannot be read takes
    the whole day on which it begins. One whose rule cannot be read takes place once.
    """
    try:
        return _mended(Event.from_ical(part.text))
    except UNREADABLE:
        return None


def span(found: Event) -> tuple[Time, Time]:
    """When a mended event begins and ends, the first time if it recurs.

    Without an end it takes one day if it begins with a day, otherwise no time at all (RFC 5545, 3.6.1). Days of a
    duration are days of the calendar, hours are exact (3.3.6).
    """
    starts: Time = found["DTSTART"].dt
    if "DTEND" in found:
        return starts, found["DTEND"].dt
    if "DURATION" not in found:
        return (starts, starts) if isinstance(starts, datetime.datetime) else whole_day(starts)
    lasts: datetime.timedelta = found["DURATION"].dt
    try:
        return starts, moment(starts + datetime.timedelta(lasts.days)) + datetime.timedelta(seconds=lasts.seconds)
    except OverflowError:
        return starts, datetime.date.max


def is_recurrent(found: Event) -> bool:
    """Whether the event has other times than its own, or is a changed one of those."""
    return any(name in found for name in RECURRENCE)


def is_busy(found: Event) -> bool:
    """Whether the event takes time from its owner."""
    return all(str(found.get(name, "")).strip().upper() != word for name, word in FREE.items())


def days_named(part: Part) -> Iterator[datetime.date]:
    """The days on which an event that could not be read takes time, as far as they can be made out."""
    words = {line.split(";")[0].split(":")[0].strip().upper(): line.split(":")[-1] for line in part.lines}
    if any(words.get(name, "").strip().upper() == word for name, word in FREE.items()):
        return
    for line in part.lines:
        if found := DAY_NAMED.match(line.strip()):
            try:
                yield datetime.date(*map(int, found.groups()))
            except ValueError:
                continue


def _mended(read: Event) -> Event | None:
    starts = next(_times(read, "DTSTART"), None)
    if starts is None:
        return None
    mended = Event()
    for name in ("UID", *FREE):
        if words := _values(read, name):
            mended[name] = vText(str(words[0]))
    if number := [value for value in _values(read, "SEQUENCE") if isinstance(value, vInt)]:
        mended["SEQUENCE"] = number[0]
    _copy_span(read, mended, starts)
    _copy_recurrence(read, mended)
    return mended


def _copy_span(read: Event, mended: Event, starts: Time) -> None:
    ends = next(_times(read, "DTEND"), None)
    lasts = [value.dt for value in _values(read, "DURATION") if isinstance(value, vDDDTypes)]
    if ends is not None and ends != starts:
        mended["DTEND"] = vDDDTypes(ends)
    elif ends is None and lasts and isinstance(lasts[0], datetime.timedelta):
        mended["DURATION"] = vDDDTypes(lasts[0])
    elif ends is None and ("DTEND" in read or "DURATION" in read):
        starts = moment(starts).astimezone(OSLO).date()
    mended["DTSTART"] = vDDDTypes(starts)


def _copy_recurrence(read: Event, mended: Event) -> None:
    # Where the interval is zero, dateutil looks for the second time for ever.
    rules = [rule for rule in _values(read, "RRULE") if isinstance(rule, vRecur) and rule.get("INTERVAL") != [0]]
    if rules:
        mended["RRULE"] = rules
    for name in ("RDATE", "EXDATE"):
        lists = [value.dts for value in _values(read, name) if isinstance(value, vDDDLists)]
        if lists:
            mended[name] = vDDDLists([_placed(value.dt) for values in lists for value in values])
    for value in _values(read, "RECURRENCE-ID"):
        if isinstance(value, vDDDTypes) and isinstance(value.dt, datetime.date):
            mended["RECURRENCE-ID"] = vDDDTypes(_placed(value.dt))
            mended["RECURRENCE-ID"].params.update({k: v for k, v in value.params.items() if k == "RANGE"})


def _values(read: Event, name: str) -> list[Any]:
    """All values of that name; there may be several where one is allowed."""
    value = read.get(name, [])
    return value if isinstance(value, list) else [value]


def _times(read: Event, name: str) -> Iterator[Time]:
    """The values of that name which are days, or times of a day."""
    for value in _values(read, name):
        if isinstance(value, vDDDTypes) and isinstance(value.dt, datetime.date):
            yield _placed(value.dt)


def _placed(value: Any) -> Any:
    """A time, or the times of a period, in Oslo if it names no zone."""
    if isinstance(value, tuple):
        return tuple(map(_placed, value))
    is_floating = isinstance(value, datetime.datetime) and value.tzinfo is None
    return value.replace(tzinfo=OSLO) if is_floating else value
