"""A round of offers: what nobody answered is closed, and each in the line is offered the first slot that suits."""

import datetime
from collections.abc import Iterable, Iterator
from functools import cache

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assistant import audit
from assistant.booking.diary import Hold, remove_holds
from assistant.booking.holds import hash_of, hold, new_token
from assistant.booking.matching import Preference
from assistant.booking.openings import Slot
from assistant.booking.slots import free_slots
from assistant.booking.terms import terms_of
from assistant.booking.waiting.answer_time import answer_until
from assistant.booking.waiting.entries import WaitingView, end, line, preference_of, waiting_view
from assistant.booking.waiting.offers import GONE, PASSED_ON_WITHIN, Offer, close_offer, hold_token, slot_offered
from assistant.booking.waiting.tables import EntryStatus, OfferOutcome, WaitingEntry, WaitingOffer
from assistant.people import Person

# Whoever lets so many offers lapse in a row has found another way, and keeps times from those behind.
MAX_LAPSED = 3
# As far ahead as anybody can book. Whoever has waited as long as that is asked whether they still want to.
LONGEST = datetime.timedelta(weeks=12)


def close_unanswered(session: Session, *, now: datetime.datetime) -> list[WaitingView]:
    """Let lapse what nobody answered, withdraw what cannot be booked any more; those who thereby leave the line.

    The slots of all offers that are closed, the declined among them, are free from here on.
    """
    # Whoever is answering just now is left alone until the next round.
    query = (
        select(WaitingOffer, WaitingEntry)
        .join(WaitingEntry)
        .where(WaitingOffer.outcome.is_(None))
        .order_by(WaitingOffer.id)
        .with_for_update(skip_locked=True)
    )
    gone = []
    for row, entry in session.execute(query):
        if row.until <= now:
            close_offer(session, row, OfferOutcome.LAPSED, now)
            if _lapsed_in_a_row(session, entry) >= MAX_LAPSED:
                end(session, entry, EntryStatus.LAPSED, now=now)
                gone.append(waiting_view(session, entry))
        elif slot_offered(session, row, now) is None:
            close_offer(session, row, OfferOutcome.WITHDRAWN, now)
    closed = select(Hold.id).join(WaitingOffer, WaitingOffer.hold_hash == Hold.token_hash)
    remove_holds(session, session.scalars(closed.where(WaitingOffer.outcome.is_not(None))))
    return gone


def close_old(session: Session, *, now: datetime.datetime) -> list[WaitingView]:
    """Take out of the line who has waited too long, but for those who have an offer open; who that is."""
    query = (
        select(WaitingEntry)
        .where(WaitingEntry.status == EntryStatus.WAITING, WaitingEntry.created_at <= now - LONGEST)
        .where(WaitingEntry.id.not_in(_with_offer()))
        .with_for_update(skip_locked=True)
    )
    old = list(session.scalars(query))
    for row in old:
        end(session, row, EntryStatus.LAPSED, now=now)
    return [waiting_view(session, row) for row in old]


def to_be_offered(session: Session, *, now: datetime.datetime) -> list[int]:
    """The entries for which there is a slot, in the order of the line; who has an offer open gets no other.

    What suits several counts for the first of them, so that there are no more entries than slots.
    """

    @cache
    def free(preference: Preference) -> list[Slot]:
        return free_slots(session, now=now, preference=preference)

    waiting = line(session)
    if not waiting or not free(Preference(urgent=True)):
        return []
    busy, found = set(session.scalars(_with_offer())), dict[Slot, int]()
    for row in waiting:
        if row.id not in busy:
            suits = _fitting(session, row, free(preference_of(session, row)), now)
            slot = next((slot for slot, _ in suits if slot not in found), None)
            found |= {slot: row.id} if slot else {}
    return list(found.values())


def offer(session: Session, number: int, *, now: datetime.datetime) -> Offer | None:
    """Hold the first slot that suits an entry; None if there is none any more, or if another worker made an offer."""
    row = session.get(WaitingEntry, number, with_for_update=True)
    if row is None or row.status != EntryStatus.WAITING:
        return None
    free = free_slots(session, now=now, preference=preference_of(session, row))
    for slot, until in _fitting(session, row, free, now):
        try:
            with session.begin_nested():
                return _offered(session, row, slot, until, now)
        except GONE:
            continue
        except IntegrityError:
            return None
    return None


def _fitting(
    session: Session, row: WaitingEntry, free: Iterable[Slot], now: datetime.datetime
) -> Iterator[tuple[Slot, datetime.datetime]]:
    """Of free slots those that an entry was not offered before, with the moment to answer until."""
    before = set(session.scalars(select(WaitingOffer.slot).where(WaitingOffer.entry_id == row.id)))
    for slot in free:
        if slot.id not in before and (until := answer_until(now, latest=_latest(session, slot))):
            yield slot, until


def _latest(session: Session, slot: Slot) -> datetime.datetime:
    counsellor = session.scalars(select(Person.id).where(Person.public_id == slot.counsellor)).one()
    return slot.starts_at - terms_of(session, counsellor).notice


def _offered(
    session: Session, row: WaitingEntry, slot: Slot, until: datetime.datetime, now: datetime.datetime
) -> Offer:
    urgent = preference_of(session, row).urgent
    secret = new_token()
    held = hold(
        session, slot.id, now=now, urgent=urgent, lasts=until + PASSED_ON_WITHIN - now, fresh=hold_token(secret)
    )
    made = WaitingOffer(
        entry_id=row.id, slot=slot.id, hold_hash=hash_of(held.token), offered_at=now, until=until, outcome=None
    )
    session.add(made)
    session.flush()
    audit.record(session, "booking.waiting.offered", at=now, by=audit.SYSTEM, about=row.ref)
    return Offer(made.id, waiting_view(session, row), slot, until, secret)


def _lapsed_in_a_row(session: Session, entry: WaitingEntry) -> int:
    query = select(WaitingOffer.outcome).where(WaitingOffer.entry_id == entry.id).order_by(WaitingOffer.id.desc())
    outcomes = [outcome for outcome in session.scalars(query) if outcome != OfferOutcome.WITHDRAWN]
    return next((number for number, outcome in enumerate(outcomes) if outcome != OfferOutcome.LAPSED), len(outcomes))


def _with_offer() -> Select[int]:
    return select(WaitingOffer.entry_id).where(WaitingOffer.outcome.is_(None))
