"""Headers and checks that every answer and every changing request goes through."""

from fastapi import FastAPI, Request
from starlette.datastructures import MutableHeaders
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import GuidanceError, MalformedRequest, StaleForm
from assistant.web import headers
from assistant.web.refusals import refusal

# The largest that anybody sends is an article, of some tens of thousands of characters.
MAX_BODY_BYTES = 2**20
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def install(app: FastAPI) -> None:
    """Refuse what is too large or what another site's page asks for, and send the headers."""
    app.add_middleware(_Guard)


class _Guard:
    # Plain ASGI: Starlette's BaseHTTPMiddleware would stand between a stream and its reader.
    def __init__(self, app: ASGIApp) -> None:
        # It counts what comes without a length; what says that it is too large is refused before, in our own shape.
        self._app = RequestBodyLimitMiddleware(app, MAX_BODY_BYTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers.add_to(MutableHeaders(scope=message), path=request.url.path)
            await send(message)

        error = _refused(request)
        app = refusal(request, error) if error else self._app
        await app(scope, receive, send_with_headers)


def _refused(request: Request) -> GuidanceError | None:
    if _comes_from_elsewhere(request):
        return StaleForm()
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > MAX_BODY_BYTES:
        too_large = MalformedRequest()
        too_large.status = 413
        return too_large
    return None


def _comes_from_elsewhere(request: Request) -> bool:
    # Browsers tell in Sec-Fetch-Site where a request comes from, and pages cannot forge it. Programs that send
    # no such header carry no cookies of ours. The consoles' forms carry a token on top of this.
    return request.method not in _SAFE_METHODS and request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}
