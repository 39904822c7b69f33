"""A counsellor's page of one of their own sessions: what was shared, what became of it, and private notes."""

from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant import booking
from assistant.booking import Recorded, Result, Status
from assistant.bootstrap import Services
from assistant.conversations import Brief
from assistant.errors import AppointmentOver, GuidanceError, InvalidInput, NotesErased, SessionNotBegun
from assistant.people import SignedIn
from assistant.texts import text
from assistant.web.context import ServicesHere, form_of, page
from assistant.web.sign_in import Counsellor, CsrfChecked

router = APIRouter(prefix="/counsellor/appointments/{ref}", include_in_schema=False)


class Choice(StrEnum):
    """What can be chosen of what became of a session."""

    HELD = "held"
    FOLLOW_UP = "follow_up"
    NO_SHOW = "no_show"

    @property
    def result(self) -> Result:
        """Whether the researcher came."""
        return Result.NO_SHOW if self is Choice.NO_SHOW else Result.HELD

    @classmethod
    def of(cls, outcome: Recorded | None) -> str:
        """What was chosen when this was recorded, "" if nothing was."""
        if outcome is None:
            return ""
        return cls.FOLLOW_UP if outcome.follow_up_wanted else cls(outcome.result)


@router.get("")
def show_session(request: Request, services: ServicesHere, who: Counsellor, ref: str, saved: bool = False) -> Response:
    """The session, for the counsellor whose own it is."""
    return _session_page(request, services, who, ref, saved=saved)


@router.post("", dependencies=[CsrfChecked])
def save_session(
    request: Request,
    services: ServicesHere,
    who: Counsellor,
    ref: str,
    outcome: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
) -> Response:
    """Save the note, and what became of the session if that was chosen; both or neither, and no word is lost."""
    now = services.clock()
    try:
        with services.database.transaction() as session:
            row = booking.for_ref(session, ref, counsellor_id=who.person.id)
            booking.keep_note(session, row, note, counsellor_id=who.person.id, now=now)
            if outcome:
                choice = _choice(outcome)
                wants_more = choice is Choice.FOLLOW_UP
                services.desk.record(session, row, choice.result, follow_up_wanted=wants_more, now=now)
    except (InvalidInput, NotesErased, SessionNotBegun, AppointmentOver) as refusal:
        return _session_page(request, services, who, ref, refused=(outcome, note, refusal))
    return RedirectResponse(f"/counsellor/appointments/{ref}?saved=true", status_code=303)


def _choice(sent: str) -> Choice:
    if sent not in set(Choice):
        raise InvalidInput(field="outcome")
    return Choice(sent)


def _session_page(
    request: Request,
    services: Services,
    who: SignedIn,
    ref: str,
    *,
    saved: bool = False,
    refused: tuple[str, str, GuidanceError] | None = None,
) -> Response:
    """The page; `refused` is what was chosen and typed, which is shown again, and why it was not taken."""
    with services.database.reading() as session:
        row = booking.for_ref(session, ref, counsellor_id=who.person.id)
        entry = booking.view(session, row)
        chosen = Choice.of(booking.outcome_of(session, row.id))
        note = booking.note_of(session, row.id, counsellor_id=who.person.id)
    refusal = None
    if refused:
        chosen, note, refusal = refused
    wrong = str(refusal.values["field"]) if isinstance(refusal, InvalidInput) else ""
    return page(
        request, "counsellor_appointment.html", signed_in=who, entry=entry,
        brief=Brief.from_json(entry.brief) if entry.brief else None, choices=list(Choice), chosen=chosen, note=note,
        note_chars=len(booking.plain_note(note)), max_chars=booking.MAX_NOTE_CHARS,
        days=services.settings.retention_days, begun=entry.starts_at <= services.clock(),
        cancelled=entry.status is Status.CANCELLED, forgotten=not entry.email, saved=saved, wrong=wrong,
        status=refusal.status if refusal else 200,
        problem=text(f"error-{refusal.code}", form_of(request), **refusal.values) if refusal and not wrong else "",
    )  # fmt: skip
