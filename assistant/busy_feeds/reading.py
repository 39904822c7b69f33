"""When the owner of a calendar is busy, from the calendar's text (RFC 5545)."""

import datetime
from collections import defaultdict
from collections.abc import Sequence

from icalendar import Calendar, Event, Timezone, vPeriod
from icalendar.parser import Contentline
from recurring_ical_events import CalendarQuery

from assistant.busy_feeds.events import UNREADABLE, days_named, event, is_busy, is_recurrent, span
from assistant.busy_feeds.intervals import Busy, Interval, whole_day
from assistant.busy_feeds.parts import Part, parts

# Days and times without a zone are compared with UTC first, and are placed in Oslo afterwards.
MARGIN = datetime.timedelta(days=1)


def busy_times(content: bytes, *, after: datetime.datetime, before: datetime.datetime) -> list[Interval]:
    """Half-open intervals of aware UTC in which the owner is busy, in order, no two touching, cut off at both ends.

    Busy is preferred wherever the calendar is broken or unclear. Raises FeedUnusable. Neither time nor memory is
    limited here, and icalendar keeps the calendar's own time zones for the rest of the process: see read_safely.
    """
    found = parts(content)
    for part in found:
        if part.name == "VTIMEZONE":
            _learn_zone(part)
    busy = Busy(after, before)
    for part in found:
        if part.name == "VFREEBUSY":
            _take_periods(busy, part)
    for events in _by_uid(busy, [part for part in found if part.name == "VEVENT"]):
        _take(busy, events)
    return busy.merged()


def _learn_zone(part: Part) -> None:
    """Let icalendar know a zone that the calendar describes, which it does when it reads it."""
    try:
        Timezone.from_ical(part.text)
    except UNREADABLE:
        # Times in this zone are then times without one.
        return


def _by_uid(busy: Busy, found: Sequence[Part]) -> list[list[Event]]:
    """The events, each with its changed occurrences; of those that cannot be read the days are taken at once."""
    groups: dict[str, list[Event]] = defaultdict(list)
    for number, part in enumerate(found):
        read = event(part)
        if read is None:
            for day in days_named(part):
                busy.add(*whole_day(day))
        else:
            groups[str(read.get("UID") or number)].append(read)
    return list(groups.values())


def _take(busy: Busy, events: list[Event]) -> None:
    """Take the time of the events of one UID.

    They should be one event and changes of it. Where there are several, all of them count: some programs give
    everything the same UID.
    """
    changes = [found for found in events if "RECURRENCE-ID" in found]
    cores = [found for found in events if "RECURRENCE-ID" not in found]
    for core in cores:
        if changes or is_recurrent(core):
            _take_series(busy, core, changes)
        else:
            _take_once(busy, core)
    if not cores:
        for change in changes:
            _take_once(busy, change)


def _take_series(busy: Busy, core: Event, changes: list[Event]) -> None:
    """Take an event's occurrences. If the changes cannot be applied they are taken too, else the event once."""
    try:
        occurrences = _occurrences([core, *changes], busy)
    except UNREADABLE:
        if not changes:
            _take_once(busy, core)
            return
        _take_series(busy, core, [])
        for change in changes:
            _take_once(busy, change)
        return
    for occurrence in occurrences:
        _take_once(busy, occurrence)


def _occurrences(events: list[Event], busy: Busy) -> list[Event]:
    calendar = Calendar()
    for found in events:
        calendar.add_component(found)
    return list(CalendarQuery(calendar).between(busy.after - MARGIN, busy.before + MARGIN))


def _take_once(busy: Busy, found: Event) -> None:
    if is_busy(found):
        busy.add(*span(found))


def _take_periods(busy: Busy, part: Part) -> None:
    """Take the periods of a published busy time (RFC 5545, 3.6.4 and 3.8.2.6); tentative ones count."""
    for line in part.lines:
        try:
            _, params, value = Contentline(line).parts()
        except ValueError:
            continue
        if str(params.get("FBTYPE", "BUSY")).upper() != "FREE":
            for period in value.split(","):
                _take_period(busy, period)


def _take_period(busy: Busy, period: str) -> None:
    try:
        starts_at, until = vPeriod.from_ical(period.strip())
        ends_at = starts_at + until if isinstance(until, datetime.timedelta) else until
    except UNREADABLE:
        for day in days_named(Part("VEVENT", [f"DTSTART:{period}"])):
            busy.add(*whole_day(day))
        return
    busy.add(starts_at, ends_at)
