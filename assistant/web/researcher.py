"""The researcher's key: the conversation's id and token, in an HttpOnly cookie or as a bearer token."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response

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
