"""Days closed as tests do it, and what came of the sessions there."""

import datetime
import re

from sqlalchemy import func, select

from assistant import audit, booking
from assistant.booking import (
    Absence,
    AvailabilityException,
    Desk,
    Displaced,
    Slot,
    for_secret,
)
from assistant.database import Database
from assistant.notifications.outbox import OutboxMail
from assistant.people import Profile
from tests.booking.bookings import Booked, book_slot, find
from tests.fakes import NOON

MONDAY = datetime.date(2026, 11, 23)
TUESDAY = datetime.date(2026, 11, 24)
AWAY = Absence(MONDAY, MONDAY)
DESK = Desk("http://veivalg.test", "Veivalg <no-reply@veivalg.test>")
DAY = datetime.timedelta(days=1)


def slot_at(database: Database, counsellor: Profile, start: str) -> Slot:
    """A free slot by its start in UTC: "20261123T0800"."""
    return find(database, f"{counsellor.public_id}-{start}Z-45")


def book_at(database: Database, counsellor: Profile, start: str, **fields: object) -> Booked:
    return book_slot(database, slot_at(database, counsellor, start), **fields)


def preview(
    database: Database, counsellor: Profile, absence: Absence = AWAY, now: datetime.datetime = NOON
) -> booking.Effect:
    with database.reading() as session:
        return booking.effect(session, counsellor, absence, now=now)


def leave(
    database: Database,
    counsellor: Profile,
    absence: Absence = AWAY,
    *,
    seen: list[str] | None = None,
    now: datetime.datetime = NOON,
) -> int:
    """Confirm what was seen, or what a preview shows now."""
    marks = preview(database, counsellor, absence, now).marks if seen is None else seen
    with database.transaction() as session:
        return DESK.leave(session, counsellor, absence, seen=marks, now=now)


def mails_to(database: Database, recipient: str) -> list[OutboxMail]:
    with database.reading() as session:
        query = select(OutboxMail).where(OutboxMail.recipient == recipient)
        return list(session.scalars(query.order_by(OutboxMail.id)))


def closed_days(database: Database) -> list[datetime.date]:
    with database.reading() as session:
        return sorted(session.scalars(select(AvailabilityException.day)))


def displaced(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Displaced)) or 0


def links_in(body: str) -> list[tuple[str, str]]:
    """The slots that a mail offers and the secret of each link."""
    return re.findall(r"/move/([\w-]+)\?secret=([\w-]+)", body)


def move_by(
    database: Database, ref: str, secret: str, slot: str, now: datetime.datetime = NOON
) -> booking.AppointmentView:
    with database.transaction() as session:
        return DESK.move(session, for_secret(session, ref, secret, now=now), slot=slot, secret=secret, now=now)


def cancel_by(database: Database, ref: str, secret: str, now: datetime.datetime = NOON) -> booking.AppointmentView:
    with database.transaction() as session:
        return DESK.cancel(session, for_secret(session, ref, secret, now=now), by=audit.RESEARCHER, now=now)
