"""The way of a message: take it in, ask the engine, keep the replies. No transaction spans the engine's call."""

import datetime
import logging
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from assistant import audit
from assistant.clock import Clock
from assistant.conversations.calling import call_counsellors
from assistant.conversations.doors import for_public_id, for_researcher, lock
from assistant.conversations.receipts import keep_receipts
from assistant.conversations.tables import (
    Conversation,
    CrisisAlert,
    HandoffStep,
    Holder,
    Message,
    MessageState,
    Sender,
)
from assistant.conversations.values import MessageView, view_of
from assistant.crisis import CrisisGate, CrisisHit, crisis_reply
from assistant.database import Database
from assistant.dialogue.engine import DialogueEngine
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.errors import AssistantSilent, EmptyMessage, InvalidInput, MessageTooLong, NotFound
from assistant.texts import text
from assistant.triage import Triage, Urgency
from assistant.written_form import FormDetector
from knowledge_base.article import WrittenForm

MAX_CHARS = 4000
MAX_CLIENT_ID_CHARS = 64
# A message that is still being answered after this time was left by a process that ended.
LOST_AFTER = datetime.timedelta(minutes=2)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Exchange:
    """A message and its replies. `with_person`: a counsellor holds the conversation, and will read it."""

    message: MessageView
    replies: tuple[MessageView, ...]
    with_person: bool = False


@dataclass(frozen=True)
class _Received:
    conversation: str
    message: MessageView
    replies: tuple[MessageView, ...]
    holder: Holder
    is_repeat: bool


def exchange(
    database: Database,
    engine: DialogueEngine,
    gate: CrisisGate,
    forms: FormDetector,
    clock: Clock,
    *,
    conversation: str,
    token: str,
    typed: str,
    client_id: str,
) -> Exchange:
    """Store what a researcher typed and answer it, in the same call.

    The same `client_id` again gives the same message and replies, none as long as they are being made. When the
    engine is silent the message is kept and the researcher told so. Raises NotFound, EmptyMessage, MessageTooLong or
    InvalidInput; then nothing is stored.
    """
    plain = check_text(typed)
    if not client_id or len(client_id) > MAX_CLIENT_ID_CHARS or not client_id.isprintable():
        raise InvalidInput(field="client_id")
    # What takes computing comes before the transaction, which holds up everybody else who writes.
    hit = gate.check(plain)
    with database.transaction() as session:
        row = for_researcher(session, conversation, token)
        received = receive(session, row, plain, client_id=client_id, hit=hit, forms=forms, now=clock())
    if received.is_repeat or received.replies:
        return Exchange(received.message, received.replies, received.holder is Holder.COUNSELLOR)
    if received.holder is Holder.COUNSELLOR:
        return Exchange(received.message, (), with_person=True)
    return _answer(database, engine, clock, received.conversation, received.message, _tell_silence)


def answer_kept(database: Database, engine: DialogueEngine, clock: Clock) -> int:
    """Answer what was kept while the engine was silent or was left by a process that ended; how many were answered.

    Oldest first. A message that the engine does not answer stays kept and holds up no other.
    """
    waiting = _unanswered(database, clock)
    if not waiting or not engine.is_ready():
        return 0
    answered = 0
    for conversation, message in waiting:
        with suppress(NotFound):  # It was erased meanwhile.
            exchanged = _answer(database, engine, clock, conversation, message, _stay_kept)
            answered += exchanged.message.state is MessageState.ANSWERED
    return answered


def _unanswered(database: Database, clock: Clock) -> list[tuple[str, MessageView]]:
    lost = (Message.state == MessageState.RECEIVED) & (Message.created_at <= clock() - LOST_AFTER)
    query = select(Message).where(or_(Message.state == MessageState.KEPT, lost)).order_by(Message.id).limit(50)
    with database.reading() as session:
        return [(_public_id(session, row), view_of(row)) for row in session.scalars(query)]


def check_text(typed: str) -> str:
    """What was typed without control characters. Raises EmptyMessage or MessageTooLong."""
    plain = "".join(sign for sign in typed if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})
    if len(typed) > MAX_CHARS:
        raise MessageTooLong(max_chars=MAX_CHARS)
    if not any(unicodedata.category(sign)[0] in "LNPS" for sign in plain):
        raise EmptyMessage()
    return plain.strip()


def receive(
    session: Session,
    row: Conversation,
    plain: str,
    *,
    client_id: str,
    hit: CrisisHit | None,
    forms: FormDetector,
    now: datetime.datetime,
) -> _Received:
    """Store a message in an open transaction, and what the crisis gate found, whoever holds the conversation."""
    lock(session, row)
    holder = Holder(row.holder)
    same = select(Message).where(Message.conversation_id == row.id, Message.client_id == client_id)
    if (earlier := session.scalar(same)) is not None:
        return _Received(row.public_id, view_of(earlier), _replies_to(session, earlier), holder, is_repeat=True)
    form = _form_for(row, plain, forms)
    message = Message(
        conversation_id=row.id, sender=Sender.RESEARCHER, client_id=client_id, text=plain, written_form=form,
        state=MessageState.WITH_PERSON if holder is Holder.COUNSELLOR else MessageState.RECEIVED, created_at=now,
    )  # fmt: skip
    session.add(message)
    session.flush()
    row.written_form, row.last_message_at = form, now
    replies = _raise_alarm(session, row, message, hit, now=now) if hit else ()
    return _Received(row.public_id, view_of(message), replies, holder, is_repeat=False)


