"""The tables of conversations."""

import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.database import Base


class Holder(StrEnum):
    """Who answers a conversation now. While it is waiting for a person the assistant goes on answering."""

    ASSISTANT = "assistant"
    WAITING = "waiting"
    COUNSELLOR = "counsellor"


class Sender(StrEnum):
    """Who wrote a message."""

    RESEARCHER = "researcher"
    ASSISTANT = "assistant"
    COUNSELLOR = "counsellor"
    SYSTEM = "system"


class MessageState(StrEnum):
    """What became of a researcher's message."""

    RECEIVED = "received"  # Stored; being answered now.
    ANSWERED = "answered"
    WITH_PERSON = "with_person"  # A counsellor holds the conversation and reads it.
    KEPT = "kept"  # The assistant was silent; it is answered when it is back.


class Conversation(Base):
    """One conversation; its key is a token of which only the hash is kept."""

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_holder_urgency", "holder", "urgency"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    token_hash: Mapped[str]
    written_form: Mapped[str]
    form_is_chosen: Mapped[bool] = mapped_column(default=False)
    holder: Mapped[str]
    counsellor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    urgency: Mapped[str]
    needs_human: Mapped[bool] = mapped_column(default=False)
    topics: Mapped[list[str]]
    reasons: Mapped[list[str]]
    created_at: Mapped[datetime.datetime]
    last_message_at: Mapped[datetime.datetime] = mapped_column(index=True)
    waiting_since: Mapped[datetime.datetime | None]


class HandoffStep(Base):
    """One change of holder: the log of the state machine."""

    __tablename__ = "handoff_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    before: Mapped[str]
    after: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime.datetime]


class Message(Base):
    """One message. `reply` holds an assistant's whole reply as JSON; `reply_to` is the message it answers."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "client_id"),
        Index("ix_messages_conversation_id_id", "conversation_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    sender: Mapped[str]
    client_id: Mapped[str | None]
    text: Mapped[str]
    written_form: Mapped[str]
    reply: Mapped[dict[str, Any] | None]
    reply_to: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str | None] = mapped_column(index=True)
    created_at: Mapped[datetime.datetime]


class AnswerReceipt(Base):
    """Which version of which article a reply was made of, and the scores that decided it.

    The rest of what a reply rests on is in the message's `reply`. Receipts from before decisions were kept have none.
    """

    __tablename__ = "answer_receipts"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    slug: Mapped[str]
    version: Mapped[int]
    index_build: Mapped[str]
    score: Mapped[float]
    threshold: Mapped[float]
    decision: Mapped[str | None]


class CrisisAlert(Base):
    """One opening of the crisis gate, with its explanation, until a counsellor has seen it."""

    __tablename__ = "crisis_alerts"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    # The id of the pattern that was met, "" if the classifier alone opened the gate; and how probable it found danger.
    pattern: Mapped[str]
    probability: Mapped[float | None]
    category: Mapped[str]
    version: Mapped[str]
    at: Mapped[datetime.datetime]
    seen_at: Mapped[datetime.datetime | None]
    seen_by: Mapped[str | None]
