"""What the worker does in its rounds: mails, kept messages, and offers to those who wait."""

import datetime
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from email.message import EmailMessage

import pytest

from assistant import booking
from assistant.bootstrap import Services
from assistant.conversations import MessageState, Sender
from assistant.settings import Settings
from assistant.worker import Worker
from tests.chat import Chat
from tests.factories import make_counsellor
from tests.fakes import NOON, FixedClock, RecordingMailer, ScriptedEngine
from tests.work import put_mail, wait_for_a_time

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
