"""Out of office: days to close, what that does to sessions, and, once it was seen, doing it."""

from dataclasses import asdict, dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant import booking
from assistant.booking import Absence
from assistant.bootstrap import Services
from assistant.clock import today_in_oslo
from assistant.errors import AbsenceChanged, BrokenAvailability
from assistant.people import SignedIn
from assistant.texts import text
from assistant.web.context import ServicesHere, form_of, page
from assistant.web.shapes import Number
from assistant.web.sign_in import Counsellor, CsrfChecked
from assistant.web.typed_times import day_typed, hours_typed

router = APIRouter(prefix="/counsellor/away", include_in_schema=False)


@dataclass(frozen=True)
class Typed:
    """The days, and the hours of each, as they were typed; without a last day only the first, without hours all."""

    first: str = ""
    last: str = ""
    starts: str = ""
    ends: str = ""

    def absence(self) -> Absence:
        """What they mean. Raises BrokenAvailability."""
        first = day_typed(self.first)
        return Absence(first, day_typed(self.last) if self.last else first, hours_typed(self.starts, self.ends))


def typed_in_form(
    first: Annotated[str, Form()] = "",
    last: Annotated[str, Form()] = "",
    starts: Annotated[str, Form()] = "",
    ends: Annotated[str, Form()] = "",
) -> Typed:
    """What was typed in the form."""
    return Typed(first.strip(), last.strip(), starts.strip(), ends.strip())


def typed_in_query(first: str = "", last: str = "", starts: str = "", ends: str = "") -> Typed:
    """What another page fills the form in with."""
    return Typed(first, last, starts, ends)


TypedHere = Annotated[Typed, Depends(typed_in_form)]


@router.get("")
def show_form(
    request: Request,
    services: ServicesHere,
    who: Counsellor,
    typed: Annotated[Typed, Depends(typed_in_query)],
    told: Number | None = None,
) -> Response:
    """The days to be away; `told` is how many researchers have just been offered new times."""
    return _page(request, services, who, typed, told=told)


@router.post("/preview", dependencies=[CsrfChecked])
def preview(request: Request, services: ServicesHere, who: Counsellor, typed: TypedHere) -> Response:
    """What these days would do; nothing is changed."""
    return _preview(request, services, who, typed)


@router.post("", dependencies=[CsrfChecked])
def leave(
    request: Request,
    services: ServicesHere,
    who: Counsellor,
    typed: TypedHere,
    seen: Annotated[list[str], Form()] = [],  # noqa: B006  # FastAPI copies it.
) -> Response:
    """Close the days and cancel the sessions that were seen; if they have changed since, show them again."""
    try:
        absence = typed.absence()
        with services.database.transaction() as session:
            told = services.desk.leave(session, who.person, absence, seen=seen, now=services.clock())
    except BrokenAvailability as refusal:
        return _page(request, services, who, typed, wrong=refusal)
    except AbsenceChanged as refusal:
        return _preview(request, services, who, typed, changed=refusal)
    return RedirectResponse(f"/counsellor/away?told={told}", status_code=303)


def _preview(
    request: Request, services: Services, who: SignedIn, typed: Typed, *, changed: AbsenceChanged | None = None
) -> Response:
    try:
        absence = typed.absence()
    except BrokenAvailability as refusal:
        return _page(request, services, who, typed, wrong=refusal)
    with services.database.reading() as session:
        effect = booking.effect(session, who.person, absence, now=services.clock())
    problem = text(f"error-{changed.code}", form_of(request)) if changed else ""
    return page(
        request, "away_preview.html", signed_in=who, typed=typed, absence=absence, effect=effect, problem=problem,
        status=changed.status if changed else 200, here=_address(typed),
    )  # fmt: skip


def _page(
    request: Request,
    services: Services,
    who: SignedIn,
    typed: Typed,
    *,
    told: int | None = None,
    wrong: BrokenAvailability | None = None,
) -> Response:
    return page(
        request, "away.html", signed_in=who, typed=typed, told=told, today=today_in_oslo(services.clock).isoformat(),
        wrong=text(f"error-{wrong.code}", form_of(request)) if wrong else "", status=wrong.status if wrong else 200,
        here=_address(typed),
    )  # fmt: skip


def _address(typed: Typed) -> str:
    """The form filled in with what was typed: where a preview, which no address shows, is come back to."""
    return f"/counsellor/away?{urlencode(asdict(typed))}"
