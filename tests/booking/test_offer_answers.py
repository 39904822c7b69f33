"""Offers from the waiting list: taken, declined, lapsed or withdrawn."""

import datetime
from collections.abc import Callable

import pytest

from assistant import booking
from assistant.booking import Slot
from assistant.booking.waiting import EntryStatus
from assistant.booking.waiting.offers import hold_token
from assistant.conversations import Conversation, lock
from assistant.database import Database
from assistant.errors import NotFound, OfferAnswered, OfferLapsed, SlotHeld
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.booking.bookings import book_slot, hours, standing, starts, used_quarters, with_hours
from tests.booking.waits import (
    DESK,
    decline,
    join,
    leave,
    mails_to,
    offers,
    one_monday,
    opened,
    round_of_offers,
    secrets_mailed,
    take,
    urgent_conversation,
    view_of,
)
from tests.fakes import NOON
from tests.races import at_once, stopped_before_writing

MINUTE, HOUR, DAY = (datetime.timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))
MONDAY = "20261123T0800Z"
UNTIL = NOON + 3 * HOUR


# Taking


def test_taking_books_what_was_held(database: Database, monday: Slot) -> None:
    joined = join(database, form="nn", zone="Asia/Kolkata")
    round_of_offers(database)
    [secret] = secrets_mailed(database)["kim"]
    booked = take(database, secret, now=UNTIL - MINUTE)
    assert (booked.name, booked.email, booked.written_form) == ("Kim", "kim@example.org", "nn")
    assert booked.zone == "Asia/Kolkata"
    assert standing(database) == [(monday.starts_at, monday.ends_at)]
    assert used_quarters(database) == 4
    assert view_of(database, joined).status is EntryStatus.BOOKED
    assert [mail.key.split("-")[0] for mail in mails_to(database, "kim")] == ["waiting", "waiting", "appointment"]
    with database.reading() as session:
        assert session.query(booking.Hold).count() == 0


def test_taking_twice_at_once_books_once(database: Database, monday: Slot) -> None:
    join(database)
    round_of_offers(database)
    [secret] = secrets_mailed(database)["kim"]
    outcomes = stopped_before_writing(database, *[lambda: take(database, secret)] * 3)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AppointmentView", *["OfferAnswered"] * 2]
    assert len(standing(database)) == 1


def test_what_is_held_is_taken_by_nobody_else_meanwhile(database: Database, monday: Slot) -> None:
    join(database)
    round_of_offers(database)
    [secret] = secrets_mailed(database)["kim"]
    calls: list[Callable[[], object]] = [lambda: book_slot(database, monday, now=NOON + MINUTE)] * 10
    outcomes = at_once(*calls, lambda: take(database, secret, now=NOON + MINUTE))
    assert {type(outcome).__name__ for outcome in outcomes[:-1]} <= {"SlotHeld", "SlotTaken"}
    assert isinstance(outcomes[-1], booking.AppointmentView)


def test_without_the_hold_somebody_else_takes_it(database: Database, monday: Slot) -> None:
    """If this fails, the test above proves nothing."""
    join(database)
    round_of_offers(database)
    with database.transaction() as session:
        booking.give_up(session, hold_token(secrets_mailed(database)["kim"][0]))
    book_slot(database, monday, now=NOON + MINUTE)
    with pytest.raises(OfferLapsed):
        take(database, secrets_mailed(database)["kim"][0], now=NOON + MINUTE)


@pytest.mark.parametrize("secret", ["", "garbage", "\0", "x" * 5000])
def test_a_forged_link_takes_nothing(database: Database, monday: Slot, secret: str) -> None:
    join(database)
    round_of_offers(database)
    for answer in (opened, take, decline):
        with pytest.raises(NotFound):
            answer(database, secret)


