"""What a researcher may do with what is stored of them: take it along, or have it erased everywhere."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant import audit
from assistant.booking import Appointment, Share, lines_of, outcome_of
from assistant.booking.waiting import WaitingEntry, WaitingOffer
from assistant.bootstrap import Services
from assistant.conversations import (
    Conversation,
    CrisisAlert,
    Feedback,
    HandoffStep,
    Message,
    for_researcher,
    lock,
    messages_after,
)
from assistant.errors import AssistantSilent
from assistant.people import Person


def export(services: Services, public_id: str, token: str) -> dict[str, Any]:
    """All that is stored of a conversation, as JSON values. Raises NotFound."""
    with services.database.reading() as session:
        row = for_researcher(session, public_id, token)
        return {
            "id": row.public_id,
            "written_form": row.written_form,
            "created_at": row.created_at.isoformat(),
            "holder": row.holder,
            "topics": row.topics,
            "urgency": row.urgency,
            "reasons": row.reasons,
            "messages": [
                {
                    "id": message.id,
                    "sender": message.sender,
                    "text": message.text,
                    "written_form": message.written_form,
                    "created_at": message.created_at.isoformat(),
                    "reply": message.reply.to_json() if message.reply else None,
                }
                for message in messages_after(session, row.id)
            ],
            **_about(session, row),
        }


def _about(session: Session, row: Conversation) -> dict[str, list[dict[str, Any]]]:
    appointments = session.scalars(select(Appointment).where(Appointment.conversation_id == row.id))
    steps = session.scalars(select(HandoffStep).where(HandoffStep.conversation_id == row.id))
    alerts = session.scalars(select(CrisisAlert).where(CrisisAlert.conversation_id == row.id))
    feedback = session.scalars(select(Feedback).join(Message).where(Message.conversation_id == row.id))
    return {
        "appointments": [
            {"ref": entry.ref, "status": entry.status, "starts_at": entry.starts_at.isoformat(),
             "ends_at": entry.ends_at.isoformat(), "counsellor": session.get_one(Person, entry.counsellor_id).name,
             "name": entry.name, "email": entry.email, "zone": entry.zone, "written_form": entry.written_form,
             "share": entry.share, "brief": entry.brief, "lines": _lines(session, entry),
             "outcome": _outcome(session, entry)}
            for entry in appointments
        ],
        "waiting": [
            {"ref": entry.ref, "name": entry.name, "email": entry.email, "zone": entry.zone,
             "written_form": entry.written_form, "preference": entry.preference, "status": entry.status,
             "created_at": entry.created_at.isoformat(), "offers": _offers_to(session, entry.id)}
            for entry in session.scalars(select(WaitingEntry).where(WaitingEntry.conversation_id == row.id))
        ],
        "handoff": [{"at": step.at.isoformat(), "before": step.before, "after": step.after} for step in steps],
        "alerts": [
            {"at": alert.at.isoformat(), "message": alert.message_id, "category": alert.category,
             "pattern": alert.pattern, "probability": alert.probability, "version": alert.version}
            for alert in alerts
        ],
        "feedback": [
            {"at": entry.at.isoformat(), "message": entry.message_id, "helped": entry.helped} for entry in feedback
        ],
    }  # fmt: skip


def _lines(session: Session, appointment: Appointment) -> list[dict[str, Any]]:
    """What was written to the counsellor, and why the crisis gate opened at it if it did."""
    return [
        {"written_at": line.written_at.isoformat(), "text": line.text,
         "alert": asdict(line.alert) if line.alert else None}
        for line in lines_of(session, appointment.id)
    ]  # fmt: skip


def _outcome(session: Session, appointment: Appointment) -> dict[str, Any] | None:
    """What became of a session. Its counsellor's notes are not here, see docs/privacy.md."""
    found = outcome_of(session, appointment.id)
    if found is None:
        return None
    return {
        "result": found.result, "follow_up_wanted": found.follow_up_wanted,
        "recorded_at": found.recorded_at.isoformat(),
    }  # fmt: skip


def _offers_to(session: Session, entry_id: int) -> list[dict[str, Any]]:
    offers = session.scalars(select(WaitingOffer).where(WaitingOffer.entry_id == entry_id).order_by(WaitingOffer.id))
    return [
        {"slot": offer.slot, "offered_at": offer.offered_at.isoformat(), "until": offer.until.isoformat(),
         "outcome": offer.outcome}
        for offer in offers
    ]  # fmt: skip


def erase(services: Services, public_id: str, token: str) -> dict[str, Any]:
    """Erase a conversation from every store; the receipt names each store and what was removed. Raises NotFound.

    An appointment made from it stays, because it is somebody's time, and so does a place on the waiting list; but the
    brief that went with the appointment and the ties to the conversation go.
    """
    now = services.clock()
    with services.database.transaction() as session:
        row = for_researcher(session, public_id, token)
        lock(session, row)
        messages = session.scalar(select(func.count()).where(Message.conversation_id == row.id))
        alerts = session.scalar(select(func.count()).where(CrisisAlert.conversation_id == row.id))
        briefs = 0
        # Whoever changes what is shared at this moment waits, or is waited for: no brief comes in between.
        tied = select(Appointment).where(Appointment.conversation_id == row.id).with_for_update()
        for appointment in session.scalars(tied):
            briefs += appointment.brief is not None
            appointment.conversation_id, appointment.brief, appointment.share = None, None, Share.NOTHING
        session.flush()
        session.delete(row)
        audit.record(session, "privacy.conversation.erased", at=now, by=audit.RESEARCHER)
    return {
        "erased_at": now.isoformat(),
        "stores": [
            {"store": "messages", "removed": messages or 0},
            {"store": "crisis_alerts", "removed": alerts or 0},
            {"store": "appointment_briefs", "removed": briefs},
            {"store": "dialogue_state", "removed": _forget(services, public_id)},
        ],
    }


def _forget(services: Services, public_id: str) -> int | str:
    try:
        services.engine.forget(public_id)
    except AssistantSilent:
        # Rasa keeps its state in memory: while it is down there is nothing to remove.
        return "none: the dialogue engine is not running"
    return 1
