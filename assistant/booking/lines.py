"""Lines that a researcher writes to the counsellor before the session."""

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant import audit
from assistant.booking.tables import Appointment, Status
from assistant.conversations import check_text
from assistant.crisis import CrisisHit
from assistant.database import Base
from assistant.errors import AppointmentOver, InvalidInput, TooManyLines

MAX_LINE_CHARS = 500
MAX_LINES = 10


class AppointmentLine(Base):
    """One line. `alert` says why the crisis gate opened at it, if it did."""

    __tablename__ = "appointment_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id", ondelete="CASCADE"), index=True)
    written_at: Mapped[datetime.datetime]
    text: Mapped[str]
    alert: Mapped[dict[str, Any] | None]


@dataclass(frozen=True)
class WrittenLine:
    """A line as its two readers see it."""

    id: int
    written_at: datetime.datetime
    text: str
    alert: CrisisHit | None


def lines_of(session: Session, appointment_id: int) -> tuple[WrittenLine, ...]:
    """The lines of an appointment, oldest first."""
    query = select(AppointmentLine).where(AppointmentLine.appointment_id == appointment_id)
    return tuple(
        WrittenLine(row.id, row.written_at, row.text, CrisisHit(**row.alert) if row.alert else None)
        for row in session.scalars(query.order_by(AppointmentLine.id))
    )


def write_line(
    session: Session, row: Appointment, typed: str, *, hit: CrisisHit | None, now: datetime.datetime
) -> WrittenLine | None:
    """Keep a line until the session is over; None for the same line twice in a row, which is a form sent twice.

    `hit` is why the crisis gate opened at it. Neither limit holds then: nobody who speaks of danger to life is asked to
    be brief. Raises EmptyMessage, MessageTooLong, InvalidInput for a line with too many characters, TooManyLines or
    AppointmentOver.
    """
    plain = check_text(typed)
    session.refresh(row, with_for_update=True)
    if row.status != Status.BOOKED or row.ends_at <= now:
        raise AppointmentOver()
    written = lines_of(session, row.id)
    if written and written[-1].text == plain:
        return None
    if hit is None and len(plain) > MAX_LINE_CHARS:
        raise InvalidInput(field="line")
    if hit is None and len(written) >= MAX_LINES:
        raise TooManyLines(number=MAX_LINES)
    line = AppointmentLine(appointment_id=row.id, written_at=now, text=plain, alert=asdict(hit) if hit else None)
    session.add(line)
    session.flush()
    audit.record(session, "booking.line.written", at=now, by=audit.RESEARCHER, about=row.ref)
    return WrittenLine(line.id, now, plain, hit)


def remove_lines(session: Session, *, before: datetime.datetime) -> None:
    """Forget the lines of appointments that ended before a moment."""
    over = select(Appointment.id).where(Appointment.ends_at < before)
    session.execute(delete(AppointmentLine).where(AppointmentLine.appointment_id.in_(over)))


def first_of_round(lines: Sequence[WrittenLine], lasts: datetime.timedelta) -> WrittenLine:
    """The line that began the round to which the last one belongs; a round lasts that long from its first line on.

    With one mail for each round no two mails are nearer to each other.
    """
    first = lines[0]
    for line in lines:
        if line.written_at - first.written_at >= lasts:
            first = line
    return first
