"""Conversations and messages as values that may leave a transaction."""

import datetime
from dataclasses import dataclass

from assistant.conversations.tables import Conversation, Holder, Message, MessageState, Sender
from assistant.dialogue.reply import Reply
from assistant.triage import Urgency
from knowledge_base.article import Topic, WrittenForm


@dataclass(frozen=True)
class ConversationView:
    """A conversation without its messages."""

    id: int
    public_id: str
    written_form: WrittenForm
    form_is_chosen: bool
    holder: Holder
    counsellor_id: int | None
    urgency: Urgency
    needs_human: bool
    topics: tuple[Topic, ...]
    reasons: tuple[str, ...]
    created_at: datetime.datetime
    last_message_at: datetime.datetime
    waiting_since: datetime.datetime | None

    @classmethod
    def of(cls, row: Conversation) -> "ConversationView":
        """The view of a row."""
        return cls(
            id=row.id,
            public_id=row.public_id,
            written_form=WrittenForm(row.written_form),
            form_is_chosen=row.form_is_chosen,
            holder=Holder(row.holder),
            counsellor_id=row.counsellor_id,
            urgency=Urgency(row.urgency),
            needs_human=row.needs_human,
            topics=tuple(Topic(topic) for topic in row.topics),
            reasons=tuple(row.reasons),
            created_at=row.created_at,
            last_message_at=row.last_message_at,
            waiting_since=row.waiting_since,
        )


@dataclass(frozen=True)
class MessageView:
    """A message as people see it; `reply` is set for the assistant's."""

    id: int
    sender: Sender
    text: str
    written_form: WrittenForm
    reply: Reply | None
    reply_to: int | None
    author_id: int | None
    state: MessageState | None
    created_at: datetime.datetime
    client_id: str | None


def view_of(row: Message) -> MessageView:
    """The view of a message's row."""
    return MessageView(
        id=row.id,
        sender=Sender(row.sender),
        text=row.text,
        written_form=WrittenForm(row.written_form),
        reply=Reply.from_json(row.reply) if row.reply else None,
        reply_to=row.reply_to,
        author_id=row.author_id,
        state=MessageState(row.state) if row.state else None,
        created_at=row.created_at,
        client_id=row.client_id,
    )
