"""Booking a session on the web, and the page of an appointment behind its secret link."""

import datetime
from collections.abc import Collection
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant import audit, booking
from assistant.booking import AppointmentView, Held, Kind, Place, Preference, Share, Slot, hash_of
from assistant.bootstrap import Services
from assistant.clock import OSLO, today_in_oslo
from assistant.conversations import Brief
from assistant.errors import GuidanceError, InvalidInput, SlotHeld, SlotPast, SlotTaken
from assistant.texts import text, zones
from assistant.web.api import desk_of
from assistant.web.appointment import appointment_page
from assistant.web.context import FormHere, ServicesHere, form_of, page
from assistant.web.picker import Address, DayHere, picker
from assistant.web.preference import WantedHere
from assistant.web.researcher import Key, KeyHere, appointment_for, own_conversation
from assistant.web.zone import ResearcherZone, ZoneHere
from knowledge_base.article import Topic

router = APIRouter(include_in_schema=False)

HOLD_COOKIE = "veivalg_hold"
# Further ahead than that a time that comes free before is worth waiting for.
_FAR_DAYS = 14


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
    address = Address("/booking", _query_but_day(request))
    return _slots_page(request, services, key, replace(wanted, written_form=form), zone, address=address, day=day)


@router.get("/booking/{slot}")
def show_form(request: Request, services: ServicesHere, key: KeyHere, zone: ZoneHere, slot: str) -> Response:
    """The form for one slot, which is held meanwhile, with exactly what the counsellor would see."""
    try:
        with services.database.transaction() as session:
            row = own_conversation(session, key)
            held = booking.hold(
                session, slot, token=request.cookies.get(HOLD_COOKIE, ""), now=services.clock(),
                urgent=booking.may_be_urgent(row),
            )  # fmt: skip
            brief = booking.brief_of(session, row)
    except (SlotTaken, SlotHeld, SlotPast) as refusal:
        return _slots_again(request, services, key, zone, refusal)
    shown = _form_page(request, zone, held.slot, brief, held_until=held.until)
    _keep_hold(shown, held, services)
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
    held = request.cookies.get(HOLD_COOKIE, "")
    wish = booking.Wish(slot, name, email, form, share or Share.NOTHING, held, zone.name, frozenset(keep))
    try:
        with services.database.transaction() as session:
            row = own_conversation(session, key)
            if share is None and booking.brief_of(session, row):
                # Nothing is shared that was not chosen, and the choice is not made for anybody.
                raise InvalidInput(field="share")
            view, secret = desk_of(services).book(session, wish, conversation=row, now=services.clock())
    except InvalidInput as refusal:
        return _form_again(request, services, key, zone, wish, refusal)
    except (SlotTaken, SlotHeld, SlotPast) as refusal:
        return _slots_again(request, services, key, zone, refusal)
    address = zone.kept_in(f"/appointments/{view.ref}?secret={secret}&done=booked")
    booked = RedirectResponse(address, status_code=303)
    booked.delete_cookie(HOLD_COOKIE)
    return booked


@router.get("/appointments/{ref}")
def show_appointment(
    request: Request,
    services: ServicesHere,
    key: KeyHere,
    zone: ZoneHere,
    ref: str,
    secret: str = "",
    done: str = "",
) -> Response:
    """An appointment, for those who hold its secret or the conversation it was made from."""
    with services.database.reading() as session:
        view = booking.view(session, appointment_for(session, ref, secret, key, now=services.clock()))
    return appointment_page(request, services, view, zone, secret, done=done)


@router.post("/appointments/{ref}/cancel")
def cancel(
    services: ServicesHere, key: KeyHere, zone: ZoneHere, ref: str, secret: Annotated[str, Form()] = ""
) -> Response:
    """Cancel."""
    with services.database.transaction() as session:
        row = appointment_for(session, ref, secret, key, now=services.clock())
        desk_of(services).cancel(session, row, by=audit.RESEARCHER, now=services.clock())
    return RedirectResponse(zone.kept_in(f"/appointments/{ref}?secret={secret}&done=cancelled"), status_code=303)


