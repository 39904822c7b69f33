"""Free slots: right across summer time and holidays, soon enough, and found by their ids."""

import datetime
from itertools import combinations

import pytest

from assistant import booking
from assistant.booking.slots import spread
from assistant.database import Database
from assistant.errors import SlotBeyondHorizon, SlotPast, SlotTaken, SlotUnknown
from assistant.people import Profile, Role, set_active, set_roles
from tests.booking.bookings import HOUR, OSLO, book_slot, find, hours, in_oslo, slots, standing, starts, with_hours
from tests.fakes import NOON

# Through the year


def test_nine_o_clock_stays_nine_o_clock_when_summer_time_ends(database: Database) -> None:
    with_hours(database, *(hours(day, 9, 10) for day in range(7)))
    now = in_oslo(2026, 10, 20, 12)
    around = slots(database, now=now, after=in_oslo(2026, 10, 24), before=in_oslo(2026, 10, 27))
    assert [slot.starts_at.isoformat() for slot in around] == [
        "2026-10-24T07:00:00+00:00",
        "2026-10-25T08:00:00+00:00",
        "2026-10-26T08:00:00+00:00",
    ]


def test_nine_o_clock_stays_nine_o_clock_when_summer_time_begins(database: Database) -> None:
    """In 2027 that is Easter Sunday, so the days around it are closed."""
    with_hours(database, *(hours(day, 9, 10) for day in range(7)))
    now = in_oslo(2027, 3, 20, 12)
    around = slots(database, now=now, after=in_oslo(2027, 3, 24), before=in_oslo(2027, 3, 31))
    assert [slot.starts_at.isoformat() for slot in around] == [
        "2027-03-24T08:00:00+00:00",
        "2027-03-27T08:00:00+00:00",
        "2027-03-30T07:00:00+00:00",
    ]


@pytest.mark.parametrize("minutes", [30, 45, 60])
@pytest.mark.parametrize("sunday", [in_oslo(2026, 10, 25), in_oslo(2026, 3, 29)], ids=["longer night", "shorter night"])
def test_the_night_the_clock_is_changed_offers_each_moment_once(
    database: Database, sunday: datetime.datetime, minutes: int
) -> None:
    with_hours(database, hours(6, 0, 8, minutes))
    night = slots(database, now=sunday - datetime.timedelta(days=3), before=sunday + datetime.timedelta(days=1))

    assert len(night) >= 6
    assert len({slot.id for slot in night}) == len(night)
    assert {slot.ends_at - slot.starts_at for slot in night} == {datetime.timedelta(minutes=minutes)}
    for one, other in combinations(night, 2):
        assert one.ends_at <= other.starts_at or other.ends_at <= one.starts_at


@pytest.mark.parametrize("sunday", [in_oslo(2026, 10, 25), in_oslo(2026, 3, 29)], ids=["longer night", "shorter night"])
def test_every_slot_of_that_night_can_be_booked(database: Database, sunday: datetime.datetime) -> None:
    with_hours(database, hours(6, 0, 8, 30))
    now = sunday - datetime.timedelta(days=3)
    night = slots(database, now=now, before=sunday + datetime.timedelta(days=1))
    for slot in night:
        book_slot(database, find(database, slot.id, now), now=now)
    assert len(standing(database)) == len(night)
    assert slots(database, now=now, before=sunday + datetime.timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("before", "closed"),
    [
        (in_oslo(2026, 12, 15), ["12-25", "12-26", "01-01"]),
        (in_oslo(2027, 3, 20), ["03-25", "03-26", "03-28", "03-29"]),
        (in_oslo(2027, 4, 25), ["05-01", "05-06", "05-16", "05-17"]),
    ],
)
def test_norwegian_holidays_are_closed(database: Database, before: datetime.datetime, closed: list[str]) -> None:
    with_hours(database, *(hours(day, 9, 10) for day in range(7)))
    found = {start[:5] for start in starts(database, now=before, before=before + datetime.timedelta(days=25))}
    days = {f"{before + datetime.timedelta(days=number):%m-%d}" for number in range(1, 25)}
    assert sorted(days - found) == sorted(closed)


# What is offered


def test_who_books_gives_notice(database: Database) -> None:
    with_hours(database, hours(0, 9, 10))
    nine = in_oslo(2026, 11, 23, 9)
    assert slots(database, now=nine - 12 * HOUR)[0].starts_at == nine
    assert slots(database, now=nine - 12 * HOUR + datetime.timedelta(seconds=1))[0].starts_at > nine


def test_nobody_books_beyond_the_horizon(database: Database) -> None:
    with_hours(database, hours(0, 9, 10))
    last = slots(database, now=NOON)[-1]
    assert NOON + datetime.timedelta(weeks=5) < last.starts_at < NOON + datetime.timedelta(weeks=6)
    beyond = last.id.replace(f"{last.starts_at:%Y%m%d}", f"{last.starts_at + datetime.timedelta(weeks=1):%Y%m%d}")
    for unreachable in (beyond, last.id.replace(f"{last.starts_at:%Y%m%d}", "99991231")):
        with pytest.raises(SlotBeyondHorizon):
            find(database, unreachable)


