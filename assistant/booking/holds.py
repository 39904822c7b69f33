"""Holding a slot while its form is filled in: for five minutes nobody else can take it."""

import datetime
import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.booking.diary import BookedQuarter, Hold, lock_for_slot, remove_expired, remove_holds, take
from assistant.booking.openings import Slot
from assistant.booking.slots import slot_for_id

LASTS = datetime.timedelta(minutes=5)


@dataclass(frozen=True)
class Held:
    """A hold: `token` uses it, and the slot is kept until a moment."""

    token: str
    slot: Slot
    until: datetime.datetime


def hold(
    session: Session,
    slot_id: str,
    *,
    token: str = "",
    now: datetime.datetime,
    urgent: bool = False,
    lasts: datetime.timedelta = LASTS,
    fresh: str = "",
) -> Held:
    """Hold a slot. A visitor holds one at a time: what their token held before is given up, also if it is the same.

    `fresh` is the token that uses the hold; without it one is made. Raises what slot_for_id raises, and SlotHeld or
    SlotTaken if somebody was first.
    """
    slot = slot_for_id(session, slot_id, now=now, urgent=urgent, but=hash_of(token))
    counsellor = lock_for_slot(session, slot, also=held_at(session, token))
    give_up(session, token)
    fresh = fresh or new_token()
    row = Hold(
        token_hash=hash_of(fresh), counsellor_id=counsellor.id, starts_at=slot.starts_at, ends_at=slot.ends_at,
        until=now + lasts,
    )  # fmt: skip
    session.add(row)
    session.flush()
    take(session, slot, counsellor, hold_id=row.id, now=now)
    return Held(fresh, slot, row.until)


def held_until(session: Session, slot: Slot, token: str, *, now: datetime.datetime) -> datetime.datetime | None:
    """Until when a token holds a slot; None if it does not."""
    row = _row(session, token)
    is_it = row is not None and (row.starts_at, row.ends_at) == (slot.starts_at, slot.ends_at)
    return row.until if row and is_it and row.until > now else None


def use(session: Session, slot: Slot, token: str, *, appointment_id: int, now: datetime.datetime) -> bool:
    """Make a slot's hold an appointment's, without a moment in between; whether the token held the slot."""
    row = _row(session, token)
    if row is None or held_until(session, slot, token, now=now) is None:
        return False
    session.execute(
        update(BookedQuarter).where(BookedQuarter.hold_id == row.id).values(hold_id=None, appointment_id=appointment_id)
    )
    session.delete(row)
    session.flush()
    return True


def held_at(session: Session, token: str) -> list[int]:
    """The counsellor at whom a token holds a slot, if it does."""
    return list(session.scalars(select(Hold.counsellor_id).where(Hold.token_hash == hash_of(token)))) if token else []


def give_up(session: Session, token: str) -> None:
    """Give up what a token holds."""
    row = _row(session, token)
    if row is not None:
        remove_holds(session, [row.id])


def keep_only_until(session: Session, token_hash: str, until: datetime.datetime) -> None:
    """Let a hold end at another moment than was said."""
    session.execute(update(Hold).where(Hold.token_hash == token_hash).values(until=until))


def remove_expired_holds(session: Session, *, now: datetime.datetime) -> None:
    """Give up what is held no longer."""
    remove_expired(session, now=now)


def new_token() -> str:
    """A token that nobody has had."""
    return secrets.token_urlsafe(24)


def hash_of(token: str) -> str:
    """What is kept of a token; "" of none."""
    return hashlib.sha256(token.encode()).hexdigest() if token else ""


def _row(session: Session, token: str) -> Hold | None:
    if not token:
        return None
    # Who uses it at the same moment waits here, and then finds it gone.
    return session.scalar(select(Hold).where(Hold.token_hash == hash_of(token)).with_for_update())
