"""Lines to the counsellor: kept with the appointment, told of without their words, and seen by the crisis gate."""

import datetime

import pytest
from sqlalchemy import func, select

from assistant import audit, booking
from assistant.booking import MAX_LINE_CHARS, MAX_LINES, AppointmentLine, Desk, WrittenLine, for_secret
from assistant.bootstrap import Services
from assistant.database import Database
from assistant.errors import AppointmentOver, EmptyMessage, GuidanceError, InvalidInput, MessageTooLong, TooManyLines
from assistant.notifications.outbox import OutboxMail
from assistant.people import Profile
from knowledge_base.article import WrittenForm
from tests.booking.bookings import Booked, book_slot, cancel_it, move_to, slots
from tests.chat import CRISIS
from tests.fakes import NOON, FixedClock

DESK = Desk("http://veivalg.test", "Veivalg <no-reply@veivalg.test>")
LONG = "x" * MAX_LINE_CHARS


@pytest.fixture
def booked(database: Database, ida: Profile) -> Booked:
    return book_slot(database, slots(database)[0], written_form=WrittenForm.NYNORSK)


def write(services: Services, booked: Booked, typed: str) -> tuple[WrittenLine, ...]:
    """Write a line as the page does; the lines there are then."""
    with services.database.transaction() as session:
        row = for_secret(session, booked[0].ref, booked[1], now=services.clock())
        return DESK.write(session, row, typed, hit=services.gate.check(typed), now=services.clock()).lines


def written(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(AppointmentLine)) or 0


def mails(database: Database) -> list[OutboxMail]:
    with database.reading() as session:
        found = session.scalars(select(OutboxMail).where(OutboxMail.key.startswith("line-")).order_by(OutboxMail.id))
        return list(found)


def test_a_line_is_kept_with_the_appointment(services: Services, booked: Booked, clock: FixedClock) -> None:
    write(services, booked, "  Eg tek med CV-en.\nTakk\x00 ")
    clock.advance(minutes=1)

    lines = write(services, booked, "Og søknaden.")

    assert [(line.text, line.alert) for line in lines] == [("Eg tek med CV-en.\nTakk", None), ("Og søknaden.", None)]
    assert [line.written_at for line in lines] == [NOON, NOON + datetime.timedelta(minutes=1)]


REFUSED: list[tuple[str, type[GuidanceError]]] = [
    ("", EmptyMessage),
    (" \n", EmptyMessage),
    (LONG + "x", InvalidInput),
    ("x" * 4001, MessageTooLong),
]


@pytest.mark.parametrize(("typed", "refusal"), REFUSED)
def test_a_line_that_is_empty_or_too_long_is_refused_and_nothing_is_kept(
    services: Services, booked: Booked, typed: str, refusal: type[GuidanceError]
) -> None:
    with pytest.raises(refusal):
        write(services, booked, typed)
    assert (written(services.database), mails(services.database)) == (0, [])
    assert len(write(services, booked, LONG)) == 1


def test_so_many_lines_are_kept_and_no_more(services: Services, booked: Booked) -> None:
    for number in range(MAX_LINES):
        write(services, booked, f"Linje {number}")

    with pytest.raises(TooManyLines):
        write(services, booked, "Ei til")
    assert written(services.database) == MAX_LINES


def test_the_same_line_twice_in_a_row_is_one(services: Services, booked: Booked) -> None:
    for typed in ("Hei", "Hei", "Ja", "Hei"):
        lines = write(services, booked, typed)

    assert [line.text for line in lines] == ["Hei", "Ja", "Hei"]


@pytest.mark.parametrize("why", ["cancelled", "over"])
def test_no_line_is_taken_for_what_is_cancelled_or_over(
    services: Services, booked: Booked, clock: FixedClock, why: str
) -> None:
    with services.database.transaction() as session:
        row = for_secret(session, booked[0].ref, booked[1], now=clock())
        if why == "over":
            clock.now = booked[0].ends_at
        else:
            DESK.cancel(session, row, by=audit.RESEARCHER, now=clock())
        with pytest.raises(AppointmentOver):
            DESK.write(session, row, "Hei", hit=None, now=clock())
    assert written(services.database) == 0


