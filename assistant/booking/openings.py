"""What counsellors offer: their weeks, less closed hours and holidays, cut into sessions.

Hours are expanded in wall-clock time in Europe/Oslo and only then turned to UTC, so that 09:00 stays 09:00
on both sides of a change to or from summer time.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import holidays
from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.booking.availability import QUARTER, Availability, Hours, Kind, hours_in
from assistant.booking.exceptions import Closed, Opened, exceptions_between
from assistant.booking.terms import Place, Terms, all_terms
from assistant.clock import OSLO
from assistant.people import Profile, Role, everybody
from knowledge_base.article import WrittenForm

_DAY = datetime.timedelta(days=1)
_MINUTE = datetime.timedelta(minutes=1)
# The library's Norwegian is Bokmål; this is the one name that Nynorsk spells in another way.
_IN_NYNORSK = ("Arbeidernes dag", "Den internasjonale arbeidardagen")


@dataclass(frozen=True, order=True)
class Slot:
    """A time at which a counsellor can be booked; `id` says it all and is stable.

    `before` and `after` are the counsellor's buffers in minutes. `urgent` slots are held back.
    """

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    counsellor: str
    counsellor_name: str
    kind: Kind = Kind.INDIVIDUAL
    place: Place = Place.VIDEO
    urgent: bool = False
    before: int = 0
    after: int = 0

    @property
    def id(self) -> str:
        """Counsellor, start in UTC and length."""
        minutes = int((self.ends_at - self.starts_at).total_seconds() // 60)
        return f"{self.counsellor}-{self.starts_at:%Y%m%dT%H%M}Z-{minutes}"

    @property
    def occupied_from(self) -> datetime.datetime:
        """Where the buffer before it begins."""
        return self.starts_at - self.before * _MINUTE

    @property
    def occupied_to(self) -> datetime.datetime:
        """Where the buffer after it ends."""
        return self.ends_at + self.after * _MINUTE

    def quarters(self) -> list[datetime.datetime]:
        """The beginnings of the quarters of an hour that the slot and its buffers cover."""
        count = (self.occupied_to - self.occupied_from) // QUARTER
        return [self.occupied_from + number * QUARTER for number in range(count)]


@dataclass(frozen=True)
class Plan:
    """All that decides what one counsellor offers."""

    counsellor: Profile
    terms: Terms
    hours: Sequence[Hours] = ()
    exceptions: Sequence[Closed | Opened] = ()


def plans(session: Session, first: datetime.date, last: datetime.date) -> list[Plan]:
    """The plans of all counsellors who may take sessions, with the exceptions from one day to another."""
    terms, exceptions = all_terms(session), exceptions_between(session, first, last)
    hours: dict[int, list[Hours]] = defaultdict(list)
    for row in session.scalars(select(Availability)):
        hours[row.counsellor_id].append(hours_in(row))
    return [
        Plan(person, terms.get(person.id, Terms()), hours[person.id], exceptions.get(person.id, ()))
        for person in everybody(session, role=Role.COUNSELLOR)
        if person.active
    ]


def openings(plan: Plan, first: datetime.date, last: datetime.date) -> Iterator[Slot]:
    """The slots that a plan offers from one day to another, day by day, whether they are free or not."""
    week: dict[int, list[Hours]] = defaultdict(list)
    for entry in sorted(plan.hours):
        week[entry.weekday].append(entry)
    exceptions: dict[datetime.date, list[Closed | Opened]] = defaultdict(list)
    for exception in plan.exceptions:
        exceptions[exception.day].append(exception)
    for number in range((last - first).days + 1):
        day = first + number * _DAY
        of_the_week = [] if is_holiday(day) else week[day.weekday()]
        if of_the_week or exceptions[day]:
            yield from _openings_of(plan, day, of_the_week, exceptions[day])


def is_holiday(day: datetime.date) -> bool:
    """Whether it is a public holiday in Norway."""
    return day in _holidays_in(day.year)


def holiday_name(day: datetime.date, form: WrittenForm) -> str:
    """What a public holiday in Norway is called; "" of another day."""
    language = "en_US" if form is WrittenForm.ENGLISH else "no"
    name = _holidays_in(day.year, language).get(day, "")
    return name.replace(*_IN_NYNORSK) if form is WrittenForm.NYNORSK else name


def _openings_of(
    plan: Plan, day: datetime.date, of_the_week: list[Hours], exceptions: list[Closed | Opened]
) -> Iterator[Slot]:
    closed = [one for one in exceptions if isinstance(one, Closed)]
    opened = [
        Hours(day.weekday(), one.starts, one.ends, one.session_minutes, one.kind)
        for one in exceptions
        if isinstance(one, Opened)
    ]
    last_end: datetime.datetime | None = None
    for entry in sorted([*of_the_week, *opened]):
        for slot in _cut(plan, entry, day):
            is_closed = any(slot.starts_at < one.ends and one.begins < slot.ends_at for one in closed)
            # Hours opened beside the week may lie across it; then what begins first stays.
            if not is_closed and (last_end is None or slot.starts_at >= last_end):
                last_end = slot.ends_at
                yield slot


def _cut(plan: Plan, entry: Hours, day: datetime.date) -> Iterator[Slot]:
    terms, length = plan.terms, datetime.timedelta(minutes=entry.session_minutes)
    step = entry.session_minutes + terms.buffer_before + terms.buffer_after
    for minute in range(entry.from_minute, entry.to_minute - entry.session_minutes + 1, step):
        if (starts_at := _moment(day, minute, length)) is not None:
            yield Slot(
                starts_at, starts_at + length, plan.counsellor.public_id, plan.counsellor.name, entry.kind,
                terms.place, entry.urgent, terms.buffer_before, terms.buffer_after,
            )  # fmt: skip


def _moment(day: datetime.date, minute: int, length: datetime.timedelta) -> datetime.datetime | None:
    """The moment so many minutes after midnight on the wall clock; None if the clock is changed within the session."""
    midnight, is_ordinary = _midnight(day)
    if is_ordinary:
        return midnight + minute * _MINUTE
    begins = datetime.datetime.combine(day, datetime.time(minute // 60, minute % 60), tzinfo=OSLO)
    starts_at = begins.astimezone(datetime.UTC)
    ends_at = starts_at + length
    # No session at the moment the clock is changed: it would overlap the next, or be at an hour that is skipped.
    is_whole = (starts_at.astimezone(OSLO), ends_at.astimezone(OSLO)) == (begins, begins + length)
    return starts_at if is_whole else None


@lru_cache(maxsize=1024)
def _midnight(day: datetime.date) -> tuple[datetime.datetime, bool]:
    """The day's beginning in UTC, and whether the clock stays as it is until the next midnight."""
    begins = datetime.datetime.combine(day, datetime.time(), tzinfo=OSLO)
    ends = datetime.datetime.combine(day + _DAY, datetime.time(), tzinfo=OSLO)
    return begins.astimezone(datetime.UTC), begins.utcoffset() == ends.utcoffset()


@cache
def _holidays_in(year: int, language: str = "no") -> dict[datetime.date, str]:
    return dict(holidays.country_holidays("NO", years=year, language=language))
