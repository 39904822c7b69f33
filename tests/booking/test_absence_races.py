"""Who closes days, books and moves at once: what was seen is what is done."""

from collections.abc import Callable

import pytest

from assistant import booking
from assistant.booking import (
    Appointment,
    Share,
    Status,
    Wish,
)
from assistant.booking.diary import take
from assistant.database import Database
from assistant.errors import (
    AbsenceChanged,
    SlotUnknown,
)
from assistant.people import Person, Profile
from knowledge_base.article import WrittenForm
from tests.booking.absences import (
    DESK,
    MONDAY,
    book_at,
    cancel_by,
    closed_days,
    displaced,
    leave,
    mails_to,
    move_by,
    preview,
    slot_at,
)
from tests.booking.bookings import Booked, book_slot, standing, used_quarters
from tests.fakes import NOON
from tests.races import stopped_before_writing


def test_sessions_that_changed_since_the_preview_leave_everything_as_it_was(database: Database, ida: Profile) -> None:
    gone, moved = book_at(database, ida, "20261123T0800"), book_at(database, ida, "20261123T0845")
    seen = preview(database, ida).marks

    def another() -> None:
        book_at(database, ida, "20261123T0930")

    def one_less() -> None:
        cancel_by(database, *_key(gone))

    def other_time() -> None:
        move_by(database, *_key(moved), slot_at(database, ida, "20261123T1200").id)

    for change in (another, one_less, other_time):
        change()
        with pytest.raises(AbsenceChanged):
            leave(database, ida, seen=seen)
        assert (closed_days(database), displaced(database)) == ([], 0)
        assert len(mails_to(database, ida.email)) == {"another": 0, "one_less": 1, "other_time": 2}[change.__name__]
        seen = preview(database, ida).marks
    assert leave(database, ida, seen=seen) == 2


def _key(booked: Booked) -> tuple[str, str]:
    return booked[0].ref, booked[1]


def test_confirmed_twice_at_once_it_is_done_once(database: Database, ida: Profile) -> None:
    book_at(database, ida, "20261123T0800")
    seen = preview(database, ida).marks

    outcomes = stopped_before_writing(
        database, lambda: leave(database, ida, seen=seen), lambda: leave(database, ida, seen=seen)
    )

    assert sorted(_name(outcome) for outcome in outcomes) == ["1", "AbsenceChanged"]
    assert closed_days(database) == [MONDAY]
    assert displaced(database) == 1
    assert len(mails_to(database, "kim@example.org")) == 1


def test_days_without_sessions_confirmed_twice_at_once_are_closed_once(database: Database, ida: Profile) -> None:
    outcomes = stopped_before_writing(
        database, lambda: leave(database, ida, seen=[]), lambda: leave(database, ida, seen=[])
    )

    assert outcomes == [0, 0]
    assert closed_days(database) == [MONDAY]


@pytest.fixture(params=["book", "move", "use a hold"])
def arrives(request: pytest.FixtureRequest, database: Database, ida: Profile) -> Callable[[], object]:
    """Somebody who gets a session on the Monday after the preview has shown none there."""
    slot = slot_at(database, ida, "20261123T0800")
    wish = Wish(slot.id, "Kim Forsker", "kim@example.org", WrittenForm.BOKMAL, Share.NOTHING)
    if request.param == "move":
        view, secret = book_at(database, ida, "20261124T0800")
        return lambda: move_by(database, view.ref, secret, slot.id)
    if request.param == "use a hold":
        with database.transaction() as session:
            wish = Wish(**{**vars(wish), "hold": booking.hold(session, slot.id, now=NOON).token})

    def book() -> object:
        with database.transaction() as session:
            return DESK.book(session, wish, conversation=None, now=NOON)

    return book


def test_who_books_as_the_days_are_closed_is_refused_or_seen(
    database: Database, ida: Profile, arrives: Callable[[], object]
) -> None:
    outcomes = stopped_before_writing(database, lambda: leave(database, ida, seen=[]), arrives)

    names = [_name(outcome) for outcome in outcomes]
    assert names in (["0", "SlotUnknown"], ["AbsenceChanged", "done"])
    on_monday = [begins for begins, _ in standing(database) if begins.date() == MONDAY]
    assert (closed_days(database), on_monday != []) in (([MONDAY], False), ([], True))


def _name(outcome: object) -> str:
    if isinstance(outcome, BaseException):
        return type(outcome).__name__
    return str(outcome) if isinstance(outcome, int) else "done"


def test_a_slot_that_was_free_when_seen_and_closed_when_booked_is_refused(database: Database, ida: Profile) -> None:
    slot = slot_at(database, ida, "20261123T0800")
    leave(database, ida)

    with pytest.raises(SlotUnknown):
        book_slot(database, slot)
    assert (standing(database), used_quarters(database)) == ([], 0)


def test_who_does_not_look_again_is_booked_into_closed_hours(database: Database, ida: Profile) -> None:
    """If this fails, the tests above prove nothing: the promise about quarters does not keep anybody out."""
    slot = slot_at(database, ida, "20261123T0800")
    leave(database, ida)

    with database.transaction() as session:
        row = Appointment(
            ref="0123456789", counsellor_id=ida.id, conversation_id=None, starts_at=slot.starts_at,
            ends_at=slot.ends_at, status=Status.BOOKED, sequence=0, name="Kim", email="kim@example.org",
            written_form="nb", share=Share.NOTHING, brief=None, created_at=NOON, placed_at=NOON, zone=None,
        )  # fmt: skip
        session.add(row)
        session.flush()
        take(session, slot, session.get_one(Person, ida.id), appointment_id=row.id, now=NOON)

    assert standing(database) == [(slot.starts_at, slot.ends_at)]
