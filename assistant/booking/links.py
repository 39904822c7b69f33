"""Secret links: whoever has one sees and changes its appointment, without an account, until the session is over."""

import datetime
import hashlib
import secrets

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.booking.displaced import is_displaced
from assistant.booking.tables import Appointment
from assistant.database import Base
from assistant.errors import LinkExpired, NotFound


class AppointmentLink(Base):
    """One link to one appointment; of its secret only the hash is kept. Each mail may bring one of its own."""

    __tablename__ = "appointment_links"

    secret_hash: Mapped[str] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id", ondelete="CASCADE"), index=True)


def new_secret(session: Session, appointment_id: int) -> str:
    """Another secret that opens an appointment; those before it still do."""
    secret = secrets.token_urlsafe(24)
    session.add(AppointmentLink(secret_hash=_hash(secret), appointment_id=appointment_id))
    session.flush()
    return secret


def for_secret(session: Session, ref: str, secret: str, *, now: datetime.datetime) -> Appointment:
    """The appointment that a secret opens.

    Raises NotFound for a wrong secret as for a wrong reference, and LinkExpired once the session is over and cannot
    be moved.
    """
    row = session.scalar(
        select(Appointment)
        .join(AppointmentLink, AppointmentLink.appointment_id == Appointment.id)
        .where(Appointment.ref == ref, AppointmentLink.secret_hash == _hash(secret))
    )
    if row is None:
        raise NotFound()
    check_not_over(session, row, now=now)
    return row


def check_not_over(session: Session, row: Appointment, *, now: datetime.datetime) -> None:
    """Raises LinkExpired once a session is over and cannot be moved: its page is then opened no more."""
    if row.ends_at <= now and not is_displaced(session, row, now=now):
        raise LinkExpired()


def remove_expired_links(session: Session, *, before: datetime.datetime) -> None:
    """Forget the links of appointments that ended before a moment."""
    over = select(Appointment.id).where(Appointment.ends_at < before)
    session.execute(delete(AppointmentLink).where(AppointmentLink.appointment_id.in_(over)))


def _hash(secret: str) -> str:
    # A random secret of 192 bits is not guessed: a slow hash would add nothing.
    return hashlib.sha256(secret.encode()).hexdigest()
