"""Days on which a counsellor's week does not hold: hours closed (out of office), or opened beside it."""

import datetime
from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant import audit
from assistant.booking.availability import Kind, fits, minute_of, time_of
from assistant.clock import OSLO
from assistant.database import Base
from assistant.errors import BrokenAvailability, NotFound
from assistant.people import Profile

MIDNIGHT = 24 * 60
LONGEST_DAYS = 366
# Years that people mean; beyond them some moments of a day cannot be computed.
YEARS = range(2000, 2100)


class AvailabilityException(Base):
    """Hours of one day; `session_minutes` is set for hours that are opened. Minutes count from midnight."""

    __tablename__ = "availability_exceptions"
    __table_args__ = (Index("ix_availability_exceptions_counsellor_id_day", "counsellor_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    day: Mapped[datetime.date]
    from_minute: Mapped[int]
    to_minute: Mapped[int]
    session_minutes: Mapped[int | None]
    kind: Mapped[str | None]


@dataclass(frozen=True)
class Closed:
    """Hours of a day without sessions, in minutes since midnight."""

    day: datetime.date
    from_minute: int = 0
    to_minute: int = MIDNIGHT
    id: int = 0

    @property
    def is_whole_day(self) -> bool:
        """Whether nothing of the day is left."""
        return self.from_minute == 0 and self.to_minute == MIDNIGHT

    @property
    def begins(self) -> datetime.datetime:
        """When it begins."""
        return _moment(self.day, self.from_minute)

    @property
    def ends(self) -> datetime.datetime:
        """When it ends."""
        return _moment(self.day, self.to_minute)


@dataclass(frozen=True)
class Opened:
    """Hours of a day opened beside the week, on holidays too. Raises BrokenAvailability as Hours does."""

    day: datetime.date
    starts: datetime.time
    ends: datetime.time
    session_minutes: int = 45
    kind: Kind = Kind.INDIVIDUAL
    id: int = 0

    def __post_init__(self) -> None:
        """Check that a session fits."""
        if not fits(self.starts, self.ends, self.session_minutes):
            raise BrokenAvailability()


def close(
    session: Session,
    *,
    counsellor: Profile,
    first: datetime.date,
    last: datetime.date,
    hours: tuple[datetime.time, datetime.time] | None = None,
    now: datetime.datetime,
) -> list[Closed]:
    """Close the days from `first` to `last`, or these hours of each. Raises BrokenAvailability.

    Appointments already made stay.
    """
    closed = closed_days(first, last, hours)
    session.add_all(
        AvailabilityException(
            counsellor_id=counsellor.id, day=one.day, from_minute=one.from_minute, to_minute=one.to_minute
        )
        for one in closed
    )
    _record(session, counsellor, now)
    return closed


def closed_days(
    first: datetime.date, last: datetime.date, hours: tuple[datetime.time, datetime.time] | None = None
) -> list[Closed]:
    """The days from `first` to `last`, or these hours of each, as closed. Raises BrokenAvailability."""
    begins, ends = (minute_of(hours[0]), minute_of(hours[1])) if hours else (0, MIDNIGHT)
    length = (last - first).days
    if first.year not in YEARS or not 0 <= length <= LONGEST_DAYS or begins >= ends:
        raise BrokenAvailability()
    days = [first + datetime.timedelta(days=number) for number in range(length + 1)]
    return [Closed(day, begins, ends) for day in days]


def open_extra(session: Session, *, counsellor: Profile, opened: Opened, now: datetime.datetime) -> None:
    """Open hours on one day. Raises BrokenAvailability for a year that nobody means."""
    if opened.day.year not in YEARS:
        raise BrokenAvailability()
    row = AvailabilityException(
        counsellor_id=counsellor.id,
        day=opened.day,
        from_minute=minute_of(opened.starts),
        to_minute=minute_of(opened.ends),
        session_minutes=opened.session_minutes,
        kind=opened.kind,
    )
    session.add(row)
    _record(session, counsellor, now)


def remove(session: Session, *, counsellor: Profile, number: int, now: datetime.datetime) -> None:
    """Take an exception away: the week holds again. Raises NotFound."""
    removed = session.execute(
        delete(AvailabilityException)
        .where(AvailabilityException.id == number, AvailabilityException.counsellor_id == counsellor.id)
        .returning(AvailabilityException.id)
    )
    if not removed.all():
        raise NotFound()
    _record(session, counsellor, now)


def exceptions_between(
    session: Session, first: datetime.date, last: datetime.date, *, counsellor_id: int | None = None
) -> dict[int, list[Closed | Opened]]:
    """The exceptions of the days from `first` to `last`, by counsellor, in order of time."""
    query = select(AvailabilityException).where(AvailabilityException.day >= first, AvailabilityException.day <= last)
    if counsellor_id is not None:
        query = query.where(AvailabilityException.counsellor_id == counsellor_id)
    found: dict[int, list[Closed | Opened]] = {}
    for row in session.scalars(query.order_by(AvailabilityException.day, AvailabilityException.from_minute)):
        found.setdefault(row.counsellor_id, []).append(_value(row))
    return found


def _value(row: AvailabilityException) -> Closed | Opened:
    if row.session_minutes is None:
        return Closed(row.day, row.from_minute, row.to_minute, row.id)
    begins, ends = time_of(row.from_minute), time_of(row.to_minute)
    return Opened(row.day, begins, ends, row.session_minutes, Kind(row.kind or Kind.INDIVIDUAL), row.id)


def _moment(day: datetime.date, minute: int) -> datetime.datetime:
    midnight = datetime.datetime.combine(day, datetime.time(), tzinfo=OSLO)
    # Added in wall-clock time, so that a day ends at midnight also when the clock is changed.
    return (midnight + datetime.timedelta(minutes=minute)).astimezone(datetime.UTC)


def _record(session: Session, counsellor: Profile, now: datetime.datetime) -> None:
    audit.record(session, "booking.exceptions.changed", at=now, by=counsellor.public_id, about=counsellor.public_id)