def _form_for(row: Conversation, plain: str, forms: FormDetector) -> WrittenForm:
    form = WrittenForm(row.written_form)
    return form if row.form_is_chosen else forms.detect(plain, otherwise=form)


def _raise_alarm(
    session: Session, row: Conversation, message: Message, hit: CrisisHit, *, now: datetime.datetime
) -> tuple[MessageView, ...]:
    session.add(
        CrisisAlert(
            conversation_id=row.id,
            message_id=message.id,
            pattern=hit.pattern,
            probability=hit.probability,
            category=hit.category,
            version=hit.version,
            at=now,
        )
    )
    reply = crisis_reply(hit, WrittenForm(message.written_form))
    keep_triage(row, reply.triage)
    call_counsellors(session, row, urgent=True, now=now)
    if row.holder == Holder.COUNSELLOR:
        # A person is there: they are alerted, and no machine speaks in between.
        return ()
    if row.holder == Holder.ASSISTANT:
        session.add(
            HandoffStep(conversation_id=row.id, before=row.holder, after=Holder.WAITING, by=audit.SYSTEM, at=now)
        )
        row.holder, row.waiting_since = Holder.WAITING, now
    return _keep_replies(session, row, message, [reply], now=now)


def _answer(
    database: Database,
    engine: DialogueEngine,
    clock: Clock,
    conversation: str,
    message: MessageView,
    when_silent: Callable[[Session, Conversation, Message, datetime.datetime], tuple[MessageView, ...]],
) -> Exchange:
    replies: list[Reply] = []
    try:
        replies = engine.say(conversation, message.text, message.written_form)
    except AssistantSilent:
        logger.warning("No reply to message %d; it is kept.", message.id)
    with database.transaction() as session:
        row = for_public_id(session, conversation)
        lock(session, row)
        stored = session.get_one(Message, message.id)
        if stored.state in {MessageState.ANSWERED, MessageState.WITH_PERSON}:
            # Another worker was first, or a person took over while the engine was thinking: what it says now
            # would talk over them.
            with_person = stored.state == MessageState.WITH_PERSON
            return Exchange(view_of(stored), _replies_to(session, stored), with_person)
        kept = (
            _keep_replies(session, row, stored, replies, now=clock())
            if replies
            else when_silent(session, row, stored, clock())
        )
        return Exchange(view_of(stored), kept)


def _tell_silence(
    session: Session, row: Conversation, message: Message, now: datetime.datetime
) -> tuple[MessageView, ...]:
    form = WrittenForm(message.written_form)
    apology = Reply(
        kind=ReplyKind.NOTICE,
        text=text("assistant-silent", form),
        written_form=form,
        buttons=(
            Button(text("button-talk", form), ButtonAction.HANDOFF),
            Button(text("button-all-times", form), ButtonAction.OPEN, "/booking"),
        ),
    )
    kept = _keep_replies(session, row, message, [apology], now=now)
    message.state = MessageState.KEPT
    return kept


def _stay_kept(
    session: Session, row: Conversation, message: Message, now: datetime.datetime
) -> tuple[MessageView, ...]:
    return ()


def _keep_replies(
    session: Session, row: Conversation, message: Message, replies: list[Reply], *, now: datetime.datetime
) -> tuple[MessageView, ...]:
    kept = []
    for reply in replies:
        stored = Message(
            conversation_id=row.id,
            sender=Sender.ASSISTANT,
            text=reply.text,
            written_form=reply.written_form,
            reply=reply.to_json(),
            reply_to=message.id,
            created_at=now,
        )
        session.add(stored)
        session.flush()
        keep_receipts(session, stored, reply)
        keep_triage(row, reply.triage)
        kept.append(view_of(stored))
    message.state = MessageState.ANSWERED
    return tuple(kept)


def keep_triage(row: Conversation, triage: Triage) -> None:
    """Add what a reply found out to the conversation: the highest urgency, every topic and reason once."""
    ranks = list(Urgency)
    row.urgency = max(row.urgency, triage.urgency, key=lambda urgency: ranks.index(Urgency(urgency)))
    row.needs_human = row.needs_human or triage.needs_human
    row.topics = list(dict.fromkeys([*row.topics, *(share.topic for share in triage.topics)]))
    row.reasons = list(dict.fromkeys([*row.reasons, *triage.reasons]))


def _replies_to(session: Session, message: Message) -> tuple[MessageView, ...]:
    query = select(Message).where(Message.reply_to == message.id).order_by(Message.id)
    return tuple(view_of(row) for row in session.scalars(query))


def _public_id(session: Session, message: Message) -> str:
    return session.get_one(Conversation, message.conversation_id).public_id
