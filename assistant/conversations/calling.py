"""Calling counsellors by mail when a conversation waits for a person: a queue that nobody looks at helps nobody."""

import datetime

from sqlalchemy.orm import Session

from assistant import notifications
from assistant.conversations.tables import Conversation
from assistant.notifications import Mail
from assistant.people import Role, everybody
from assistant.texts import text
from knowledge_base.article import WrittenForm


def call_counsellors(session: Session, row: Conversation, *, urgent: bool, now: datetime.datetime) -> None:
    """Put a mail to every active counsellor in the outbox; it says that somebody waits, and nothing of what was said.

    One mail a counsellor for each time the conversation begins to wait, and one more if it becomes urgent.
    """
    since = int((row.waiting_since or now).timestamp())
    name = "mail-call-urgent" if urgent else "mail-call"
    for person in everybody(session, role=Role.COUNSELLOR):
        if person.active:
            mail = Mail(
                key=f"{name}-{row.public_id}-{since}-{person.public_id}",
                recipient=person.email,
                subject=text(f"{name}-subject", WrittenForm.BOKMAL),
                body=text(f"{name}-body", WrittenForm.BOKMAL),
            )
            notifications.enqueue(session, mail, now=now)
