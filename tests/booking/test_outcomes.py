"""What became of a session: recorded by its counsellor once it has begun, put right later, and told of once."""

import datetime

import pytest
from sqlalchemy import func, select

from assistant import audit, booking, notifications
from assistant.booking import ASKED_FOR, Outcome, Result, remove_personal
from assistant.database import Database
from assistant.errors import AppointmentOver, InvalidInput, NotFound, SessionNotBegun
from assistant.people import Profile
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.booking.bookings import (
    Booked,
    book_slot,
    cancel_it,
    hours,
    mails_after,
    move_to,
    record_it,
    slots,
    with_hours,
)
from tests.races import stopped_before_writing

MINUTE = datetime.timedelta(minutes=1)
NO_SHOW, HELD = Result.NO_SHOW, Result.HELD


@pytest.fixture
def booked(database: Database, ida: Profile) -> Booked:
    return book_slot(database, slots(database)[0])


def outcome(database: Database, booked: Booked) -> tuple[str, bool] | None:
    with database.reading() as session:
        found = booking.outcome_of(session, booked[0].id)
    return (found.result, found.follow_up_wanted) if found else None


def unrecorded(database: Database, counsellor: Profile, now: datetime.datetime) -> list[str]:
    with database.reading() as session:
        return [view.ref for view in booking.unrecorded(session, counsellor.id, now=now)]


def kinds(database: Database) -> list[str]:
    return [mail.key.rpartition("-")[2] for mail in mails_after(database)]


# Recording


@pytest.mark.parametrize(
    ("result", "follow_up"), [(HELD, False), (HELD, True), (NO_SHOW, False)], ids=["held", "follow-up", "no-show"]
)
def test_what_became_of_a_session_is_kept(
    database: Database, ida: Profile, booked: Booked, result: Result, follow_up: bool
) -> None:
    record_it(database, booked, ida, result, follow_up=follow_up)

    assert outcome(database, booked) == (result, follow_up)


def test_it_is_recorded_from_the_moment_the_session_begins(database: Database, ida: Profile, booked: Booked) -> None:
    with pytest.raises(SessionNotBegun):
        record_it(database, booked, ida, now=booked[0].starts_at - MINUTE)
    assert (outcome(database, booked), kinds(database)) == (None, [])

    record_it(database, booked, ida, now=booked[0].starts_at)
    assert outcome(database, booked) == (HELD, False)


def test_of_a_cancelled_session_nothing_is_recorded(database: Database, ida: Profile, booked: Booked) -> None:
    cancel_it(database, booked)

    with pytest.raises(AppointmentOver):
        record_it(database, booked, ida)
    assert (outcome(database, booked), kinds(database)) == (None, [])


def test_a_session_that_was_not_held_has_no_follow_up(database: Database, ida: Profile, booked: Booked) -> None:
    with pytest.raises(InvalidInput):
        record_it(database, booked, ida, NO_SHOW, follow_up=True)
    assert (outcome(database, booked), kinds(database)) == (None, [])


def test_another_counsellor_records_nothing(database: Database, ida: Profile, per: Profile, booked: Booked) -> None:
    other = per if booked[0].counsellor_id == ida.public_id else ida

    with pytest.raises(NotFound):
        record_it(database, booked, other)
    assert outcome(database, booked) is None


def test_it_can_be_put_right(database: Database, ida: Profile, booked: Booked) -> None:
    record_it(database, booked, ida, NO_SHOW)

    record_it(database, booked, ida, HELD, follow_up=True, now=booked[0].ends_at + 5 * MINUTE)

    assert outcome(database, booked) == (HELD, True)


def test_the_log_says_that_it_was_recorded_and_not_what(database: Database, ida: Profile, booked: Booked) -> None:
    for _ in range(2):
        record_it(database, booked, ida, NO_SHOW)

    with database.reading() as session:
        entries = [entry for entry in audit.latest(session, limit=100) if "outcome" in entry.action]
    assert [(entry.action, entry.by, entry.about, entry.data) for entry in entries] == [
        ("booking.outcome.recorded", ida.public_id, booked[0].ref, {})
    ]


