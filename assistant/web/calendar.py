"""A counsellor's calendar: the week, and the coming sessions with what was shared for them."""

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from assistant import booking
from assistant.bootstrap import Services
from assistant.clock import today_in_oslo
from assistant.conversations import Brief
from assistant.people import SignedIn
from assistant.web import week
from assistant.web.context import ServicesHere, form_of, page
from assistant.web.sign_in import Counsellor
from assistant.web.week import MondayHere

router = APIRouter(prefix="/counsellor/calendar", include_in_schema=False)


@router.get("")
def show_calendar(request: Request, services: ServicesHere, who: Counsellor, monday: MondayHere) -> Response:
    """A week, this one unless another is asked for, and the counsellor's own coming sessions with what was shared."""
    today, now = today_in_oslo(services.clock), services.clock()
    with services.database.reading() as session:
        shown = week.week_of(session, who.person, monday or week.monday_of(today), today=today, now=now)
        entries = coming(session, services, who)
        unrecorded = booking.unrecorded(session, who.person.id, now=now)
    form = form_of(request)
    return page(
        request, "calendar.html", signed_in=who, entries=entries, unrecorded=unrecorded, week=shown,
        this_week=week.name_of(today), address_of=week.address_of, now=now,
        holidays={day.date: booking.holiday_name(day.date, form) for day in shown.days},
    )  # fmt: skip


def coming(session: Session, services: Services, who: SignedIn) -> list[tuple[booking.AppointmentView, Brief | None]]:
    """A counsellor's sessions that are not over, with what was shared for each."""
    found = booking.appointments_of(session, who.person.id, since=services.clock())
    return [(entry, Brief.from_json(entry.brief) if entry.brief else None) for entry in found]
