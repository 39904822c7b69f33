"""Alive, ready, and figures for Prometheus."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from assistant.bootstrap import Services
from assistant.conversations import Conversation, CrisisAlert, Message, MessageState
from assistant.notifications.outbox import OutboxMail
from assistant.web.context import ServicesHere

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The web process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def readyz(services: ServicesHere) -> JSONResponse:
    """Every part that a message needs is ready; 503 names those that are not."""
    parts = {"database": _database_is_ready(services), "dialogue": services.engine.is_ready()}
    return JSONResponse({"ready": all(parts.values()), "parts": parts}, status_code=200 if all(parts.values()) else 503)


@router.get("/metrics")
def metrics(services: ServicesHere) -> Response:
    """Counts over the whole installation; nothing about any one person."""
    registry = CollectorRegistry()
    with services.database.reading() as session:
        for name, help_text, query in (
            ("veivalg_conversations", "Conversations kept now.", select(func.count(Conversation.id))),
            ("veivalg_messages", "Messages kept now.", select(func.count(Message.id))),
            (
                "veivalg_messages_kept",
                "Messages that wait for the assistant.",
                select(func.count(Message.id)).where(Message.state == MessageState.KEPT),
            ),
            (
                "veivalg_crisis_alerts_unseen",
                "Crisis alerts no counsellor has seen.",
                select(func.count(CrisisAlert.id)).where(CrisisAlert.seen_at.is_(None)),
            ),
            (
                "veivalg_mails_unsent",
                "Mails in the outbox.",
                select(func.count(OutboxMail.id)).where(OutboxMail.sent_at.is_(None)),
            ),
        ):
            Gauge(name, help_text, registry=registry).set(session.scalar(query) or 0)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _database_is_ready(services: Services) -> bool:
    try:
        with services.database.reading() as session:
            session.execute(text("SELECT 1 FROM article_variants LIMIT 1"))
    except SQLAlchemyError:
        return False
    return True
