"""Work that waits for nobody: mails, kept messages, retention. Inside web by default, or a process of its own."""

import datetime
import logging
import threading

from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from assistant import audit, booking, notifications, people
from assistant.booking import waiting
from assistant.bootstrap import Services
from assistant.busy_feeds import FeedProblem, FeedUnusable, busy_from
from assistant.conversations import Conversation, answer_kept
from assistant.notifications import Mail, send_due
from assistant.texts import text
from knowledge_base.article import WrittenForm

REMINDER_INTERVAL = datetime.timedelta(minutes=1)
RETENTION_INTERVAL = datetime.timedelta(hours=1)

logger = logging.getLogger(__name__)


class Worker:
    """Runs the rounds in a thread until it is told to stop."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)
        self._retention_due = self._reminders_due = services.clock()

    def start(self) -> None:
        """Begin the rounds."""
        self._thread.start()

    def stop(self) -> None:
        """End after the round that is under way."""
        self._stop.set()
        self._thread.join(timeout=30)

    def wait(self) -> None:
        """Return when the rounds have ended."""
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(self._services.settings.worker_interval_s):
            try:
                self.round()
            except SQLAlchemyError:
                # The database may be restarting; the work is still there in the next round.
                logger.exception("A round of the worker failed; it is tried again.")

    def round(self) -> None:
        """One round: send mails, answer kept messages, read a calendar; now and then remind, offer, and erase."""
        services = self._services
        send_due(services.database, services.mailer, services.settings.mail_from, services.clock)
        if services.clock() >= self._reminders_due:
            self._reminders_due = services.clock() + REMINDER_INTERVAL
            remind(services)
            offer_waiting(services)
        answer_kept(services.database, services.engine, services.clock)
        read_feed(services)
        if services.clock() >= self._retention_due:
            self._retention_due = services.clock() + RETENTION_INTERVAL
            erase_expired(services)


def remind(services: Services) -> None:
    """Put the reminders that are due in the outbox; the next round sends them."""
    desk = services.desk
    with services.database.transaction() as session:
        desk.remind(session, now=services.clock())


def offer_waiting(services: Services) -> None:
    """Offer what is free to those on the waiting list, one after the other; the next round sends the mails.

    Each offer is a transaction of its own, so that who books meanwhile does not wait for all of them.
    """
    desk, now = services.waiting_desk, services.clock()
    with services.database.transaction() as session:
        desk.close(session, now=now)
    with services.database.reading() as session:
        numbers = waiting.to_be_offered(session, now=now)
    for number in numbers:
        with services.database.transaction() as session:
            desk.offer(session, number, now=now)


def read_feed(services: Services) -> None:
    """Read the calendar feed that has waited longest, if it is time; a counsellor whose feed fails is told once.

    One feed a round, because a slow one takes up to twenty seconds and mails wait meanwhile.
    """
    now, settings = services.clock(), services.settings
    with services.database.reading() as session:
        due = booking.feed_to_read(session, now=now)
    if due is None:
        return
    counsellor_id, address = due
    try:
        until = now + booking.FURTHEST
        times = busy_from(
            address, after=now - datetime.timedelta(days=1), before=until, allow_private=settings.private_feeds
        )
    except FeedUnusable as unusable:
        with services.database.transaction() as session:
            if booking.note_problem(session, counsellor_id, address, unusable.reason, now=now):
                _tell_of_feed(services, session, counsellor_id, unusable.reason)
        return
    with services.database.transaction() as session:
        booking.keep_busy_times(session, counsellor_id, address, times, now=now)


def _tell_of_feed(services: Services, session: Session, counsellor_id: int, problem: FeedProblem) -> None:
    now = services.clock()
    counsellor = session.get_one(people.Person, counsellor_id)
    # Accounts have no written form of their own: a mail to a counsellor is in Bokmål, as those of the queue are.
    form = WrittenForm.BOKMAL
    body = text(
        "mail-feed-body", form, name=counsellor.name, reason=text(f"feed-{problem}", form),
        link=f"{services.settings.address}/counsellor/terms",
    )  # fmt: skip
    key = f"feed-{counsellor.public_id}-{now:%Y%m%dT%H%M%S}"
    notifications.enqueue(session, Mail(key, counsellor.email, text("mail-feed-subject", form), body), now=now)


def erase_expired(services: Services) -> int:
    """Erase conversations whose last message is older than the retention time; how many.

    Appointments stay and what became of them; who had them, what was shared and counsellors' notes go when they have
    been over for that long, and so do mails and places on the waiting list.
    """
    now = services.clock()
    limit = now - datetime.timedelta(days=services.settings.retention_days)
    with services.database.transaction() as session:
        people.remove_expired(session, now=now)
        booking.remove_expired_holds(session, now=now)
        booking.remove_expired_displaced(session, now=now)
        booking.remove_personal(session, before=limit)
        booking.remove_expired_links(session, before=limit)
        booking.remove_expired_surveys(session, before=limit)
        waiting.remove_ended_waiting(session, before=limit)
        notifications.remove_old(session, before=limit)
        old = list(session.scalars(select(Conversation.id).where(Conversation.last_message_at < limit)))
        if old:
            session.execute(delete(Conversation).where(Conversation.id.in_(old)))
            audit.record(session, "retention.conversations.erased", at=now, by=audit.SYSTEM, count=len(old))
    return len(old)
