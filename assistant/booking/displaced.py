"""Sessions that their counsellor cancelled to be away: who had one may still move it, which makes it stand again."""

import datetime

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant import audit
from assistant.booking.tables import Appointment
from assistant.database import Base

LASTS = datetime.timedelta(days=14)


class Displaced(Base):
    """One such session, until it is moved, declined, or too late for either."""

    __tablename__ = "displaced"

    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime.datetime]


def displace(session: Session, row: Appointment, *, now: datetime.datetime) -> None:
    """Mark a session that has been cancelled."""
    session.add(Displaced(appointment_id=row.id, at=now))
    session.flush()


def displaced_until(session: Session, row: Appointment) -> datetime.datetime | None:
    """Until when a session can be moved although it is cancelled; None if it is not one of these.

    That is 14 days, and in any case until its former time is over; no longer than who had it is known.
    """
    at = session.scalar(select(Displaced.at).where(Displaced.appointment_id == row.id))
    return max(at + LASTS, row.ends_at) if at and row.email else None


def is_displaced(session: Session, row: Appointment, *, now: datetime.datetime) -> bool:
    """Whether a session can be moved although it is cancelled."""
    until = displaced_until(session, row)
    return until is not None and now < until


def settle(session: Session, row: Appointment) -> bool:
    """Take the mark away; whether there was one."""
    gone = delete(Displaced).where(Displaced.appointment_id == row.id).returning(Displaced.appointment_id)
    return session.scalar(gone) is not None


def decline(session: Session, row: Appointment, *, by: str, now: datetime.datetime) -> bool:
    """Want no other time for a session that was cancelled; whether it was one of these."""
    # Whoever moves it at the same moment waits here.
    session.refresh(row, with_for_update=True)
    was_open = is_displaced(session, row, now=now)
    if was_open:
        settle(session, row)
        audit.record(session, "booking.displaced.declined", at=now, by=by, about=row.ref)
    return was_open


def remove_expired_displaced(session: Session, *, now: datetime.datetime) -> None:
    """Forget the marks of sessions that can be moved no longer."""
    over = select(Appointment.id).where(Appointment.ends_at <= now)
    session.execute(delete(Displaced).where(Displaced.at <= now - LASTS, Displaced.appointment_id.in_(over)))
