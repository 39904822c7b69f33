"""What a counsellor sees beforehand: chosen line by line when booking, and changed or withdrawn later.

What is shared is a copy of what was shown: of the lines that are there now, those that the researcher kept. So a line
that was written between the showing and the choice is not shared unseen.
"""

import datetime
from collections.abc import Collection

from sqlalchemy.orm import Session

from assistant import audit
from assistant.booking.appointments import AppointmentView, view
from assistant.booking.tables import Appointment, Share, Status
from assistant.conversations import Brief, Conversation, ConversationView, messages_after


def brief_of(session: Session, conversation: Conversation | None) -> Brief | None:
    """What could be shared of a conversation, one sentence a line; None if nothing has been written in it."""
    if conversation is None:
        return None
    brief = Brief.of(ConversationView.of(conversation), messages_after(session, conversation.id)).by_sentence()
    return brief if brief.own_words else None


def choose(brief: Brief | None, share: Share, keep: Collection[str] | None) -> tuple[Share, Brief | None]:
    """What is shared of a brief: of the lines that the choice takes in those with the keys to keep, or all of them.

    The choice that comes back says what is left: somebody who strikes everything but the topics shares the topics.
    """
    if brief is None or share is Share.NOTHING:
        return Share.NOTHING, None
    taken = brief if share is Share.BRIEF else brief.only_topics()
    left = taken if keep is None else taken.keeping(keep)
    if left.is_empty:
        return Share.NOTHING, None
    return (Share.TOPIC if left == left.only_topics() else Share.BRIEF), left


def share_choices(brief: Brief) -> list[Share]:
    """The choices that differ for a brief."""
    differing = {Share.BRIEF: brief != brief.only_topics(), Share.TOPIC: bool(brief.topics), Share.NOTHING: True}
    return [share for share, differs in differing.items() if differs]


def shareable(session: Session, row: Appointment, *, now: datetime.datetime) -> Brief | None:
    """What can be shared for an appointment: what is shared already and, until it begins, what the conversation has.

    Once the tie to the conversation is cut, or the session has begun or was cancelled, lines can only be struck.
    """
    shared = Brief.from_json(row.brief) if row.brief else None
    conversation = session.get(Conversation, row.conversation_id) if row.conversation_id else None
    is_ahead = row.status == Status.BOOKED and row.starts_at > now
    offered = brief_of(session, conversation) if is_ahead else None
    if offered and shared:
        return offered.joined_with(shared)
    return offered or shared


def ticked(shared: Brief | None, share: Share, brief: Brief) -> frozenset[str]:
    """The lines of a brief that are ticked before a new choice: those that are shared.

    Of what the former choice left out as a whole, all are: nothing of it was struck, and it only counts if it is
    chosen now.
    """
    keys = shared.keys() if shared else frozenset()
    if share is Share.NOTHING:
        return brief.keys()
    return keys if share is Share.BRIEF else keys | (brief.keys() - brief.only_topics().keys())


def change_share(
    session: Session, row: Appointment, *, share: Share, keep: Collection[str], now: datetime.datetime
) -> AppointmentView:
    """Share this much from now on; what is not among `shareable` any more is left out."""
    session.refresh(row, with_for_update=True)
    chosen, brief = choose(shareable(session, row, now=now), share, keep)
    row.share, row.brief = chosen, brief.to_json() if brief else None
    audit.record(session, "booking.appointment.shared", at=now, by=audit.RESEARCHER, about=row.ref, share=chosen)
    return view(session, row)


def unlink(session: Session, row: Appointment, *, now: datetime.datetime) -> AppointmentView:
    """Cut the tie between an appointment and its conversation. The appointment and what is shared stay as they are.

    From now on only a secret link opens it. Cutting twice changes nothing.
    """
    session.refresh(row, with_for_update=True)
    if row.conversation_id is not None:
        row.conversation_id = None
        audit.record(session, "booking.appointment.unlinked", at=now, by=audit.RESEARCHER, about=row.ref)
    return view(session, row)
