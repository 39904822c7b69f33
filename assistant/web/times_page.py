"""The page with the free times that suit, to book one of them or to move a session there."""

import datetime
from dataclasses import replace
from typing import Any

from fastapi import Request, Response

from assistant import booking
from assistant.booking import AppointmentView, Kind, Place, Preference
from assistant.bootstrap import Services
from assistant.clock import OSLO, today_in_oslo
from assistant.errors import (
    GuidanceError,
    SlotBeyondHorizon,
    SlotHeld,
    SlotPast,
    SlotTaken,
    SlotUnknown,
)
from assistant.texts import text, zones
from assistant.web.context import form_of, page
from assistant.web.hold_cookie import token_in_cookie
from assistant.web.picker import Address, picker
from assistant.web.researcher import Key, own_conversation
from assistant.web.zone import ResearcherZone
from knowledge_base.article import Topic

# Refusals after which another time is chosen.
NOT_THIS_TIME = (SlotTaken, SlotHeld, SlotPast, SlotBeyondHorizon, SlotUnknown)
# Further ahead than that a time that comes free before is worth waiting for.
_FAR_DAYS = 14


def times_page(
    request: Request,
    services: Services,
    key: Key | None,
    wanted: Preference,
    zone: ResearcherZone,
    *,
    address: Address,
    day: datetime.date | None = None,
    moved: AppointmentView | None = None,
    refusal: GuidanceError | None = None,
    **values: Any,
) -> Response:
    """The free times that suit; a `refusal` is told first, of the time that was chosen before."""
    with services.database.reading() as session:
        if moved is None:
            wanted = replace(wanted, urgent=booking.may_be_urgent(own_conversation(session, key)))
        own = booking.hash_of(token_in_cookie(request))
        slots = booking.free_slots(session, now=services.clock(), preference=wanted, but=own)
        choices = booking.choices(session)
    days = picker(slots, day, today=today_in_oslo(services.clock), address=address) if slots else None
    form = form_of(request)
    wait_days = (slots[0].starts_at.astimezone(OSLO).date() - today_in_oslo(services.clock)).days if slots else None
    return page(
        request, "booking.html", days=days, wanted=wanted, choices=choices, kinds=list(Kind), places=list(Place),
        topics=list(Topic), zone=zone, zones=zones.choices(form), moved=moved,
        own=zone.clock(form, kept=moved.zone if moved else ""), status=refusal.status if refusal else 200,
        wait_days=wait_days, is_far=wait_days is not None and wait_days > _FAR_DAYS,
        waiting=Address("/booking/waiting", address.kept).here,
        problem=text(f"error-{refusal.code}", form) if refusal else "", **values,
    )  # fmt: skip


def query_but_day(request: Request) -> tuple[tuple[str, str], ...]:
    """What the query asks for beside a day."""
    return tuple((name, value) for name, value in request.query_params.multi_items() if name != "day")
