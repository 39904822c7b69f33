"""The waiting list as a test uses it: in one call each, with everything in order but what the test is about."""

import datetime
import re

from sqlalchemy import select, update

from assistant import booking
from assistant.booking import Desk, Preference, Share, Slot, Terms, waiting
from assistant.booking.waiting import (
    Offer,
    OfferOutcome,
    WaitingDesk,
    WaitingEntry,
    WaitingOffer,
    WaitingView,
    WaitingWish,
    entry_for_secret,
    for_offer,
    to_be_offered,
    waiting_view,
)
from assistant.conversations import Conversation, for_public_id
from assistant.database import Database
from assistant.notifications.outbox import OutboxMail
from assistant.people import Profile
from knowledge_base.article import WrittenForm
from tests.booking.bookings import hours, with_hours
from tests.factories import make_conversation
from tests.fakes import NOON

DESK = WaitingDesk(Desk("http://veivalg.test", "Veivalg <no-reply@veivalg.test>"))
Joined = tuple[WaitingView, str]


def one_monday(database: Database, name: str = "Ida", **terms: object) -> Profile:
    """A counsellor of whom there is one slot within the week, on Monday 23 November from 9 to 10."""
    counsellor = with_hours(database, hours(0, 9, 10), name=name)
    with database.transaction() as session:
        ordinary = Terms(**({"horizon_days": 7} | terms))  # type: ignore[arg-type]
        booking.set_terms(session, counsellor=counsellor, terms=ordinary, now=NOON)
    return counsellor


def join(
    database: Database,
    name: str = "Kim",
    *,
    now: datetime.datetime = NOON,
    preference: Preference = booking.NO_PREFERENCE,
    conversation: Conversation | None = None,
    **fields: str,
) -> Joined:
    """Join the list, by name as kim@example.org; the place and the secret of the link in the mail."""
    before = len(_joined(database))
    ask(database, name, now=now, preference=preference, conversation=conversation, **fields)
    [(ref, secret)] = _joined(database)[before:]
    with database.reading() as session:
        return waiting_view(session, entry_for_secret(session, ref, secret)), secret


def ask(
    database: Database,
    name: str = "Kim",
    *,
    now: datetime.datetime = NOON,
    preference: Preference = booking.NO_PREFERENCE,
    conversation: Conversation | None = None,
    **fields: str,
) -> str:
    """Ask to join, which need not add a place; the address that is written to."""
    email, zone = fields.get("email", f"{name.casefold()}@example.org"), fields.get("zone", "")
    wish = WaitingWish(name, email, WrittenForm(fields.get("form", "nb")), preference, zone)
    with database.transaction() as session:
        here = session.get_one(Conversation, conversation.id) if conversation else None
        return DESK.join(session, wish, conversation=here, now=now)


def _joined(database: Database) -> list[tuple[str, str]]:
    """References and secrets in all the mails to those who joined, oldest first."""
    with database.reading() as session:
        bodies = session.scalars(select(OutboxMail.body).order_by(OutboxMail.id))
        return [found for body in bodies for found in re.findall(r"/waiting/(\w+)\?secret=(\S+)", body)]


def view_of(database: Database, joined: Joined) -> WaitingView:
    with database.reading() as session:
        return waiting_view(session, entry_for_secret(session, joined[0].ref, joined[1]))


def leave(database: Database, joined: Joined, *, now: datetime.datetime = NOON) -> None:
    with database.transaction() as session:
        waiting.leave(session, entry_for_secret(session, joined[0].ref, joined[1]), now=now)


def round_of_offers(database: Database, *, now: datetime.datetime = NOON) -> None:
    """What the worker does once a minute."""
    with database.transaction() as session:
        DESK.close(session, now=now)
    with database.reading() as session:
        numbers = to_be_offered(session, now=now)
    for number in numbers:
        with database.transaction() as session:
            DESK.offer(session, number, now=now)


def secrets_mailed(database: Database) -> dict[str, list[str]]:
    """The secrets of the offers that were mailed, by who got them, oldest first."""
    found: dict[str, list[str]] = {}
    with database.reading() as session:
        for mail in session.scalars(select(OutboxMail).order_by(OutboxMail.id)):
            for secret in re.findall(r"/waiting/offers/(\S+)", mail.body):
                found.setdefault(mail.recipient.partition("@")[0], []).append(secret)
    return found


def opened(database: Database, secret: str, *, now: datetime.datetime = NOON) -> Offer:
    with database.reading() as session:
        return for_offer(session, secret, now=now)


def take(database: Database, secret: str, *, now: datetime.datetime = NOON) -> booking.AppointmentView:
    with database.transaction() as session:
        return DESK.take(session, secret, share=Share.NOTHING, keep=None, conversation=None, now=now)[0]


def decline(database: Database, secret: str, *, now: datetime.datetime = NOON) -> None:
    with database.transaction() as session:
        waiting.decline(session, for_offer(session, secret, now=now, answering=True), now=now)


def offers(database: Database) -> list[tuple[str, str, str | None]]:
    """Each offer as who got it, the start of its slot in UTC, and its outcome; oldest first."""
    with database.reading() as session:
        query = select(WaitingEntry.name, WaitingOffer.slot, WaitingOffer.outcome).join(WaitingOffer)
        rows = session.execute(query.order_by(WaitingOffer.id))
        return [(name, slot.split("-")[1], outcome) for name, slot, outcome in rows]


def mails_to(database: Database, name: str) -> list[OutboxMail]:
    with database.reading() as session:
        query = select(OutboxMail).where(OutboxMail.recipient == f"{name}@example.org").order_by(OutboxMail.id)
        return list(session.scalars(query))


def ids_of(slots: list[Slot]) -> list[str]:
    return [slot.id for slot in slots]


def urgent_conversation(database: Database) -> Conversation:
    with database.transaction() as session:
        view, _ = make_conversation(session)
        session.execute(update(Conversation).values(urgency="soon"))
        return for_public_id(session, view.public_id)


def offered_after(database: Database, joined: Joined, *days: float, now: datetime.datetime = NOON) -> None:
    with database.transaction() as session:
        row = session.get_one(WaitingEntry, joined[0].id)
        row.created_at = now - (max(days) + 1) * datetime.timedelta(days=1)
        for number, waited in enumerate(days):
            offered_at = row.created_at + waited * datetime.timedelta(days=1)
            offer = WaitingOffer(
                entry_id=row.id, slot=f"slot-{number}", hold_hash=f"{row.id}-{number}", offered_at=offered_at,
                until=offered_at, outcome=OfferOutcome.DECLINED,
            )  # fmt: skip
            session.add(offer)
