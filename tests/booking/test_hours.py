"""The hours that a counsellor offers in a week: cut into sessions, and refused where they make no sense."""

import datetime

import pytest

from assistant import booking
from assistant.booking import Hours
from assistant.database import Database
from assistant.errors import BrokenAvailability
from assistant.people import Profile
from tests.booking.bookings import NINE, OSLO, book_slot, hours, slots, standing, starts, with_hours
from tests.fakes import NOON


def test_hours_are_cut_into_sessions_and_what_is_left_over_is_no_session(database: Database) -> None:
    with_hours(database, Hours(0, NINE, datetime.time(11, 30), 45))
    assert starts(database, now=NOON, before=NOON + datetime.timedelta(days=7)) == [
        "11-23 09:00", "11-23 09:45", "11-23 10:30",
    ]  # fmt: skip


def test_hours_replace_the_whole_week_and_appointments_stay(database: Database, ida: Profile) -> None:
    first = slots(database)[0]
    book_slot(database, first)
    with database.transaction() as session:
        booking.replace_hours(session, counsellor=ida, hours=[hours(2, 10, 12)], now=NOON)
    assert {slot.starts_at.astimezone(OSLO).weekday() for slot in slots(database)} == {2}
    assert standing(database) == [(first.starts_at, first.ends_at)]
    with database.reading() as session:
        assert booking.hours_of(session, ida.id) == [hours(2, 10, 12)]


def test_no_hours_are_no_slots(database: Database, ida: Profile) -> None:
    with database.transaction() as session:
        booking.replace_hours(session, counsellor=ida, hours=[], now=NOON)
    assert slots(database) == []


@pytest.mark.parametrize(
    ("weekday", "start", "end", "minutes"),
    [
        (0, datetime.time(10), datetime.time(9), 45),
        (0, datetime.time(9), datetime.time(9), 45),
        (0, datetime.time(9), datetime.time(9, 30), 45),
        (0, datetime.time(9, 5), datetime.time(12), 45),
        (0, datetime.time(9), datetime.time(12, 20), 45),
        (0, datetime.time(9), datetime.time(12), 20),
        (7, datetime.time(9), datetime.time(12), 45),
        (-1, datetime.time(9), datetime.time(12), 45),
    ],
)
def test_hours_that_make_no_sense_are_refused(
    weekday: int, start: datetime.time, end: datetime.time, minutes: int
) -> None:
    with pytest.raises(BrokenAvailability):
        Hours(weekday, start, end, minutes)


def test_hours_that_overlap_on_a_day_are_refused_and_the_old_ones_stay(database: Database, ida: Profile) -> None:
    for overlapping in (
        [hours(0, 9, 12), hours(0, 11, 13)],
        [hours(0, 9, 15), hours(0, 10, 11)],
        [hours(0, 9, 12)] * 2,
    ):
        with pytest.raises(BrokenAvailability), database.transaction() as session:
            booking.replace_hours(session, counsellor=ida, hours=overlapping, now=NOON)
    with database.reading() as session:
        assert booking.hours_of(session, ida.id) == sorted(booking.ordinary_week())


def test_hours_may_meet_and_may_be_the_same_on_another_day(database: Database, ida: Profile) -> None:
    touching = [hours(0, 9, 12), hours(0, 12, 13, 30), hours(1, 9, 12)]
    with database.transaction() as session:
        booking.replace_hours(session, counsellor=ida, hours=reversed(touching), now=NOON)
    with database.reading() as session:
        assert booking.hours_of(session, ida.id) == touching
