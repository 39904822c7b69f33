"""The page of an appointment behind its secret link: cancelling, what is shared, a line to the counsellor."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant import audit, booking
from assistant.booking import AppointmentView, Share
from assistant.bootstrap import Services
from assistant.conversations import MAX_CHARS, Brief
from assistant.crisis import CrisisGate, CrisisHit, reply_texts
from assistant.errors import (
    AppointmentOver,
    EmptyMessage,
    GuidanceError,
    InvalidInput,
    LinkExpired,
    MessageTooLong,
    TooManyLines,
)
from assistant.texts import text
from assistant.web.context import ServicesHere, form_of, page
from assistant.web.researcher import KeyHere, appointment_for
from assistant.web.zone import ResearcherZone, ZoneHere

router = APIRouter(prefix="/appointments/{ref}", include_in_schema=False)


@router.get("")
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


@router.post("/cancel")
def cancel(
    services: ServicesHere, key: KeyHere, zone: ZoneHere, ref: str, secret: Annotated[str, Form()] = ""
) -> Response:
    """Cancel."""
    with services.database.transaction() as session:
        row = appointment_for(session, ref, secret, key, now=services.clock())
        services.desk.cancel(session, row, by=audit.RESEARCHER, now=services.clock())
    return RedirectResponse(zone.kept_in(f"/appointments/{ref}?secret={secret}&done=cancelled"), status_code=303)


@router.get("/calendar")
def calendar(services: ServicesHere, key: KeyHere, ref: str, secret: str = "") -> Response:
    """The appointment as a calendar file."""
    with services.database.reading() as session:
        view = booking.view(session, appointment_for(session, ref, secret, key, now=services.clock()))
    invitation = booking.invitation(view, sender=services.settings.mail_from, now=services.clock())
    headers = {"Content-Disposition": 'attachment; filename="samtale.ics"'}
    return Response(invitation.text, media_type=f"text/calendar; method={invitation.method}", headers=headers)


@router.get("/share")
def show_share(request: Request, services: ServicesHere, key: KeyHere, ref: str, secret: str = "") -> Response:
    """The lines that are or can be shared with the counsellor, to be ticked or struck."""
    return _share_page(request, services, key, ref, secret)


@router.post("/share")
def change_share(
    request: Request,
    services: ServicesHere,
    key: KeyHere,
    zone: ZoneHere,
    ref: str,
    share: Annotated[Share | None, Form()] = None,
    keep: Annotated[list[str], Form()] = [],  # noqa: B006  # FastAPI copies it.
    secret: Annotated[str, Form()] = "",
) -> Response:
    """Share this much from now on."""
    if share is None:
        return _share_page(request, services, key, ref, secret, refusal=InvalidInput(field="share"))
    with services.database.transaction() as session:
        row = appointment_for(session, ref, secret, key, now=services.clock())
        booking.change_share(session, row, share=share, keep=frozenset(keep), now=services.clock())
    return RedirectResponse(zone.kept_in(f"/appointments/{ref}?secret={secret}&done=shared"), status_code=303)


@router.post("/cut")
def cut(
    services: ServicesHere, key: KeyHere, zone: ZoneHere, ref: str, secret: Annotated[str, Form()] = ""
) -> Response:
    """Cut the tie between the appointment and the conversation; from now on the secret link alone opens it."""
    with services.database.transaction() as session:
        row = appointment_for(session, ref, secret, key, now=services.clock())
        secret = services.desk.unlink(session, row, secret=secret, now=services.clock())
    return RedirectResponse(zone.kept_in(f"/appointments/{ref}?secret={secret}&done=cut"), status_code=303)


@router.post("/lines")
def write_line(
    request: Request,
    services: ServicesHere,
    key: KeyHere,
    zone: ZoneHere,
    ref: str,
    line: Annotated[str, Form()] = "",
    secret: Annotated[str, Form()] = "",
) -> Response:
    """Write a line to the counsellor; one that cannot be taken is shown again, and in danger so are the numbers.

    The numbers are shown, too, if the session is over. Who has neither link nor conversation is refused unread.
    """
    over: LinkExpired | None = None
    try:
        with services.database.reading() as session:
            view = booking.view(session, appointment_for(session, ref, secret, key, now=services.clock()))
    except LinkExpired as refusal:
        over = refusal
    # What takes computing comes before the transaction, which holds up everybody else who writes.
    hit = _danger_in(services.gate, line)
    if over:
        return _too_late(request, services, over, line, hit)
    try:
        with services.database.transaction() as session:
            row = appointment_for(session, ref, secret, key, now=services.clock())
            services.desk.write(session, row, line, hit=hit, now=services.clock())
    except LinkExpired as refusal:
        return _too_late(request, services, refusal, line, hit)
    except (EmptyMessage, MessageTooLong, InvalidInput, TooManyLines, AppointmentOver) as refusal:
        return appointment_page(request, services, view, zone, secret, refused=(line, refusal), hit=hit)
    return RedirectResponse(zone.kept_in(f"/appointments/{ref}?secret={secret}&done=written"), status_code=303)


def appointment_page(
    request: Request,
    services: Services,
    view: AppointmentView,
    zone: ResearcherZone,
    secret: str,
    *,
    done: str = "",
    refused: tuple[str, GuidanceError] | None = None,
    hit: CrisisHit | None = None,
) -> Response:
    """The page of an appointment. `refused` is a line that was not taken and why, `hit` what the crisis gate said."""
    typed, refusal = refused or ("", None)
    alerted = [line.text for line in view.lines if line.alert]
    in_danger = hit is not None or (done == "written" and view.lines != () and view.lines[-1].alert is not None)
    speaks = typed if hit else alerted[-1] if alerted else ""
    return page(
        request, "appointment.html", appointment=view, zone=zone, own=zone.clock(form_of(request), kept=view.zone),
        secret=secret, done=done, typed=typed,
        wrong=_what_is_wrong(request, refusal), in_danger=in_danger, max_chars=booking.MAX_LINE_CHARS,
        # Whoever writes in another form than that of the page is answered in it.
        danger_form=services.forms.detect(speaks, otherwise=form_of(request)) if speaks else "",
        crisis_texts=reply_texts(), brief=Brief.from_json(view.brief) if view.brief else None,
        status=refusal.status if refusal else 200, here=f"/appointments/{view.ref}?secret={secret}",
    )  # fmt: skip


def _danger_in(gate: CrisisGate, line: str) -> CrisisHit | None:
    """What the crisis gate says of a line; of one that is far too long it reads the beginning and the end."""
    ends = [line] if len(line) <= MAX_CHARS else [line[:MAX_CHARS], line[-MAX_CHARS:]]
    return next((hit for hit in map(gate.check, ends) if hit), None)


def _too_late(request: Request, services: Services, refusal: LinkExpired, line: str, hit: CrisisHit | None) -> Response:
    """The refusal of a line after the session, and in danger the numbers to call before it."""
    if hit is None:
        raise refusal
    return page(
        request, "danger.html", message=text(f"error-{refusal.code}", form_of(request)), status=refusal.status,
        danger_form=services.forms.detect(line, otherwise=form_of(request)), crisis_texts=reply_texts(), here="/",
    )  # fmt: skip


def _what_is_wrong(request: Request, refusal: GuidanceError | None) -> str:
    if refusal is None:
        return ""
    form = form_of(request)
    if isinstance(refusal, InvalidInput | MessageTooLong):
        return text("appointment-line-too-long", form, max_chars=booking.MAX_LINE_CHARS)
    return text(f"error-{refusal.code}", form, **refusal.values)


def _share_page(
    request: Request,
    services: Services,
    key: KeyHere,
    ref: str,
    secret: str,
    *,
    refusal: InvalidInput | None = None,
) -> Response:
    with services.database.reading() as session:
        row = appointment_for(session, ref, secret, key, now=services.clock())
        view, brief = booking.view(session, row), booking.shareable(session, row, now=services.clock())
    shared = Brief.from_json(view.brief) if view.brief else None
    return page(
        request, "share.html", appointment=view, secret=secret, brief=brief, share=None if refusal else view.share,
        choices=booking.share_choices(brief) if brief else [],
        ticked=booking.ticked(shared, view.share, brief) if brief else frozenset(),
        wrong=refusal.values["field"] if refusal else "", status=refusal.status if refusal else 200,
        here=f"/appointments/{ref}/share?secret={secret}",
    )  # fmt: skip