def test_recorded_twice_at_once_it_is_recorded_and_told_of_once(
    database: Database, ida: Profile, booked: Booked
) -> None:
    calls = [lambda: record_it(database, booked, ida), lambda: record_it(database, booked, ida)]

    found = stopped_before_writing(database, *calls)

    assert [one for one in found if isinstance(one, BaseException)] == []
    assert kinds(database) == ["held"]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Outcome)) == 1
        assert session.scalar(select(func.count()).select_from(booking.Survey)) == 1


# What waits to be recorded


def test_a_session_waits_from_its_end_on_until_it_is_recorded(database: Database, ida: Profile, booked: Booked) -> None:
    view = booked[0]
    assert unrecorded(database, ida, view.ends_at - MINUTE) == []
    assert unrecorded(database, ida, view.ends_at) == [view.ref]

    record_it(database, booked, ida, NO_SHOW)

    assert unrecorded(database, ida, view.ends_at) == []


def test_what_is_cancelled_somebody_elses_or_long_ago_does_not_wait(
    database: Database, ida: Profile, booked: Booked
) -> None:
    second, third = (book_slot(database, slot) for slot in slots(database)[:2])
    cancel_it(database, third)
    per = with_hours(database, hours(0, 9, 10), name="Per")
    end = second[0].ends_at

    assert unrecorded(database, ida, end) == [second[0].ref, booked[0].ref]
    assert unrecorded(database, per, end) == []
    assert unrecorded(database, ida, booked[0].ends_at + ASKED_FOR) == [second[0].ref]


# Mails


@pytest.mark.parametrize("form", WrittenForm)
@pytest.mark.parametrize(
    ("result", "follow_up"), [(HELD, False), (HELD, True), (NO_SHOW, False)], ids=["held", "follow-up", "no-show"]
)
def test_the_researcher_is_written_to_in_their_form_and_the_subject_tells_nothing(
    database: Database, ida: Profile, form: WrittenForm, result: Result, follow_up: bool
) -> None:
    booked = book_slot(database, slots(database)[0], written_form=form)

    record_it(database, booked, ida, result, follow_up=follow_up)

    [mail] = mails_after(database)
    assert mail.recipient == "kim@example.org"
    assert mail.body.startswith(text("mail-after-hello", form, name="Kim Forsker"))
    assert mail.body.endswith(text("mail-after-bye", form))
    assert "Ida" in mail.body
    assert "Ida" not in mail.subject
    assert ("http://veivalg.test/survey/" in mail.body) == (result is HELD)
    assert (f"/booking?kind=follow_up&counsellor={ida.public_id}" in mail.body) == follow_up
    assert "http://veivalg.test/booking" in mail.body or not (follow_up or result is NO_SHOW)


def test_who_did_not_come_is_neither_blamed_nor_asked_whether_it_helped(
    database: Database, ida: Profile, booked: Booked
) -> None:
    record_it(database, booked, ida, NO_SHOW)

    [mail] = mails_after(database)
    assert "Slikt skjer" in mail.body
    assert "/survey/" not in mail.body
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(booking.Survey)) == 0


Step = tuple[Result, bool]
CORRECTIONS: list[tuple[list[Step], list[str], str]] = [
    ([(HELD, False), (HELD, False)], ["held"], ""),
    ([(NO_SHOW, False), (HELD, False)], ["no_show", "held"], "mail-after-not-missed"),
    ([(HELD, False), (NO_SHOW, False)], ["held", "no_show"], "mail-after-not-held"),
    ([(HELD, False), (HELD, True)], ["held", "follow_up"], ""),
    ([(HELD, True), (HELD, False), (HELD, True)], ["held"], ""),
    ([(HELD, False), (NO_SHOW, False), (NO_SHOW, False)], ["held", "no_show"], "mail-after-not-held"),
    ([(HELD, False), (NO_SHOW, False), (HELD, False)], ["held", "no_show", "held"], "mail-after-not-missed"),
    ([(HELD, False), (NO_SHOW, False), (HELD, True)], ["held", "no_show", "held"], "mail-after-not-missed"),
    ([(NO_SHOW, False), (HELD, False), (NO_SHOW, False)], ["no_show", "held", "no_show"], "mail-after-not-held"),
    ([(NO_SHOW, False), (HELD, True)] * 2, ["no_show", "held"] * 2, "mail-after-not-missed"),
]


