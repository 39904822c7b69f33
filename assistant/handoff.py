"""Handing a conversation from the assistant to a counsellor and back; every step is logged.

assistant → waiting → counsellor → assistant. Asking, taking over and closing are single steps that either
happen or are refused; two counsellors cannot both win.
"""

import datetime
from dataclasses import dataclass

from sqlalchemy import case, or_, select, update
from sqlalchemy.orm import Session

from assistant import audit
from assistant.conversations import (
    Conversation,
    ConversationView,
    CrisisAlert,
    HandoffStep,
    Holder,
    Message,
    MessageState,
    MessageView,
    Sender,
    for_counsellor,
    lock,
    messages_after,
    view_of,
)
from assistant.conversations.calling import call_counsellors
from assistant.conversations.exchange import check_text, keep_triage
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.errors import AlreadyClaimed, NotHolder
from assistant.people import Person, Profile
from assistant.texts import text
from assistant.triage import Reason, Triage, Urgency
from knowledge_base.article import WrittenForm


@dataclass(frozen=True)
class QueueEntry:
    """A conversation in the counsellors' queue."""

    conversation: ConversationView
    latest_words: str
    counsellor: str
    has_crisis: bool
    unread: bool


def request(session: Session, row: Conversation, *, now: datetime.datetime) -> Reply:
    """Put a conversation in the queue, and the reply that says so. Asking twice changes nothing."""
    lock(session, row)
    form = WrittenForm(row.written_form)
    if row.holder == Holder.ASSISTANT:
        _step(session, row, Holder.WAITING, by=audit.RESEARCHER, now=now)
        row.waiting_since = now
        call_counsellors(session, row, urgent=False, now=now)
        audit.record(session, "handoff.requested", at=now, by=audit.RESEARCHER, about=row.public_id)
    return Reply(
        kind=ReplyKind.HANDOFF,
        text=text("handoff-with-person" if row.holder == Holder.COUNSELLOR else "handoff-requested", form),
        written_form=form,
        buttons=(Button(text("button-all-times", form), ButtonAction.OPEN, "/booking"),),
        triage=Triage(needs_human=True, reasons=(Reason.ASKED_FOR_PERSON,)),
    )


def ask(session: Session, row: Conversation, *, now: datetime.datetime) -> MessageView:
    """Ask for a counsellor by the page's own button, and store the answer in the conversation."""
    reply = request(session, row, now=now)
    keep_triage(row, reply.triage)
    stored = Message(
        conversation_id=row.id, sender=Sender.ASSISTANT, text=reply.text, written_form=reply.written_form,
        reply=reply.to_json(), created_at=now,
    )  # fmt: skip
    session.add(stored)
    row.last_message_at = now
    session.flush()
    return view_of(stored)


def claim(session: Session, *, public_id: str, counsellor: Profile, now: datetime.datetime) -> None:
    """Take over a conversation; from now on the assistant is silent. Raises NotFound or AlreadyClaimed."""
    row = for_counsellor(session, public_id)
    lock(session, row)
    if row.holder == Holder.COUNSELLOR:
        if row.counsellor_id == counsellor.id:
            return
        raise AlreadyClaimed()
    row.counsellor_id = counsellor.id
    _step(session, row, Holder.COUNSELLOR, by=counsellor.public_id, now=now)
    _see_alerts(session, row, by=counsellor.public_id, now=now)
    _say(session, row, "counsellor-came", now=now, name=counsellor.name)
    _leave_unanswered_to_person(session, row)
    audit.record(session, "handoff.claimed", at=now, by=counsellor.public_id, about=public_id)


def write(session: Session, *, public_id: str, counsellor: Profile, typed: str, now: datetime.datetime) -> MessageView:
    """A counsellor's message to the researcher. Raises NotFound, NotHolder, EmptyMessage or MessageTooLong."""
    row = _held_by(session, public_id, counsellor)
    stored = Message(
        conversation_id=row.id, sender=Sender.COUNSELLOR, text=check_text(typed), author_id=counsellor.id,
        written_form=row.written_form, created_at=now,
    )  # fmt: skip
    session.add(stored)
    row.last_message_at = now
    _see_alerts(session, row, by=counsellor.public_id, now=now)
    session.flush()
    return view_of(stored)


