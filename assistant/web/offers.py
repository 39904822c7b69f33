"""A time offered from the waiting list, behind the secret link of its mail: shown, taken, or declined."""

from collections.abc import Collection
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant import booking
from assistant.booking import Share, waiting
from assistant.bootstrap import Services
from assistant.errors import InvalidInput
from assistant.web.context import ServicesHere, form_of, page
from assistant.web.researcher import Key, KeyHere, own_conversation
from assistant.web.zone import ResearcherZone, ZoneHere

router = APIRouter(prefix="/waiting/offers/{offer}", include_in_schema=False)


@router.get("")
def show(request: Request, services: ServicesHere, key: KeyHere, zone: ZoneHere, offer: str) -> Response:
    """What is offered and until when, and exactly what the counsellor would see."""
    return _offer_page(request, services, key, zone, offer)


@router.post("/take")
def take(
    request: Request,
    services: ServicesHere,
    key: KeyHere,
    zone: ZoneHere,
    offer: str,
    share: Annotated[Share | None, Form()] = None,
    keep: Annotated[list[str], Form()] = [],  # noqa: B006  # FastAPI copies it.
) -> Response:
    """Book what is offered, and go to the appointment's own page."""
    try:
        with services.database.transaction() as session:
            conversation = own_conversation(session, key)
            if share is None and booking.brief_of(session, conversation):
                # Nothing is shared that was not chosen, and the choice is not made for anybody.
                raise InvalidInput(field="share")
            view, secret = services.waiting_desk.take(
                session, offer, share=share or Share.NOTHING, keep=frozenset(keep), conversation=conversation,
                now=services.clock(),
            )  # fmt: skip
    except InvalidInput as refusal:
        return _offer_page(request, services, key, zone, offer, ticked=frozenset(keep), refusal=refusal)
    return RedirectResponse(zone.kept_in(f"/appointments/{view.ref}?secret={secret}&done=booked"), status_code=303)


@router.post("/decline")
def decline(request: Request, services: ServicesHere, offer: str, leave: Annotated[bool, Form()] = False) -> Response:
    """Say no to what is offered, and `leave` the line altogether if that is wished."""
    now = services.clock()
    with services.database.transaction() as session:
        found = waiting.for_offer(session, offer, now=now, answering=True)
        if leave:
            waiting.leave(session, session.get_one(waiting.WaitingEntry, found.entry.id), now=now)
        else:
            waiting.decline(session, found, now=now)
    return page(request, "declined.html", has_left=leave, here="/booking")


def _offer_page(
    request: Request,
    services: Services,
    key: Key | None,
    zone: ResearcherZone,
    secret: str,
    *,
    ticked: Collection[str] | None = None,
    refusal: InvalidInput | None = None,
) -> Response:
    """The page of an offer; all that could be shared is ticked unless it was shown before."""
    with services.database.reading() as session:
        offer = waiting.for_offer(session, secret, now=services.clock())
        brief = booking.brief_of(session, own_conversation(session, key))
    lines = brief.keys() if brief and ticked is None else ticked
    return page(
        request, "offer.html", offer=offer, slot=offer.slot, brief=brief, share=None, ticked=lines,
        choices=booking.share_choices(brief) if brief else [], zone=zone,
        own=zone.clock(form_of(request), kept=offer.entry.zone), wrong=refusal.values["field"] if refusal else "",
        status=refusal.status if refusal else 200, here=f"/waiting/offers/{secret}",
    )  # fmt: skip
