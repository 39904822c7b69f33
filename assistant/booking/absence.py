"""Out of office: days or hours that a counsellor closes, with the sessions that are there."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.booking.appointments import AppointmentView, cancel, view
from assistant.booking.diary import lock_diary
from assistant.booking.displaced import displace
from assistant.booking.exceptions import Closed, close, closed_days, exceptions_between
from assistant.booking.matching import Preference
from assistant.booking.openings import Slot
from assistant.booking.slots import free_slots
from assistant.booking.tables import Appointment, Status
from assistant.errors import AbsenceChanged
from assistant.people import Profile


@dataclass(frozen=True)
class Absence:
    """The days from `first` to `last`, or these hours of each. Raises BrokenAvailability."""

    first: datetime.date
    last: datetime.date
    hours: tuple[datetime.time, datetime.time] | None = None

    def __post_init__(self) -> None:
        """Check that it can be closed."""
        closed_days(self.first, self.last, self.hours)

    @property
    def times(self) -> list[Closed]:
        """Its times, day by day."""
        return closed_days(self.first, self.last, self.hours)


@dataclass(frozen=True)
class Effect:
    """What an absence does: the sessions it cancels, soonest first, and how many free slots go."""

    sessions: tuple[AppointmentView, ...]
    free: int

    @property
    def marks(self) -> list[str]:
        """What was seen of the sessions, by which a change of them is noticed."""
        return [_mark(one.ref, one.sequence) for one in self.sessions]


def effect(session: Session, counsellor: Profile, absence: Absence, *, now: datetime.datetime) -> Effect:
    """What an absence would do now."""
    times = absence.times
    own = Preference(counsellor=counsellor.public_id, urgent=True)
    free = free_slots(session, now=now, after=times[0].begins, before=times[-1].ends, preference=own)
    return Effect(
        sessions=tuple(view(session, row) for row in _affected(session, counsellor, times, now)),
        free=sum(any(_lies_in(slot, one) for one in times) for slot in free),
    )


def leave(
    session: Session, counsellor: Profile, absence: Absence, *, seen: Collection[str], now: datetime.datetime
) -> list[AppointmentView]:
    """Close the times of an absence and cancel the sessions there, which can be moved from then on; those sessions.

    `seen` are the marks of the effect that was shown. Raises AbsenceChanged if the sessions have become others, and
    BrokenAvailability. Who books or moves to this counsellor at the same moment waits, or is waited for.
    """
    lock_diary(session, counsellor.id)
    rows = _affected(session, counsellor, absence.times, now, locked=True)
    if {_mark(row.ref, row.sequence) for row in rows} != set(seen):
        raise AbsenceChanged()
    _close(session, counsellor, absence, now)
    cancelled = []
    for row in rows:
        cancel(session, row, by=counsellor.public_id, now=now)
        displace(session, row, now=now)
        cancelled.append(view(session, row))
    return cancelled


def sessions_in(
    session: Session, counsellor: Profile, times: Sequence[Closed], *, now: datetime.datetime
) -> list[tuple[Closed, int]]:
    """For each closed time how many sessions that have not begun lie in it."""
    rows = _affected(session, counsellor, times, now) if times else []
    return [(one, sum(_lies_in(row, one) for row in rows)) for one in times]


def _affected(
    session: Session, counsellor: Profile, times: Sequence[Closed], now: datetime.datetime, *, locked: bool = False
) -> list[Appointment]:
    query = select(Appointment).where(
        Appointment.counsellor_id == counsellor.id,
        Appointment.status == Status.BOOKED,
        Appointment.starts_at > now,
        Appointment.starts_at < max(one.ends for one in times),
        Appointment.ends_at > min(one.begins for one in times),
    )
    query = query.order_by(Appointment.starts_at, Appointment.id)
    rows = session.scalars(query.with_for_update() if locked else query)
    return [row for row in rows if any(_lies_in(row, one) for one in times)]


def _lies_in(time: Appointment | Slot, closed: Closed) -> bool:
    return time.starts_at < closed.ends and closed.begins < time.ends_at


def _close(session: Session, counsellor: Profile, absence: Absence, now: datetime.datetime) -> None:
    """Close what is not closed in the same way already, so that to confirm twice is to confirm once."""
    found = exceptions_between(session, absence.first, absence.last, counsellor_id=counsellor.id)
    known = {replace(one, id=0) for one in found.get(counsellor.id, []) if isinstance(one, Closed)}
    missing = [one.day for one in absence.times if one not in known]
    # Days in a row have the same difference from their place in the list.
    for _, stretch in groupby(enumerate(missing), key=lambda numbered: numbered[1].toordinal() - numbered[0]):
        days = [day for _, day in stretch]
        close(session, counsellor=counsellor, first=days[0], last=days[-1], hours=absence.hours, now=now)


def _mark(ref: str, sequence: int) -> str:
    return f"{ref}-{sequence}"
