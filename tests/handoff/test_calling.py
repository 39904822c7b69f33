"""Counsellors are called by mail: once when somebody waits, and again when it becomes urgent."""

import pytest
from sqlalchemy import select

from assistant.bootstrap import Services
from assistant.conversations.calling import CALLED_AGAIN_AFTER
from assistant.notifications.outbox import OutboxMail
from assistant.people import Profile, Role, set_active
from tests.chat import CRISIS, Chat, begin_chat
from tests.counselling import ask_for_person, claim, close
from tests.factories import make_counsellor, make_person
from tests.fakes import NOON, FixedClock


def calls(services: Services) -> list[tuple[str, str]]:
    with services.database.reading() as session:
        return [(mail.recipient, mail.subject) for mail in session.scalars(select(OutboxMail).order_by(OutboxMail.id))]


def test_counsellors_are_called_once_when_somebody_waits_and_told_nothing_of_what_was_said(
    services: Services, chat: Chat, ida: Profile
) -> None:
    chat.say("Jeg vurderer å slutte")
    ask_for_person(chat)
    ask_for_person(chat)

    with services.database.reading() as session:
        [mail] = session.scalars(select(OutboxMail))
    assert (mail.recipient, mail.subject) == (ida.email, "Noen venter i Veivalg")
    assert "slutte" not in mail.body


def test_counsellors_are_called_again_when_it_becomes_urgent(services: Services, chat: Chat, ida: Profile) -> None:
    ask_for_person(chat)
    chat.say(CRISIS)

    with services.database.reading() as session:
        subjects = list(session.scalars(select(OutboxMail.subject).order_by(OutboxMail.id)))
    assert subjects == ["Noen venter i Veivalg", "Noe haster i Veivalg"]


def test_only_counsellors_with_an_open_account_are_called(
    services: Services, chat: Chat, ida: Profile, per: Profile
) -> None:
    with services.database.transaction() as session:
        make_person(session, Role.ADMIN)
        set_active(session, public_id=per.public_id, active=False, now=NOON, by="test")
    ask_for_person(chat)
    assert calls(services) == [(ida.email, "Noen venter i Veivalg")]


def test_a_crisis_calls_once_however_often_it_is_said(services: Services, chat: Chat, ida: Profile) -> None:
    chat.say(CRISIS)
    chat.say(CRISIS)
    assert calls(services) == [(ida.email, "Noe haster i Veivalg")]


def test_a_crisis_calls_also_while_a_counsellor_is_there(services: Services, chat: Chat, ida: Profile) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    chat.say(CRISIS)
    assert [subject for _, subject in calls(services)] == ["Noen venter i Veivalg", "Noe haster i Veivalg"]


def test_who_asks_again_after_closing_calls_again(
    services: Services, clock: FixedClock, chat: Chat, ida: Profile
) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    close(chat, ida)
    clock.advance(hours=1)
    ask_for_person(chat)
    assert calls(services) == [(ida.email, "Noen venter i Veivalg")] * 2


# Again in the same conversation


@pytest.fixture
def distressed(services: Services) -> Chat:
    """A conversation in which the crisis gate has just opened; there is one counsellor."""
    with services.database.transaction() as session:
        make_counsellor(session)
    chat = begin_chat(services)
    chat.say(CRISIS)
    return chat


def urgent_mails(services: Services) -> int:
    with services.database.reading() as session:
        return len(session.scalars(select(OutboxMail).where(OutboxMail.subject == "Noe haster i Veivalg")).all())


def test_a_later_crisis_in_the_same_conversation_calls_again(
    services: Services, distressed: Chat, clock: FixedClock
) -> None:
    clock.advance(seconds=CALLED_AGAIN_AFTER.total_seconds())
    distressed.say(CRISIS)

    assert urgent_mails(services) == 2


def test_messages_in_a_row_call_once(services: Services, distressed: Chat, clock: FixedClock) -> None:
    clock.advance(seconds=CALLED_AGAIN_AFTER.total_seconds() - 1)
    distressed.say(CRISIS)

    assert urgent_mails(services) == 1


def test_a_later_message_that_is_no_crisis_calls_nobody(
    services: Services, distressed: Chat, clock: FixedClock
) -> None:
    clock.advance(hours=1)
    distressed.say("Hvor lang oppsigelsestid har jeg?")

    assert urgent_mails(services) == 1
