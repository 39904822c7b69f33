"""Moving an appointment to another free time."""

import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant import booking
from assistant.booking import Preference
from assistant.bootstrap import Services
from assistant.errors import GuidanceError
from assistant.web.context import ServicesHere
from assistant.web.picker import Address, DayHere
from assistant.web.researcher import Key, KeyHere, appointment_for
from assistant.web.times_page import NOT_THIS_TIME, query_but_day, times_page
from assistant.web.zone import ResearcherZone, ZoneHere

router = APIRouter(prefix="/appointments/{ref}/move", include_in_schema=False)


@router.get("")
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
    address = Address(request.url.path, query_but_day(request))
    return move_page(request, services, key, zone, ref, secret, address=address, anybody=anybody, day=day)


@router.post("")
def move(
    request: Request,
    services: ServicesHere,
    key: KeyHere,
    zone: ZoneHere,
    ref: str,
    slot: Annotated[str, Form()],
    secret: Annotated[str, Form()] = "",
) -> Response:
    """Move; to a time that is not to be had any more, the times that are left are shown."""
    try:
        with services.database.transaction() as session:
            row = appointment_for(session, ref, secret, key, now=services.clock())
            services.desk.move(session, row, slot=slot, secret=secret, now=services.clock(), zone=zone.name)
    except NOT_THIS_TIME as refusal:
        return move_page(
            request, services, key, zone, ref, secret, address=address_of_times(ref, secret, zone), refusal=refusal
        )
    return RedirectResponse(zone.kept_in(f"/appointments/{ref}?secret={secret}&done=moved"), status_code=303)


def move_page(
    request: Request,
    services: Services,
    key: Key | None,
    zone: ResearcherZone,
    ref: str,
    secret: str,
    *,
    address: Address,
    anybody: bool = False,
    day: datetime.date | None = None,
    refusal: GuidanceError | None = None,
) -> Response:
    """The times to move to; a `refusal` of the one that was chosen is told first."""
    with services.database.reading() as session:
        row = appointment_for(session, ref, secret, key, now=services.clock())
        view, urgent = booking.view(session, row), booking.may_move_to_urgent(session, row)
    same = "" if anybody else view.counsellor_id
    wanted = Preference(written_form=view.written_form, counsellor=same, urgent=urgent)
    return times_page(
        request, services, key, wanted, zone, address=address, day=day, moved=view, refusal=refusal, secret=secret,
        is_same=bool(same),
    )  # fmt: skip


def address_of_times(ref: str, secret: str, zone: ResearcherZone) -> Address:
    """Where the times are to which an appointment can be moved."""
    kept = (("secret", secret), *((("zone", zone.chosen),) if zone.chosen else ()))
    return Address(f"/appointments/{ref}/move", kept)
