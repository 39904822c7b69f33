"""Counsellors' terms and exceptions decide what is offered."""

import datetime
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from assistant import booking
from assistant.booking import Closed, Hours, Kind, Opened, Place, Preference, Slot, Terms
from assistant.database import Database
from assistant.errors import BrokenAvailability, InvalidInput, NotFound, SlotTaken, SlotUnknown
from assistant.people import Profile
from knowledge_base.article import Topic, WrittenForm
from tests.booking.bookings import HOUR, NINE, book_slot, find, hours, in_oslo, slots, standing, starts, with_hours
from tests.fakes import NOON
from tests.races import at_once

WEEK = datetime.timedelta(days=7)


def set_terms(database: Database, counsellor: Profile, **fields: Any) -> None:
    with database.transaction() as session:
        booking.set_terms(session, counsellor=counsellor, terms=Terms(**fields), now=NOON)


def close(database: Database, counsellor: Profile, *days: int, hours: Any = None) -> None:
    first, last = (datetime.date(2026, 11, day) for day in (days[0], days[-1]))
    with database.transaction() as session:
        booking.close(session, counsellor=counsellor, first=first, last=last, hours=hours, now=NOON)


def wanted(database: Database, **fields: Any) -> list[Slot]:
    with database.reading() as session:
        return booking.free_slots(session, now=NOON, preference=Preference(**fields))


# Notice, horizon, buffers, caps


def test_notice_and_horizon_are_each_counsellors_own(database: Database) -> None:
    ida = with_hours(database, *(hours(day, 9, 10) for day in range(5)))
    set_terms(database, ida, notice_hours=72, horizon_days=7)
    assert starts(database, now=NOON) == ["11-24 09:00", "11-25 09:00", "11-26 09:00", "11-27 09:00"]


def test_twelve_weeks_is_the_furthest(database: Database) -> None:
    ida = with_hours(database, hours(0, 9, 10))
    set_terms(database, ida, horizon_days=84)
    assert slots(database)[-1].starts_at > NOON + 11 * WEEK
    with pytest.raises(InvalidInput):
        Terms(horizon_days=85)


def test_buffers_space_the_starts_and_keep_the_time_around_a_session_free(database: Database) -> None:
    ida = with_hours(database, hours(0, 9, 12, 45))
    set_terms(database, ida, buffer_before=15, buffer_after=30)
    monday = starts(database, now=NOON, before=NOON + WEEK)
    assert monday == ["11-23 09:00", "11-23 10:30"]
    ten_thirty = slots(database)[1]
    book_slot(database, ten_thirty)
    set_terms(database, ida, buffer_before=0, buffer_after=0)
    # 09:45 would run into the quarter before the session, 11:15 into the half hour after it.
    assert starts(database, now=NOON, before=NOON + WEEK) == ["11-23 09:00"]


def test_the_database_keeps_buffers_apart_too(database: Database, ida: Profile) -> None:
    nine = in_oslo(2026, 11, 23, 9).astimezone(datetime.UTC)
    first = Slot(nine, nine + HOUR, ida.public_id, ida.name, after=30)
    book_slot(database, first)
    with pytest.raises(SlotTaken):
        book_slot(database, Slot(nine + HOUR, nine + 2 * HOUR, ida.public_id, ida.name))
    book_slot(database, Slot(nine + 1.5 * HOUR, nine + 2.5 * HOUR, ida.public_id, ida.name))


def test_a_day_and_a_week_hold_no_more_sessions_than_their_caps(database: Database) -> None:
    ida = with_hours(database, hours(0, 9, 15), hours(1, 9, 15))
    set_terms(database, ida, daily_cap=2, weekly_cap=3)
    for _ in range(3):
        book_slot(database, slots(database)[0])
    assert [f"{begins:%d %H}" for begins, _ in standing(database)] == ["23 08", "23 09", "24 08"]
    assert starts(database, now=NOON)[0] == "11-30 09:00"
    with pytest.raises(SlotTaken):
        find(database, f"{ida.public_id}-20261124T1000Z-60")


