"""The researcher's key: the conversation's id and token, in an HttpOnly cookie or as a bearer token; what it opens."""

import datetime
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response
from sqlalchemy.orm import Session

from assistant import booking, conversations
from assistant.booking import Appointment
from assistant.conversations import Conversation
from assistant.errors import NotFound
from assistant.settings import Settings

CONVERSATION_COOKIE = "veivalg_conversation"


@dataclass(frozen=True)
class Key:
    """What opens one conversation."""

    conversation: str
    token: str


def key_in_cookie(request: Request) -> Key | None:
    """The key that the browser holds, if any."""
    conversation, _, token = request.cookies.get(CONVERSATION_COOKIE, "").partition(".")
    return Key(conversation, token) if conversation and token else None


def own_conversation(session: Session, key: Key | None) -> Conversation | None:
    """The conversation that a key opens, if it still exists."""
    if key is None:
        return None
    try:
        return conversations.for_researcher(session, key.conversation, key.token)
    except NotFound:
        return None


def appointment_for(session: Session, ref: str, secret: str, key: Key | None, *, now: datetime.datetime) -> Appointment:
    """The appointment that a secret opens, or without one the key of the conversation it was made from.

    Raises NotFound, or LinkExpired once the session is over.
    """
    if secret:
        return booking.for_secret(session, ref, secret, now=now)
    conversation = own_conversation(session, key)
    if conversation is None:
        raise NotFound()
    row = booking.of_conversation(session, ref, conversation_id=conversation.id)
    booking.check_not_over(session, row, now=now)
    return row


def token_for(request: Request, conversation: str) -> str:
    """The token sent for a conversation: the bearer token, else the cookie's. Raises NotFound if there is none."""
    if bearer := bearer_token(request):
        return bearer
    key = key_in_cookie(request)
    if key is None or key.conversation != conversation:
        raise NotFound()
    return key.token


def bearer_token(request: Request) -> str:
    """The token in the Authorization header, or an empty string."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""


def keep_key(response: Response, key: Key, settings: Settings) -> None:
    """Give the browser the key, for as long as the conversation is kept."""
    response.set_cookie(
        CONVERSATION_COOKIE,
        f"{key.conversation}.{key.token}",
        httponly=True,
        samesite="lax",
        secure=settings.secure_cookies,
        max_age=settings.retention_days * 24 * 60 * 60,
    )


KeyHere = Annotated[Key | None, Depends(key_in_cookie)]