@pytest.mark.parametrize(
    ("steps", "sent", "correction"),
    CORRECTIONS,
    ids=[f"{number}-{'-'.join(c[1])}" for number, c in enumerate(CORRECTIONS)],
)
def test_however_often_it_is_put_right_the_last_mail_is_right_and_takes_back_what_was_wrong(
    database: Database, ida: Profile, booked: Booked, steps: list[Step], sent: list[str], correction: str
) -> None:
    for result, follow_up in steps:
        record_it(database, booked, ida, result, follow_up=follow_up)

    assert kinds(database) == sent
    taken_back = [
        name
        for name in ("mail-after-not-missed", "mail-after-not-held")
        if text(name, WrittenForm.BOKMAL) in mails_after(database)[-1].body
    ]
    assert taken_back == [correction] * bool(correction)
    asked = [mail for mail in mails_after(database) if "/survey/" in mail.body]
    assert len(asked) == int("held" in sent)
    offers_more = "/booking?kind=follow_up" in mails_after(database)[-1].body
    assert offers_more == (steps[-1] == (HELD, True))


def test_nothing_is_said_twice_after_the_outbox_has_forgotten_it(
    database: Database, ida: Profile, booked: Booked
) -> None:
    for result in (HELD, NO_SHOW):
        record_it(database, booked, ida, result)
    with database.transaction() as session:
        notifications.remove_old(session, before=booked[0].ends_at + MINUTE)

    record_it(database, booked, ida, NO_SHOW)
    assert kinds(database) == []
    record_it(database, booked, ida, HELD)

    [mail] = mails_after(database)
    assert text("mail-after-not-missed", WrittenForm.BOKMAL) in mail.body
    assert "/survey/" not in mail.body


def test_who_has_been_forgotten_gets_no_mail(database: Database, ida: Profile, booked: Booked) -> None:
    with database.transaction() as session:
        remove_personal(session, before=booked[0].ends_at + MINUTE)

    record_it(database, booked, ida)

    assert (outcome(database, booked), kinds(database)) == ((HELD, False), [])


# What it counts for


def test_who_did_not_come_does_not_count_when_turns_are_given_out(
    database: Database, ida: Profile, booked: Booked
) -> None:
    def load() -> int:
        with database.reading() as session:
            return booking.load(session, now=booked[0].ends_at)[ida.id]

    assert load() == 1
    record_it(database, booked, ida)
    assert load() == 1
    record_it(database, booked, ida, NO_SHOW)
    assert load() == 0


def test_retention_leaves_what_became_of_a_session(database: Database, ida: Profile, booked: Booked) -> None:
    record_it(database, booked, ida, NO_SHOW)
    with database.transaction() as session:
        remove_personal(session, before=booked[0].ends_at + MINUTE)

    assert outcome(database, booked) == (NO_SHOW, False)


def test_a_moved_session_is_recorded_by_who_held_it(database: Database, ida: Profile, per: Profile) -> None:
    mine = next(slot for slot in slots(database) if slot.counsellor == ida.public_id)
    theirs = next(slot for slot in slots(database) if slot.counsellor == per.public_id and slot != mine)
    booked = book_slot(database, mine)
    moved = move_to(database, booked, theirs)

    with pytest.raises(NotFound):
        record_it(database, booked, ida, now=moved.ends_at)
    record_it(database, booked, per, now=moved.ends_at)

    assert outcome(database, booked) == (HELD, False)