def test_who_is_late_can_say_so_while_the_session_goes_on(
    services: Services, booked: Booked, clock: FixedClock
) -> None:
    clock.now = booked[0].starts_at
    assert len(write(services, booked, "Eg er fem minutt forseinka.")) == 1


def test_the_counsellor_is_told_that_there_is_a_line_and_not_what_it_says(
    services: Services, booked: Booked, ida: Profile
) -> None:
    write(services, booked, "Noko løynleg")

    [mail] = mails(services.database)
    assert mail.recipient == ida.email
    assert "http://veivalg.test/counsellor/calendar" in mail.body
    for words in ("løynleg", "Kim", booked[1]):
        assert words not in mail.subject + mail.body


def test_the_counsellor_gets_at_most_one_mail_an_hour_about_an_appointment(
    services: Services, booked: Booked, clock: FixedClock
) -> None:
    told = []
    for minute in (0, 1, 59, 60, 61, 119, 121):
        clock.now = NOON + datetime.timedelta(minutes=minute)
        write(services, booked, f"Minutt {minute}")
        told.append(len(mails(services.database)))

    assert told == [1, 1, 1, 2, 2, 2, 3]


def test_the_counsellor_it_is_moved_to_is_told_of_what_is_written_then(
    services: Services, booked: Booked, per: Profile
) -> None:
    write(services, booked, "Hei")
    theirs = next(slot for slot in slots(services.database) if slot.counsellor == per.public_id)
    move_to(services.database, booked, theirs)

    lines = write(services, booked, "Hei, Per")

    assert [line.text for line in lines] == ["Hei", "Hei, Per"]
    assert mails(services.database)[-1].recipient == per.email


# In danger


def test_a_line_that_speaks_of_danger_is_kept_with_why_and_calls_every_counsellor_at_once(
    services: Services, booked: Booked, ida: Profile, per: Profile
) -> None:
    write(services, booked, "Hei")

    *_, line = write(services, booked, CRISIS)

    assert line.alert == services.gate.check(CRISIS)
    own, other = mails(services.database)[1:]
    assert (own.recipient, other.recipient) == (ida.email, per.email)
    assert "Ida" in other.body
    assert "http://" not in other.body
    for mail in (own, other):
        for words in (CRISIS, "Kim"):
            assert words not in mail.subject + mail.body


def test_of_lines_in_danger_a_counsellor_is_told_again_after_five_minutes(
    services: Services, booked: Booked, clock: FixedClock
) -> None:
    told = []
    for minute in (0, 1, 4, 5, 6):
        clock.now = NOON + datetime.timedelta(minutes=minute)
        write(services, booked, f"{CRISIS} {minute}")
        told.append(len(mails(services.database)))

    assert told == [1, 1, 1, 2, 2]


def test_no_limit_holds_for_a_line_that_speaks_of_danger(services: Services, booked: Booked) -> None:
    for number in range(MAX_LINES):
        write(services, booked, f"Linje {number}")

    *_, line = write(services, booked, f"{CRISIS} {'Alt er tungt. ' * 40}")

    assert line.alert is not None
    assert len(line.text) > MAX_LINE_CHARS


# Forgetting


def test_lines_are_forgotten_with_who_had_the_appointment(services: Services, booked: Booked) -> None:
    write(services, booked, "Hei")
    with services.database.transaction() as session:
        booking.remove_personal(session, before=booked[0].ends_at)
    assert written(services.database) == 1

    with services.database.transaction() as session:
        booking.remove_personal(session, before=booked[0].ends_at + datetime.timedelta(seconds=1))

    assert written(services.database) == 0


def test_the_log_says_that_a_line_was_written_and_not_what(services: Services, booked: Booked) -> None:
    write(services, booked, "Noko løynleg")
    with services.database.reading() as session:
        [entry] = audit.latest(session, limit=1)

    assert (entry.action, entry.by, entry.about, entry.data) == (
        "booking.line.written", "researcher", booked[0].ref, {},
    )  # fmt: skip


def test_a_cancelled_appointment_keeps_its_lines_for_its_owner(services: Services, booked: Booked) -> None:
    write(services, booked, "Hei")

    assert [line.text for line in cancel_it(services.database, booked).lines] == ["Hei"]
