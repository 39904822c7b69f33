"""Headers and checks that every answer and every changing request goes through."""

from fastapi import FastAPI, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import StaleForm
from assistant.web import headers
from assistant.web.refusals import refusal

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def install(app: FastAPI) -> None:
    """Refuse changes that another site's page asks for, and send the headers."""
    app.add_middleware(_Guard)


class _Guard:
    # Plain ASGI: Starlette's BaseHTTPMiddleware would stand between a stream and its reader.
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers.add_to(MutableHeaders(scope=message), path=request.url.path)
            await send(message)

        app = refusal(request, StaleForm()) if _comes_from_elsewhere(request) else self._app
        await app(scope, receive, send_with_headers)


def _comes_from_elsewhere(request: Request) -> bool:
    # Browsers tell in Sec-Fetch-Site where a request comes from, and pages cannot forge it. Programs that send
    # no such header carry no cookies of ours. The consoles' forms carry a token on top of this.
    return request.method not in _SAFE_METHODS and request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}
