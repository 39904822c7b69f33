"""Answer receipts: on what a reply rests, kept with it and found again by the number of a message."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from assistant.conversations.tables import AnswerReceipt, Conversation, Message, Sender
from assistant.conversations.values import MessageView, view_of
from assistant.dialogue.reply import Reply
from assistant.errors import MessageUnknown, NoReceipt


@dataclass(frozen=True)
class Answered:
    """A message, the reply to it that has a receipt, and the researcher's messages before, newest first."""

    conversation: str
    message: MessageView
    reply: MessageView
    before: tuple[MessageView, ...]


def keep_receipts(session: Session, stored: Message, reply: Reply) -> None:
    """Keep a receipt for each article that a stored reply rests on."""
    if reply.basis is None:
        return
    session.add_all(
        AnswerReceipt(
            message_id=stored.id,
            slug=article.slug,
            version=article.version,
            score=article.score,
            index_build=reply.basis.index_build,
            threshold=reply.basis.threshold,
            decision=reply.basis.decision,
        )
        for article in reply.rests_on
    )


def for_receipt(session: Session, number: int) -> Answered:
    """A message and the reply that was made from the articles, by the number of either, for our own processes.

    Raises MessageUnknown, or NoReceipt if no article was searched for it.
    """
    if session.get(Message, number) is None:
        raise MessageUnknown(number=str(number))
    query = select(Message).where(or_(Message.id == number, Message.reply_to == number)).order_by(Message.id.desc())
    # Of two replies the first may be an apology for having none yet.
    made = (view for row in session.scalars(query) if (view := view_of(row)).reply and view.reply.basis)
    if (reply := next(made, None)) is None:
        raise NoReceipt(number=str(number))
    message = session.get_one(Message, reply.reply_to)
    before = select(Message).where(
        Message.conversation_id == message.conversation_id,
        Message.sender == Sender.RESEARCHER,
        Message.id < message.id,
    )
    return Answered(
        conversation=session.get_one(Conversation, message.conversation_id).public_id,
        message=view_of(message),
        reply=reply,
        before=tuple(view_of(row) for row in session.scalars(before.order_by(Message.id.desc()))),
    )
