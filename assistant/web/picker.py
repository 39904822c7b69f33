"""The days to choose among: a month of weeks, with how much is free on each day, and the times of one of them."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends

from assistant.booking import Kind, Slot
from assistant.clock import OSLO
from assistant.errors import InvalidInput

_WEEK = datetime.timedelta(days=7)
_DAY = datetime.timedelta(days=1)
Week = list["Day | None"]


@dataclass(frozen=True)
class Day:
    """A day in Norway and the number of free times on it."""

    date: datetime.date
    free: int

    @property
    def noon(self) -> datetime.datetime:
        """A moment of the day, by which texts name it."""
        return datetime.datetime.combine(self.date, datetime.time(12), OSLO)


@dataclass(frozen=True)
class Address:
    """Where the picker's links lead: to a page of ours, with what its query must keep."""

    path: str
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def here(self) -> str:
        """The address without a day."""
        return f"{self.path}?{urlencode(self.kept)}" if self.kept else self.path

    def of(self, day: datetime.date) -> str:
        """The address that shows a day."""
        return f"{self.path}?{urlencode([*self.kept, ('day', day.isoformat())])}"


@dataclass(frozen=True)
class Picker:
    """A month in weeks from Monday, without days of other months (None) and without weeks that are over.

    `chosen` is the day whose free times are `slots`. `earlier` and `later` are the first free days of the nearest
    months that have any. `first` is the first free time of all.
    """

    weeks: list[Week]
    chosen: Day
    slots: list[Slot]
    first: Slot
    earlier: datetime.date | None
    later: datetime.date | None
    address: Address


def picker(slots: Sequence[Slot], wanted: datetime.date | None, *, today: datetime.date, address: Address) -> Picker:
    """The picker with the wanted day chosen if it lies among those that can be, else the first that has a free time.

    `slots` are all free ones, soonest first, and at least one. Of those at the same time and of the same kind only
    the first is offered, whose turn it is.
    """
    by_day = _by_day(_whose_turn(slots))
    first, last = min(by_day), max(by_day)
    day = wanted if wanted and today <= wanted <= last else first
    months = {(free.year, free.month): free for free in sorted(by_day, reverse=True)}
    here = (day.year, day.month)
    return Picker(
        weeks=_weeks(day, today, by_day),
        chosen=Day(day, len(by_day.get(day, []))),
        slots=by_day.get(day, []),
        first=by_day[first][0],
        earlier=max((free for month, free in months.items() if month < here), default=None),
        later=min((free for month, free in months.items() if month > here), default=None),
        address=address,
    )


def day_in_query(day: str = "") -> datetime.date | None:
    """The day that a page is asked for. Raises InvalidInput."""
    try:
        return datetime.date.fromisoformat(day) if day else None
    except ValueError as error:
        raise InvalidInput(field="day") from error


DayHere = Annotated[datetime.date | None, Depends(day_in_query)]


def _whose_turn(slots: Iterable[Slot]) -> list[Slot]:
    first_of: dict[tuple[datetime.datetime, datetime.datetime, Kind], Slot] = {}
    for slot in slots:
        first_of.setdefault((slot.starts_at, slot.ends_at, slot.kind), slot)
    return list(first_of.values())


def _by_day(slots: Iterable[Slot]) -> dict[datetime.date, list[Slot]]:
    days = groupby(slots, key=lambda slot: slot.starts_at.astimezone(OSLO).date())
    return {day: list(group) for day, group in days}


def _weeks(day: datetime.date, today: datetime.date, by_day: dict[datetime.date, list[Slot]]) -> list[Week]:
    begins = day.replace(day=1)
    monday = max(_monday_of(begins), _monday_of(today))
    weeks = []
    while (monday.year, monday.month) <= (day.year, day.month):
        dates = [monday + number * _DAY for number in range(7)]
        weeks.append([Day(date, len(by_day.get(date, []))) if date.month == day.month else None for date in dates])
        monday += _WEEK
    return weeks


def _monday_of(day: datetime.date) -> datetime.date:
    return day - day.weekday() * _DAY