def close(session: Session, *, public_id: str, counsellor: Profile, now: datetime.datetime) -> None:
    """Give a conversation back to the assistant. Raises NotFound or NotHolder.

    The urgency and the reasons end with it, so that an old request cannot hand it over again by itself.
    """
    row = _held_by(session, public_id, counsellor)
    _see_alerts(session, row, by=counsellor.public_id, now=now)
    _say(session, row, "counsellor-left", now=now, name=counsellor.name)
    _step(session, row, Holder.ASSISTANT, by=counsellor.public_id, now=now)
    row.waiting_since = None
    # What is written from now on is for nobody to read, also not for those who held the conversation before.
    row.counsellor_id = None
    row.urgency = Urgency.NORMAL
    row.needs_human = False
    row.reasons = []
    audit.record(session, "handoff.closed", at=now, by=counsellor.public_id, about=public_id)


def queue(session: Session) -> list[QueueEntry]:
    """Conversations for counsellors: crises first, then by urgency and the longest waiting."""
    rank = case({Urgency.CRISIS: 0, Urgency.SOON: 1}, value=Conversation.urgency, else_=2)
    open_ones = or_(Conversation.holder != Holder.ASSISTANT, Conversation.urgency == Urgency.CRISIS)
    rows = session.scalars(
        select(Conversation).where(open_ones).order_by(rank, Conversation.waiting_since.nulls_last(), Conversation.id)
    )
    return [_entry(session, row) for row in rows]


def alerts(session: Session, row: Conversation) -> list[CrisisAlert]:
    """Why the crisis gate opened in this conversation, oldest first."""
    query = select(CrisisAlert).where(CrisisAlert.conversation_id == row.id).order_by(CrisisAlert.id)
    return list(session.scalars(query))


def steps(session: Session, row: Conversation) -> list[HandoffStep]:
    """The log of who held a conversation, oldest first."""
    query = select(HandoffStep).where(HandoffStep.conversation_id == row.id).order_by(HandoffStep.id)
    return list(session.scalars(query))


def _held_by(session: Session, public_id: str, counsellor: Profile) -> Conversation:
    row = for_counsellor(session, public_id)
    lock(session, row)
    if row.holder != Holder.COUNSELLOR or row.counsellor_id != counsellor.id:
        raise NotHolder()
    return row


def _step(session: Session, row: Conversation, after: Holder, *, by: str, now: datetime.datetime) -> None:
    session.add(HandoffStep(conversation_id=row.id, before=row.holder, after=after, by=by, at=now))
    row.holder = after


def _say(session: Session, row: Conversation, name: str, /, *, now: datetime.datetime, **values: str) -> None:
    words = text(name, WrittenForm(row.written_form), **values)
    session.add(
        Message(conversation_id=row.id, sender=Sender.SYSTEM, text=words, written_form=row.written_form, created_at=now)
    )
    row.last_message_at = now


def _see_alerts(session: Session, row: Conversation, *, by: str, now: datetime.datetime) -> None:
    for alert in alerts(session, row):
        alert.seen_at, alert.seen_by = alert.seen_at or now, alert.seen_by or by


def _leave_unanswered_to_person(session: Session, row: Conversation) -> None:
    unanswered = Message.state.in_([MessageState.KEPT, MessageState.RECEIVED])
    session.execute(
        update(Message).where(Message.conversation_id == row.id, unanswered).values(state=MessageState.WITH_PERSON)
    )


def _entry(session: Session, row: Conversation) -> QueueEntry:
    words = [m for m in messages_after(session, row.id) if m.sender is Sender.RESEARCHER]
    spoken = [m for m in messages_after(session, row.id) if m.sender is Sender.COUNSELLOR]
    person = session.get(Person, row.counsellor_id) if row.counsellor_id else None
    return QueueEntry(
        conversation=ConversationView.of(row),
        latest_words=words[-1].text if words else "",
        counsellor=person.name if person and row.holder == Holder.COUNSELLOR else "",
        has_crisis=any(alert.seen_at is None for alert in alerts(session, row)),
        unread=bool(words) and (not spoken or words[-1].id > spoken[-1].id),
    )
