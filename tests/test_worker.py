"""What the worker does in its rounds: mails, kept messages, and forgetting in time."""

import datetime
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from email.message import EmailMessage

import pytest
from sqlalchemy import func, select

from assistant import audit, booking, people
from assistant.booking import Appointment, Desk, Share, Wish
from assistant.booking.waiting import WaitingDesk, WaitingEntry, WaitingWish, leave
from assistant.bootstrap import Services
from assistant.conversations import Conversation, MessageState, Sender, for_researcher
from assistant.notifications import Mail, enqueue
from assistant.notifications.outbox import OutboxMail
from assistant.people import SignInAttempt
from assistant.settings import Settings
from assistant.worker import Worker, erase_expired
from knowledge_base.article import WrittenForm
from tests.chat import Chat, begin_chat
from tests.factories import make_counsellor
from tests.fakes import NOON, FixedClock, RecordingMailer, ScriptedEngine

MONTH = datetime.timedelta(days=30)


def put_mail(services: Services, key: str = "k1") -> None:
    with services.database.transaction() as session:
        enqueue(session, Mail(key, "kim@example.org", "Samtale", "Hei"), now=services.clock())


def conversations(services: Services) -> set[str]:
    with services.database.reading() as session:
        return set(session.scalars(select(Conversation.public_id)))


def book(chat: Chat) -> None:
    """Book the next session, sharing the conversation's brief."""
    with chat.services.database.transaction() as session:
        make_counsellor(session)
        row = for_researcher(session, chat.id, chat.token)
        slot = booking.free_slots(session, now=chat.services.clock())[0]
        wish = Wish(slot.id, "Kim", "kim@example.org", WrittenForm.BOKMAL, Share.BRIEF)
        Desk("http://veivalg.test", "a@b.no").book(session, wish, conversation=row, now=chat.services.clock())


def brief(services: Services) -> object:
    with services.database.reading() as session:
        return session.scalars(select(Appointment)).one().brief


# A round


def test_a_round_sends_mails_and_answers_what_was_kept(
    services: Services, engine: ScriptedEngine, mailer: RecordingMailer, chat: Chat
) -> None:
    engine.silent = True
    chat.say("Hei")
    put_mail(services)
    worker = Worker(services)

    worker.round()
    assert len(mailer.sent) == 1
    assert chat.texts()[-1] != "echo: Hei"

    engine.silent = False
    worker.round()
    assert len(mailer.sent) == 1
    assert chat.texts()[-1] == "echo: Hei"
    assert [m.state for m in chat.messages() if m.sender is Sender.RESEARCHER] == [MessageState.ANSWERED]


def test_a_mail_server_that_refuses_does_not_keep_messages_waiting(
    services: Services, engine: ScriptedEngine, mailer: RecordingMailer, chat: Chat
) -> None:
    engine.silent = True
    chat.say("Hei")
    put_mail(services)
    engine.silent, mailer.refusing = False, True
    Worker(services).round()
    assert chat.texts()[-1] == "echo: Hei"


def test_mails_come_from_the_sender_that_is_set(services: Services, mailer: RecordingMailer) -> None:
    put_mail(services)
    Worker(services).round()
    assert mailer.sent[0]["From"] == services.settings.mail_from


def wait_for_a_time(services: Services, name: str) -> None:
    joining = WaitingWish(name, f"{name}@example.org", WrittenForm.BOKMAL, booking.NO_PREFERENCE)
    with services.database.transaction() as session:
        WaitingDesk(services.desk).join(session, joining, conversation=None, now=services.clock())


def test_once_a_minute_what_is_free_is_offered_to_those_who_wait(
    services: Services, clock: FixedClock, mailer: RecordingMailer
) -> None:
    worker = Worker(services)
    worker.round()
    for name in ("kim", "ola"):
        wait_for_a_time(services, name)
        clock.advance(seconds=1)
    with services.database.transaction() as session:
        make_counsellor(session)
    worker.round()
    assert [mail["To"] for mail in mailer.sent] == ["kim@example.org", "ola@example.org"]

    clock.advance(minutes=1)
    worker.round()
    worker.round()

    offered = [mail for mail in mailer.sent if "/waiting/offers/" in mail.get_content()]
    assert [mail["To"] for mail in offered] == ["kim@example.org", "ola@example.org"]
    assert [mail["Subject"][-5:] for mail in offered] == ["09:00", "09:45"]


def test_once_a_minute_what_nobody_answered_goes_to_the_next(
    services: Services, clock: FixedClock, mailer: RecordingMailer
) -> None:
    monday = booking.Hours(0, datetime.time(9), datetime.time(10), 60)
    with services.database.transaction() as session:
        ida = make_counsellor(session, hours=[monday])
        booking.set_terms(session, counsellor=ida, terms=booking.Terms(horizon_days=7), now=NOON)
    for name in ("kim", "ola"):
        wait_for_a_time(services, name)
        clock.advance(seconds=1)
    worker = Worker(services)
    worker.round()
    clock.advance(hours=3)
    worker.round()
    worker.round()

    offered = [mail for mail in mailer.sent if "/waiting/offers/" in mail.get_content()]
    assert [(mail["To"], mail["Subject"][-5:]) for mail in offered] == [
        ("kim@example.org", "09:00"), ("ola@example.org", "09:00"),
    ]  # fmt: skip


# In a thread of its own


class TellingMailer(RecordingMailer):
    """Says when the first mail has come."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived = threading.Event()

    def send(self, mail: EmailMessage) -> None:
        super().send(mail)
        self.arrived.set()


@contextmanager
def working(services: Services, mailer: TellingMailer) -> Iterator[Worker]:
    """A worker whose rounds follow each other at once."""
    settings = Settings(var_dir=services.settings.var_dir, worker_interval_s=0.01)
    worker = Worker(replace(services, settings=settings, mailer=mailer))
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()


def test_it_works_until_it_is_told_to_stop(services: Services) -> None:
    mailer = TellingMailer()
    with working(services, mailer) as worker:
        put_mail(services)
        assert mailer.arrived.wait(timeout=30)
    worker.wait()

    put_mail(services, "k2")
    assert len(mailer.sent) == 1


@contextmanager
def mails_away(services: Services) -> Iterator[None]:
    """The database without its table of mails for a while."""
    with services.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE outbox_mails RENAME TO away")
    try:
        yield
    finally:
        with services.database.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE away RENAME TO outbox_mails")


def test_a_database_that_is_away_for_a_while_does_not_end_it(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    mailer = TellingMailer()
    put_mail(services)
    with ExitStack() as away:
        away.enter_context(mails_away(services))
        with working(services, mailer):
            for _ in range(3000):
                if caplog.records:
                    break
                time.sleep(0.01)
            assert "tried again" in caplog.text
            assert not mailer.arrived.is_set()
            away.close()
            assert mailer.arrived.wait(timeout=30)


# Forgetting in time


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
