"""Every route of the application, who may use it, and a request for each."""

import dataclasses
from typing import Any

import httpx2
from starlette.testclient import TestClient

from assistant.bootstrap import Services
from assistant.people import Role
from tests.web.clients import JSON, Staff, browser, newcomer, staff

ANYBODY, KEY, SIGNED_IN, COUNSELLOR, ADMIN = "anybody", "key", "signed in", "counsellor", "admin"

# Every route, and who may use it. KEY: whoever holds the conversation's token, or the secret of the appointment, the
# place on the waiting list or the offer; without it the thing looks absent, whatever role somebody has.
ROUTES = {
    "GET /": ANYBODY,
    "GET /accessibility": ANYBODY,
    "GET /admin": ADMIN,
    "GET /admin/articles/{slug}/{form}": ADMIN,
    "POST /admin/articles/{slug}/{form}": ADMIN,
    "POST /admin/articles/{slug}/{form}/preview": ADMIN,
    "POST /admin/articles/{slug}/{form}/publish": ADMIN,
    "GET /admin/audit": ADMIN,
    "GET /admin/people": ADMIN,
    "POST /admin/people": ADMIN,
    "POST /admin/people/{public_id}/active": ADMIN,
    "POST /admin/people/{public_id}/roles": ADMIN,
    "GET /admin/survey": ADMIN,
    "POST /api/v1/appointments": ANYBODY,
    "GET /api/v1/appointments/{ref}.ics": KEY,
    "POST /api/v1/appointments/{ref}/cancel": KEY,
    "POST /api/v1/appointments/{ref}/reschedule": KEY,
    "GET /api/v1/articles": ANYBODY,
    "POST /api/v1/conversations": ANYBODY,
    "DELETE /api/v1/conversations/{conversation}": KEY,
    "GET /api/v1/conversations/{conversation}/brief": KEY,
    "GET /api/v1/conversations/{conversation}/export": KEY,
    "POST /api/v1/conversations/{conversation}/handoff": KEY,
    "GET /api/v1/conversations/{conversation}/messages": KEY,
    "POST /api/v1/conversations/{conversation}/messages": KEY,
    "GET /api/v1/conversations/{conversation}/stream": KEY,
    "GET /api/v1/openapi.json": ANYBODY,
    "GET /api/v1/quality": ANYBODY,
    "GET /api/v1/slots": ANYBODY,
    "POST /api/v1/slots/{slot}/hold": ANYBODY,
    "POST /api/v1/waiting": ANYBODY,
    "DELETE /api/v1/waiting/{entry}": KEY,
    "GET /appointments/{ref}": KEY,
    "GET /appointments/{ref}/calendar": KEY,
    "POST /appointments/{ref}/cancel": KEY,
    "POST /appointments/{ref}/cut": KEY,
    "POST /appointments/{ref}/lines": KEY,
    "GET /appointments/{ref}/move": KEY,
    "POST /appointments/{ref}/move": KEY,
    "GET /appointments/{ref}/move/{slot}": KEY,
    "GET /appointments/{ref}/share": KEY,
    "POST /appointments/{ref}/share": KEY,
    "GET /articles": ANYBODY,
    "GET /articles/{slug}": ANYBODY,
    "GET /booking": ANYBODY,
    "GET /booking/waiting": ANYBODY,
    "POST /booking/waiting": ANYBODY,
    "GET /booking/{slot}": ANYBODY,
    "POST /booking/{slot}": ANYBODY,
    "GET /calendar/{secret}.ics": ANYBODY,  # Its secret is its key.
    "GET /chat/download": KEY,
    "GET /chat/erase": KEY,
    "POST /chat/erase": KEY,
    "POST /chat/feedback/{message}": KEY,
    "POST /chat/handoff": ANYBODY,
    "POST /chat/messages": ANYBODY,
    "POST /chat/new": ANYBODY,
    "GET /chat/stream": KEY,
    "GET /counsellor": COUNSELLOR,
    "GET /counsellor/appointments/{ref}": COUNSELLOR,
    "POST /counsellor/appointments/{ref}": COUNSELLOR,
    "GET /counsellor/away": COUNSELLOR,
    "POST /counsellor/away": COUNSELLOR,
    "POST /counsellor/away/preview": COUNSELLOR,
    "GET /counsellor/calendar": COUNSELLOR,
    "GET /counsellor/calendar/feed": COUNSELLOR,
    "POST /counsellor/calendar/feed": COUNSELLOR,
    "POST /counsellor/calendar/feed/stop": COUNSELLOR,
    "GET /counsellor/conversations/{conversation}": COUNSELLOR,
    "POST /counsellor/conversations/{conversation}/claim": COUNSELLOR,
    "POST /counsellor/conversations/{conversation}/close": COUNSELLOR,
    "GET /counsellor/conversations/{conversation}/alerts": COUNSELLOR,
    "GET /counsellor/conversations/{conversation}/messages": COUNSELLOR,
    "POST /counsellor/conversations/{conversation}/messages": COUNSELLOR,
    "GET /counsellor/exceptions": COUNSELLOR,
    "POST /counsellor/exceptions/closed": COUNSELLOR,
    "POST /counsellor/exceptions/opened": COUNSELLOR,
    "POST /counsellor/exceptions/{number}/remove": COUNSELLOR,
    "GET /counsellor/hours": COUNSELLOR,
    "POST /counsellor/hours": COUNSELLOR,
    "GET /counsellor/terms": COUNSELLOR,
    "POST /counsellor/terms": COUNSELLOR,
    "GET /counsellor/queue": COUNSELLOR,
    "POST /form": ANYBODY,
    "GET /healthz": ANYBODY,
    "GET /metrics": ANYBODY,
    "GET /password": SIGNED_IN,
    "POST /password": SIGNED_IN,
    "GET /privacy": ANYBODY,
    "GET /quality": ANYBODY,
    "GET /readyz": ANYBODY,
    "GET /sign-in": ANYBODY,
    "POST /sign-in": ANYBODY,
    "POST /sign-out": SIGNED_IN,
    "GET /static": ANYBODY,
    # Its address is the secret; a forged one is tried in test_survey_page.py.
    "GET /survey/{secret}": ANYBODY,
    "POST /survey/{secret}": ANYBODY,
    "GET /waiting/offers/{offer}": KEY,
    "POST /waiting/offers/{offer}/decline": KEY,
    "POST /waiting/offers/{offer}/take": KEY,
    "GET /waiting/{entry}": KEY,
    "POST /waiting/{entry}/leave": KEY,
}
# Last, because it ends the session that the others need.
ORDER = sorted(ROUTES, key=lambda route: route == "POST /sign-out")
CHANGING = [route for route in ORDER if not route.startswith("GET")]
GUARDED = [route for route in CHANGING if ROUTES[route] in {SIGNED_IN, COUNSELLOR, ADMIN}]


