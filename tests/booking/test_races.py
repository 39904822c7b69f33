"""Those who book, move and cancel at once: never two appointments for one counsellor at the same time."""

import datetime
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant import booking
from assistant.booking import Slot, Status, cancel, for_ref
from assistant.database import Database
from assistant.errors import GuidanceError, SlotTaken
from assistant.people import Profile
from tests.booking.bookings import (
    book_slot,
    cancel_it,
    find,
    hours,
    in_oslo,
    move_to,
    row_of,
    slots,
    standing,
    starts,
    used_quarters,
    with_hours,
)
from tests.fakes import NOON
from tests.races import at_once, stopped_before_writing


def outcomes_of_booking(database: Database, wanted: list[Slot]) -> list[str]:
    """Everybody has seen their slot free; then all book at once."""
    seen = [find(database, slot.id) for slot in wanted]
    calls: list[Callable[[], object]] = [lambda slot=slot: book_slot(database, slot) for slot in seen]  # type: ignore[misc]
    return sorted(_name(outcome) for outcome in at_once(*calls))


def _name(outcome: object) -> str:
    return type(outcome).__name__ if isinstance(outcome, BaseException) else "booked"


def test_of_fifty_who_book_one_slot_exactly_one_gets_it(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    assert outcomes_of_booking(database, [slot] * 50) == ["SlotTaken"] * 49 + ["booked"]
    assert standing(database) == [(slot.starts_at, slot.ends_at)]
    assert used_quarters(database) == 3


@pytest.fixture
def without_the_key(database: Database) -> Iterator[Database]:
    """The database without the one promise that each quarter is used once."""
    with database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE booked_quarters DROP CONSTRAINT pk_booked_quarters")
        else:
            connection.exec_driver_sql("ALTER TABLE booked_quarters RENAME TO guarded")
            connection.exec_driver_sql("CREATE TABLE booked_quarters AS SELECT * FROM guarded")
    yield database
    if database.engine.dialect.name == "postgresql":
        with database.engine.begin() as connection:
            connection.exec_driver_sql("TRUNCATE booked_quarters")
            connection.exec_driver_sql(
                "ALTER TABLE booked_quarters ADD CONSTRAINT pk_booked_quarters PRIMARY KEY (counsellor_id, starts_at)"
            )


def test_without_the_key_the_race_is_real(without_the_key: Database, ida: Profile) -> None:
    """If this fails, the test above proves nothing."""
    slot = slots(without_the_key)[0]
    assert outcomes_of_booking(without_the_key, [slot] * 8) == ["booked"] * 8
    assert len(standing(without_the_key)) == 8


def test_a_slot_free_when_seen_and_gone_when_booked_is_refused(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    calls = [lambda: book_slot(database, slot), lambda: book_slot(database, slot)]
    outcomes = stopped_before_writing(database, *calls)
    assert sorted(_name(outcome) for outcome in outcomes) == ["SlotTaken", "booked"]


# Appointments that overlap


@pytest.mark.parametrize("first", [30, 45, 60])
@pytest.mark.parametrize("second", [30, 45, 60])
def test_appointments_of_different_lengths_that_overlap_are_refused(
    database: Database, ida: Profile, first: int, second: int
) -> None:
    nine = in_oslo(2026, 11, 23, 9).astimezone(datetime.UTC)
    taken = Slot(nine, nine + datetime.timedelta(minutes=first), ida.public_id, ida.name)
    book_slot(database, taken)
    for shift in range(-60, 75, 15):
        starts_at = nine + datetime.timedelta(minutes=shift)
        slot = Slot(starts_at, starts_at + datetime.timedelta(minutes=second), ida.public_id, ida.name)
        if slot.starts_at < taken.ends_at and taken.starts_at < slot.ends_at:
            with pytest.raises(SlotTaken):
                book_slot(database, slot)
        else:
            cancel_it(database, book_slot(database, slot))


def test_overlapping_slots_booked_at_once_never_both_stand(database: Database, ida: Profile) -> None:
    nine = in_oslo(2026, 11, 23, 9).astimezone(datetime.UTC)
    quarter = datetime.timedelta(minutes=15)
    wanted = [
        Slot(nine + shift * quarter, nine + (shift + length) * quarter, ida.public_id, ida.name)
        for shift in range(6)
        for length in (2, 3, 4)
    ]
    calls: list[Callable[[], object]] = [lambda slot=slot: book_slot(database, slot) for slot in wanted]  # type: ignore[misc]
    outcomes = {_name(outcome) for outcome in at_once(*calls)}
    assert outcomes == {"booked", "SlotTaken"}
    for (_, ends), (starts_at, _) in zip(standing(database), standing(database)[1:], strict=False):
        assert ends <= starts_at


def test_after_hours_changed_a_slot_across_an_old_appointment_is_not_offered(database: Database) -> None:
    ida = with_hours(database, hours(0, 9, 12, 45))
    book_slot(database, find(database, f"{ida.public_id}-20261123T0845Z-45"))
    with database.transaction() as session:
        booking.replace_hours(session, counsellor=ida, hours=[hours(0, 9, 12, 60)], now=NOON)
    assert starts(database, now=NOON, before=NOON + datetime.timedelta(days=7)) == ["11-23 11:00"]
    with pytest.raises(SlotTaken):
        find(database, f"{ida.public_id}-20261123T0800Z-60")


# Moving and cancelling at once


def test_two_who_move_to_one_slot_at_once_are_not_both_there(database: Database, ida: Profile) -> None:
    one, two, wanted = slots(database)[:3]
    first, second = book_slot(database, one), book_slot(database, two)

    outcomes = stopped_before_writing(
        database, lambda: move_to(database, first, wanted), lambda: move_to(database, second, wanted)
    )

    assert sorted(_name(outcome) for outcome in outcomes) == ["SlotTaken", "booked"]
    stays = two if outcomes[0] is not None and not isinstance(outcomes[0], BaseException) else one
    assert standing(database) == sorted([(stays.starts_at, stays.ends_at), (wanted.starts_at, wanted.ends_at)])
    assert used_quarters(database) == 6


def test_one_appointment_moved_twice_at_once_is_in_one_place(database: Database, ida: Profile) -> None:
    old, here, there = slots(database)[:3]
    booked = book_slot(database, old)

    outcomes = stopped_before_writing(
        database, lambda: move_to(database, booked, here), lambda: move_to(database, booked, there)
    )

    assert [_name(outcome) for outcome in outcomes] == ["booked", "booked"]
    row = row_of(database, booked[0].ref)
    assert row.sequence == 2
    assert used_quarters(database) == 3
    free = {slot.starts_at for slot in slots(database)}
    assert {slot.starts_at for slot in (old, here, there)} - free == {row.starts_at}


def test_two_who_cancel_at_once_cancel_once(database: Database, ida: Profile) -> None:
    booked = book_slot(database, slots(database)[0])
    calls = [lambda: cancel_it(database, booked), lambda: cancel_it(database, booked)]
    outcomes = stopped_before_writing(database, *calls)
    assert sorted(_name(outcome) for outcome in outcomes) == ["AppointmentOver", "booked"]
    assert row_of(database, booked[0].ref).sequence == 1


def test_a_counsellor_who_cancels_while_the_researcher_moves_leaves_no_time_blocked(
    database: Database, ida: Profile
) -> None:
    old, new = slots(database)[:2]
    booked = book_slot(database, old)

    def cancel_by_counsellor() -> None:
        with database.transaction() as session:
            cancel(session, for_ref(session, booked[0].ref, counsellor_id=ida.id), by=ida.public_id, now=NOON)

    moved, cancelled = stopped_before_writing(database, lambda: move_to(database, booked, new), cancel_by_counsellor)

    assert cancelled is None
    assert _name(moved) in {"booked", "AppointmentOver"}
    row = row_of(database, booked[0].ref)
    assert row.status == Status.CANCELLED
    assert row.sequence == (1 if isinstance(moved, GuidanceError) else 2)
    assert used_quarters(database) == 0


def test_a_time_given_up_and_booked_at_once_is_never_used_twice(database: Database, ida: Profile) -> None:
    old, new = slots(database)[:2]
    booked = book_slot(database, old)
    with ThreadPoolExecutor(8) as pool:
        moving = pool.submit(move_to, database, booked, new)
        booking_it = [pool.submit(book_slot, database, old) for _ in range(7)]
    assert moving.exception() is None
    assert {_name(future.exception() or future.result()) for future in booking_it} <= {"booked", "SlotTaken"}
    assert len(standing(database)) == len(set(standing(database)))
    assert used_quarters(database) == 3 * len(standing(database))
