"""Offers from the waiting list: who gets which time, and for how long it is held."""

import datetime
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from assistant import booking
from assistant.booking import Hours, Preference, Slot, Terms
from assistant.booking.waiting import WaitingOffer, to_be_offered
from assistant.conversations import Conversation
from assistant.database import Database
from assistant.errors import SlotHeld
from assistant.people import Profile
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.booking.bookings import book_slot, in_oslo, starts, used_quarters, with_hours
from tests.booking.waits import (
    DESK,
    join,
    mails_to,
    offers,
    one_monday,
    round_of_offers,
    secrets_mailed,
    take,
    urgent_conversation,
)
from tests.fakes import NOON
from tests.races import stopped_before_writing, without_index

MINUTE, HOUR, DAY = (datetime.timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))
MONDAY = "20261123T0800Z"
UNTIL = NOON + 3 * HOUR


# Who gets which time


def test_a_free_time_is_held_for_who_came_first(database: Database, monday: Slot) -> None:
    join(database), join(database, "Ola", now=NOON + MINUTE)
    round_of_offers(database)
    assert offers(database) == [("Kim", MONDAY, None)]
    assert starts(database, now=NOON) == []
    with pytest.raises(SlotHeld):
        book_slot(database, monday, now=UNTIL - MINUTE)


def test_each_in_the_line_gets_a_time_of_their_own(database: Database, ida: Profile) -> None:
    for number, name in enumerate(("Kim", "Ola", "Eva")):
        join(database, name, now=NOON + number * MINUTE)
    round_of_offers(database)
    round_of_offers(database, now=NOON + MINUTE)
    assert offers(database) == [
        ("Kim", "20261123T0800Z", None), ("Ola", "20261123T0845Z", None), ("Eva", "20261123T0930Z", None),
    ]  # fmt: skip


def test_nobody_is_offered_what_does_not_suit(database: Database, monday: Slot) -> None:
    join(database, preference=Preference(not_counsellors=frozenset({monday.counsellor})))
    join(database, "Ola", now=NOON + MINUTE)
    round_of_offers(database)
    assert offers(database) == [("Ola", MONDAY, None)]


@pytest.mark.parametrize("form", WrittenForm)
def test_the_mail_tells_the_time_and_until_when_and_names_no_topic(
    database: Database, monday: Slot, form: WrittenForm
) -> None:
    join(database, form=form, zone="America/New_York")
    round_of_offers(database)
    [secret] = secrets_mailed(database)["kim"]
    _, mail = mails_to(database, "kim")
    told = {WrittenForm.BOKMAL: "mandag 23. november", WrittenForm.NYNORSK: "måndag 23. november"}
    on = told.get(form, "Monday 23 November")
    assert mail.subject == text("mail-offer-subject", form, day=on, start="09:00")
    assert f"http://veivalg.test/waiting/offers/{secret}\n" in mail.body
    for part in (on, "Ida", "09:00–10:00", "03:00–04:00", "16:00", "10:00"):
        assert part in mail.body


def test_a_time_that_comes_free_goes_to_the_line(database: Database, monday: Slot) -> None:
    held = book_slot(database, monday)
    join(database)
    round_of_offers(database)
    assert offers(database) == []
    with database.transaction() as session:
        booking.cancel(session, booking.for_secret(session, held[0].ref, held[1], now=NOON), by="researcher", now=NOON)
    round_of_offers(database, now=NOON + MINUTE)
    assert offers(database) == [("Kim", MONDAY, None)]


def test_a_round_looks_at_no_more_people_than_there_are_slots(database: Database, monday: Slot) -> None:
    first = join(database)
    join(database, "Ola", now=NOON + MINUTE)
    with database.reading() as session:
        assert to_be_offered(session, now=NOON + MINUTE) == [first[0].id]


