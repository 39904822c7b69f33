"""The only ways to a conversation's data. Absent and not yours look alike."""

import datetime
import hashlib
import hmac
import secrets
import uuid

from sqlalchemy import exists, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from assistant.conversations.tables import Conversation, CrisisAlert, Holder, Message, Sender
from assistant.conversations.values import ConversationView, MessageView, view_of
from assistant.errors import NotFound
from assistant.triage import Urgency
from knowledge_base.article import WrittenForm


def begin(
    session: Session, *, written_form: WrittenForm, now: datetime.datetime, form_is_chosen: bool = False
) -> tuple[ConversationView, str]:
    """A new conversation and its token, which is the researcher's only key and is not kept."""
    token = secrets.token_urlsafe(32)
    row = Conversation(
        public_id=str(uuid.uuid4()), token_hash=_hash(token), written_form=written_form, holder=Holder.ASSISTANT,
        urgency=Urgency.NORMAL, topics=[], reasons=[], created_at=now, last_message_at=now,
        form_is_chosen=form_is_chosen, needs_human=False,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return ConversationView.of(row), token


def for_researcher(session: Session, public_id: str, token: str) -> Conversation:
    """The conversation that a token opens. Raises NotFound for a wrong token as for a wrong id."""
    row = session.scalar(select(Conversation).where(Conversation.public_id == public_id))
    if row is None or not hmac.compare_digest(row.token_hash, _hash(token)):
        raise NotFound()
    return row


def for_counsellor(session: Session, public_id: str) -> Conversation:
    """A conversation that counsellors may read: one handed over, or in which the crisis gate has opened.

    Raises NotFound for all others: what nobody handed over is read by nobody.
    """
    row = for_public_id(session, public_id)
    if row.holder == Holder.ASSISTANT and row.urgency != Urgency.CRISIS and row.counsellor_id is None:
        raise NotFound()
    return row


def for_public_id(session: Session, public_id: str) -> Conversation:
    """A conversation by its public id, for our own processes. Raises NotFound."""
    row = session.scalar(select(Conversation).where(Conversation.public_id == public_id))
    if row is None:
        raise NotFound()
    return row


def lock(session: Session, row: Conversation) -> None:
    """See a conversation as it is now, and let nobody change it before this transaction ends.

    Whoever looks at the holder and then writes comes through here. Raises NotFound if it was erased meanwhile.
    """
    try:
        session.refresh(row, with_for_update=True)
    except InvalidRequestError as error:
        raise NotFound() from error


def messages_after(session: Session, conversation_id: int, after: int = 0) -> list[MessageView]:
    """The messages with a number above `after`, oldest first."""
    query = select(Message).where(Message.conversation_id == conversation_id, Message.id > after).order_by(Message.id)
    return [view_of(row) for row in session.scalars(query)]


def own_words(session: Session, public_id: str) -> list[str]:
    """What the researcher has written in a conversation, oldest first; nothing if it is not there."""
    query = select(Message.text).join(Conversation, Message.conversation_id == Conversation.id)
    written = query.where(Conversation.public_id == public_id, Message.sender == Sender.RESEARCHER)
    return list(session.scalars(written.order_by(Message.id)))


def has_alert(session: Session, row: Conversation) -> bool:
    """Whether the crisis gate has ever opened in a conversation; from then on the numbers to call stay at hand."""
    return bool(session.scalar(select(exists().where(CrisisAlert.conversation_id == row.id))))


def choose_form(session: Session, row: Conversation, form: WrittenForm) -> None:
    """The researcher's own choice of written form; from now on it wins over what is detected."""
    row.written_form = form
    row.form_is_chosen = True


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
