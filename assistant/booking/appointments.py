"""Appointments: booked, moved and cancelled. That no counsellor has two at once is promised by the database."""

import datetime
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant import audit
from assistant.booking.slots import BookedQuarter, Slot
from assistant.conversations import Conversation
from assistant.database import Base
from assistant.errors import AppointmentOver, NotFound, SlotTaken
from assistant.people import Person
from assistant.people.accounts import check_email, check_name
from knowledge_base.article import WrittenForm


class Share(StrEnum):
    """What the counsellor may see of the conversation before the session."""

    BRIEF = "brief"
    TOPIC = "topic"
    NOTHING = "nothing"


class Status(StrEnum):
    """Whether an appointment stands."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


class Appointment(Base):
    """One session. `sequence` counts its changes, as calendars expect; the secret is kept as a hash."""

    __tablename__ = "appointments"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True)
    secret_hash: Mapped[str]
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"))
    starts_at: Mapped[datetime.datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime.datetime]
    status: Mapped[str]
    sequence: Mapped[int]
    name: Mapped[str]
    email: Mapped[str]
    written_form: Mapped[str]
    share: Mapped[str]
    brief: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime.datetime]


@dataclass(frozen=True)
class AppointmentView:
    """An appointment as it is shown to those who may see it."""

    id: int
    ref: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    counsellor: str
    counsellor_email: str
    name: str
    email: str
    written_form: WrittenForm
    share: Share
    brief: dict[str, Any] | None
    status: Status
    sequence: int
    created_at: datetime.datetime


def book(
    session: Session,
    *,
    slot: Slot,
    name: str,
    email: str,
    written_form: WrittenForm,
    share: Share,
    brief: dict[str, Any] | None,
    conversation: Conversation | None,
    now: datetime.datetime,
) -> tuple[AppointmentView, str]:
    """A new appointment and the secret that changes it. Raises InvalidInput, or SlotTaken if somebody was first."""
    name, email = name.strip(), email.strip()
    check_email(email)
    check_name(name)
    secret = secrets.token_urlsafe(24)
    row = Appointment(
        ref=secrets.token_hex(5), secret_hash=_hash(secret), counsellor_id=_counsellor(session, slot).id,
        conversation_id=conversation.id if conversation else None, starts_at=slot.starts_at, ends_at=slot.ends_at,
        status=Status.BOOKED, sequence=0, name=name, email=email, written_form=written_form, share=share,
        brief=brief, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _take(session, row, slot)
    audit.record(session, "booking.appointment.booked", at=now, by=audit.RESEARCHER, about=row.ref)
    return view(session, row), secret


def move(session: Session, row: Appointment, *, slot: Slot, now: datetime.datetime) -> AppointmentView:
    """Move an appointment to another slot; the old time is free again. Raises AppointmentOver or SlotTaken."""
    _check_open(session, row, now)
    _release(session, row)
    row.counsellor_id = _counsellor(session, slot).id
    row.starts_at, row.ends_at = slot.starts_at, slot.ends_at
    row.sequence += 1
    session.flush()
    _take(session, row, slot)
    audit.record(session, "booking.appointment.moved", at=now, by=audit.RESEARCHER, about=row.ref)
    return view(session, row)


def cancel(session: Session, row: Appointment, *, by: str, now: datetime.datetime) -> AppointmentView:
    """Cancel an appointment; its time is free again. Raises AppointmentOver if it is over or cancelled already."""
    _check_open(session, row, now)
    _release(session, row)
    row.status = Status.CANCELLED
    row.sequence += 1
    audit.record(session, "booking.appointment.cancelled", at=now, by=by, about=row.ref)
    return view(session, row)


def renew_secret(row: Appointment) -> str:
    """A new secret for an appointment; the old one opens nothing any more."""
    secret = secrets.token_urlsafe(24)
    row.secret_hash = _hash(secret)
    return secret


def for_secret(session: Session, ref: str, secret: str) -> Appointment:
    """The appointment that a secret opens. Raises NotFound for a wrong secret as for a wrong reference."""
    row = session.scalar(select(Appointment).where(Appointment.ref == ref))
    if row is None or not hmac.compare_digest(row.secret_hash, _hash(secret)):
        raise NotFound()
    return row


def for_ref(session: Session, ref: str, *, counsellor_id: int) -> Appointment:
    """One of a counsellor's own appointments. Raises NotFound."""
    row = session.scalar(select(Appointment).where(Appointment.ref == ref, Appointment.counsellor_id == counsellor_id))
    if row is None:
        raise NotFound()
    return row


def of_conversation(session: Session, ref: str, *, conversation_id: int) -> Appointment:
    """An appointment made from a conversation, whose holder may change it without the secret. Raises NotFound."""
    row = session.scalar(
        select(Appointment).where(Appointment.ref == ref, Appointment.conversation_id == conversation_id)
    )
    if row is None:
        raise NotFound()
    return row


def for_conversation(session: Session, conversation_id: int, *, now: datetime.datetime) -> list[AppointmentView]:
    """The coming appointments made from a conversation, soonest first."""
    query = select(Appointment).where(
        Appointment.conversation_id == conversation_id,
        Appointment.status == Status.BOOKED,
        Appointment.starts_at > now,
    )
    return [view(session, row) for row in session.scalars(query.order_by(Appointment.starts_at))]


def appointments_of(session: Session, counsellor_id: int, *, since: datetime.datetime) -> list[AppointmentView]:
    """A counsellor's appointments that end after a moment, soonest first; cancelled ones are left out."""
    query = select(Appointment).where(
        Appointment.counsellor_id == counsellor_id,
        Appointment.status == Status.BOOKED,
        Appointment.ends_at > since,
    )
    return [view(session, row) for row in session.scalars(query.order_by(Appointment.starts_at))]


def remove_personal(session: Session, *, before: datetime.datetime) -> None:
    """Forget who had the appointments that ended before a moment, and what was shared for them."""
    session.execute(
        update(Appointment)
        .where(Appointment.ends_at < before, Appointment.email != "")
        .values(name="", email="", brief=None, share=Share.NOTHING)
    )


def view(session: Session, row: Appointment) -> AppointmentView:
    """The view of an appointment's row."""
    counsellor = session.get_one(Person, row.counsellor_id)
    return AppointmentView(
        id=row.id,
        ref=row.ref,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        counsellor=counsellor.name,
        counsellor_email=counsellor.email,
        name=row.name,
        email=row.email,
        written_form=WrittenForm(row.written_form),
        share=Share(row.share),
        brief=row.brief,
        status=Status(row.status),
        sequence=row.sequence,
        created_at=row.created_at,
    )


def _take(session: Session, row: Appointment, slot: Slot) -> None:
    session.add_all(
        BookedQuarter(counsellor_id=row.counsellor_id, starts_at=quarter, appointment_id=row.id)
        for quarter in slot.quarters()
    )
    try:
        session.flush()
    except IntegrityError as error:
        raise SlotTaken() from error


def _release(session: Session, row: Appointment) -> None:
    session.execute(delete(BookedQuarter).where(BookedQuarter.appointment_id == row.id))


def _check_open(session: Session, row: Appointment, now: datetime.datetime) -> None:
    # Whoever changes it at the same moment waits here, and then meets the appointment as it has become.
    session.refresh(row, with_for_update=True)
    if row.status != Status.BOOKED or row.starts_at <= now:
        raise AppointmentOver()


def _counsellor(session: Session, slot: Slot) -> Person:
    return session.scalars(select(Person).where(Person.public_id == slot.counsellor)).one()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
