"""A counsellor's weekly hours, in Norwegian wall-clock time, cut into sessions."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
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


class Availability(Base):
    """One stretch of a weekday (0 is Monday) in which sessions can be booked; minutes count from midnight."""

    __tablename__ = "availability"

    id: Mapped[int] = mapped_column(primary_key=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int]
    from_minute: Mapped[int]
    to_minute: Mapped[int]
    session_minutes: Mapped[int]


@dataclass(frozen=True, order=True)
class Hours:
    """One stretch of a weekday (0 is Monday), in wall-clock time."""

    weekday: int
    starts: datetime.time
    ends: datetime.time
    session_minutes: int = 45

    def __post_init__(self) -> None:
        """Raises BrokenAvailability unless at least one session of whole quarters fits."""
        length = minute_of(self.ends) - minute_of(self.starts)
        quarters = all(minute_of(time) % 15 == 0 for time in (self.starts, self.ends))
        if (
            self.session_minutes not in SESSION_MINUTES
            or not quarters
            or not 0 <= self.weekday <= 6
            or length < self.session_minutes
        ):
            raise BrokenAvailability()


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
    return sorted(
        Hours(row.weekday, _time(row.from_minute), _time(row.to_minute), row.session_minutes)
        for row in session.scalars(query)
    )


def replace_hours(session: Session, *, counsellor: Profile, hours: Iterable[Hours], now: datetime.datetime) -> None:
    """Set a counsellor's whole week; appointments already made stay. Raises BrokenAvailability if hours overlap."""
    ordered = sorted(hours)
    for earlier, later in pairwise(ordered):
        if earlier.weekday == later.weekday and later.starts < earlier.ends:
            raise BrokenAvailability()
    session.execute(delete(Availability).where(Availability.counsellor_id == counsellor.id))
    session.add_all(
        Availability(
            counsellor_id=counsellor.id,
            weekday=entry.weekday,
            from_minute=minute_of(entry.starts),
            to_minute=minute_of(entry.ends),
            session_minutes=entry.session_minutes,
        )
        for entry in ordered
    )
    audit.record(session, "booking.availability.changed", at=now, by=counsellor.public_id, about=counsellor.public_id)


def _time(minute: int) -> datetime.time:
    return datetime.time(minute // 60, minute % 60)
