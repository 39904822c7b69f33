"""The outbox: a mail is a row, committed with what it tells of, so that neither is ever without the other."""

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.database import Base, Database
from assistant.notifications.mailer import Mailer, MailRefused

MAX_ATTEMPTS = 10

logger = logging.getLogger(__name__)


class OutboxMail(Base):
    """A mail to be sent, or sent; `key` makes sure that the same mail is put here once."""

    __tablename__ = "outbox_mails"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    calendar: Mapped[str | None]
    calendar_method: Mapped[str | None]
    created_at: Mapped[datetime.datetime]
    due_at: Mapped[datetime.datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime.datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None]


@dataclass(frozen=True)
class MailInvitation:
    """A calendar object sent along, and its iTIP method: REQUEST or CANCEL."""

    text: str
    method: str


@dataclass(frozen=True)
class Mail:
    """A mail to one person."""

    key: str
    recipient: str
    subject: str
    body: str
    invitation: MailInvitation | None = None


def enqueue(session: Session, mail: Mail, *, now: datetime.datetime) -> None:
    """Put a mail in the outbox; nothing happens if one with this key is there already."""
    row = OutboxMail(
        key=mail.key, recipient=mail.recipient, subject=mail.subject, body=mail.body, created_at=now, due_at=now,
        calendar=mail.invitation.text if mail.invitation else None,
        calendar_method=mail.invitation.method if mail.invitation else None, attempts=0,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        logger.info("The mail %s is in the outbox already.", mail.key)


def send_due(database: Database, mailer: Mailer, sender: str, clock: Callable[[], datetime.datetime]) -> int:
    """Send what is due, each in a transaction of its own; how many were sent.

    A mail that is refused is tried again, later each time. A crash between the mail server's yes and our commit
    sends a mail twice rather than never; its Message-ID stays the same, so that mailboxes can tell.
    """
    sent = 0
    with database.reading() as session:
        due = select(OutboxMail.id).where(
            OutboxMail.sent_at.is_(None), OutboxMail.due_at <= clock(), OutboxMail.attempts < MAX_ATTEMPTS
        )
        numbers = list(session.scalars(due.order_by(OutboxMail.id).limit(20)))
    for number in numbers:
        sent += _send_one(database, mailer, sender, number, clock)
    return sent


def remove_old(session: Session, *, before: datetime.datetime) -> None:
    """Forget the mails put in the outbox before a moment, sent or given up."""
    session.execute(delete(OutboxMail).where(OutboxMail.created_at < before))


def _send_one(
    database: Database, mailer: Mailer, sender: str, number: int, clock: Callable[[], datetime.datetime]
) -> bool:
    now = clock()
    with database.transaction() as session:
        # Another worker that has the same number in its hand meets a later due_at here and leaves it alone.
        row = session.scalar(
            select(OutboxMail)
            .where(OutboxMail.id == number, OutboxMail.sent_at.is_(None), OutboxMail.due_at <= now)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return False
        row.attempts += 1
        row.due_at = now + datetime.timedelta(minutes=2**row.attempts)
        mail = _message(row, sender)
    try:
        mailer.send(mail)
    except MailRefused as error:
        logger.warning("Mail %d was not sent: %s", number, error)
        with database.transaction() as session:
            session.get_one(OutboxMail, number).last_error = str(error)
        return False
    with database.transaction() as session:
        row = session.get_one(OutboxMail, number)
        row.sent_at = clock()
        # The body holds the link that opens the appointment; once sent, only its receiver needs it.
        row.body, row.calendar = "", None
    return True


def _message(row: OutboxMail, sender: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = row.recipient
    mail["Subject"] = row.subject
    mail["Date"] = format_datetime(row.created_at)
    mail["Message-ID"] = f"<{row.key}@veivalg>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(row.body)
    if row.calendar and row.calendar_method:
        # Outlook and Google read the invitation from an alternative part, Apple Mail from the attached file.
        mail.add_alternative(row.calendar, subtype="calendar", params={"method": row.calendar_method})
        mail.add_attachment(row.calendar.encode(), maintype="application", subtype="ics", filename="invite.ics")
    return mail
