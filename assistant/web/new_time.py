"""The page at which a researcher confirms one new time for a session, as mails offer it."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from assistant import booking
from assistant.web.context import ServicesHere, form_of, page
from assistant.web.moving import address_of_times, move_page
from assistant.web.researcher import KeyHere, appointment_for
from assistant.web.times_page import NOT_THIS_TIME
from assistant.web.zone import ZoneHere

router = APIRouter(include_in_schema=False)


@router.get("/appointments/{ref}/move/{slot}")
def show_new_time(
    request: Request, services: ServicesHere, key: KeyHere, zone: ZoneHere, ref: str, slot: str, secret: str = ""
) -> Response:
    """One time to move an appointment to, which the form on the page does; if it is gone, the others.

    To open the page moves nothing: mail programs open links to look at what is behind them.
    """
    now = services.clock()
    try:
        with services.database.reading() as session:
            row = appointment_for(session, ref, secret, key, now=now)
            view, urgent = booking.view(session, row), booking.may_move_to_urgent(session, row)
            found = booking.slot_for_id(session, slot, now=now, urgent=urgent)
    except NOT_THIS_TIME as refusal:
        return move_page(
            request, services, key, zone, ref, secret, address=address_of_times(ref, secret, zone), refusal=refusal
        )
    if view.status is booking.Status.CANCELLED and view.displaced_until is None:
        return RedirectResponse(zone.kept_in(f"/appointments/{ref}?secret={secret}"), status_code=303)
    return page(
        request, "new_time.html", appointment=view, slot=found, secret=secret, zone=zone,
        own=zone.clock(form_of(request), kept=view.zone), here=f"{request.url.path}?secret={secret}",
    )  # fmt: skip
