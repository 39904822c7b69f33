"""A counsellor's availability: weekly hours with a preview of what they offer, days that differ, terms."""

import datetime
import re
from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from assistant import booking
from assistant.booking import Closed, Hours, Kind, Opened, Place, Terms
from assistant.bootstrap import Services
from assistant.busy_feeds import FeedUnusable, check_address
from assistant.clock import OSLO, today_in_oslo
from assistant.errors import BrokenAvailability, InvalidInput
from assistant.people import SignedIn
from assistant.web.context import ServicesHere, page
from assistant.web.shapes import Number
from assistant.web.sign_in import Counsellor, CsrfChecked
from assistant.web.subscription import is_our_own
from assistant.web.typed_times import day_typed, hours_typed, time_typed
from knowledge_base.article import Topic, WrittenForm

router = APIRouter(prefix="/counsellor", include_in_schema=False)

PREVIEWED_DAYS = 14
AHEAD = datetime.timedelta(days=366)
EMPTY_ROWS = 2


@router.get("/hours")
def show_hours(request: Request, services: ServicesHere, who: Counsellor, saved: bool = False) -> Response:
    """The counsellor's weekly hours, and how many sessions they offer on each of the coming days."""
    with services.database.reading() as session:
        hours = booking.hours_of(session, who.person.id)
        offered = _preview(session, services, who, hours)
    return _hours_page(request, who, hours, offered, saved=saved)


@router.post("/hours", dependencies=[CsrfChecked])
def save_hours(
    request: Request,
    services: ServicesHere,
    who: Counsellor,
    weekday: Annotated[list[int], Form()] = [],  # noqa: B006  # FastAPI copies it.
    starts: Annotated[list[str], Form()] = [],  # noqa: B006
    ends: Annotated[list[str], Form()] = [],  # noqa: B006
    minutes: Annotated[list[int], Form()] = [],  # noqa: B006
    kind: Annotated[list[Kind], Form()] = [],  # noqa: B006
    urgent: Annotated[list[int], Form()] = [],  # noqa: B006
    preview: Annotated[bool, Form()] = False,
) -> Response:
    """Set the whole week, or only show what it would offer; a row without times is left out.

    `urgent` has the numbers of the rows that are held back. Rows without a kind are for ordinary sessions.
    """
    kinds = kind or [Kind.INDIVIDUAL] * len(weekday)
    if not len(weekday) == len(starts) == len(ends) == len(minutes) == len(kinds):
        raise BrokenAvailability()
    rows = enumerate(zip(weekday, starts, ends, minutes, kinds, strict=True))
    hours = [
        Hours(day, time_typed(begin), time_typed(end), length, of_kind, number in urgent)
        for number, (day, begin, end, length, of_kind) in rows
        if begin or end
    ]
    if preview:
        booking.check_week(hours)
        with services.database.reading() as session:
            offered = _preview(session, services, who, hours)
        return _hours_page(request, who, hours, offered, is_preview=True)
    with services.database.transaction() as session:
        booking.replace_hours(session, counsellor=who.person, hours=hours, now=services.clock())
    return RedirectResponse("/counsellor/hours?saved=true", status_code=303)


@router.get("/exceptions")
def show_exceptions(request: Request, services: ServicesHere, who: Counsellor, saved: bool = False) -> Response:
    """The coming days on which the week does not hold."""
    today = today_in_oslo(services.clock)
    with services.database.reading() as session:
        found = booking.exceptions_between(session, today, today + AHEAD, counsellor_id=who.person.id)
        exceptions = found.get(who.person.id, [])
        closed = [one for one in exceptions if isinstance(one, Closed)]
        inside = booking.sessions_in(session, who.person, closed, now=services.clock())
    return page(
        request, "exceptions.html", signed_in=who, saved=saved, kinds=list(Kind), lengths=booking.SESSION_MINUTES,
        exceptions=exceptions, today=today.isoformat(), inside={one.id: count for one, count in inside},
    )  # fmt: skip


@router.post("/exceptions/closed", dependencies=[CsrfChecked])
def close_days(
    services: ServicesHere,
    who: Counsellor,
    first: Annotated[datetime.date, Form()],
    last: Annotated[str, Form()] = "",
    starts: Annotated[str, Form()] = "",
    ends: Annotated[str, Form()] = "",
) -> Response:
    """Close days, or hours of them; without a last day only the first, without times the whole days."""
    until, hours = day_typed(last) if last else first, hours_typed(starts, ends)
    with services.database.transaction() as session:
        booking.close(session, counsellor=who.person, first=first, last=until, hours=hours, now=services.clock())
    return RedirectResponse("/counsellor/exceptions?saved=true", status_code=303)


