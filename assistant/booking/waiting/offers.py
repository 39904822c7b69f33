"""An offer from the waiting list: a slot held for somebody until a moment, to be taken or declined."""

import datetime
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant import audit
from assistant.booking.holds import hash_of, keep_only_until
from assistant.booking.openings import Slot
from assistant.booking.slots import slot_for_id
from assistant.booking.waiting.entries import WaitingView, end, waiting_view
from assistant.booking.waiting.tables import EntryStatus, OfferOutcome, WaitingEntry, WaitingOffer
from assistant.errors import (
    NotFound,
    OfferAnswered,
    OfferLapsed,
    SlotBeyondHorizon,
    SlotHeld,
    SlotPast,
    SlotTaken,
    SlotUnknown,
)

# Once nobody can take it any more a slot stays held until the next round of offers has surely been, so that it goes
# to the next in the line and not to who happens to look.
PASSED_ON_WITHIN = datetime.timedelta(minutes=2)
# Why a slot that was free, or offered, cannot be booked after all.
GONE = (SlotUnknown, SlotPast, SlotBeyondHorizon, SlotHeld, SlotTaken)


@dataclass(frozen=True)
class Offer:
    """A slot offered to somebody until a moment. `secret` is that of the link, "" where it is not at hand."""

    id: int
    entry: WaitingView
    slot: Slot
    until: datetime.datetime
    secret: str = ""


def for_offer(session: Session, secret: str, *, now: datetime.datetime, answering: bool = False) -> Offer:
    """The offer that a secret opens; who is `answering` it keeps others from doing so until the transaction ends.

    Raises NotFound, OfferAnswered, or OfferLapsed.
    """
    found = session.scalar(select(WaitingOffer).where(WaitingOffer.hold_hash == hash_of(hold_token(secret))))
    if found is None:
        raise NotFound()
    row: WaitingOffer = found
    if answering:
        session.get(WaitingEntry, row.entry_id, with_for_update=True)
        session.refresh(row)
    if row.outcome in {OfferOutcome.ACCEPTED, OfferOutcome.DECLINED}:
        raise OfferAnswered()
    slot = slot_offered(session, row, now)
    if row.outcome is not None or row.until <= now or slot is None:
        raise OfferLapsed()
    return Offer(row.id, waiting_view(session, session.get_one(WaitingEntry, row.entry_id)), slot, row.until, secret)


def offered_until(session: Session, row: WaitingEntry, *, now: datetime.datetime) -> datetime.datetime | None:
    """Until when an entry can answer the offer it has open, if it has one."""
    opened = select(WaitingOffer.until).where(WaitingOffer.entry_id == row.id, WaitingOffer.outcome.is_(None))
    return session.scalar(opened.where(WaitingOffer.until > now))


def accepted(session: Session, taken: Offer, *, now: datetime.datetime) -> None:
    """Note that an offer was taken and its slot booked."""
    session.get_one(WaitingOffer, taken.id).outcome = OfferOutcome.ACCEPTED
    end(session, session.get_one(WaitingEntry, taken.entry.id), EntryStatus.BOOKED, now=now)


def decline(session: Session, declined: Offer, *, now: datetime.datetime) -> None:
    """Say no to an offer; the place in the line stays."""
    close_offer(session, session.get_one(WaitingOffer, declined.id), OfferOutcome.DECLINED, now)


def leave(session: Session, row: WaitingEntry, *, now: datetime.datetime) -> None:
    """Leave the line, and say no to what is offered just now. Leaving twice changes nothing."""
    session.refresh(row, with_for_update=True)
    if row.status != EntryStatus.WAITING:
        return
    opened = select(WaitingOffer).where(WaitingOffer.entry_id == row.id, WaitingOffer.outcome.is_(None))
    for found in session.scalars(opened):
        close_offer(session, found, OfferOutcome.DECLINED, now)
    end(session, row, EntryStatus.LEFT, now=now)
    audit.record(session, "booking.waiting.left", at=now, by=audit.RESEARCHER, about=row.ref)


def close_offer(session: Session, row: WaitingOffer, outcome: OfferOutcome, now: datetime.datetime) -> None:
    """End an open offer; its slot stays held for the round that passes it on."""
    row.outcome = outcome
    keep_only_until(session, row.hold_hash, now + PASSED_ON_WITHIN)
    session.flush()


def hold_token(secret: str) -> str:
    """The token by which an offer's slot is held. It is made from the secret of the link, and is not that secret.

    So the slot is booked by answering the offer and in no other way.
    """
    return hash_of(f"waiting offer {secret}")


def slot_offered(session: Session, row: WaitingOffer, now: datetime.datetime) -> Slot | None:
    """What was offered, if it can still be booked: the counsellor may have closed the day meanwhile."""
    try:
        # What was held back for urgent conversations was so when it was offered, which is enough.
        return slot_for_id(session, row.slot, now=now, urgent=True, but=row.hold_hash)
    except GONE:
        return None