@router.get("/appointments/{ref}/move")
def show_move(
    request: Request,
    services: ServicesHere,
    key: KeyHere,
    zone: ZoneHere,
    day: DayHere,
    ref: str,
    secret: str = "",
    anybody: bool = False,
) -> Response:
    """The free slots to move an appointment to: those of the same counsellor, or of `anybody` who suits."""
    with services.database.reading() as session:
        row = appointment_for(session, ref, secret, key, now=services.clock())
        view, urgent = booking.view(session, row), booking.may_move_to_urgent(session, row)
    same = "" if anybody else view.counsellor_id
    wanted = Preference(written_form=view.written_form, counsellor=same, urgent=urgent)
    return _slots_page(
        request, services, key, wanted, zone, address=Address(request.url.path, _query_but_day(request)), day=day,
        moved=view, secret=secret, is_same=bool(same),
    )  # fmt: skip


@router.post("/appointments/{ref}/move")
def move(
    services: ServicesHere,
    key: KeyHere,
    zone: ZoneHere,
    ref: str,
    slot: Annotated[str, Form()],
    secret: Annotated[str, Form()] = "",
) -> Response:
    """Move."""
    with services.database.transaction() as session:
        row = appointment_for(session, ref, secret, key, now=services.clock())
        desk_of(services).move(session, row, slot=slot, secret=secret, now=services.clock(), zone=zone.name)
    return RedirectResponse(zone.kept_in(f"/appointments/{ref}?secret={secret}&done=moved"), status_code=303)


@router.get("/appointments/{ref}/calendar")
def calendar(services: ServicesHere, key: KeyHere, ref: str, secret: str = "") -> Response:
    """The appointment as a calendar file."""
    with services.database.reading() as session:
        view = booking.view(session, appointment_for(session, ref, secret, key, now=services.clock()))
    invitation = booking.invitation(view, sender=services.settings.mail_from, now=services.clock())
    headers = {"Content-Disposition": 'attachment; filename="samtale.ics"'}
    return Response(invitation.text, media_type=f"text/calendar; method={invitation.method}", headers=headers)


def _slots_page(
    request: Request,
    services: Services,
    key: Key | None,
    wanted: Preference,
    zone: ResearcherZone,
    *,
    address: Address,
    day: datetime.date | None = None,
    moved: AppointmentView | None = None,
    status: int = 200,
    **values: Any,
) -> Response:
    with services.database.reading() as session:
        if moved is None:
            wanted = replace(wanted, urgent=booking.may_be_urgent(own_conversation(session, key)))
        own = hash_of(request.cookies.get(HOLD_COOKIE, ""))
        slots = booking.free_slots(session, now=services.clock(), preference=wanted, but=own)
        choices = booking.choices(session)
    days = picker(slots, day, today=today_in_oslo(services.clock), address=address) if slots else None
    form = form_of(request)
    wait_days = (slots[0].starts_at.astimezone(OSLO).date() - today_in_oslo(services.clock)).days if slots else None
    return page(
        request, "booking.html", days=days, wanted=wanted, choices=choices, kinds=list(Kind), places=list(Place),
        topics=list(Topic), zone=zone, zones=zones.choices(form), moved=moved,
        own=zone.clock(form, kept=moved.zone if moved else ""), status=status, wait_days=wait_days,
        is_far=wait_days is not None and wait_days > _FAR_DAYS, waiting=Address("/booking/waiting", address.kept).here,
        **values,
    )  # fmt: skip


def _query_but_day(request: Request) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in request.query_params.multi_items() if name != "day")


def _keep_hold(response: Response, held: Held, services: Services) -> None:
    response.set_cookie(
        HOLD_COOKIE, held.token, httponly=True, samesite="lax", secure=services.settings.secure_cookies,
        max_age=int(booking.LASTS.total_seconds()),
    )  # fmt: skip


def _form_again(
    request: Request,
    services: Services,
    key: Key | None,
    zone: ResearcherZone,
    wish: booking.Wish,
    refusal: InvalidInput,
) -> Response:
    with services.database.reading() as session:
        urgent = booking.may_be_urgent(own_conversation(session, key))
        chosen = booking.slot_for_id(session, wish.slot, now=services.clock(), urgent=urgent, but=hash_of(wish.hold))
        until = booking.held_until(session, chosen, wish.hold, now=services.clock())
        brief = booking.brief_of(session, own_conversation(session, key))
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
    form = form_of(request)
    problem = text(f"error-{refusal.code}", form)
    address = Address("/booking", (("zone", zone.chosen),) if zone.chosen else ())
    wanted = Preference(written_form=form)
    return _slots_page(
        request, services, key, wanted, zone, address=address, problem=problem, status=refusal.status
    )  # fmt: skip