def test_slots_can_be_narrowed_to_a_time(database: Database, ida: Profile) -> None:
    found = slots(database, after=in_oslo(2026, 11, 24, 10), before=in_oslo(2026, 11, 24, 13))
    assert [f"{slot.starts_at.astimezone(OSLO):%d %H:%M}" for slot in found] == ["24 10:30", "24 12:15"]


@pytest.mark.parametrize(
    "moment",
    [datetime.datetime.max.replace(tzinfo=datetime.UTC), datetime.datetime.min.replace(tzinfo=datetime.UTC)],
    ids=["end of time", "beginning of time"],
)
def test_any_moment_may_be_asked_about(database: Database, ida: Profile, moment: datetime.datetime) -> None:
    every = len(slots(database))
    later, earlier = len(slots(database, after=moment)), len(slots(database, before=moment))
    assert {later, earlier} == {0, every}


def test_only_open_accounts_of_counsellors_offer_slots(database: Database, ida: Profile) -> None:
    per = with_hours(database, hours(0, 9, 10), name="Per")
    offered = {slot.counsellor_name for slot in slots(database)}
    with database.transaction() as session:
        set_active(session, public_id=ida.public_id, active=False, now=NOON, by="test")
    after_closing = {slot.counsellor_name for slot in slots(database)}
    with database.transaction() as session:
        set_roles(session, public_id=per.public_id, roles=[Role.ADMIN], now=NOON, by="test")
    assert (offered, after_closing, slots(database)) == ({"Ida", "Per"}, {"Per"}, [])


def test_the_soonest_slots_are_on_different_days(database: Database, ida: Profile) -> None:
    three = spread(slots(database), 3)
    assert [f"{slot.starts_at.astimezone(OSLO):%d %H:%M}" for slot in three] == ["23 09:00", "24 09:00", "25 09:00"]


def test_with_few_days_the_soonest_slots_share_one(database: Database) -> None:
    with_hours(database, hours(0, 9, 15))
    ten = spread(slots(database), 10)
    assert len(ten) == 10
    assert ten == sorted(ten)
    assert len({slot.starts_at.date() for slot in ten}) == 6


def test_no_counsellor_is_always_named_first(database: Database, ida: Profile) -> None:
    with_hours(database, *booking.ordinary_week(), name="Per")
    firsts = {}
    for slot in slots(database):
        firsts.setdefault(slot.starts_at, slot.counsellor_name)
    assert set(firsts.values()) == {"Ida", "Per"}


# Slot ids


def test_a_slot_is_found_by_its_id(database: Database, ida: Profile) -> None:
    for slot in slots(database)[:9]:
        assert find(database, slot.id) == slot


@pytest.mark.parametrize(
    "garbage",
    [
        "", "-", "x" * 5000, "../../etc/passwd", "' OR 1=1 --", "\x00", "{good}\n", " {good}", "{good}0", "{lower}",
        "{who}-20261123T0800Z-45-45", "{who}-20261123T0800-45", "{who}-20261123T0800Z-44", "{who}-20261123T0800Z-",
        "{who}-20261323T0800Z-45", "{who}-20270230T0800Z-45", "{who}-20261123T2560Z-45", "{who}-00000000T0000Z-45",
        "{who}-٢٠٢٦١١٢٣T٠٨٠٠Z-45",
    ],
)  # fmt: skip
def test_garbage_is_no_slot(database: Database, ida: Profile, garbage: str) -> None:
    good = slots(database)[0].id
    asked = garbage.replace("{good}", good).replace("{lower}", good.lower()).replace("{who}", ida.public_id)
    assert asked != good
    with pytest.raises(SlotUnknown):
        find(database, asked)


def test_a_slot_that_nobody_offers_is_unknown(database: Database, ida: Profile) -> None:
    good = slots(database)[0].id
    assert good == f"{ida.public_id}-20261123T0800Z-45"
    for other in (
        f"ffffffff-{good.partition('-')[2]}",
        good.replace("T0800Z", "T0815Z"),
        good.replace("T0800Z", "T0801Z"),
        good.replace("-45", "-60"),
        good.replace("20261123", "20261122"),
    ):
        with pytest.raises(SlotUnknown):
            find(database, other)


def test_a_slot_that_has_begun_or_begins_too_soon_is_past(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    for now in (slot.starts_at - 11 * HOUR, slot.starts_at, slot.starts_at + 900 * HOUR):
        with pytest.raises(SlotPast):
            find(database, slot.id, now)
    assert find(database, slot.id, slot.starts_at - 12 * HOUR) == slot


def test_a_slot_that_is_booked_is_taken_and_no_longer_offered(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    book_slot(database, slot)
    with pytest.raises(SlotTaken):
        find(database, slot.id)
    assert slot not in slots(database)


def test_another_counsellors_slot_at_the_same_time_stays_free(database: Database, ida: Profile) -> None:
    with_hours(database, *booking.ordinary_week(), name="Per")
    one, other = slots(database)[:2]
    assert one.starts_at == other.starts_at
    book_slot(database, one)
    book_slot(database, find(database, other.id))
    assert len(standing(database)) == 2