@pytest.mark.parametrize("first", [take, decline])
def test_an_offer_is_answered_once(database: Database, monday: Slot, first: Callable[..., object]) -> None:
    join(database)
    round_of_offers(database)
    [secret] = secrets_mailed(database)["kim"]
    first(database, secret)
    for again in (opened, take, decline):
        with pytest.raises(OfferAnswered):
            again(database, secret)


def test_taking_while_the_conversation_is_erased_waits_for_it_or_goes_before(database: Database, monday: Slot) -> None:
    conversation = urgent_conversation(database)
    join(database, conversation=conversation)
    round_of_offers(database)
    [secret] = secrets_mailed(database)["kim"]

    def take_from_it() -> object:
        with database.transaction() as session:
            from_it = session.get(Conversation, conversation.id)
            if from_it is None:
                raise NotFound()
            return DESK.take(session, secret, share=booking.Share.NOTHING, keep=None, conversation=from_it, now=NOON)

    def erase() -> None:
        with database.transaction() as session:
            row = session.get_one(Conversation, conversation.id)
            lock(session, row)
            session.delete(row)

    taken, erased = stopped_before_writing(database, take_from_it, erase)
    assert erased is None
    assert isinstance(taken, tuple | NotFound)


# Not taking


def test_what_nobody_answers_goes_to_the_next_before_anybody_else_sees_it(database: Database, monday: Slot) -> None:
    join(database), join(database, "Ola", now=NOON + MINUTE)
    round_of_offers(database)
    [secret] = secrets_mailed(database)["kim"]
    with pytest.raises(OfferLapsed):
        opened(database, secret, now=UNTIL)
    with pytest.raises(OfferLapsed):
        take(database, secret, now=UNTIL)
    with pytest.raises(SlotHeld):
        book_slot(database, monday, now=UNTIL + MINUTE)
    round_of_offers(database, now=UNTIL + MINUTE)
    assert offers(database) == [("Kim", MONDAY, "lapsed"), ("Ola", MONDAY, None)]
    with pytest.raises(OfferLapsed):
        take(database, secret, now=UNTIL + MINUTE)


def test_what_is_declined_goes_to_the_next_and_the_place_stays(database: Database, monday: Slot) -> None:
    first = join(database)
    join(database, "Ola", now=NOON + MINUTE)
    round_of_offers(database)
    decline(database, secrets_mailed(database)["kim"][0], now=NOON + MINUTE)
    with pytest.raises(SlotHeld):
        book_slot(database, monday, now=NOON + MINUTE)
    round_of_offers(database, now=NOON + 2 * MINUTE)
    assert offers(database) == [("Kim", MONDAY, "declined"), ("Ola", MONDAY, None)]
    assert view_of(database, first).number == 1


def test_what_nobody_in_the_line_wants_is_everybodys(database: Database, monday: Slot) -> None:
    join(database)
    round_of_offers(database)
    decline(database, secrets_mailed(database)["kim"][0])
    for minutes in range(3):
        round_of_offers(database, now=NOON + minutes * MINUTE)
    assert offers(database) == [("Kim", MONDAY, "declined")]
    assert starts(database, now=NOON + 3 * MINUTE) == ["11-23 09:00"]


def test_what_is_declined_is_free_soon_even_if_no_worker_runs(database: Database, monday: Slot) -> None:
    join(database)
    round_of_offers(database)
    decline(database, secrets_mailed(database)["kim"][0])
    book_slot(database, monday, now=NOON + 2 * MINUTE)


def test_who_leaves_gives_back_what_was_held(database: Database, monday: Slot) -> None:
    joined = join(database)
    join(database, "Ola", now=NOON + MINUTE)
    round_of_offers(database)
    leave(database, joined)
    round_of_offers(database, now=NOON + MINUTE)
    assert offers(database) == [("Kim", MONDAY, "declined"), ("Ola", MONDAY, None)]
    with pytest.raises(OfferAnswered):
        take(database, secrets_mailed(database)["kim"][0])


