"""The waiting list on the web: joining it, seeing the place in the line, and leaving."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant import booking
from assistant.booking import Preference, waiting
from assistant.booking.waiting import WaitingWish
from assistant.bootstrap import Services
from assistant.errors import InvalidInput
from assistant.web.context import FormHere, ServicesHere, form_of, page
from assistant.web.preference import WantedHere
from assistant.web.researcher import KeyHere, own_conversation
from assistant.web.zone import ResearcherZone, ZoneHere

router = APIRouter(include_in_schema=False)


@router.get("/booking/waiting")
def show_form(request: Request, services: ServicesHere, wanted: WantedHere, zone: ZoneHere) -> Response:
    """What is waited for, how long that lately took, and the form to join."""
    return _form_page(request, services, wanted, zone)


@router.post("/booking/waiting")
def join(
    request: Request,
    services: ServicesHere,
    key: KeyHere,
    form: FormHere,
    wanted: WantedHere,
    zone: ZoneHere,
    name: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
) -> Response:
    """Join the line, and see that a mail was sent: in the same words if the address waits already."""
    wish = WaitingWish(name, email, form, wanted, zone.name)
    typed = {"name": name, "email": email}
    try:
        with services.database.transaction() as session:
            conversation = own_conversation(session, key)
            to = services.waiting_desk.join(session, wish, conversation=conversation, now=services.clock())
    except InvalidInput as refusal:
        wrong = refusal.values["field"]
        return _form_page(request, services, wanted, zone, wrong=wrong, status=refusal.status, **typed)
    return page(request, "join_sent.html", email=to, zone=zone, kept=_query_of(request))


@router.get("/waiting/{entry}")
def show_place(request: Request, services: ServicesHere, zone: ZoneHere, entry: str, secret: str = "") -> Response:
    """The place in the line, for those who hold its secret."""
    now = services.clock()
    with services.database.reading() as session:
        row = waiting.entry_for_secret(session, entry, secret)
        view, until = waiting.waiting_view(session, row), waiting.offered_until(session, row, now=now)
        choices, days = booking.choices(session), waiting.days_waited(session, now=now)
    return page(
        request, "waiting.html", entry=view, wanted=view.preference, choices=choices, days=days, until=until,
        zone=zone, own=zone.clock(form_of(request), kept=view.zone), secret=secret,
    )  # fmt: skip


@router.post("/waiting/{entry}/leave")
def leave(services: ServicesHere, zone: ZoneHere, entry: str, secret: Annotated[str, Form()] = "") -> Response:
    """Leave the line."""
    with services.database.transaction() as session:
        waiting.leave(session, waiting.entry_for_secret(session, entry, secret), now=services.clock())
    return RedirectResponse(zone.kept_in(f"/waiting/{entry}?secret={secret}"), status_code=303)


def _form_page(
    request: Request,
    services: Services,
    wanted: Preference,
    zone: ResearcherZone,
    *,
    status: int = 200,
    **values: Any,
) -> Response:
    with services.database.reading() as session:
        choices, days = booking.choices(session), waiting.days_waited(session, now=services.clock())
    return page(
        request, "join.html", wanted=wanted, choices=choices, days=days, zone=zone,
        kept=_query_of(request), retention_days=services.settings.retention_days, status=status, **values,
    )  # fmt: skip


def _query_of(request: Request) -> str:
    query = urlencode(request.query_params.multi_items())
    return f"?{query}" if query else ""