@router.post("/exceptions/opened", dependencies=[CsrfChecked])
def open_day(
    services: ServicesHere,
    who: Counsellor,
    day: Annotated[datetime.date, Form()],
    starts: Annotated[str, Form()],
    ends: Annotated[str, Form()],
    minutes: Annotated[int, Form()],
    kind: Annotated[Kind, Form()] = Kind.INDIVIDUAL,
) -> Response:
    """Open hours on one day beside the week."""
    opened = Opened(day, time_typed(starts), time_typed(ends), minutes, kind)
    with services.database.transaction() as session:
        booking.open_extra(session, counsellor=who.person, opened=opened, now=services.clock())
    return RedirectResponse("/counsellor/exceptions?saved=true", status_code=303)


@router.post("/exceptions/{number}/remove", dependencies=[CsrfChecked])
def remove_exception(services: ServicesHere, who: Counsellor, number: Number) -> Response:
    """Let the week hold again."""
    with services.database.transaction() as session:
        booking.remove(session, counsellor=who.person, number=number, now=services.clock())
    return RedirectResponse("/counsellor/exceptions?saved=true", status_code=303)


@router.get("/terms")
def show_terms(request: Request, services: ServicesHere, who: Counsellor, saved: bool = False) -> Response:
    """On what terms the counsellor takes sessions."""
    with services.database.reading() as session:
        terms = booking.terms_of(session, who.person.id)
        feed = booking.feed_of(session, who.person.id)
    return page(
        request, "terms.html", signed_in=who, terms=terms, feed=feed, saved=saved, buffers=booking.BUFFER_MINUTES,
        topics=list(Topic), places=list(Place),
    )  # fmt: skip


@router.post("/terms", dependencies=[CsrfChecked])
def save_terms(
    services: ServicesHere,
    who: Counsellor,
    notice_hours: Annotated[int, Form()],
    horizon_days: Annotated[int, Form()],
    buffer_before: Annotated[int, Form()] = 0,
    buffer_after: Annotated[int, Form()] = 0,
    daily_cap: Annotated[str, Form()] = "",
    weekly_cap: Annotated[str, Form()] = "",
    place: Annotated[Place, Form()] = Place.VIDEO,
    address: Annotated[str, Form()] = "",
    topics: Annotated[list[Topic], Form()] = [],  # noqa: B006
    written_forms: Annotated[list[WrittenForm], Form()] = [],  # noqa: B006
    institution: Annotated[str, Form()] = "",
    faculty: Annotated[str, Form()] = "",
    feed: Annotated[str, Form()] = "",
) -> Response:
    """Set the terms and the address of the counsellor's calendar feed; an empty cap is none, an empty address too."""
    terms = Terms(
        notice_hours, horizon_days, buffer_before, buffer_after, _cap(daily_cap, "daily_cap"),
        _cap(weekly_cap, "weekly_cap"), place, address.strip(), frozenset(topics), frozenset(written_forms),
        institution.strip(), faculty.strip(),
    )  # fmt: skip
    with services.database.transaction() as session:
        booking.set_terms(session, counsellor=who.person, terms=terms, now=services.clock())
        _set_feed(session, services, who, feed.strip())
    return RedirectResponse("/counsellor/terms?saved=true", status_code=303)


def _set_feed(session: Session, services: Services, who: SignedIn, address: str) -> None:
    known = booking.feed_of(session, who.person.id)
    if address == (known.address if known else ""):
        return
    if address:
        try:
            check_address(address, allow_private=services.settings.private_feeds)
        except FeedUnusable as unusable:
            raise InvalidInput(field="feed") from unusable
        if is_our_own(session, services, address):
            raise InvalidInput(field="feed")
    booking.set_feed(session, counsellor=who.person, address=address, now=services.clock())


def _preview(
    session: Session, services: Services, who: SignedIn, hours: list[Hours]
) -> list[tuple[datetime.datetime, int]]:
    """The coming days on which these hours would offer sessions, and how many; what is booked is counted too."""
    first = today_in_oslo(services.clock)
    last = first + datetime.timedelta(days=PREVIEWED_DAYS - 1)
    exceptions: list[Closed | Opened] = booking.exceptions_between(
        session, first, last, counsellor_id=who.person.id
    ).get(who.person.id, [])
    plan = booking.Plan(who.person, booking.terms_of(session, who.person.id), hours, exceptions)
    counted = Counter(slot.starts_at.astimezone(OSLO).date() for slot in booking.openings(plan, first, last))
    noon = datetime.time(12, tzinfo=OSLO)
    return [(datetime.datetime.combine(day, noon), count) for day, count in sorted(counted.items())]


def _hours_page(
    request: Request,
    who: SignedIn,
    hours: list[Hours],
    offered: list[tuple[datetime.datetime, int]],
    *,
    saved: bool = False,
    is_preview: bool = False,
) -> Response:
    return page(
        request, "hours.html", signed_in=who, hours=hours, saved=saved, lengths=booking.SESSION_MINUTES,
        kinds=list(Kind), empty_rows=EMPTY_ROWS, offered=offered, is_preview=is_preview,
    )  # fmt: skip


def _cap(typed: str, name: str) -> int | None:
    if not typed.strip():
        return None
    if not re.fullmatch(r"[0-9]{1,3}", typed.strip()):
        raise InvalidInput(field=name)
    return int(typed)