def test_a_cap_holds_also_when_many_book_at_once(database: Database) -> None:
    ida = with_hours(database, hours(0, 9, 17))
    set_terms(database, ida, daily_cap=3)
    seen = slots(database)[:8]
    calls = [lambda slot=slot: book_slot(database, slot) for slot in seen]  # type: ignore[misc]
    outcomes = at_once(*calls)
    assert sum(isinstance(outcome, SlotTaken) for outcome in outcomes) == 5
    assert len(standing(database)) == 3


# Exceptions


def test_closed_days_and_closed_hours_offer_nothing(database: Database) -> None:
    ida = with_hours(database, *(hours(day, 9, 12) for day in range(5)))
    close(database, ida, 23, 25)
    close(database, ida, 26, hours=(datetime.time(10), datetime.time(11)))
    found = starts(database, now=NOON, before=NOON + WEEK)
    assert found == ["11-26 09:00", "11-26 11:00", "11-27 09:00", "11-27 10:00", "11-27 11:00"]
    with pytest.raises(SlotUnknown):
        find(database, f"{ida.public_id}-20261123T0800Z-60")


def test_a_day_can_be_opened_on_a_holiday_and_beside_the_week(database: Database) -> None:
    ida = with_hours(database, hours(0, 9, 10))
    with database.transaction() as session:
        for day in (datetime.date(2026, 11, 28), datetime.date(2026, 12, 25)):
            opened = Opened(day, NINE, datetime.time(10), 30, Kind.DOCUMENTS)
            booking.open_extra(session, counsellor=ida, opened=opened, now=NOON)
    extra = wanted(database, kind=Kind.DOCUMENTS)
    assert [f"{slot.starts_at:%m-%d %H:%M}" for slot in extra] == [
        "11-28 08:00", "11-28 08:30", "12-25 08:00", "12-25 08:30",
    ]  # fmt: skip
    assert {find(database, slot.id) for slot in extra} == set(extra)


def test_hours_opened_across_the_week_offer_no_time_twice(database: Database) -> None:
    ida = with_hours(database, hours(0, 9, 11))
    with database.transaction() as session:
        opened = Opened(datetime.date(2026, 11, 23), datetime.time(9, 30), datetime.time(12, 30), 60)
        booking.open_extra(session, counsellor=ida, opened=opened, now=NOON)
    monday = slots(database, before=NOON + WEEK)
    assert all(one.ends_at <= other.starts_at for one, other in pairwise(monday))


def test_an_exception_that_is_removed_leaves_the_week(database: Database) -> None:
    ida = with_hours(database, hours(0, 9, 10))
    close(database, ida, 23)
    other = with_hours(database, hours(1, 9, 10), name="Per")
    with database.reading() as session:
        [exception] = booking.exceptions_between(session, datetime.date(2026, 11, 1), datetime.date(2027, 1, 1))[ida.id]
    with database.transaction() as session, pytest.raises(NotFound):
        booking.remove(session, counsellor=other, number=exception.id, now=NOON)
    with database.transaction() as session:
        booking.remove(session, counsellor=ida, number=exception.id, now=NOON)
    assert starts(database, now=NOON)[0] == "11-23 09:00"


@pytest.mark.parametrize(("first", "last"), [(24, 23), (1, 1)])
def test_days_that_end_before_they_begin_are_refused(database: Database, ida: Profile, first: int, last: int) -> None:
    end = datetime.date(2026, 11, last) if first != last else datetime.date(2028, 1, 1)
    with database.transaction() as session, pytest.raises(BrokenAvailability):
        booking.close(session, counsellor=ida, first=datetime.date(2026, 11, first), last=end, now=NOON)


def test_a_closed_day_ends_at_midnight_also_when_the_clock_is_changed() -> None:
    sunday = Closed(datetime.date(2026, 10, 25))
    assert (sunday.begins, sunday.ends) == (in_oslo(2026, 10, 25), in_oslo(2026, 10, 26))
    assert sunday.ends - sunday.begins == 25 * HOUR


