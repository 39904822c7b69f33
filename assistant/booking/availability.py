"""A counsellor's weekly hours, in Norwegian wall-clock time, cut into sessions."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant import audit
from assistant.database import Base
from assistant.errors import BrokenAvailability
from assistant.people import Profile

SESSION_MINUTES = (30, 45, 60)
# All starts and lengths are whole quarters: that is what lets the database promise that nothing overlaps.
QUARTER = datetime.timedelta(minutes=15)


class Kind(StrEnum):
    """What a session is for."""

    INDIVIDUAL = "individual"
    DOCUMENTS = "documents"  # Feedback on a CV or an application.
    FOLLOW_UP = "follow_up"


class Availability(Base):
    """One stretch of a weekday (0 is Monday) in which sessions can be booked; minutes count from midnight."""

    __tablename__ = "availability"

    id: Mapped[int] = mapped_column(primary_key=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int]
    from_minute: Mapped[int]
    to_minute: Mapped[int]
    session_minutes: Mapped[int]
    kind: Mapped[str]
    urgent: Mapped[bool]


@dataclass(frozen=True, order=True)
class Hours:
    """One stretch of a weekday (0 is Monday), in wall-clock time; `urgent` ones are held back for what cannot wait."""

    weekday: int
    starts: datetime.time
    ends: datetime.time
    session_minutes: int = 45
    kind: Kind = Kind.INDIVIDUAL
    urgent: bool = False

    def __post_init__(self) -> None:
        """Raises BrokenAvailability unless at least one session of whole quarters fits."""
        if not 0 <= self.weekday <= 6 or not fits(self.starts, self.ends, self.session_minutes):
            raise BrokenAvailability()

    @property
    def from_minute(self) -> int:
        """When it begins, in minutes since midnight."""
        return minute_of(self.starts)

    @property
    def to_minute(self) -> int:
        """When it ends, in minutes since midnight."""
        return minute_of(self.ends)


def fits(starts: datetime.time, ends: datetime.time, session_minutes: int) -> bool:
    """Whether at least one session of whole quarters fits between two times of a day."""
    quarters = all(minute_of(time) % 15 == 0 for time in (starts, ends))
    return session_minutes in SESSION_MINUTES and quarters and minute_of(ends) - minute_of(starts) >= session_minutes


def minute_of(time: datetime.time) -> int:
    """Minutes since midnight."""
    return time.hour * 60 + time.minute


def ordinary_week() -> list[Hours]:
    """Monday to Friday from 9 to 15 with an hour's break: what a new counsellor begins with."""
    mornings = [Hours(day, datetime.time(9), datetime.time(11, 15)) for day in range(5)]
    return mornings + [Hours(day, datetime.time(12, 15), datetime.time(15, 15)) for day in range(5)]


def hours_of(session: Session, counsellor_id: int) -> list[Hours]:
    """A counsellor's weekly hours, from Monday on."""
    query = select(Availability).where(Availability.counsellor_id == counsellor_id)
    return sorted(hours_in(row) for row in session.scalars(query))


def check_week(hours: Iterable[Hours]) -> None:
    """Raises BrokenAvailability if hours of one day overlap."""
    for earlier, later in pairwise(sorted(hours)):
        if earlier.weekday == later.weekday and later.starts < earlier.ends:
            raise BrokenAvailability()


def hours_in(row: Availability) -> Hours:
    """The hours that a row holds."""
    begins, ends = time_of(row.from_minute), time_of(row.to_minute)
    return Hours(row.weekday, begins, ends, row.session_minutes, Kind(row.kind), row.urgent)


def replace_hours(session: Session, *, counsellor: Profile, hours: Iterable[Hours], now: datetime.datetime) -> None:
    """Set a counsellor's whole week; appointments already made stay. Raises BrokenAvailability if hours overlap."""
    ordered = sorted(hours)
    check_week(ordered)
    session.execute(delete(Availability).where(Availability.counsellor_id == counsellor.id))
    session.add_all(
        Availability(
            counsellor_id=counsellor.id,
            weekday=entry.weekday,
            from_minute=entry.from_minute,
            to_minute=entry.to_minute,
            session_minutes=entry.session_minutes,
            kind=entry.kind,
            urgent=entry.urgent,
        )
        for entry in ordered
    )
    audit.record(session, "booking.availability.changed", at=now, by=counsellor.public_id, about=counsellor.public_id)


def time_of(minute: int) -> datetime.time:
    """The time of day so many minutes after midnight."""
    return datetime.time(minute // 60, minute % 60)
