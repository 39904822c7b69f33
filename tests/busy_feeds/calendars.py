"""Calendars as a test writes them, and what is read from them in the weeks the tests look at."""

import datetime

from assistant.busy_feeds import Interval, busy_times
from assistant.clock import OSLO

AFTER = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
BEFORE = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)

SECONDLY = ("DTSTART:19700101T000000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY")


def calendar(*parts: str, head: str = "") -> bytes:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{''.join(parts)}END:VCALENDAR\r\n".encode()


def part(name: str, *lines: str) -> str:
    return "".join(f"{line}\r\n" for line in (f"BEGIN:{name}", *lines, f"END:{name}"))


def event(*lines: str) -> str:
    return part("VEVENT", "DTSTAMP:20260101T000000Z", *lines)


def read(*parts: str, after: datetime.datetime = AFTER, before: datetime.datetime = BEFORE) -> list[Interval]:
    """What a calendar of these parts says, without a process of its own."""
    return busy_times(calendar(*parts), after=after, before=before)


def in_oslo(*parts: str, after: datetime.datetime = AFTER, before: datetime.datetime = BEFORE) -> list[str]:
    """The same, each interval as a Norwegian clock shows it: `03-29 02:00 - 03-29 03:00`."""
    return [
        " - ".join(f"{moment.astimezone(OSLO):%m-%d %H:%M}" for moment in interval)
        for interval in read(*parts, after=after, before=before)
    ]