# Whom a counsellor takes, and whose turn it is


@pytest.fixture
def two(database: Database) -> tuple[Profile, Profile]:
    """Ida takes job search in Nynorsk by video for UiB, Per everything in his room; both Mondays at nine."""
    ida, per = (with_hours(database, hours(0, 9, 10), name=name) for name in ("Ida", "Per"))
    set_terms(
        database, ida, topics=frozenset({Topic.JOB_SEARCH}), written_forms=frozenset({WrittenForm.NYNORSK}),
        institution="UiB", faculty="Det humanistiske",
    )  # fmt: skip
    set_terms(database, per, place=Place.ROOM)
    return ida, per


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, {"Ida", "Per"}),
        ({"topic": Topic.JOB_SEARCH}, {"Ida", "Per"}),
        ({"topic": Topic.FAMILY_PLANNING}, {"Per"}),
        ({"written_form": WrittenForm.NYNORSK}, {"Ida", "Per"}),
        ({"written_form": WrittenForm.ENGLISH}, {"Per"}),
        ({"institution": "uib "}, {"Ida", "Per"}),
        ({"institution": "NTNU"}, {"Per"}),
        ({"place": Place.VIDEO}, {"Ida"}),
        ({"kind": Kind.FOLLOW_UP}, set()),
        ({"not_faculties": frozenset({"det humanistiske"})}, {"Per"}),
        ({"not_faculties": frozenset({""})}, {"Ida", "Per"}),
    ],
)
def test_counsellors_are_matched(
    database: Database, two: tuple[Profile, Profile], asked: dict[str, Any], names: set[str]
) -> None:
    assert {slot.counsellor_name for slot in wanted(database, **asked)} == names


def test_a_counsellor_can_be_wanted_or_not_wanted(database: Database, two: tuple[Profile, Profile]) -> None:
    ida, per = two
    assert {slot.counsellor for slot in wanted(database, counsellor=ida.public_id)} == {ida.public_id}
    assert {slot.counsellor for slot in wanted(database, not_counsellors=frozenset({ida.public_id}))} == {per.public_id}


def test_turns_go_to_who_has_had_fewest_sessions(database: Database) -> None:
    for name in ("Ida", "Per", "Kari"):
        with_hours(database, *(hours(day, 9, 11) for day in range(5)), name=name)
    for _ in range(30):
        book_slot(database, slots(database)[0])
    with database.reading() as session:
        counted = booking.load(session, now=NOON)
    assert sorted(counted.values()) == [10, 10, 10]


# Urgent slots


def test_urgent_slots_are_held_back_until_a_day_before(database: Database) -> None:
    urgent = replace(hours(0, 9, 10), urgent=True)
    with_hours(database, urgent, hours(1, 9, 10))
    assert starts(database, now=NOON, before=NOON + WEEK) == ["11-24 09:00"]
    held_back = wanted(database, urgent=True)[0]
    with pytest.raises(SlotUnknown):
        find(database, held_back.id)
    day_before = held_back.starts_at - datetime.timedelta(hours=23)
    assert find(database, held_back.id, day_before) == held_back


def test_hours_keep_their_kind(database: Database) -> None:
    week = [Hours(0, NINE, datetime.time(10), 30, Kind.DOCUMENTS), Hours(1, NINE, datetime.time(10), 60, urgent=True)]
    ida = with_hours(database, *week)
    with database.reading() as session:
        assert booking.hours_of(session, ida.id) == week
    assert {slot.kind for slot in slots(database)} == {Kind.DOCUMENTS}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("notice_hours", -1), ("notice_hours", 337), ("horizon_days", 0), ("buffer_before", 7), ("buffer_after", 75),
        ("daily_cap", 0), ("weekly_cap", 51), ("address", "x" * 201), ("institution", "a\nb"), ("faculty", "\0"),
    ],
)  # fmt: skip
def test_terms_that_make_no_sense_are_refused_by_their_field(field: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as refusal:
        Terms(**{field: value})
    assert refusal.value.values == {"field": field}
