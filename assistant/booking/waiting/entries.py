"""Waiting for a time: joining the list, the place in the line, and leaving."""

import datetime
import hashlib
import json
import secrets
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import case, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant import audit
from assistant.booking.availability import Kind
from assistant.booking.holds import hash_of
from assistant.booking.matching import Preference
from assistant.booking.terms import Place
from assistant.booking.waiting.tables import EntryStatus, WaitingEntry
from assistant.conversations import Conversation
from assistant.errors import NotFound
from assistant.people.accounts import check_email, check_name
from assistant.triage import Urgency
from knowledge_base.article import Topic, WrittenForm

# Each place can hold a slot, so nobody has many.
MAX_PLACES = 3


@dataclass(frozen=True)
class WaitingWish:
    """What somebody joins the waiting list with; `zone` is the IANA name of their zone, "" if it is not known."""

    name: str
    email: str
    written_form: WrittenForm
    preference: Preference
    zone: str = ""


@dataclass(frozen=True)
class WaitingView:
    """An entry as its owner sees it; `number` is the place in the line from 1, and 0 when nobody waits any more."""

    id: int
    ref: str
    name: str
    email: str
    written_form: WrittenForm
    preference: Preference
    zone: str
    status: EntryStatus
    created_at: datetime.datetime
    number: int


def checked(wish: WaitingWish) -> WaitingWish:
    """The wish as it is kept. Raises InvalidInput for a name or an address that cannot be used."""
    name, email = wish.name.strip(), wish.email.strip()
    check_email(email)
    check_name(name)
    return replace(wish, name=name, email=email)


def join(
    session: Session, wish: WaitingWish, *, conversation: Conversation | None, now: datetime.datetime
) -> tuple[str, str] | None:
    """Join the line at its end with a checked wish: the reference, and the secret that shows the place and leaves it.

    None, and nothing is added, if the address waits for the same already, or has MAX_PLACES.
    """
    if _places_of(session, wish.email) >= MAX_PLACES:
        return None
    preference, secret = _to_json(wish.preference), secrets.token_urlsafe(24)
    row = WaitingEntry(
        ref=secrets.token_hex(5), name=wish.name, email=wish.email, written_form=wish.written_form,
        conversation_id=conversation.id if conversation else None, preference=preference, zone=wish.zone or None,
        secret_hash=hash_of(secret), wish_hash=_hash_of(wish.email, wish.written_form, preference),
        status=EntryStatus.WAITING, created_at=now, ended_at=None,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return None
    audit.record(session, "booking.waiting.joined", at=now, by=audit.RESEARCHER, about=row.ref)
    return row.ref, secret


def entry_for_secret(session: Session, ref: str, secret: str) -> WaitingEntry:
    """The entry that a secret opens. Raises NotFound for a wrong secret as for a wrong reference."""
    row = session.scalar(
        select(WaitingEntry).where(WaitingEntry.ref == ref, WaitingEntry.secret_hash == hash_of(secret))
    )
    if row is None:
        raise NotFound()
    return row


def end(session: Session, row: WaitingEntry, status: EntryStatus, *, now: datetime.datetime) -> None:
    """Take a locked entry out of the line."""
    row.status, row.ended_at = status, now
    session.flush()


def line(session: Session) -> list[WaitingEntry]:
    """Those who wait in the order in which they are offered times: urgent conversations first, then who came first."""
    is_urgent = case((Conversation.urgency != Urgency.NORMAL, 0), else_=1)
    query = select(WaitingEntry).outerjoin(Conversation).where(WaitingEntry.status == EntryStatus.WAITING)
    return list(session.scalars(query.order_by(is_urgent, WaitingEntry.created_at, WaitingEntry.id)))


def preference_of(session: Session, row: WaitingEntry) -> Preference:
    """What an entry waits for, as the search for slots takes it."""
    conversation = session.get(Conversation, row.conversation_id) if row.conversation_id else None
    urgent = conversation is not None and conversation.urgency != Urgency.NORMAL
    return replace(_from_json(row.preference), written_form=WrittenForm(row.written_form), urgent=urgent)


def waiting_view(session: Session, row: WaitingEntry) -> WaitingView:
    """The view of an entry's row."""
    ahead = [entry.id for entry in line(session)]
    return WaitingView(
        id=row.id,
        ref=row.ref,
        name=row.name,
        email=row.email,
        written_form=WrittenForm(row.written_form),
        preference=preference_of(session, row),
        zone=row.zone or "",
        status=EntryStatus(row.status),
        created_at=row.created_at,
        number=ahead.index(row.id) + 1 if row.id in ahead else 0,
    )


def remove_ended_waiting(session: Session, *, before: datetime.datetime) -> None:
    """Forget the entries that ended before a moment, and what they were offered."""
    session.execute(delete(WaitingEntry).where(WaitingEntry.ended_at < before))


def _places_of(session: Session, email: str) -> int:
    query = select(func.count()).select_from(WaitingEntry).where(WaitingEntry.status == EntryStatus.WAITING)
    # Addresses are ASCII, for which both databases know small letters as Python does.
    return session.scalar(query.where(func.lower(WaitingEntry.email) == email.casefold())) or 0


def _to_json(preference: Preference) -> dict[str, Any]:
    return {
        "topic": preference.topic, "kind": preference.kind, "place": preference.place,
        "institution": preference.institution, "counsellor": preference.counsellor,
        "not_counsellors": sorted(preference.not_counsellors), "not_faculties": sorted(preference.not_faculties),
    }  # fmt: skip


def _from_json(kept: dict[str, Any]) -> Preference:
    return Preference(
        topic=Topic(kept["topic"]) if kept["topic"] else None,
        kind=Kind(kept["kind"]) if kept["kind"] else None,
        place=Place(kept["place"]) if kept["place"] else None,
        institution=kept["institution"],
        counsellor=kept["counsellor"],
        not_counsellors=frozenset(kept["not_counsellors"]),
        not_faculties=frozenset(kept["not_faculties"]),
    )


def _hash_of(email: str, form: WrittenForm, preference: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps([email.casefold(), form, preference], sort_keys=True).encode()).hexdigest()
