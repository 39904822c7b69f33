"""Booking a session on the web, and the page of an appointment behind its secret link."""

import datetime
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from assistant import audit, booking, conversations
from assistant.booking import Appointment, AppointmentView, Share, Slot
from assistant.bootstrap import Services
from assistant.clock import OSLO
from assistant.conversations import Brief, Conversation
from assistant.errors import GuidanceError, InvalidInput, NotFound, SlotPast, SlotTaken
from assistant.texts import text
from assistant.web.api import desk_of
from assistant.web.context import FormHere, ServicesHere, page
from assistant.web.researcher import Key, KeyHere

router = APIRouter(include_in_schema=False)


@router.get("/booking")
def show_slots(request: Request, services: ServicesHere) -> Response:
    """All free slots, day by day."""
    return page(request, "booking.html", days=_days(services), base="/booking")


@router.get("/booking/{slot}")
def show_form(request: Request, services: ServicesHere, key: KeyHere, slot: str) -> Response:
    """The form for one slot, with exactly what the counsellor would see."""
    with services.database.reading() as session:
        chosen = booking.slot_for_id(session, slot, now=services.clock())
        briefs = _briefs(session, key)
    return page(request, "book.html", slot=chosen, briefs=briefs, share=None)


@router.post("/booking/{slot}")
def book(
    request: Request,
    services: ServicesHere,
    key: KeyHere,
    form: FormHere,
    slot: str,
    name: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    share: Annotated[Share | None, Form()] = None,
) -> Response:
    """Book, and go to the appointment's own page; a field that cannot be used is shown with what was typed."""
    wish = booking.Wish(slot, name, email, form, share or Share.NOTHING)
    try:
        with services.database.transaction() as session:
            row = _own_conversation(session, key)
            if share is None and _briefs(session, key):
                # Nothing is shared that was not chosen, and the choice is not made for anybody.
                raise InvalidInput(field="share")
            view, secret = desk_of(services).book(session, wish, conversation=row, now=services.clock())
    except InvalidInput as refusal:
        return _form_again(request, services, key, wish, refusal)
    except (SlotTaken, SlotPast) as refusal:
        return _slots_again(request, services, refusal, form_text=text(f"error-{refusal.code}", form))
    return RedirectResponse(f"/appointments/{view.ref}?secret={secret}&done=booked", status_code=303)


@router.get("/appointments/{ref}")
def show_appointment(
    request: Request, services: ServicesHere, key: KeyHere, ref: str, secret: str = "", done: str = ""
) -> Response:
    """An appointment, for those who hold its secret or the conversation it was made from."""
    with services.database.reading() as session:
        view = booking.view(session, _appointment(session, ref, secret, key))
    return _appointment_page(request, view, secret, done)


@router.post("/appointments/{ref}/cancel")
def cancel(
    request: Request, services: ServicesHere, key: KeyHere, ref: str, secret: Annotated[str, Form()] = ""
) -> Response:
    """Cancel."""
    with services.database.transaction() as session:
        row = _appointment(session, ref, secret, key)
        desk_of(services).cancel(session, row, by=audit.RESEARCHER, now=services.clock())
    return RedirectResponse(f"/appointments/{ref}?secret={secret}&done=cancelled", status_code=303)


@router.get("/appointments/{ref}/move")
def show_move(request: Request, services: ServicesHere, key: KeyHere, ref: str, secret: str = "") -> Response:
    """The free slots to move an appointment to."""
    with services.database.reading() as session:
        view = booking.view(session, _appointment(session, ref, secret, key))
    return page(request, "booking.html", days=_days(services), moved=view, secret=secret)


@router.post("/appointments/{ref}/move")
def move(
    services: ServicesHere,
    key: KeyHere,
    ref: str,
    slot: Annotated[str, Form()],
    secret: Annotated[str, Form()] = "",
) -> Response:
    """Move."""
    with services.database.transaction() as session:
        row = _appointment(session, ref, secret, key)
        desk_of(services).move(session, row, slot=slot, secret=secret, now=services.clock())
    return RedirectResponse(f"/appointments/{ref}?secret={secret}&done=moved", status_code=303)


@router.get("/appointments/{ref}/calendar")
def calendar(services: ServicesHere, key: KeyHere, ref: str, secret: str = "") -> Response:
    """The appointment as a calendar file."""
    with services.database.reading() as session:
        view = booking.view(session, _appointment(session, ref, secret, key))
    invitation = booking.invitation(view, sender=services.settings.mail_from, now=services.clock())
    headers = {"Content-Disposition": 'attachment; filename="samtale.ics"'}
    return Response(invitation.text, media_type=f"text/calendar; method={invitation.method}", headers=headers)


def _days(services: Services) -> list[tuple[datetime.datetime, list[Slot]]]:
    with services.database.reading() as session:
        slots = booking.free_slots(session, now=services.clock())
    grouped = [list(group) for _, group in groupby(slots, key=lambda slot: slot.starts_at.astimezone(OSLO).date())]
    return [(day[0].starts_at, day) for day in grouped]


def _own_conversation(session: Session, key: Key | None) -> Conversation | None:
    if key is None:
        return None
    try:
        return conversations.for_researcher(session, key.conversation, key.token)
    except NotFound:
        return None


def _briefs(session: Session, key: Key | None) -> dict[Share, Brief | None]:
    """What the counsellor would see, for each choice; empty if nothing has been written that could be shared."""
    row = _own_conversation(session, key)
    briefs = {share: booking.shared_brief(session, row, share) for share in Share}
    whole = briefs[Share.BRIEF]
    return briefs if whole and whole.own_words else {}


def _appointment(session: Session, ref: str, secret: str, key: Key | None) -> Appointment:
    if secret:
        return booking.for_secret(session, ref, secret)
    conversation = _own_conversation(session, key)
    if conversation is None:
        raise NotFound()
    return booking.of_conversation(session, ref, conversation_id=conversation.id)


def _appointment_page(request: Request, view: AppointmentView, secret: str, done: str) -> Response:
    return page(request, "appointment.html", appointment=view, secret=secret, done=done)


def _form_again(
    request: Request, services: Services, key: Key | None, wish: booking.Wish, refusal: InvalidInput
) -> Response:
    with services.database.reading() as session:
        chosen = booking.slot_for_id(session, wish.slot, now=services.clock())
        briefs = _briefs(session, key)
    wrong = refusal.values["field"]
    return page(
        request, "book.html", slot=chosen, briefs=briefs, share=None if wrong == "share" else wish.share,
        name=wish.name, email=wish.email, wrong=wrong, status=refusal.status,
    )  # fmt: skip


def _slots_again(request: Request, services: Services, refusal: GuidanceError, *, form_text: str) -> Response:
    return page(
        request, "booking.html", days=_days(services), base="/booking", problem=form_text, status=refusal.status
    )
