"""A session that its counsellor cancelled to be away can still be moved, or given up."""

import datetime

import pytest
from ical.calendar_stream import IcsCalendarStream

from assistant import booking
from assistant.booking import (
    Absence,
    Status,
    for_secret,
)
from assistant.bootstrap import Services
from assistant.database import Database
from assistant.errors import (
    AppointmentOver,
    LinkExpired,
)
from assistant.people import Profile
from assistant.worker import erase_expired
from tests.booking.absences import (
    DAY,
    book_at,
    cancel_by,
    displaced,
    leave,
    links_in,
    mails_to,
    move_by,
    slot_at,
)
from tests.booking.bookings import row_of, slots, standing, used_quarters
from tests.fakes import NOON, FixedClock
from tests.races import stopped_before_writing


def test_a_link_of_the_mail_makes_the_same_appointment_stand_again(database: Database, ida: Profile) -> None:
    view, _ = book_at(database, ida, "20261123T0800")
    leave(database, ida)
    (slot, secret), *_ = links_in(mails_to(database, "kim@example.org")[0].body)

    moved = move_by(database, view.ref, secret, slot)

    assert (moved.id, moved.status, moved.sequence) == (view.id, Status.BOOKED, 2)
    assert standing(database) == [(moved.starts_at, moved.ends_at)]
    assert used_quarters(database) == 3
    assert displaced(database) == 0
    for recipient in ("kim@example.org", ida.email):
        told = mails_to(database, recipient)[-1]
        (event,) = IcsCalendarStream.calendar_from_ics(told.calendar or "").events
        assert (told.calendar_method, event.uid, event.sequence) == ("REQUEST", f"{view.ref}@veivalg", 2)
        assert event.status == "CONFIRMED"


def test_the_link_of_the_first_mail_moves_it_too_and_it_is_cancelled_as_any_other_afterwards(
    database: Database, ida: Profile
) -> None:
    view, secret = book_at(database, ida, "20261123T0800")
    leave(database, ida)

    move_by(database, view.ref, secret, slot_at(database, ida, "20261126T0800").id)
    cancelled = cancel_by(database, view.ref, secret)

    assert (cancelled.status, cancelled.sequence, cancelled.displaced_until) == (Status.CANCELLED, 3, None)
    with pytest.raises(AppointmentOver):
        move_by(database, view.ref, secret, slot_at(database, ida, "20261126T0800").id)


def test_what_the_researcher_cancelled_is_over(database: Database, ida: Profile) -> None:
    view, secret = book_at(database, ida, "20261123T0800")
    cancel_by(database, view.ref, secret)
    leave(database, ida)

    with pytest.raises(AppointmentOver):
        move_by(database, view.ref, secret, slot_at(database, ida, "20261126T0800").id)


def test_who_wants_no_other_time_is_left_alone(database: Database, ida: Profile) -> None:
    view, secret = book_at(database, ida, "20261123T0800")
    leave(database, ida)
    before = len(mails_to(database, "kim@example.org"))

    declined = cancel_by(database, view.ref, secret)

    assert (declined.status, declined.sequence) == (Status.CANCELLED, 1)
    assert len(mails_to(database, "kim@example.org")) == before
    with pytest.raises(AppointmentOver):
        cancel_by(database, view.ref, secret)
    with pytest.raises(AppointmentOver):
        move_by(database, view.ref, secret, slot_at(database, ida, "20261126T0800").id)


@pytest.mark.parametrize("days", [0, 13])
def test_it_can_be_moved_for_fourteen_days_although_its_time_is_over(
    database: Database, ida: Profile, days: int
) -> None:
    view, secret = book_at(database, ida, "20261123T0800")
    leave(database, ida)
    later = NOON + days * DAY + datetime.timedelta(hours=23)

    moved = move_by(database, view.ref, secret, slots(database, now=later)[0].id, later)

    assert moved.status is Status.BOOKED


def test_a_session_further_ahead_can_be_moved_until_its_time_is_over(database: Database, ida: Profile) -> None:
    view, secret = book_at(database, ida, "20261221T0800")
    leave(database, ida, Absence(datetime.date(2026, 12, 21), datetime.date(2026, 12, 21)))
    over = view.ends_at
    before = over - datetime.timedelta(minutes=1)

    with database.reading() as session:
        assert for_secret(session, view.ref, secret, now=before).id == view.id
        with pytest.raises(LinkExpired):
            for_secret(session, view.ref, secret, now=over)


def test_afterwards_the_link_has_ended_and_the_mark_is_forgotten(
    services: Services, clock: FixedClock, ida: Profile
) -> None:
    database = services.database
    view, secret = book_at(database, ida, "20261123T0800")
    leave(database, ida)
    erase_expired(services)
    assert displaced(database) == 1

    clock.advance(days=14)

    with database.reading() as session, pytest.raises(LinkExpired):
        for_secret(session, view.ref, secret, now=clock())
    erase_expired(services)
    assert displaced(database) == 0


def test_who_is_not_known_any_longer_cannot_move(services: Services, ida: Profile) -> None:
    """Where content is erased after fewer than 14 days."""
    database = services.database
    view, secret = book_at(database, ida, "20261123T0800")
    leave(database, ida)
    later = NOON + 5 * DAY
    with database.transaction() as session:
        booking.remove_personal(session, before=later)

    with database.reading() as session, pytest.raises(LinkExpired):
        for_secret(session, view.ref, secret, now=later)


def test_moved_and_declined_at_once_it_stands_or_it_does_not(database: Database, ida: Profile) -> None:
    view, secret = book_at(database, ida, "20261123T0800")
    leave(database, ida)
    slot = slot_at(database, ida, "20261126T0800")

    stopped_before_writing(
        database,
        lambda: move_by(database, view.ref, secret, slot.id),
        lambda: cancel_by(database, view.ref, secret),
    )

    # Who declines after it was moved cancels what then stands.
    assert (row_of(database, view.ref).status, standing(database), used_quarters(database)) == ("cancelled", [], 0)
    assert displaced(database) == 0
