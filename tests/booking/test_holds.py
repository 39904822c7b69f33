"""A slot is held while its form is filled in: nobody else gets it, and it is free again by itself."""

import datetime
from collections.abc import Callable

import pytest

from assistant import booking
from assistant.booking import BookedQuarter, Held, Slot
from assistant.booking.diary import lock_for_slot
from assistant.database import Database
from assistant.errors import GuidanceError, SlotHeld, SlotTaken, SlotUnknown
from assistant.people import Profile
from tests.booking.bookings import book_slot, find, slots, standing, used_quarters, with_hours
from tests.fakes import NOON
from tests.races import at_once, stopped_before_writing

FIVE_MINUTES = datetime.timedelta(minutes=5)
SECOND = datetime.timedelta(seconds=1)


def hold(database: Database, slot: Slot, token: str = "", now: datetime.datetime = NOON) -> Held:
    with database.transaction() as session:
        return booking.hold(session, slot.id, token=token, now=now)


def test_a_held_slot_is_offered_to_nobody_else_and_refused_as_held(database: Database, ida: Profile) -> None:
    slot, other = slots(database)[:2]
    held = hold(database, slot)
    assert held.until == NOON + FIVE_MINUTES
    assert slots(database)[0] == other
    with pytest.raises(SlotHeld):
        find(database, slot.id)
    with pytest.raises(SlotHeld):
        hold(database, slot)
    with pytest.raises(SlotHeld):
        book_slot(database, slot)


def test_who_holds_a_slot_still_sees_it_and_books_it(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    held = hold(database, slot)
    with database.reading() as session:
        assert booking.free_slots(session, now=NOON, but=booking.hash_of(held.token))[0] == slot
    book_slot(database, slot, hold=held.token)
    assert standing(database) == [(slot.starts_at, slot.ends_at)]
    assert used_quarters(database) == 3
    with database.reading() as session:
        assert session.query(booking.Hold).count() == 0


def test_a_hold_ends_by_itself_after_five_minutes(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    hold(database, slot)
    with pytest.raises(SlotHeld):
        find(database, slot.id, NOON + FIVE_MINUTES - SECOND)
    later = NOON + FIVE_MINUTES
    assert find(database, slot.id, later) == slot
    assert slots(database, now=later)[0] == slot
    book_slot(database, slot, now=later)
    assert standing(database) == [(slot.starts_at, slot.ends_at)]


def test_who_fills_in_the_form_too_long_still_gets_the_slot_if_nobody_took_it(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    held = hold(database, slot)
    book_slot(database, slot, hold=held.token, now=NOON + 2 * FIVE_MINUTES)
    assert used_quarters(database) == 3


def test_who_fills_in_the_form_too_long_is_refused_if_somebody_did(database: Database, ida: Profile) -> None:
    slot, late = slots(database)[0], NOON + 2 * FIVE_MINUTES
    held = hold(database, slot)
    book_slot(database, slot, now=late)
    with pytest.raises(SlotTaken):
        book_slot(database, slot, hold=held.token, now=late)


def test_a_visitor_holds_one_slot_at_a_time(database: Database, ida: Profile) -> None:
    first, second = slots(database)[:2]
    held = hold(database, first)
    again = hold(database, second, held.token)
    assert slots(database)[0] == first
    assert hold(database, second, again.token, NOON + SECOND).until == NOON + SECOND + FIVE_MINUTES
    assert used_quarters(database) == 3


def test_booking_another_slot_gives_up_what_was_held(database: Database, ida: Profile) -> None:
    first, second = slots(database)[:2]
    held = hold(database, first)
    book_slot(database, second, hold=held.token)
    assert slots(database)[0] == first


@pytest.mark.parametrize("token", ["garbage", "\0", "x" * 5000])
def test_a_forged_token_holds_nothing(database: Database, ida: Profile, token: str) -> None:
    slot = slots(database)[0]
    hold(database, slot)
    with pytest.raises(SlotHeld):
        book_slot(database, slot, hold=token)


def test_the_worker_forgets_holds_that_have_ended(database: Database, ida: Profile) -> None:
    first, second = slots(database)[:2]
    hold(database, first)
    hold(database, second, now=NOON + FIVE_MINUTES)
    with database.transaction() as session:
        booking.remove_expired_holds(session, now=NOON + FIVE_MINUTES)
    with database.reading() as session:
        assert session.query(BookedQuarter).count() == 3


def test_of_fifty_who_hold_one_slot_exactly_one_does(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    outcomes = at_once(*[lambda: hold(database, slot)] * 50)
    assert sum(isinstance(outcome, Held) for outcome in outcomes) == 1
    assert {type(outcome) for outcome in outcomes} == {Held, SlotHeld}
    assert used_quarters(database) == 3


def test_two_forms_sent_with_one_hold_make_one_appointment(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    held = hold(database, slot)
    calls: list[Callable[[], object]] = [lambda: book_slot(database, slot, hold=held.token)] * 2
    outcomes = stopped_before_writing(database, *calls)
    assert [type(outcome) for outcome in outcomes if isinstance(outcome, GuidanceError)] == [SlotTaken]
    assert standing(database) == [(slot.starts_at, slot.ends_at)]


def test_a_hold_that_ends_while_two_book_gives_the_slot_to_one(database: Database, ida: Profile) -> None:
    slot, late = slots(database)[0], NOON + FIVE_MINUTES
    hold(database, slot)
    outcomes = stopped_before_writing(database, *[lambda: book_slot(database, slot, now=late)] * 2)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["SlotTaken", "tuple"]


def test_a_slot_whose_time_was_closed_since_it_was_looked_for_is_not_held(database: Database, ida: Profile) -> None:
    slot, *_ = slots(database)
    day = slot.starts_at.date()
    with database.transaction() as session:
        booking.close(session, counsellor=ida, first=day, last=day, now=NOON)
    with database.transaction() as session, pytest.raises(SlotUnknown):
        lock_for_slot(session, slot)


def test_two_whose_ended_holds_are_in_each_others_way_both_get_what_they_want(database: Database, ida: Profile) -> None:
    per = with_hours(database, *booking.ordinary_week(), name="Per")
    at_ida, at_per = (next(one for one in slots(database) if one.counsellor == who.public_id) for who in (ida, per))
    mine, yours = hold(database, at_ida), hold(database, at_per)
    later = NOON + 2 * FIVE_MINUTES

    outcomes = stopped_before_writing(
        database,
        lambda: hold(database, at_per, token=mine.token, now=later),
        lambda: hold(database, at_ida, token=yours.token, now=later),
    )

    assert [outcome.slot for outcome in outcomes if isinstance(outcome, Held)] == [at_per, at_ida]
