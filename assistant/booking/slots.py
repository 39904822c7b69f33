"""Free slots: computed from weekly hours less holidays and what is booked, never stored.

Hours are expanded in wall-clock time in Europe/Oslo and only then turned to UTC, so that 09:00 stays 09:00
on both sides of a change to or from summer time.
"""

import datetime
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import holidays
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.booking.availability import QUARTER, Availability
from assistant.clock import OSLO
from assistant.database import Base
from assistant.errors import SlotPast, SlotTaken, SlotUnknown
from assistant.people import Profile, Role, everybody

MIN_NOTICE = datetime.timedelta(hours=12)
HORIZON = datetime.timedelta(weeks=6)

_SLOT_ID = re.compile(r"(?P<counsellor>[0-9a-f]{8})-(?P<start>\d{8}T\d{4})Z-(?P<minutes>30|45|60)")


class BookedQuarter(Base):
    """A quarter of an hour of a counsellor that an appointment uses.

    Its primary key is the promise: whatever starts and lengths meet, two appointments that overlap share a
    quarter, and the database takes only one of them. The same on SQLite and PostgreSQL.
    """

    __tablename__ = "booked_quarters"

    counsellor_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    starts_at: Mapped[datetime.datetime] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id", ondelete="CASCADE"), index=True)


@dataclass(frozen=True, order=True)
class Slot:
    """A time at which a counsellor can be booked; `id` says it all and is stable."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    counsellor: str
    counsellor_name: str

    @property
    def id(self) -> str:
        """Counsellor, start in UTC and length."""
        minutes = int((self.ends_at - self.starts_at).total_seconds() // 60)
        return f"{self.counsellor}-{self.starts_at:%Y%m%dT%H%M}Z-{minutes}"

    def quarters(self) -> list[datetime.datetime]:
        """The beginnings of the quarters of an hour that the slot covers."""
        count = (self.ends_at - self.starts_at) // QUARTER
        return [self.starts_at + number * QUARTER for number in range(count)]


def free_slots(
    session: Session,
    *,
    now: datetime.datetime,
    after: datetime.datetime | None = None,
    before: datetime.datetime | None = None,
) -> list[Slot]:
    """Slots that can be booked, soonest first: not before the notice, not beyond the horizon, nothing booked.

    `after` and `before` narrow the time further; counsellors at the same time come in an order that changes
    with the day, so that nobody is always first.
    """
    earliest = max(now + MIN_NOTICE, after or now)
    latest = min(now + HORIZON, before or now + HORIZON)
    if earliest >= latest:
        return []
    taken = _taken(session, earliest, latest)
    found = [
        slot
        for slot in _offered(session, earliest, latest)
        if earliest <= slot.starts_at < latest and taken[slot.counsellor].isdisjoint(slot.quarters())
    ]
    return sorted(found, key=lambda slot: (slot.starts_at, _turn(slot)))


def next_slots(session: Session, *, now: datetime.datetime, count: int) -> list[Slot]:
    """The soonest free slots, on different days as far as there are any, so that they are a real choice."""
    by_day: dict[datetime.date, Slot] = {}
    slots = free_slots(session, now=now)
    for slot in slots:
        by_day.setdefault(slot.starts_at.astimezone(OSLO).date(), slot)
    chosen = [*by_day.values(), *(slot for slot in slots if slot not in by_day.values())]
    return sorted(chosen[:count])


def slot_for_id(session: Session, slot_id: str, *, now: datetime.datetime) -> Slot:
    """The free slot with an id. Raises SlotUnknown, SlotPast or SlotTaken."""
    parts = _SLOT_ID.fullmatch(slot_id)
    if parts is None:
        raise SlotUnknown()
    try:
        starts_at = datetime.datetime.strptime(parts["start"], "%Y%m%dT%H%M").replace(tzinfo=datetime.UTC)
    except ValueError as error:
        raise SlotUnknown() from error
    if starts_at < now + MIN_NOTICE:
        raise SlotPast()
    if starts_at >= now + HORIZON:
        raise SlotUnknown()
    offered = [slot for slot in _offered(session, starts_at, starts_at) if slot.id == slot_id]
    if not offered:
        raise SlotUnknown()
    taken = _taken(session, starts_at, offered[0].ends_at)
    if not taken[offered[0].counsellor].isdisjoint(offered[0].quarters()):
        raise SlotTaken()
    return offered[0]


def _offered(session: Session, earliest: datetime.datetime, latest: datetime.datetime) -> Iterator[Slot]:
    counsellors = {person.id: person for person in everybody(session, role=Role.COUNSELLOR) if person.active}
    week: dict[int, list[Availability]] = defaultdict(list)
    for row in session.scalars(select(Availability)):
        if row.counsellor_id in counsellors:
            week[row.weekday].append(row)
    day = earliest.astimezone(OSLO).date()
    while day <= latest.astimezone(OSLO).date():
        if day not in _holidays_in(day.year):
            for row in week[day.weekday()]:
                yield from _cut(row, day, counsellors[row.counsellor_id])
        day += datetime.timedelta(days=1)


def _cut(row: Availability, day: datetime.date, counsellor: Profile) -> Iterator[Slot]:
    length = datetime.timedelta(minutes=row.session_minutes)
    for minute in range(row.from_minute, row.to_minute - row.session_minutes + 1, row.session_minutes):
        begins = datetime.datetime.combine(day, datetime.time(minute // 60, minute % 60), tzinfo=OSLO)
        starts_at = begins.astimezone(datetime.UTC)
        ends_at = starts_at + length
        # No session at the moment the clock is changed: it would overlap the next, or be at an hour that is skipped.
        if (starts_at.astimezone(OSLO), ends_at.astimezone(OSLO)) == (begins, begins + length):
            yield Slot(starts_at, ends_at, counsellor.public_id, counsellor.name)


def _taken(
    session: Session, earliest: datetime.datetime, latest: datetime.datetime
) -> dict[str, set[datetime.datetime]]:
    public_ids = {person.id: person.public_id for person in everybody(session)}
    margin = datetime.timedelta(hours=1)
    query = select(BookedQuarter).where(
        BookedQuarter.starts_at >= earliest - margin, BookedQuarter.starts_at < latest + margin
    )
    taken: dict[str, set[datetime.datetime]] = defaultdict(set)
    for row in session.scalars(query):
        taken[public_ids[row.counsellor_id]].add(row.starts_at)
    return taken


def _turn(slot: Slot) -> int:
    return zlib.crc32(f"{slot.counsellor} {slot.starts_at:%Y%m%d}".encode())


@cache
def _holidays_in(year: int) -> frozenset[datetime.date]:
    return frozenset(holidays.country_holidays("NO", years=year))