def test_who_has_an_offer_open_gets_no_other(database: Database, ida: Profile) -> None:
    join(database)
    for minutes in range(3):
        round_of_offers(database, now=NOON + minutes * MINUTE)
    assert len(offers(database)) == len(secrets_mailed(database)["kim"]) == 1


def test_an_offer_ends_when_the_notice_does(database: Database) -> None:
    one_monday(database, notice_hours=12)
    latest = in_oslo(2026, 11, 22, 21)
    join(database, now=latest - 90 * MINUTE)
    round_of_offers(database, now=latest - 90 * MINUTE)
    with database.reading() as session:
        assert session.scalars(select(WaitingOffer.until)).one() == latest


def test_no_time_is_offered_that_leaves_no_time_to_answer(database: Database) -> None:
    one_monday(database, notice_hours=12)
    latest = in_oslo(2026, 11, 22, 21)
    join(database, now=latest - 59 * MINUTE)
    round_of_offers(database, now=latest - 59 * MINUTE)
    assert offers(database) == []


# What is held back for urgent conversations


@pytest.fixture
def held_back(database: Database) -> None:
    """The one slot is held back for what is urgent."""
    urgent = Hours(0, datetime.time(9), datetime.time(10), 60, urgent=True)
    ida = with_hours(database, urgent)
    with database.transaction() as session:
        booking.set_terms(session, counsellor=ida, terms=Terms(horizon_days=7), now=NOON)


@pytest.mark.usefixtures("held_back")
def test_what_is_held_back_is_offered_to_urgent_conversations_alone(database: Database) -> None:
    join(database)
    round_of_offers(database)
    assert offers(database) == []
    join(database, "Ola", now=NOON + MINUTE, conversation=urgent_conversation(database))
    round_of_offers(database, now=NOON + MINUTE)
    assert offers(database) == [("Ola", MONDAY, None)]


@pytest.mark.usefixtures("held_back")
def test_what_was_offered_can_be_taken_after_the_conversation_is_erased(database: Database) -> None:
    conversation = urgent_conversation(database)
    join(database, conversation=conversation)
    round_of_offers(database)
    with database.transaction() as session:
        session.delete(session.get_one(Conversation, conversation.id))
    [secret] = secrets_mailed(database)["kim"]
    assert take(database, secret).name == "Kim"


# Two workers at once


def rounds_at_once(database: Database) -> list[object]:
    """What workers do who have all seen who waits; then all make offers."""
    with database.reading() as session:
        numbers = to_be_offered(session, now=NOON + 5 * MINUTE)

    def offer_all() -> int:
        made = 0
        for number in numbers:
            with database.transaction() as session:
                made += DESK.offer(session, number, now=NOON + 5 * MINUTE)
        return made

    return list(stopped_before_writing(database, *[offer_all] * 4))


def test_of_two_workers_one_makes_an_offer(database: Database, ida: Profile) -> None:
    for number, name in enumerate(("Kim", "Ola")):
        join(database, name, now=NOON + number * MINUTE)
    made = rounds_at_once(database)
    assert sum(number for number in made if isinstance(number, int)) == 2
    assert sorted(offers(database)) == [("Kim", MONDAY, None), ("Ola", "20261123T0845Z", None)]
    assert {name: len(secrets) for name, secrets in secrets_mailed(database).items()} == {"kim": 1, "ola": 1}
    assert used_quarters(database) == 6


@pytest.fixture
def without_the_index(database: Database) -> Iterator[Database]:
    """The database without the promise that nobody has two offers open."""
    with without_index(database, "ix_waiting_offers_open", "waiting_offers (entry_id) WHERE outcome IS NULL"):
        yield database


def test_without_the_index_two_workers_make_two_offers(without_the_index: Database, ida: Profile) -> None:
    """If this fails, the test above proves nothing."""
    join(without_the_index)
    made = rounds_at_once(without_the_index)
    assert made == [1] * 4
    assert len(offers(without_the_index)) == 4
