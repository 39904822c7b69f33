"""The outbox sends each mail once: tried again when refused, and blank when sent."""

import datetime
import email
import email.policy
import logging
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlalchemy import select

from assistant.database import Database
from assistant.errors import InvalidInput
from assistant.notifications import Mail, MailInvitation, enqueue, send_due
from assistant.notifications.mailer import MailRefused
from assistant.notifications.outbox import MAX_ATTEMPTS, OutboxMail
from tests.fakes import NOON, FixedClock, RecordingMailer
from tests.notifications.mails import INVITATION, SENDER
from tests.races import stopped_before_writing

PostOffice = Callable[[], int]


@pytest.fixture
def post_office(database: Database, mailer: RecordingMailer, clock: FixedClock) -> Callable[[], int]:
    """Sends what is due, as the worker does."""
    return lambda: send_due(database, mailer, SENDER, clock)


def put(database: Database, key: str = "k1", **fields: object) -> None:
    ordinary = {"recipient": "kim@example.org", "subject": "Samtale", "body": "Lenken: https://veivalg.test/?secret=x"}
    with database.transaction() as session:
        enqueue(session, Mail(key, **(ordinary | fields)), now=NOON)  # type: ignore[arg-type]


def rows(database: Database) -> list[OutboxMail]:
    with database.reading() as session:
        return list(session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def test_a_mail_in_the_outbox_is_sent_once(
    database: Database, mailer: RecordingMailer, post_office: PostOffice
) -> None:
    put(database)
    assert [post_office(), post_office()] == [1, 0]
    [sent] = mailer.sent
    assert (sent["To"], sent["Subject"], sent["From"]) == ("kim@example.org", "Samtale", SENDER)
    assert sent["Message-ID"] == "<k1@veivalg>"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Date"].datetime == NOON
    assert "secret=x" in sent.get_content()


def test_the_same_key_is_put_in_once_and_the_first_counts(
    database: Database, mailer: RecordingMailer, post_office: PostOffice
) -> None:
    put(database)
    put(database, body="En annen tekst")
    assert post_office() == 1
    assert "secret=x" in mailer.sent[0].get_content()
    put(database)
    assert post_office() == 0


def test_a_key_that_is_there_already_does_not_undo_what_else_was_written(database: Database) -> None:
    put(database, "k1")
    with database.transaction() as session:
        for key in ("k0", "k1", "k2"):
            enqueue(session, Mail(key, "kim@example.org", "s", "b"), now=NOON)
    assert [row.key for row in rows(database)] == ["k1", "k0", "k2"]


def test_the_same_key_at_once_is_one_mail(database: Database) -> None:
    outcomes = stopped_before_writing(database, lambda: put(database), lambda: put(database))
    assert outcomes == [None, None]
    assert len(rows(database)) == 1


def test_what_is_rolled_back_is_never_mailed(database: Database, post_office: PostOffice) -> None:
    def fail() -> None:
        with database.transaction() as session:
            enqueue(session, Mail("k1", "kim@example.org", "s", "b"), now=NOON)
            raise InvalidInput(field="after")

    with pytest.raises(InvalidInput):
        fail()
    assert post_office() == 0


def test_the_body_with_its_link_is_blank_once_sent(database: Database, post_office: PostOffice) -> None:
    put(database, invitation=MailInvitation(INVITATION, "REQUEST"))
    post_office()
    [row] = rows(database)
    assert (row.body, row.calendar, row.sent_at, row.attempts) == ("", None, NOON, 1)


def test_a_refused_mail_is_kept_and_tried_again_later_each_time(
    database: Database, mailer: RecordingMailer, clock: FixedClock, post_office: PostOffice
) -> None:
    put(database)
    mailer.refusing = True
    waits = []
    for _ in range(3):
        assert post_office() == 0
        [row] = rows(database)
        assert (row.sent_at, row.last_error) == (None, "told to refuse")
        assert "secret=x" in row.body
        waits.append(row.due_at - clock.now)
        assert post_office() == 0, "not before it is due"
        clock.now = row.due_at
    assert waits == sorted(set(waits))
    assert [row.attempts for row in rows(database)] == [3]

    mailer.refusing = False
    assert post_office() == 1


def test_a_mail_that_is_always_refused_is_given_up_at_last(
    database: Database, mailer: RecordingMailer, clock: FixedClock, post_office: PostOffice
) -> None:
    put(database)
    mailer.refusing = True
    for _ in range(MAX_ATTEMPTS + 3):
        post_office()
        clock.advance(days=2)
    assert rows(database)[0].attempts == MAX_ATTEMPTS


def test_a_refused_mail_holds_up_no_other(database: Database, clock: FixedClock, tmp_path: Path) -> None:
    class Picky(RecordingMailer):
        def send(self, mail: EmailMessage) -> None:
            if mail["To"] == "full@example.org":
                raise MailRefused("full")
            super().send(mail)

    put(database, "k1", recipient="full@example.org")
    put(database, "k2")
    picky = Picky()
    assert send_due(database, picky, SENDER, clock) == 1
    assert [sent["To"] for sent in picky.sent] == ["kim@example.org"]


def test_a_crash_between_sending_and_noting_it_sends_the_same_mail_again(
    database: Database, mailer: RecordingMailer, clock: FixedClock, post_office: PostOffice
) -> None:
    class Crashing(RecordingMailer):
        def send(self, mail: EmailMessage) -> None:
            mailer.send(mail)
            raise KeyboardInterrupt

    put(database)
    with pytest.raises(KeyboardInterrupt):
        send_due(database, Crashing(), SENDER, clock)
    assert rows(database)[0].sent_at is None
    assert post_office() == 0, "another worker may still be at it"

    clock.advance(minutes=2)
    assert post_office() == 1

    first, second = mailer.sent
    assert bytes(first) == bytes(second)
    clock.advance(days=1)
    assert post_office() == 0


def test_two_workers_send_each_mail_once(database: Database, mailer: RecordingMailer, post_office: PostOffice) -> None:
    for number in range(5):
        put(database, f"k{number}")
    outcomes = stopped_before_writing(database, post_office, post_office)
    assert sum(outcome for outcome in outcomes if isinstance(outcome, int)) == 5
    assert sorted(sent["Message-ID"] for sent in mailer.sent) == [f"<k{number}@veivalg>" for number in range(5)]


def test_a_mail_that_is_not_due_waits(database: Database, clock: FixedClock, post_office: PostOffice) -> None:
    with database.transaction() as session:
        enqueue(session, Mail("k1", "kim@example.org", "s", "b"), now=NOON + datetime.timedelta(minutes=1))
    assert post_office() == 0
    clock.advance(minutes=1)
    assert post_office() == 1


def test_an_invitation_goes_along_as_a_part_and_as_a_file(
    database: Database, mailer: RecordingMailer, post_office: PostOffice
) -> None:
    put(database, invitation=MailInvitation(INVITATION, "REQUEST"))
    post_office()
    [sent] = mailer.sent
    received = email.message_from_bytes(bytes(sent), policy=email.policy.default)
    assert [part.get_content_type() for part in received.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/calendar", "application/ics",
    ]  # fmt: skip
    part = received.get_body(preferencelist=("calendar",)) or next(
        part for part in received.walk() if part.get_content_type() == "text/calendar"
    )
    assert part["Content-Type"].params["method"] == "REQUEST"
    [attached] = received.iter_attachments()
    assert attached.get_filename() == "invite.ics"
    for text in (part.get_content(), attached.get_content()):
        assert Calendar.from_ical(text)["METHOD"] == "REQUEST"


def test_without_an_invitation_it_is_a_plain_text(
    database: Database, mailer: RecordingMailer, post_office: PostOffice
) -> None:
    put(database)
    post_office()
    assert mailer.sent[0].get_content_type() == "text/plain"


def test_no_secret_reaches_the_log(
    database: Database, mailer: RecordingMailer, post_office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="assistant")
    put(database)
    put(database)
    mailer.refusing = True
    post_office()
    assert caplog.messages
    assert "secret=x" not in caplog.text
    assert "kim@example.org" not in caplog.text