def lapse(database: Database, times: int, now: datetime.datetime = NOON) -> datetime.datetime:
    """Let so many offers lapse, one a day at noon; the moment of the last round."""
    for _ in range(times):
        round_of_offers(database, now=now)
        now += DAY
    round_of_offers(database, now=now)
    return now


def test_after_three_offers_without_an_answer_nobody_waits_any_more(database: Database) -> None:
    with_hours(database, hours(0, 9, 15))
    joined = join(database)
    lapse(database, 2)
    assert view_of(database, joined).status is EntryStatus.WAITING
    lapse(database, 1, NOON + 2 * DAY)
    assert view_of(database, joined).status is EntryStatus.LAPSED
    assert [outcome for *_, outcome in offers(database)] == ["lapsed"] * 3
    mail = mails_to(database, "kim")[-1]
    nb = WrittenForm.BOKMAL
    assert mail.subject == text("mail-waiting-ended-subject", nb)
    assert text("waiting-unanswered", nb) in mail.body
    assert "http://veivalg.test/booking/waiting\n" in mail.body


def test_an_answer_between_begins_the_count_anew(database: Database) -> None:
    with_hours(database, hours(0, 9, 15))
    joined = join(database)
    now = lapse(database, 2)
    decline(database, secrets_mailed(database)["kim"][-1], now=now)
    lapse(database, 2, now + MINUTE)
    assert [outcome for *_, outcome in offers(database)] == ["lapsed", "lapsed", "declined", "lapsed", "lapsed", None]
    assert view_of(database, joined).status is EntryStatus.WAITING


def test_what_the_counsellor_closes_is_withdrawn_and_counts_for_nothing(database: Database) -> None:
    ida = one_monday(database)
    joined = join(database)
    round_of_offers(database)
    with database.transaction() as session:
        booking.replace_hours(session, counsellor=ida, hours=[hours(0, 10, 11)], now=NOON)
    [secret] = secrets_mailed(database)["kim"]
    for answer in (opened, take):
        with pytest.raises(OfferLapsed):
            answer(database, secret)
    round_of_offers(database, now=NOON + MINUTE)
    assert offers(database) == [("Kim", MONDAY, "withdrawn"), ("Kim", "20261123T0900Z", None)]
    assert view_of(database, joined).number == 1


def test_who_has_waited_for_twelve_weeks_is_asked_to_join_again(database: Database) -> None:
    joined = join(database)
    round_of_offers(database, now=NOON + 84 * DAY - MINUTE)
    assert view_of(database, joined).status is EntryStatus.WAITING
    round_of_offers(database, now=NOON + 84 * DAY)
    round_of_offers(database, now=NOON + 85 * DAY)
    assert view_of(database, joined).status is EntryStatus.LAPSED
    assert text("waiting-long", WrittenForm.BOKMAL) in mails_to(database, "kim")[-1].body
    assert len(mails_to(database, "kim")) == 2


def test_who_leaves_as_an_offer_is_made_is_offered_nothing_that_stays(database: Database, monday: Slot) -> None:
    joined = join(database)
    calls: list[Callable[[], object]] = [lambda: leave(database, joined), lambda: round_of_offers(database)]
    assert stopped_before_writing(database, *calls) == [None, None]
    round_of_offers(database, now=NOON + MINUTE)
    assert {outcome for *_, outcome in offers(database)} <= {"declined"}
    assert starts(database, now=NOON + MINUTE) == ["11-23 09:00"]


def test_an_offer_that_lapses_while_it_is_declined_ends_in_one_way(database: Database, monday: Slot) -> None:
    join(database)
    round_of_offers(database)
    [secret] = secrets_mailed(database)["kim"]
    declined, _ = stopped_before_writing(
        database,
        lambda: decline(database, secret, now=UNTIL - MINUTE),
        lambda: round_of_offers(database, now=UNTIL),
    )
    round_of_offers(database, now=UNTIL + MINUTE)
    [(_, _, outcome)] = offers(database)
    assert (declined is None) == (outcome == "declined")
    assert outcome in {"declined", "lapsed"}
