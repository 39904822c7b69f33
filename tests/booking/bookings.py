"""Bookings as a test makes them: in one call each, with everything in order but what the test is about."""

import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from assistant import audit, booking
from assistant.booking import (
    Appointment,
    BookedQuarter,
    Desk,
    Hours,
    Recorded,
    Result,
    Share,
    Slot,
    Status,
    book,
    cancel,
    for_ref,
    for_secret,
    free_slots,
    move,
    slot_for_id,
)
from assistant.database import Database
from assistant.notifications.outbox import OutboxMail
from assistant.people import Profile
from knowledge_base.article import WrittenForm
from tests.factories import make_counsellor
from tests.fakes import NOON

OSLO = ZoneInfo("Europe/Oslo")
HOUR = datetime.timedelta(hours=1)
NINE = datetime.time(9)
DESK = Desk("http://veivalg.test", "Veivalg <no-reply@veivalg.test>")
Booked = tuple[booking.AppointmentView, str]


def hours(weekday: int, start: int, end: int, minutes: int = 60) -> Hours:
    return Hours(weekday, datetime.time(start), datetime.time(end), minutes)


def in_oslo(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, minute, tzinfo=OSLO)


def with_hours(database: Database, *week: Hours, name: str = "Ida") -> Profile:
    with database.transaction() as session:
        return make_counsellor(session, hours=list(week), name=name)  # type: ignore[arg-type]


def slots(database: Database, *, now: datetime.datetime = NOON, **limits: datetime.datetime) -> list[Slot]:
    with database.reading() as session:
        return free_slots(session, now=now, **limits)


def starts(database: Database, *, now: datetime.datetime, **limits: datetime.datetime) -> list[str]:
    """When slots begin, as the clock on the wall in Norway shows it."""
    return [f"{slot.starts_at.astimezone(OSLO):%m-%d %H:%M}" for slot in slots(database, now=now, **limits)]


def find(database: Database, slot_id: str, now: datetime.datetime = NOON) -> Slot:
    with database.reading() as session:
        return slot_for_id(session, slot_id, now=now)


def book_slot(database: Database, slot: Slot, *, now: datetime.datetime = NOON, **fields: object) -> Booked:
    """Book with everything in order but for the fields given."""
    ordinary = {
        "name": "Kim Forsker", "email": "kim@example.org", "written_form": WrittenForm.BOKMAL,
        "share": Share.NOTHING, "brief": None, "conversation": None,
    }  # fmt: skip
    with database.transaction() as session:
        return book(session, slot=slot, now=now, **(ordinary | fields))  # type: ignore[arg-type]


def move_to(database: Database, booked: Booked, slot: Slot, now: datetime.datetime = NOON) -> booking.AppointmentView:
    with database.transaction() as session:
        return move(session, for_secret(session, booked[0].ref, booked[1], now=now), slot=slot, now=now)


def cancel_it(database: Database, booked: Booked, now: datetime.datetime = NOON) -> booking.AppointmentView:
    with database.transaction() as session:
        row = for_secret(session, booked[0].ref, booked[1], now=now)
        return cancel(session, row, by=audit.RESEARCHER, now=now)


def record_it(
    database: Database,
    booked: Booked,
    counsellor: Profile,
    result: Result = Result.HELD,
    *,
    follow_up: bool = False,
    now: datetime.datetime | None = None,
) -> Recorded:
    """Record what became of a session, as its counsellor does; when it ends unless another time is given."""
    with database.transaction() as session:
        row = for_ref(session, booked[0].ref, counsellor_id=counsellor.id)
        return DESK.record(session, row, result, follow_up_wanted=follow_up, now=now or booked[0].ends_at)


def mails_after(database: Database) -> list[OutboxMail]:
    """The mails about what became of sessions, oldest first."""
    with database.reading() as session:
        found = session.scalars(select(OutboxMail).where(OutboxMail.key.startswith("after-")).order_by(OutboxMail.id))
        return list(found)


def standing(database: Database) -> list[tuple[datetime.datetime, datetime.datetime]]:
    with database.reading() as session:
        rows = session.scalars(select(Appointment).where(Appointment.status == Status.BOOKED))
        return sorted((row.starts_at, row.ends_at) for row in rows)


def used_quarters(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(BookedQuarter)) or 0


def row_of(database: Database, ref: str) -> Appointment:
    with database.reading() as session:
        row = session.scalars(select(Appointment).where(Appointment.ref == ref)).one()
        session.expunge(row)
        return row
