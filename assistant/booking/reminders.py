"""Reminders to researchers, a day and an hour before a session: found when they are due, and put in the outbox once."""

import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.booking.appointments import AppointmentView, view
from assistant.booking.tables import Appointment, Status
from assistant.database import Base

HOURS_BEFORE = (24, 1)


class Reminder(Base):
    """A reminder that was given: of an appointment at the time it had after so many changes."""

    __tablename__ = "reminders"

    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id", ondelete="CASCADE"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    hours_before: Mapped[int] = mapped_column(primary_key=True)


def take_due(session: Session, *, now: datetime.datetime) -> list[tuple[AppointmentView, int]]:
    """The appointments to remind of now and how many hours before that is; each is given once, to one worker.

    Who booked or moved after the moment of a reminder has just had a mail, and gets none. What could not be given
    before the moment of the next reminder, while no worker was up, is not given later.
    """
    return [
        (view(session, row), hours)
        for hours in HOURS_BEFORE
        for row in _due(session, hours, now)
        if _take(session, row, hours)
    ]


def _due(session: Session, hours: int, now: datetime.datetime) -> list[Appointment]:
    before = datetime.timedelta(hours=hours)
    until = datetime.timedelta(hours=max((later for later in HOURS_BEFORE if later < hours), default=0))
    query = (
        select(Appointment)
        .where(
            Appointment.status == Status.BOOKED,
            Appointment.starts_at > now + until,
            Appointment.starts_at <= now + before,
        )
        .order_by(Appointment.starts_at)
        # Another worker that is at the same appointment finds the reminder given afterwards.
        .with_for_update(skip_locked=True)
    )
    return [row for row in session.scalars(query) if row.placed_at <= row.starts_at - before]


def _take(session: Session, row: Appointment, hours: int) -> bool:
    key = (row.id, row.sequence, hours)
    if session.get(Reminder, key) is not None:
        return False
    session.add(Reminder(appointment_id=row.id, sequence=row.sequence, hours_before=hours))
    session.flush()
    return True
