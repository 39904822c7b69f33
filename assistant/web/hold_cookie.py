"""The token by which a visitor holds a slot, in a cookie."""

from fastapi import Request, Response

from assistant import booking
from assistant.settings import Settings

HOLD_COOKIE = "veivalg_hold"


def token_in_cookie(request: Request) -> str:
    """The visitor's token, "" without one."""
    return request.cookies.get(HOLD_COOKIE, "")


def keep_token(response: Response, token: str, settings: Settings) -> None:
    """Give the browser the token, for as long as a slot is held."""
    response.set_cookie(
        HOLD_COOKIE, token, httponly=True, samesite="lax", secure=settings.secure_cookies,
        max_age=int(booking.LASTS.total_seconds()),
    )  # fmt: skip
