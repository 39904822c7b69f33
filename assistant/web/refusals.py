"""Every refusal in one shape: `{code, message}` for programs, a page or an alert for people."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from assistant.errors import GuidanceError, InvalidInput, MalformedRequest, NotFound, NotSignedIn
from assistant.texts import text
from assistant.web import headers
from assistant.web.context import form_of, page

logger = logging.getLogger(__name__)


def install(app: FastAPI) -> None:
    """Translate everything that a request can raise."""
    app.add_exception_handler(GuidanceError, _refuse)
    app.add_exception_handler(RequestValidationError, _refuse_request)
    app.add_exception_handler(HTTPException, _refuse_http)
    app.add_exception_handler(Exception, _fail)


def refusal(request: Request, error: GuidanceError) -> Response:
    """The answer to a refused request, in the shape its sender understands."""
    message = text(f"error-{error.code}", form_of(request), **error.values)
    if _is_program(request):
        return JSONResponse({"code": error.code, "message": message}, status_code=error.status)
    if isinstance(error, NotSignedIn):
        return _to_sign_in(request)
    if "hx-request" in request.headers:
        # htmx shows only answers that succeed; the alert goes to the page's place for them.
        shown = page(request, "parts/alert.html", message=message, color="danger")
        shown.headers["HX-Retarget"] = "#alerts"
        shown.headers["HX-Reswap"] = "innerHTML"
        return shown
    here = request.url.path if request.method == "GET" else "/"
    return page(request, "error.html", message=message, leads_to=error.leads_to, status=error.status, here=here)


def _to_sign_in(request: Request) -> Response:
    if "hx-request" in request.headers:
        # htmx would follow a redirect by itself and put the sign-in page inside the page that is shown.
        return Response(headers={"HX-Redirect": "/sign-in"})
    # Only a page can be come back to.
    wanted = f"?next={request.url.path}" if request.method == "GET" else ""
    return RedirectResponse(f"/sign-in{wanted}", status_code=303)


def _is_program(request: Request) -> bool:
    return request.url.path.startswith("/api/") or "application/json" in request.headers.get("accept", "")


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, GuidanceError)
    return refusal(request, error)


async def _refuse_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    if first["type"] in {"json_invalid", "model_attributes_type", "dict_type"}:
        return refusal(request, MalformedRequest())
    return refusal(request, InvalidInput(field=str(first["loc"][-1])))


async def _refuse_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == NotFound.status:
        return refusal(request, NotFound())
    generic = MalformedRequest()
    generic.status = error.status_code
    answer = refusal(request, generic)
    answer.headers.update(error.headers or {})
    return answer


async def _fail(request: Request, error: Exception) -> Response:
    logger.error("Unexpected error at %s %s", request.method, request.url.path, exc_info=error)
    failure = GuidanceError()
    failure.status = 500
    answer = refusal(request, failure)
    # This answer is given outside of the guard that adds them to all others.
    headers.add_to(answer.headers, path=request.url.path)
    return answer
