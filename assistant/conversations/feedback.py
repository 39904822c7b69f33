"""Did this help? One answer a reply; it goes to the curators and never changes the ranking by itself."""

import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.conversations.tables import Conversation, Message, Sender
from assistant.database import Base
from assistant.errors import NotFound


class Feedback(Base):
    """Whether a reply helped."""

    __tablename__ = "feedback"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    helped: Mapped[bool]
    at: Mapped[datetime.datetime]


def give_feedback(
    session: Session, row: Conversation, message_id: int, *, helped: bool, now: datetime.datetime
) -> None:
    """Keep whether a reply in this conversation helped; a later answer replaces the first. Raises NotFound."""
    reply = session.scalar(
        select(Message).where(
            Message.id == message_id, Message.conversation_id == row.id, Message.sender == Sender.ASSISTANT
        )
    )
    if reply is None:
        raise NotFound()
    session.merge(Feedback(message_id=reply.id, helped=helped, at=now))
