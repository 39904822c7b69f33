"""Appointments: booked, moved and cancelled. That no counsellor has two at once is promised by the database."""

import datetime
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant import audit
from assistant.booking.diary import lock_for_slot, release, take
from assistant.booking.displaced import displaced_until, is_displaced, settle
from assistant.booking.holds import give_up, held_at, use
from assistant.booking.lines import WrittenLine, lines_of, remove_lines
from assistant.booking.links import new_secret
from assistant.booking.notes import remove_former_notes, remove_notes
from assistant.booking.openings import Slot
from assistant.booking.tables import Appointment, Share, Status
from assistant.booking.terms import Place, terms_of
from assistant.conversations import Conversation
from assistant.errors import AppointmentOver, NotFound
from assistant.people import Person
from assistant.people.accounts import check_email, check_name
from knowledge_base.article import WrittenForm


@dataclass(frozen=True)
class AppointmentView:
    """An appointment as it is shown to those who may see it; `address` is the room or the link, "" if none is set.

    `zone` names the researcher's zone, "" if unknown; `has_conversation` says that it is still tied to one. Until
    `displaced_until` one that its counsellor cancelled to be away can be moved.
    """

    id: int
    ref: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    counsellor: str
    counsellor_id: str
    counsellor_email: str
    name: str
    email: str
    written_form: WrittenForm
    share: Share
    brief: dict[str, Any] | None
    status: Status
    sequence: int
    created_at: datetime.datetime
    zone: str
    place: Place
    address: str
    has_conversation: bool
    lines: tuple[WrittenLine, ...]
    displaced_until: datetime.datetime | None = None

    @property
    def has_alert(self) -> bool:
        """Whether the crisis gate opened at one of the lines."""
        return any(line.alert for line in self.lines)


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
    hold: str = "",
    zone: str = "",
) -> tuple[AppointmentView, str]:
    """A new appointment and the secret that changes it; `hold` is the token by which its slot is held, if it is.

    `zone` is a name that zone_for knows, or "".

    Raises InvalidInput, SlotTaken or SlotHeld if somebody was first, or SlotUnknown if its time was closed meanwhile.
    """
    name, email = name.strip(), email.strip()
    check_email(email)
    check_name(name)
    counsellor = lock_for_slot(session, slot, also=held_at(session, hold))
    row = Appointment(
        ref=secrets.token_hex(5), counsellor_id=counsellor.id,
        conversation_id=conversation.id if conversation else None, starts_at=slot.starts_at, ends_at=slot.ends_at,
        status=Status.BOOKED, sequence=0, name=name, email=email, written_form=written_form, share=share,
        brief=brief, created_at=now, placed_at=now, zone=zone or None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    if not use(session, slot, hold, appointment_id=row.id, now=now):
        give_up(session, hold)
        take(session, slot, counsellor, appointment_id=row.id, now=now)
    audit.record(session, "booking.appointment.booked", at=now, by=audit.RESEARCHER, about=row.ref)
    return view(session, row), new_secret(session, row.id)


def move(session: Session, row: Appointment, *, slot: Slot, now: datetime.datetime, zone: str = "") -> AppointmentView:
    """Move an appointment; its old time is free again. One that its counsellor cancelled to be away stands again.

    Without a `zone` the researcher's stays what it was. Raises AppointmentOver, SlotTaken, SlotHeld or SlotUnknown.
    """
    counsellor = lock_for_slot(session, slot)
    _check_movable(session, row, now)
    release(session, appointment_id=row.id)
    settle(session, row)
    row.status = Status.BOOKED
    row.counsellor_id = counsellor.id
    remove_former_notes(session, row)
    row.starts_at, row.ends_at, row.placed_at = slot.starts_at, slot.ends_at, now
    row.zone = zone or row.zone
    row.sequence += 1
    session.flush()
    take(session, slot, counsellor, appointment_id=row.id, now=now)
    audit.record(session, "booking.appointment.moved", at=now, by=audit.RESEARCHER, about=row.ref)
    return view(session, row)


def cancel(session: Session, row: Appointment, *, by: str, now: datetime.datetime) -> AppointmentView:
    """Cancel an appointment; its time is free again. Raises AppointmentOver if it is over or cancelled already."""
    _lock(session, row)
    if not _stands(row, now):
        raise AppointmentOver()
    release(session, appointment_id=row.id)
    row.status = Status.CANCELLED
    row.sequence += 1
    audit.record(session, "booking.appointment.cancelled", at=now, by=by, about=row.ref)
    return view(session, row)


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


def displaced_of_conversation(
    session: Session, conversation_id: int, *, now: datetime.datetime
) -> list[AppointmentView]:
    """Those made from a conversation that their counsellor cancelled and that can still be moved, soonest first."""
    query = select(Appointment).where(
        Appointment.conversation_id == conversation_id, Appointment.status == Status.CANCELLED
    )
    rows = session.scalars(query.order_by(Appointment.starts_at))
    return [view(session, row) for row in rows if is_displaced(session, row, now=now)]


def appointments_of(
    session: Session, counsellor_id: int, *, since: datetime.datetime, before: datetime.datetime | None = None
) -> list[AppointmentView]:
    """A counsellor's appointments that end after a moment and begin before another, soonest first.

    Cancelled ones are left out.
    """
    query = select(Appointment).where(
        Appointment.counsellor_id == counsellor_id,
        Appointment.status == Status.BOOKED,
        Appointment.ends_at > since,
    )
    if before is not None:
        query = query.where(Appointment.starts_at < before)
    return [view(session, row) for row in session.scalars(query.order_by(Appointment.starts_at))]


def remove_personal(session: Session, *, before: datetime.datetime) -> None:
    """Forget who had the appointments that ended before a moment, what was shared for them and what was written.

    What became of them stays, as statistics.
    """
    remove_lines(session, before=before)
    remove_notes(session, before=before)
    session.execute(
        update(Appointment)
        .where(Appointment.ends_at < before, Appointment.email != "")
        .values(name="", email="", brief=None, share=Share.NOTHING, zone=None)
    )


def view(session: Session, row: Appointment) -> AppointmentView:
    """The view of an appointment's row."""
    counsellor, terms = session.get_one(Person, row.counsellor_id), terms_of(session, row.counsellor_id)
    return AppointmentView(
        id=row.id,
        ref=row.ref,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        counsellor=counsellor.name,
        counsellor_id=counsellor.public_id,
        counsellor_email=counsellor.email,
        name=row.name,
        email=row.email,
        written_form=WrittenForm(row.written_form),
        share=Share(row.share),
        brief=row.brief,
        status=Status(row.status),
        sequence=row.sequence,
        created_at=row.created_at,
        zone=row.zone or "",
        place=terms.place,
        address=terms.address,
        has_conversation=row.conversation_id is not None,
        lines=lines_of(session, row.id),
        displaced_until=displaced_until(session, row) if row.status == Status.CANCELLED else None,
    )


def _check_movable(session: Session, row: Appointment, now: datetime.datetime) -> None:
    _lock(session, row)
    if not _stands(row, now) and not is_displaced(session, row, now=now):
        raise AppointmentOver()


def _lock(session: Session, row: Appointment) -> None:
    # Whoever changes it at the same moment waits here, and then meets the appointment as it has become.
    session.refresh(row, with_for_update=True)


def _stands(row: Appointment, now: datetime.datetime) -> bool:
    return row.status == Status.BOOKED and row.starts_at > now
