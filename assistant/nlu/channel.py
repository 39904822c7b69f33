"""Rasa's REST channel with a lock: Rasa's own has no authentication."""

import hmac
from typing import Any, Awaitable, Callable, Dict, Optional, Text

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, Request, response
from sanic.response import HTTPResponse


class VeivalgInput(RestInput):
    """The REST channel, open only to those who send the shared secret as a bearer token."""

    @classmethod
    def name(cls) -> Text:
        """The part of the channel's path that names it."""
        return "veivalg"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> InputChannel:
        """The channel as data/credentials.yml describes it."""
        if not credentials or not credentials.get("secret"):
            cls.raise_missing_credentials_exception()
        return cls(credentials["secret"])

    def __init__(self, secret: Text) -> None:
        self._expected = f"Bearer {secret}".encode()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """Rasa's routes behind a check of the secret."""
        routes = super().blueprint(on_new_message)

        @routes.middleware("request")
        async def check_secret(request: Request) -> Optional[HTTPResponse]:
            given = request.headers.get("Authorization", "").encode("utf-8", "replace")
            if hmac.compare_digest(given, self._expected):
                return None
            return response.json({"code": "not_allowed", "message": "The shared secret is missing."}, 403)

        return routes