@dataclasses.dataclass(frozen=True)
class World:
    """Something for every route to act on; `secrets` are those that stand in addresses, by the first word there."""

    names: dict[str, str]
    secrets: dict[str, str]
    key: dict[str, str]
    secret: dict[str, str]
    waiting: dict[str, str]
    offer: str

    def secret_for(self, route: str) -> dict[str, str] | None:
        """The secret that opens what the route acts on, if one does."""
        by_part = {"/appointments/": self.secret, "/waiting/": self.waiting}
        return next((secret for part, secret in by_part.items() if part in route), None)

    def with_offer(self) -> "World":
        """The same with the offer's real link, of which the secret is a part of the path."""
        return dataclasses.replace(self, names=self.names | {"offer": self.offer})

    def ask(self, client: TestClient, route: str, key: dict[str, str] | None = None, **fields: str) -> httpx2.Response:
        """Send the request that the route expects."""
        method, _, template = route.partition(" ")
        own_secret = self.secrets.get(template.split("/")[1], "")
        path = template.format(**self.names, secret=own_secret) if template != "/static" else "/static/app.css"
        body: dict[str, Any] = {}
        if method == "POST":
            sent = {"text": "Hei", "client_id": "one", "slot": "garbage", "helped": "true", **fields}
            body = {"json": sent} if path.startswith("/api/") else {"data": sent}
            if path in {"/api/v1/conversations", "/api/v1/appointments"}:
                body = {}
        return client.request(method, path, headers={**JSON, **(key or {})}, **body)


def somebody(services: Services, kind: str) -> tuple[TestClient, dict[str, str]]:
    """A browser of this kind of person, and the token their forms carry."""
    if kind == "anonymous":
        return browser(services), {}
    roles = {"counsellor": [Role.COUNSELLOR], "admin": [Role.ADMIN]}.get(kind, list(Role))
    who: Staff = newcomer(services, *roles) if kind == "newcomer" else staff(services, *roles)
    return who.client, {"csrf_token": who.csrf_token}


def outcome(answer: httpx2.Response) -> str:
    """The code of a refusal that depends on who asks, else "through"."""
    if answer.status_code < 400 or answer.headers["content-type"] != "application/json":
        return "through"
    code = str(answer.json()["code"])
    return code if code in {"not_signed_in", "not_allowed", "not_found", "stale_form"} else "through"
