"""Appointments: booked, opened with a secret, moved and cancelled."""

import pytest
from sqlalchemy import select

from assistant import audit, booking
from assistant.booking import AppointmentLink, Share, Status, book, cancel, for_ref, for_secret
from assistant.bootstrap import Services
from assistant.conversations import for_researcher
from assistant.database import Database
from assistant.errors import AppointmentOver, InvalidInput, NotFound, SlotTaken
from assistant.people import Profile
from knowledge_base.article import WrittenForm
from tests.booking.bookings import (
    book_slot,
    cancel_it,
    find,
    hours,
    move_to,
    row_of,
    slots,
    standing,
    used_quarters,
    with_hours,
)
from tests.chat import begin_chat
from tests.fakes import NOON

# Booking


def test_a_booked_appointment_opens_with_its_secret_and_for_its_counsellor(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    view, secret = book_slot(database, slot, name="  Kim Forsker ", email=" kim@example.org ")
    assert (view.starts_at, view.ends_at, view.counsellor) == (slot.starts_at, slot.ends_at, "Ida")
    assert (view.name, view.email, view.status, view.sequence) == ("Kim Forsker", "kim@example.org", Status.BOOKED, 0)
    with database.reading() as session:
        assert booking.view(session, for_secret(session, view.ref, secret, now=NOON)) == view
        assert booking.view(session, for_ref(session, view.ref, counsellor_id=ida.id)) == view
        assert booking.appointments_of(session, ida.id, since=NOON) == [view]
        assert secret not in {row.secret_hash for row in session.scalars(select(AppointmentLink))}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "), ("name", "x" * 101), ("name", "Kim\nBcc: all@example.org"), ("name", "Kim\x00"),
        ("email", "kim"), ("email", "kim@example.org\nBcc: all@example.org"), ("email", "kim@a.no,per@a.no"),
    ],
)  # fmt: skip
def test_who_books_must_be_reachable_and_nothing_is_booked_otherwise(
    database: Database, ida: Profile, field: str, value: str
) -> None:
    slot = slots(database)[0]
    with pytest.raises(InvalidInput) as refusal:
        book_slot(database, slot, **{field: value})
    assert refusal.value.values == {"field": field}
    assert (standing(database), used_quarters(database)) == ([], 0)


def test_a_wrong_secret_looks_like_no_appointment(database: Database, ida: Profile) -> None:
    one, two = slots(database)[:2]
    (view, secret), (other, other_secret) = book_slot(database, one), book_slot(database, two)
    refusals = set()
    for ref, tried in (
        (view.ref, other_secret),
        (view.ref, ""),
        (view.ref, secret[:-1]),
        ("unknown", secret),
        ("\x00", ""),
    ):
        with pytest.raises(NotFound) as refusal, database.transaction() as session:
            for_secret(session, ref, tried, now=NOON)
        refusals.add((str(refusal.value), refusal.value.status))
    assert len(refusals) == 1
    with database.reading() as session:
        assert for_secret(session, other.ref, other_secret, now=NOON).id == other.id


def test_a_counsellor_opens_no_appointment_of_another(database: Database, ida: Profile) -> None:
    per = with_hours(database, hours(0, 9, 10), name="Per")
    slot = next(slot for slot in slots(database) if slot.counsellor_name == "Ida")
    view, _ = book_slot(database, slot)
    with pytest.raises(NotFound), database.reading() as session:
        for_ref(session, view.ref, counsellor_id=per.id)
    with database.reading() as session:
        assert booking.appointments_of(session, per.id, since=NOON) == []


def test_coming_appointments_of_a_conversation_are_found(services: Services) -> None:
    database = services.database
    with_hours(database, *booking.ordinary_week())
    chat = begin_chat(services)
    later, sooner = slots(database)[3], slots(database)[0]
    with database.transaction() as session:
        row = for_researcher(session, chat.id, chat.token)
        for slot in (later, sooner):
            book(
                session, slot=slot, name="Kim", email="kim@example.org", written_form=WrittenForm.BOKMAL,
                share=Share.NOTHING, brief=None, conversation=row, now=NOON,
            )  # fmt: skip
    book_slot(database, slots(database)[0])

    with database.reading() as session:
        number = for_researcher(session, chat.id, chat.token).id
        found = booking.for_conversation(session, number, now=NOON)
        after = booking.for_conversation(session, number, now=sooner.starts_at)

    assert [view.starts_at for view in found] == [sooner.starts_at, later.starts_at]
    assert [view.starts_at for view in after] == [later.starts_at]


# Moving and cancelling


def test_a_moved_appointment_frees_its_old_time(database: Database, ida: Profile) -> None:
    old, new = slots(database)[0], slots(database)[5]
    booked = book_slot(database, old)

    moved = move_to(database, booked, new)

    assert (moved.ref, moved.starts_at, moved.ends_at, moved.sequence) == (booked[0].ref, new.starts_at, new.ends_at, 1)
    assert standing(database) == [(new.starts_at, new.ends_at)]
    assert find(database, old.id) == old
    with pytest.raises(SlotTaken):
        find(database, new.id)


def test_an_appointment_can_be_moved_to_another_counsellor(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    booked = book_slot(database, slot)
    per = with_hours(database, hours(0, 9, 10), name="Per")
    moved = move_to(database, booked, next(slot for slot in slots(database) if slot.counsellor_name == "Per"))
    assert (moved.counsellor, moved.counsellor_email) == ("Per", per.email)
    assert slot in slots(database)


def test_a_move_to_a_taken_time_is_refused_and_the_old_time_stays(database: Database, ida: Profile) -> None:
    old, new = slots(database)[:2]
    booked = book_slot(database, old)
    book_slot(database, new)
    with pytest.raises(SlotTaken):
        move_to(database, booked, new)
    assert standing(database) == [(old.starts_at, old.ends_at), (new.starts_at, new.ends_at)]
    assert row_of(database, booked[0].ref).sequence == 0
    assert used_quarters(database) == 6


def test_a_cancelled_appointment_frees_its_time(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    booked = book_slot(database, slot)

    cancelled = cancel_it(database, booked)

    assert (cancelled.status, cancelled.sequence) == (Status.CANCELLED, 1)
    assert (standing(database), used_quarters(database)) == ([], 0)
    book_slot(database, find(database, slot.id))
    with database.reading() as session:
        assert len(booking.appointments_of(session, ida.id, since=NOON)) == 1


@pytest.mark.parametrize("over", ["cancelled", "begun"])
def test_what_is_over_can_neither_be_moved_nor_cancelled(database: Database, ida: Profile, over: str) -> None:
    old, new = slots(database)[0], slots(database)[-1]
    booked = book_slot(database, old)
    if over == "cancelled":
        cancel_it(database, booked)
    now = NOON if over == "cancelled" else old.starts_at
    for change in (lambda: move_to(database, booked, new, now), lambda: cancel_it(database, booked, now)):
        with pytest.raises(AppointmentOver):
            change()
    assert row_of(database, booked[0].ref).starts_at == old.starts_at


def test_a_counsellor_may_cancel_and_the_log_says_who(database: Database, ida: Profile) -> None:
    booked = book_slot(database, slots(database)[0])
    with database.transaction() as session:
        cancel(session, for_ref(session, booked[0].ref, counsellor_id=ida.id), by=ida.public_id, now=NOON)
    with database.reading() as session:
        entries = [(entry.action, entry.by, entry.about) for entry in audit.latest(session, limit=2)]
    assert entries == [
        ("booking.appointment.cancelled", ida.public_id, booked[0].ref),
        ("booking.appointment.booked", "researcher", booked[0].ref),
    ]
