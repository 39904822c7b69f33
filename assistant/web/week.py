"""A counsellor's week: for each day, in order of time, what is booked, free, closed, and busy in their own calendar."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends
from sqlalchemy.orm import Session

from assistant import booking
from assistant.booking import AppointmentView, Closed, Preference
from assistant.clock import OSLO
from assistant.errors import InvalidInput
from assistant.people import Profile

_DAY = datetime.timedelta(days=1)
_WEEK = datetime.timedelta(weeks=1)
_SATURDAY = 5


class What(StrEnum):
    """What a time of a day is used for."""

    SESSION = "session"
    FREE = "free"
    HELD_BACK = "held-back"
    CLOSED = "closed"
    BUSY = "busy"


@dataclass(frozen=True)
class Entry:
    """A time of one day, cut where the day begins and ends; `appointment` is set for a session."""

    begins: datetime.datetime
    ends: datetime.datetime
    what: What
    is_whole_day: bool = False
    appointment: AppointmentView | None = None


@dataclass(frozen=True)
class WeekDay:
    """A day in Norway with what it has, in order of time."""

    date: datetime.date
    entries: tuple[Entry, ...]
    is_today: bool

    @property
    def noon(self) -> datetime.datetime:
        """A moment of the day, by which texts name it."""
        return datetime.datetime.combine(self.date, datetime.time(12), OSLO)


@dataclass(frozen=True)
class Week:
    """The week that begins on a Monday; a Saturday or Sunday with nothing in it, and no holiday, is left out."""

    monday: datetime.date
    days: tuple[WeekDay, ...]

    @property
    def number(self) -> int:
        """Its number by ISO 8601, which calendars in Norway show."""
        return self.monday.isocalendar().week

    @property
    def sunday(self) -> datetime.date:
        """Its last day."""
        return self.monday + 6 * _DAY

    @property
    def earlier(self) -> str:
        """The week before it as addresses write it; "" if that cannot be shown."""
        return name_of(self.monday - _WEEK)

    @property
    def later(self) -> str:
        """The week after it as addresses write it; "" if that cannot be shown."""
        return name_of(self.monday + _WEEK)


def monday_of(day: datetime.date) -> datetime.date:
    """The day on which a day's week begins."""
    return day - day.weekday() * _DAY


def name_of(day: datetime.date) -> str:
    """A day's week as addresses write it ("2026-W49"), of a year that can be shown; else ""."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}" if year in booking.YEARS else ""


def address_of(ref: str) -> str:
    """Where a counsellor sees a session and what became of it."""
    return f"/counsellor/appointments/{ref}"


def monday_in_query(week: str = "") -> datetime.date | None:
    """The Monday of the week that a page is asked for. Raises InvalidInput."""
    if not week:
        return None
    parts = re.fullmatch(r"([0-9]{4})-W([0-9]{2})", week)
    if parts is None or int(parts[1]) not in booking.YEARS:
        raise InvalidInput(field="week")
    try:
        return datetime.date.fromisocalendar(int(parts[1]), int(parts[2]), 1)
    except ValueError as error:
        raise InvalidInput(field="week") from error


MondayHere = Annotated[datetime.date | None, Depends(monday_in_query)]


def week_of(
    session: Session, counsellor: Profile, monday: datetime.date, *, today: datetime.date, now: datetime.datetime
) -> Week:
    """A counsellor's week, over and to come."""
    found = list(_entries(session, counsellor, monday, now))
    days = [
        WeekDay(day, tuple(_on(day, found)), is_today=day == today)
        for day in (monday + number * _DAY for number in range(7))
    ]
    return Week(monday, tuple(day for day in days if day.entries or _is_always_shown(day.date)))


def _is_always_shown(day: datetime.date) -> bool:
    return day.weekday() < _SATURDAY or booking.is_holiday(day)


def _entries(session: Session, counsellor: Profile, monday: datetime.date, now: datetime.datetime) -> Iterator[Entry]:
    first, last = _midnight(monday), _midnight(monday + _WEEK)
    for view in booking.appointments_of(session, counsellor.id, since=first, before=last):
        yield Entry(view.starts_at, view.ends_at, What.SESSION, appointment=view)
    own = Preference(counsellor=counsellor.public_id, urgent=True)
    for slot in booking.free_slots(session, now=now, after=first, before=last, preference=own):
        yield Entry(slot.starts_at, slot.ends_at, What.HELD_BACK if slot.urgent else What.FREE)
    exceptions = booking.exceptions_between(session, monday, monday + 6 * _DAY, counsellor_id=counsellor.id)
    for one in exceptions.get(counsellor.id, []):
        if isinstance(one, Closed):
            yield Entry(one.begins, one.ends, What.CLOSED)
    for begins, ends in booking.busy_between(session, first, last).get(counsellor.id, []):
        yield Entry(begins, ends, What.BUSY)


def _on(day: datetime.date, entries: list[Entry]) -> list[Entry]:
    """What of the entries lies on a day, in order of time; what lasts from midnight to midnight says so."""
    first, last = _midnight(day), _midnight(day + _DAY)
    cut = [
        Entry(max(one.begins, first), min(one.ends, last), one.what, one.begins <= first and last <= one.ends,
              one.appointment)
        for one in entries
        if one.begins < last and first < one.ends
    ]  # fmt: skip
    return sorted(cut, key=lambda one: (one.begins, one.ends, one.what))


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), OSLO).astimezone(datetime.UTC)
