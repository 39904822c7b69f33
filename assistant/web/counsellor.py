"""The counsellors' console: queue, conversation and brief in three panes."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from assistant import conversations, handoff, people
from assistant.bootstrap import Services
from assistant.conversations import Brief, ConversationView, MessageView
from assistant.web.calendar import coming
from assistant.web.context import ServicesHere, page
from assistant.web.shapes import Number
from assistant.web.sign_in import Counsellor, CsrfChecked

router = APIRouter(prefix="/counsellor", include_in_schema=False)

COMING = 5


@router.get("")
def show_queue(request: Request, services: ServicesHere, who: Counsellor) -> Response:
    """The queue and the next sessions, later ones too if a line for them may be about danger; no conversation."""
    with services.database.reading() as session:
        queue = handoff.queue(session)
        entries = coming(session, services, who)
    shown = [one for number, one in enumerate(entries) if number < COMING or one[0].has_alert]
    return page(request, "counsellor.html", signed_in=who, queue=queue, chosen=None, entries=shown)


@router.get("/queue")
def refresh_queue(request: Request, services: ServicesHere, who: Counsellor, chosen: str = "") -> Response:
    """The queue alone, asked for again and again by the page."""
    with services.database.reading() as session:
        queue = handoff.queue(session)
    return page(request, "parts/queue.html", signed_in=who, queue=queue, chosen_id=chosen)


@router.get("/conversations/{conversation}")
def show_conversation(request: Request, services: ServicesHere, who: Counsellor, conversation: str) -> Response:
    """A conversation with its brief."""
    with services.database.reading() as session:
        queue = handoff.queue(session)
        values = _chosen(session, conversation)
    return page(request, "counsellor.html", signed_in=who, queue=queue, **values)


@router.get("/conversations/{conversation}/messages")
def refresh_messages(
    request: Request, services: ServicesHere, who: Counsellor, conversation: str, after: Number = 0
) -> Response:
    """The messages after a number, asked for again and again by the page."""
    with services.database.reading() as session:
        row = conversations.for_counsellor(session, conversation)
        messages = conversations.messages_after(session, row.id, after)
    return page(request, "parts/counsellor_messages.html", signed_in=who, messages=messages, names=_names(services))


@router.get("/conversations/{conversation}/alerts")
def refresh_alerts(
    request: Request, services: ServicesHere, who: Counsellor, conversation: str, shown: Number = 0
) -> Response:
    """Why the crisis gate opened, asked for again and again by the page; nothing (204) if all are shown already."""
    with services.database.reading() as session:
        row = conversations.for_counsellor(session, conversation)
        chosen, alerts = ConversationView.of(row), handoff.alerts(session, row)
    if len(alerts) == shown:
        return Response(status_code=204)
    return page(request, "parts/alerts.html", signed_in=who, chosen=chosen, alerts=alerts)


@router.post("/conversations/{conversation}/claim", dependencies=[CsrfChecked])
def claim(services: ServicesHere, who: Counsellor, conversation: str) -> Response:
    """Take over; from now on the assistant is silent."""
    with services.database.transaction() as session:
        handoff.claim(session, public_id=conversation, counsellor=who.person, now=services.clock())
    return RedirectResponse(f"/counsellor/conversations/{conversation}", status_code=303)


@router.post("/conversations/{conversation}/messages", dependencies=[CsrfChecked])
def write(
    request: Request, services: ServicesHere, who: Counsellor, conversation: str, text: Annotated[str, Form()] = ""
) -> Response:
    """Write to the researcher."""
    with services.database.transaction() as session:
        view = handoff.write(session, public_id=conversation, counsellor=who.person, typed=text, now=services.clock())
    if "hx-request" in request.headers:
        return page(request, "parts/counsellor_messages.html", signed_in=who, messages=[view], names=_names(services))
    return RedirectResponse(f"/counsellor/conversations/{conversation}#message-{view.id}", status_code=303)


@router.post("/conversations/{conversation}/close", dependencies=[CsrfChecked])
def close(services: ServicesHere, who: Counsellor, conversation: str) -> Response:
    """Give the conversation back to the assistant."""
    with services.database.transaction() as session:
        handoff.close(session, public_id=conversation, counsellor=who.person, now=services.clock())
    return RedirectResponse("/counsellor", status_code=303)


def _chosen(session: Session, conversation: str) -> dict[str, Any]:
    row = conversations.for_counsellor(session, conversation)
    messages: list[MessageView] = conversations.messages_after(session, row.id)
    view = ConversationView.of(row)
    return {
        "chosen": view,
        "messages": messages,
        "brief": Brief.of(view, messages),
        "alerts": handoff.alerts(session, row),
        "steps": handoff.steps(session, row),
        "names": _names_in(session),
    }


def _names(services: Services) -> dict[int | str, str]:
    with services.database.reading() as session:
        return _names_in(session)


def _names_in(session: Session) -> dict[int | str, str]:
    everybody = people.everybody(session)
    return {person.id: person.name for person in everybody} | {person.public_id: person.name for person in everybody}
