"""Subscribing to a counsellor's sessions in another calendar program, at a secret address that is shown once."""

import hashlib
import re
from typing import Annotated

from fastapi import APIRouter, Header, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from assistant import booking
from assistant.bootstrap import Services
from assistant.busy_feeds import feed_url
from assistant.web.context import ServicesHere, page
from assistant.web.sign_in import Counsellor, CsrfChecked
from assistant.web.week import address_of

router = APIRouter(include_in_schema=False)

_PAGE = "/counsellor/calendar/feed"
_OURS = re.compile(r".*/calendar/([^/]+)\.ics")


@router.get(_PAGE)
def show_subscription(request: Request, services: ServicesHere, who: Counsellor, stopped: bool = False) -> Response:
    """Whether there is an address, and since when; the address itself was shown when it was made."""
    with services.database.reading() as session:
        made_at = booking.subscribed_at(session, who.person.id)
    return page(request, "subscription.html", signed_in=who, made_at=made_at, address="", stopped=stopped)


@router.post(_PAGE, dependencies=[CsrfChecked])
def make_address(request: Request, services: ServicesHere, who: Counsellor) -> Response:
    """Make an address, in place of the one there was, and show it this once.

    It is in the answer's body alone: behind a redirect it would stand in an address of the console, which browsers
    and proxies remember.
    """
    now = services.clock()
    with services.database.transaction() as session:
        secret = booking.subscribe(session, counsellor=who.person, now=now)
    address = f"{services.settings.address}/calendar/{secret}.ics"
    return page(request, "subscription.html", signed_in=who, made_at=now, address=address, stopped=False)


@router.post(f"{_PAGE}/stop", dependencies=[CsrfChecked])
def stop(services: ServicesHere, who: Counsellor) -> Response:
    """Let the address work no longer."""
    with services.database.transaction() as session:
        booking.unsubscribe(session, counsellor=who.person, now=services.clock())
    return RedirectResponse(f"{_PAGE}?stopped=true", status_code=303)


@router.get("/calendar/{secret}.ics")
def published(services: ServicesHere, secret: str, if_none_match: Annotated[str, Header()] = "") -> Response:
    """The sessions of the counsellor whose secret it is; nothing (304) for a program that has them as they are."""
    with services.database.reading() as session:
        counsellor = booking.for_subscription(session, secret)
        calendar = booking.published(
            session, counsellor, sender=services.settings.mail_from, now=services.clock(),
            link=lambda ref: f"{services.settings.address}{address_of(ref)}",
        )  # fmt: skip
    etag = f'"{hashlib.sha256(calendar.encode()).hexdigest()}"'
    headers = {"Cache-Control": "private, no-cache", "ETag": etag}
    if etag in if_none_match:
        return Response(status_code=304, headers=headers)
    return Response(calendar, media_type="text/calendar; charset=utf-8; method=PUBLISH", headers=headers)


def is_our_own(session: Session, services: Services, address: str) -> bool:
    """Whether an address leads to sessions of ours, under whatever name this machine is called.

    Whoever gave it as that of their own calendar would be busy at each session twice, and after it was cancelled.
    """
    asked = feed_url(address)
    named = _OURS.fullmatch(asked.path)
    if named is None:
        return False
    own = feed_url(services.settings.address).host
    return asked.host.rstrip(".") == own or booking.is_subscription(session, named[1])
