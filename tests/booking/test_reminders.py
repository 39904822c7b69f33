"""Reminders a day and an hour before a session, and links that end with it."""

import datetime
import re

import pytest

from assistant import booking
from assistant.booking import Desk, Slot, for_secret
from assistant.database import Database
from assistant.errors import LinkExpired
from assistant.notifications.outbox import OutboxMail
from assistant.people import Profile
from tests.booking.bookings import Booked, book_slot, cancel_it, move_to, slots
from tests.races import at_once

HOUR = datetime.timedelta(hours=1)
MINUTE = datetime.timedelta(minutes=1)
DESK = Desk("http://veivalg.test", "a@b.no")


def remind(database: Database, now: datetime.datetime) -> int:
    with database.transaction() as session:
        return DESK.remind(session, now=now)


def reminders(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(mail.recipient, mail.body) for mail in session.query(OutboxMail).order_by(OutboxMail.id)]


@pytest.fixture
def slot(database: Database, ida: Profile) -> Slot:
    return slots(database)[20]


@pytest.fixture
def booked(database: Database, slot: Slot) -> Booked:
    return book_slot(database, slot)


def test_a_researcher_is_reminded_a_day_and_an_hour_before_once_each(
    database: Database, booked: Booked, slot: Slot
) -> None:
    given = [
        remind(database, slot.starts_at - before)
        for before in (24 * HOUR + MINUTE, 24 * HOUR, 23 * HOUR, HOUR, HOUR / 2, -MINUTE)
    ]
    assert given == [0, 1, 0, 1, 0, 0]
    assert [recipient for recipient, _ in reminders(database)] == ["kim@example.org"] * 2


def test_a_reminder_brings_a_link_that_opens_the_appointment(database: Database, booked: Booked, slot: Slot) -> None:
    now = slot.starts_at - 24 * HOUR
    remind(database, now)
    [(_, body)] = reminders(database)
    secret = re.findall(r"secret=(\S+)", body)[0]
    assert secret != booked[1]
    with database.reading() as session:
        for one in (secret, booked[1]):
            assert for_secret(session, booked[0].ref, one, now=now).ref == booked[0].ref


def test_who_books_an_hour_and_a_half_before_is_reminded_once_only(database: Database, slot: Slot) -> None:
    book_slot(database, slot, now=slot.starts_at - 1.5 * HOUR)
    assert remind(database, slot.starts_at - 1.4 * HOUR) == 0
    assert remind(database, slot.starts_at - HOUR) == 1


def test_a_worker_that_was_down_gives_the_latest_reminder_only(database: Database, booked: Booked, slot: Slot) -> None:
    given = [remind(database, slot.starts_at - before) for before in (HOUR / 2, HOUR / 4)]

    assert given == [1, 0]
    with database.reading() as session:
        [mail] = session.query(OutboxMail)
    assert mail.key == f"reminder-{booked[0].ref}-0-1"


def test_until_an_hour_before_a_late_worker_gives_the_reminder_of_the_day(
    database: Database, booked: Booked, slot: Slot
) -> None:
    assert [remind(database, slot.starts_at - before) for before in (HOUR + MINUTE, HOUR)] == [1, 1]


def test_a_cancelled_session_is_not_reminded_of(database: Database, booked: Booked, slot: Slot) -> None:
    cancel_it(database, booked)
    assert remind(database, slot.starts_at - HOUR) == 0


def test_a_moved_session_is_reminded_of_at_its_new_time(database: Database, booked: Booked, slot: Slot) -> None:
    remind(database, slot.starts_at - 24 * HOUR)
    later = slots(database)[40]
    move_to(database, booked, later, now=slot.starts_at - 20 * HOUR)
    assert remind(database, slot.starts_at - HOUR) == 0
    assert remind(database, later.starts_at - 24 * HOUR) == 1


def test_two_workers_remind_once(database: Database, booked: Booked, slot: Slot) -> None:
    now = slot.starts_at - HOUR
    book = [lambda: remind(database, now)] * 4
    given = [outcome for outcome in at_once(*book) if isinstance(outcome, int)]
    assert sum(given) == 1
    assert len(reminders(database)) == 1


def test_a_link_ends_with_the_session(database: Database, booked: Booked, slot: Slot) -> None:
    view, secret = booked
    with database.reading() as session:
        assert for_secret(session, view.ref, secret, now=slot.ends_at - MINUTE).ref == view.ref
        with pytest.raises(LinkExpired):
            for_secret(session, view.ref, secret, now=slot.ends_at)


def test_links_of_sessions_long_over_are_forgotten(database: Database, booked: Booked, slot: Slot) -> None:
    with database.transaction() as session:
        booking.remove_expired_links(session, before=slot.ends_at)
        assert session.query(booking.AppointmentLink).count() == 1
        booking.remove_expired_links(session, before=slot.ends_at + MINUTE)
        assert session.query(booking.AppointmentLink).count() == 0
