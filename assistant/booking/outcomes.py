"""What became of a session: held, with a follow-up or without, or nobody came."""

import datetime
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant import audit
from assistant.booking.appointments import AppointmentView, view
from assistant.booking.tables import Appointment, Outcome, Result, Status
from assistant.errors import AppointmentOver, InvalidInput, SessionNotBegun

# Who has not recorded a session within so long is not reminded of it any more.
ASKED_FOR = datetime.timedelta(weeks=3)


@dataclass(frozen=True)
class Recorded:
    """What became of a session as its counsellor sees it."""

    result: Result
    follow_up_wanted: bool
    recorded_at: datetime.datetime
    told: tuple[str, ...]


def outcome_of(session: Session, appointment_id: int) -> Recorded | None:
    """What became of a session, None if it is not recorded."""
    row = session.get(Outcome, appointment_id)
    return _recorded(row) if row else None


def record(
    session: Session, row: Appointment, result: Result, *, follow_up_wanted: bool, by: str, now: datetime.datetime
) -> Recorded:
    """Record what became of a session, or put right what was recorded; the same twice changes nothing.

    `by` is its counsellor's public id. Raises SessionNotBegun, AppointmentOver if it was cancelled, or InvalidInput
    for a follow-up of a session that was not held.
    """
    session.refresh(row, with_for_update=True)
    if row.status != Status.BOOKED:
        raise AppointmentOver()
    if row.starts_at > now:
        raise SessionNotBegun()
    if follow_up_wanted and result is not Result.HELD:
        raise InvalidInput(field="follow_up_wanted")
    outcome = session.get(Outcome, row.id, populate_existing=True)
    if outcome is None:
        outcome = Outcome(appointment_id=row.id, told=[])
        session.add(outcome)
    elif (outcome.result, outcome.follow_up_wanted) == (result, follow_up_wanted):
        return _recorded(outcome)
    outcome.result, outcome.follow_up_wanted, outcome.recorded_at = result, follow_up_wanted, now
    session.flush()
    # The log is read by admins: it tells that something was recorded and not what.
    audit.record(session, "booking.outcome.recorded", at=now, by=by, about=row.ref)
    return _recorded(outcome)


def note_told(session: Session, appointment_id: int, *names: str) -> None:
    """Remember that the researcher was told this, after what they were told before."""
    outcome = session.get_one(Outcome, appointment_id)
    outcome.told = [*outcome.told, *names]


def unrecorded(session: Session, counsellor_id: int, *, now: datetime.datetime) -> list[AppointmentView]:
    """A counsellor's sessions of the last weeks of which nobody knows yet what became of them, latest first."""
    query = select(Appointment).where(
        Appointment.counsellor_id == counsellor_id,
        Appointment.status == Status.BOOKED,
        Appointment.ends_at <= now,
        Appointment.ends_at > now - ASKED_FOR,
        Appointment.id.not_in(select(Outcome.appointment_id)),
    )
    return [view(session, row) for row in session.scalars(query.order_by(Appointment.starts_at.desc()))]


def _recorded(row: Outcome) -> Recorded:
    return Recorded(Result(row.result), row.follow_up_wanted, row.recorded_at, tuple(row.told))
