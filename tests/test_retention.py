"""What the worker forgets in time: conversations, who had a session, mails, places on the waiting list."""

import datetime
from dataclasses import replace

from sqlalchemy import func, select

from assistant import audit, booking, people
from assistant.booking import Appointment
from assistant.booking.waiting import WaitingEntry, leave
from assistant.bootstrap import Services
from assistant.conversations import Conversation
from assistant.notifications.outbox import OutboxMail
from assistant.people import SignInAttempt
from assistant.settings import Settings
from assistant.worker import Worker, erase_expired
from tests.chat import Chat, begin_chat
from tests.fakes import NOON, FixedClock, RecordingMailer
from tests.work import book, brief, put_mail, wait_for_a_time

MONTH = datetime.timedelta(days=30)


def conversations(services: Services) -> set[str]:
    with services.database.reading() as session:
        return set(session.scalars(select(Conversation.public_id)))


def test_a_conversation_is_erased_a_month_after_its_last_message(
    services: Services, clock: FixedClock, chat: Chat
) -> None:
    chat.say("Hei")
    clock.advance(days=10)
    chat.say("Er du der?")
    clock.now = NOON + datetime.timedelta(days=10) + MONTH
    assert erase_expired(services) == 0
    clock.advance(seconds=1)
    assert erase_expired(services) == 1
    assert conversations(services) == set()
    assert erase_expired(services) == 0


def test_only_what_is_old_enough_is_erased(services: Services, clock: FixedClock, chat: Chat) -> None:
    chat.say("Gammel")
    clock.advance(days=20)
    young = begin_chat(services)
    young.say("Ny")
    clock.advance(days=11)
    assert erase_expired(services) == 1
    assert conversations(services) == {young.id}
    assert young.texts() == ["Ny", "echo: Ny"]


def test_the_time_is_the_one_that_is_set(services: Services, clock: FixedClock, chat: Chat) -> None:
    chat.say("Hei")
    week = replace(services, settings=Settings(var_dir=services.settings.var_dir, retention_days=7))
    clock.advance(days=8)
    assert erase_expired(services) == 0
    assert erase_expired(week) == 1


def test_the_log_says_how_many_were_erased(services: Services, clock: FixedClock, chat: Chat) -> None:
    begin_chat(services)
    clock.advance(days=31)
    erase_expired(services)
    with services.database.reading() as session:
        [entry] = audit.latest(session, limit=1)
    assert (entry.action, entry.by, entry.data) == ("retention.conversations.erased", "system", {"count": 2})


def test_where_nothing_is_old_nothing_is_logged(services: Services, chat: Chat) -> None:
    erase_expired(services)
    with services.database.reading() as session:
        assert audit.latest(session, limit=1) == []


def test_who_had_a_session_and_what_was_shared_stays_until_it_has_long_been_held(
    services: Services, clock: FixedClock, chat: Chat
) -> None:
    chat.say("Hei")
    book(chat)
    clock.advance(days=31)
    erase_expired(services)
    assert conversations(services) == set()
    assert brief(services) is not None

    clock.advance(days=5)
    erase_expired(services)

    assert brief(services) is None
    with services.database.reading() as session:
        row = session.scalars(select(Appointment)).one()
        assert (row.name, row.email) == ("", "")


def test_a_question_after_a_session_is_forgotten_a_month_after_its_link_has_ended(
    services: Services, clock: FixedClock, chat: Chat
) -> None:
    chat.say("Hei")
    book(chat)
    with services.database.transaction() as session:
        booking.new_survey(session, session.scalars(select(Appointment.id)).one(), now=clock())
    left = []
    for days in (booking.SURVEY_DAYS + 30, 1):
        clock.advance(days=days)
        erase_expired(services)
        with services.database.reading() as session:
            left.append(session.scalar(select(func.count()).select_from(booking.Survey)))
    assert left == [1, 0]


def test_old_mails_are_forgotten_sent_or_given_up(
    services: Services, clock: FixedClock, mailer: RecordingMailer
) -> None:
    put_mail(services, "sent")
    Worker(services).round()
    mailer.refusing = True
    put_mail(services, "refused")
    clock.advance(days=31)
    put_mail(services, "new")
    erase_expired(services)
    with services.database.reading() as session:
        assert list(session.scalars(select(OutboxMail.key))) == ["new"]


def test_places_on_the_waiting_list_are_forgotten_a_month_after_they_ended(
    services: Services, clock: FixedClock
) -> None:
    for name in ("kim", "ola"):
        wait_for_a_time(services, name)
    with services.database.transaction() as session:
        kim = session.scalars(select(WaitingEntry).where(WaitingEntry.name == "kim")).one()
        leave(session, kim, now=services.clock())
    clock.advance(days=30)
    erase_expired(services)
    with services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(WaitingEntry)) == 2
    clock.advance(seconds=1)
    erase_expired(services)
    with services.database.reading() as session:
        assert list(session.scalars(select(WaitingEntry.name))) == ["ola"]


def test_failed_sign_ins_and_ended_sessions_are_forgotten(services: Services, clock: FixedClock) -> None:
    with services.database.transaction() as session:
        people.sign_in(session, email="x@example.org", password="x", address="10.0.0.1", now=clock())
    clock.advance(hours=1)
    erase_expired(services)
    with services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 0


def test_the_worker_forgets_by_itself_once_an_hour(services: Services, clock: FixedClock) -> None:
    worker = Worker(services)
    worker.round()
    chat = begin_chat(services)
    clock.advance(days=31)
    worker.round()
    assert conversations(services) == set()

    clock.now -= datetime.timedelta(days=31)
    old = begin_chat(services)
    clock.now += datetime.timedelta(days=31, minutes=59)
    worker.round()
    assert conversations(services) == {old.id}
    clock.advance(minutes=1)
    worker.round()
    assert conversations(services) == set()
    assert chat.id != old.id
