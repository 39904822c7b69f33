"""Calling counsellors by mail when a conversation waits for a person: a queue that nobody looks at helps nobody."""

import datetime

from sqlalchemy.orm import Session

from assistant import notifications
from assistant.conversations.tables import Conversation
from assistant.notifications import Mail
from assistant.people import Role, everybody
from assistant.texts import text
from knowledge_base.article import WrittenForm

# Who writes in distress often writes several messages in a row: counsellors get one mail for them.
CALLED_AGAIN_AFTER = datetime.timedelta(minutes=5)


def call_counsellors(session: Session, row: Conversation, *, urgent: bool, now: datetime.datetime) -> None:
    """Put a mail to every active counsellor in the outbox; it says that somebody waits, and nothing of what was said.

    One mail a counsellor for each time the conversation begins to wait; if it is urgent one more, and again for what
    is urgent later, at most one in each CALLED_AGAIN_AFTER since it began to wait.
    """
    waiting_since = row.waiting_since or now
    since, times = int(waiting_since.timestamp()), (now - waiting_since) // CALLED_AGAIN_AFTER
    name = "mail-call-urgent" if urgent else "mail-call"
    for person in everybody(session, role=Role.COUNSELLOR):
        if person.active:
            mail = Mail(
                key=f"{name}-{row.public_id}-{since}-{times}-{person.public_id}",
                recipient=person.email,
                subject=text(f"{name}-subject", WrittenForm.BOKMAL),
                body=text(f"{name}-body", WrittenForm.BOKMAL),
            )
            notifications.enqueue(session, mail, now=now)
