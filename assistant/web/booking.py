"""Booking a session on the web: a free time, its form, the appointment."""

from collections.abc import Collection
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant import booking
from assistant.booking import Preference, Share, Slot, hash_of
from assistant.bootstrap import Services
from assistant.conversations import Brief
from assistant.errors import (
    GuidanceError,
    InvalidInput,
)
from assistant.web.context import FormHere, ServicesHere, form_of, page
from assistant.web.hold_cookie import HOLD_COOKIE, keep_token, token_in_cookie
from assistant.web.picker import Address, DayHere
from assistant.web.preference import WantedHere
from assistant.web.researcher import Key, KeyHere, own_conversation
from assistant.web.times_page import NOT_THIS_TIME, query_but_day, times_page
from assistant.web.zone import ResearcherZone, ZoneHere

router = APIRouter(include_in_schema=False)


@router.get("/booking")
def show_slots(
    request: Request,
    services: ServicesHere,
    key: KeyHere,
    form: FormHere,
    wanted: WantedHere,
    zone: ZoneHere,
    day: DayHere,
) -> Response:
    """The days with free slots that suit, and the times of one of them, one counsellor for each."""
    address = Address("/booking", query_but_day(request))
    return times_page(request, services, key, replace(wanted, written_form=form), zone, address=address, day=day)


@router.get("/booking/{slot}")
def show_form(
    request: Request, services: ServicesHere, key: KeyHere, zone: ZoneHere, slot: str, asked: bool = False
) -> Response:
    """The form for one slot, which is held meanwhile, with exactly what the counsellor would see.

    Whoever brings no cookie is given one and sent here once more, `asked`: a program that follows links and keeps no
    cookies holds nothing.
    """
    token, now = token_in_cookie(request), services.clock()
    try:
        with services.database.transaction() as session:
            row = own_conversation(session, key)
            urgent, brief = booking.may_be_urgent(row), booking.brief_of(session, row)
            held = booking.hold(session, slot, token=token, now=now, urgent=urgent) if token else None
            chosen = held.slot if held else booking.slot_for_id(session, slot, now=now, urgent=urgent)
    except NOT_THIS_TIME as refusal:
        return _slots_again(request, services, key, zone, refusal)
    if not held and not asked:
        return _with_token(request, services)
    shown = _form_page(request, zone, chosen, brief, held_until=held.until if held else None)
    if held:
        keep_token(shown, held.token, services.settings)
    return shown


@router.post("/booking/{slot}")
def book(
    request: Request,
    services: ServicesHere,
    key: KeyHere,
    form: FormHere,
    zone: ZoneHere,
    slot: str,
    name: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    share: Annotated[Share | None, Form()] = None,
    keep: Annotated[list[str], Form()] = [],  # noqa: B006  # FastAPI copies it.
) -> Response:
    """Book, and go to the appointment's own page; a field that cannot be used is shown with what was typed."""
    held = token_in_cookie(request)
    wish = booking.Wish(slot, name, email, form, share or Share.NOTHING, held, zone.name, frozenset(keep))
    try:
        with services.database.transaction() as session:
            row = own_conversation(session, key)
            if share is None and booking.brief_of(session, row):
                # Nothing is shared that was not chosen, and the choice is not made for anybody.
                raise InvalidInput(field="share")
            view, secret = services.desk.book(session, wish, conversation=row, now=services.clock())
    except InvalidInput as refusal:
        return _form_again(request, services, key, zone, wish, refusal)
    except NOT_THIS_TIME as refusal:
        return _slots_again(request, services, key, zone, refusal)
    address = zone.kept_in(f"/appointments/{view.ref}?secret={secret}&done=booked")
    booked = RedirectResponse(address, status_code=303)
    booked.delete_cookie(HOLD_COOKIE)
    return booked


def _with_token(request: Request, services: Services) -> Response:
    again = request.url.include_query_params(asked="true")
    response = RedirectResponse(f"{again.path}?{again.query}", status_code=303)
    keep_token(response, booking.new_token(), services.settings)
    return response


def _form_again(
    request: Request,
    services: Services,
    key: Key | None,
    zone: ResearcherZone,
    wish: booking.Wish,
    refusal: InvalidInput,
) -> Response:
    now = services.clock()
    try:
        with services.database.reading() as session:
            row = own_conversation(session, key)
            urgent, brief = booking.may_be_urgent(row), booking.brief_of(session, row)
            chosen = booking.slot_for_id(session, wish.slot, now=now, urgent=urgent, but=hash_of(wish.hold))
            until = booking.held_until(session, chosen, wish.hold, now=now)
    except NOT_THIS_TIME as gone:
        return _slots_again(request, services, key, zone, gone)
    wrong = str(refusal.values["field"])
    return _form_page(
        request, zone, chosen, brief, share=None if wrong == "share" else wish.share, ticked=wish.keep,
        name=wish.name, email=wish.email, wrong=wrong, status=refusal.status, held_until=until,
    )  # fmt: skip


def _form_page(
    request: Request,
    zone: ResearcherZone,
    slot: Slot,
    brief: Brief | None,
    *,
    share: Share | None = None,
    ticked: Collection[str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """The form with what could be shared; all of it is ticked unless it was shown before."""
    lines = brief.keys() if brief and ticked is None else ticked
    choices = booking.share_choices(brief) if brief else []
    return page(
        request, "book.html", slot=slot, brief=brief, choices=choices, share=share, ticked=lines, zone=zone,
        own=zone.clock(form_of(request)), **values,
    )  # fmt: skip


def _slots_again(
    request: Request, services: Services, key: Key | None, zone: ResearcherZone, refusal: GuidanceError
) -> Response:
    address = Address("/booking", (("zone", zone.chosen),) if zone.chosen else ())
    wanted = Preference(written_form=form_of(request))
    return times_page(request, services, key, wanted, zone, address=address, refusal=refusal)
