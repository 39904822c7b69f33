"""The JSON interface, version 1."""

import datetime
import json
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from sqlalchemy.orm import Session

from assistant import audit, booking, conversations, handoff, privacy, quality
from assistant.booking import waiting
from assistant.clock import today_in_oslo
from assistant.conversations import Conversation
from assistant.errors import InvalidInput, NotFound
from assistant.texts import text
from assistant.web import shapes
from assistant.web.context import FormHere, ServicesHere
from assistant.web.preference import WantedHere
from assistant.web.researcher import bearer_token, token_for
from assistant.web.shapes import Number
from assistant.web.stream import events_after, seen_before, sse_response
from assistant.web.zone import ZoneAsked, check_zone
from knowledge_base.article import WrittenForm

router = APIRouter(
    prefix="/api/v1",
    responses={status: {"model": shapes.Refusal} for status in (400, 401, 403, 404, 409, 422, 429, 500)},
)


@router.post("/conversations", status_code=201)
def begin_conversation(
    services: ServicesHere, form: FormHere, body: shapes.NewConversation | None = None
) -> shapes.BegunConversation:
    """Begin a conversation."""
    chosen = body.written_form if body else None
    with services.database.transaction() as session:
        view, token = conversations.begin(
            session, written_form=chosen or form, form_is_chosen=chosen is not None, now=services.clock()
        )
    disclosure = text("disclosure", chosen or form, days=services.settings.retention_days)
    return shapes.BegunConversation(id=view.public_id, token=token, disclosure=disclosure)


@router.post(
    "/conversations/{conversation}/messages",
    status_code=201,
    response_model=shapes.AnsweredMessage,
    responses={202: {"model": shapes.AnsweredMessage, "description": "A counsellor holds the conversation."}},
)
def send_message(
    request: Request, services: ServicesHere, conversation: str, body: shapes.NewMessage
) -> shapes.AnsweredMessage | Response:
    """Send a message; the replies come in the same answer. 202 without replies while a person holds it."""
    answered = conversations.exchange(
        services.database, services.engine, services.gate, services.forms, services.clock,
        conversation=conversation, token=token_for(request, conversation), typed=body.text, client_id=body.client_id,
    )  # fmt: skip
    with services.database.reading() as session:
        row = conversations.for_researcher(session, conversation, token_for(request, conversation))
        numbers = _numbers_to_call(session, row)
    shape = shapes.AnsweredMessage(
        message=shapes.MessageShape.of(answered.message),
        replies=[shapes.ReplyShape.of(view.id, view.reply) for view in answered.replies if view.reply],
        numbers_to_call=numbers,
    )
    if answered.with_person and not shape.replies:
        return JSONResponse(shape.model_dump(mode="json"), status_code=202)
    return shape


@router.get("/conversations/{conversation}/messages")
def read_messages(request: Request, services: ServicesHere, conversation: str, after: Number = 0) -> shapes.Messages:
    """The messages with a number above `after`."""
    with services.database.reading() as session:
        row = conversations.for_researcher(session, conversation, token_for(request, conversation))
        views = conversations.messages_after(session, row.id, after)
        return shapes.Messages(
            holder=row.holder,
            messages=[shapes.MessageShape.of(view) for view in views],
            numbers_to_call=_numbers_to_call(session, row),
        )


@router.get("/conversations/{conversation}/stream", response_class=StreamingResponse)
def stream_messages(
    request: Request, services: ServicesHere, conversation: str, after: Number = 0
) -> StreamingResponse:
    """The messages after a number, and those to come, as server-sent events; `Last-Event-ID` resumes."""
    with services.database.reading() as session:
        row = conversations.for_researcher(session, conversation, token_for(request, conversation))
        number = row.id

    def show(view: conversations.MessageView) -> str:
        return json.dumps(shapes.MessageShape.of(view).model_dump(mode="json"), ensure_ascii=False)

    def show_numbers(form: WrittenForm) -> str:
        return json.dumps([entry.model_dump() for entry in shapes.NumberToCall.all_in(form)], ensure_ascii=False)

    return sse_response(events_after(request, services, number, seen_before(request, after), show, show_numbers))


@router.post("/conversations/{conversation}/handoff", status_code=201)
def request_handoff(request: Request, services: ServicesHere, conversation: str) -> shapes.ReplyShape:
    """Ask for a counsellor."""
    with services.database.transaction() as session:
        row = conversations.for_researcher(session, conversation, token_for(request, conversation))
        view = handoff.ask(session, row, now=services.clock())
    assert view.reply is not None
    return shapes.ReplyShape.of(view.id, view.reply)


@router.get("/conversations/{conversation}/brief")
def show_brief(request: Request, services: ServicesHere, conversation: str) -> shapes.BriefShape:
    """What a counsellor would see of a conversation beforehand if all of it were shared."""
    with services.database.reading() as session:
        row = conversations.for_researcher(session, conversation, token_for(request, conversation))
        return shapes.BriefShape.of(booking.brief_of(session, row))


@router.get("/conversations/{conversation}/export")
def export_conversation(request: Request, services: ServicesHere, conversation: str) -> dict[str, Any]:
    """All that is stored of a conversation."""
    return privacy.export(services, conversation, token_for(request, conversation))


@router.delete("/conversations/{conversation}")
def erase_conversation(request: Request, services: ServicesHere, conversation: str) -> shapes.Erased:
    """Erase a conversation everywhere; the receipt names each store."""
    return shapes.Erased.model_validate(privacy.erase(services, conversation, token_for(request, conversation)))


@router.get("/slots")
def free_slots(
    request: Request,
    services: ServicesHere,
    wanted: WantedHere,
    zone: ZoneAsked,
    written_form: WrittenForm | None = None,
    conversation: str | None = None,
    after: Annotated[datetime.datetime | None, Query(alias="from")] = None,
    before: Annotated[datetime.datetime | None, Query(alias="to")] = None,
) -> shapes.Slots:
    """Free slots that suit, soonest first; of those at the same time the one whose turn it is comes first.

    With an IANA `zone` the moments are written with its offset instead of in UTC. Those that are held back are there
    for a `conversation` that the triage has marked, with its token.
    """
    for field, moment in (("from", after), ("to", before)):
        if moment is not None and not _is_usable(moment):
            raise InvalidInput(field=field)
    with services.database.reading() as session:
        urgent = _may_be_urgent(request, session, conversation)
        slots = booking.free_slots(
            session, now=services.clock(), after=after, before=before,
            preference=replace(wanted, written_form=written_form, urgent=urgent),
        )  # fmt: skip
    return shapes.Slots(slots=[shapes.SlotShape.of(slot, zone) for slot in slots])


@router.post("/slots/{slot}/hold", status_code=201)
def hold_slot(
    request: Request, services: ServicesHere, slot: str, body: shapes.WantedHold | None = None
) -> shapes.HeldSlot:
    """Hold a slot while the form is filled in; what `hold` held before is given up."""
    wanted = body or shapes.WantedHold()
    with services.database.transaction() as session:
        urgent = _may_be_urgent(request, session, wanted.conversation)
        held = booking.hold(session, slot, token=wanted.hold, now=services.clock(), urgent=urgent)
    return shapes.HeldSlot(hold=held.token, until=held.until, slot=shapes.SlotShape.of(held.slot))


@router.post("/appointments", status_code=201)
def book_appointment(request: Request, services: ServicesHere, body: shapes.NewAppointment) -> shapes.BookedAppointment:
    """Book a slot."""
    check_zone(body.zone)
    wish = booking.Wish(
        body.slot, body.name, body.email, body.written_form, body.share, body.hold, body.zone, body.keep
    )
    with services.database.transaction() as session:
        row = _conversation(request, session, body.conversation)
        view, secret = services.desk.book(session, wish, conversation=row, now=services.clock())
    return shapes.BookedAppointment(**shapes.AppointmentShape.of(view).model_dump(), secret=secret)


@router.post("/appointments/{ref}/cancel")
def cancel_appointment(request: Request, services: ServicesHere, ref: str) -> shapes.AppointmentShape:
    """Cancel an appointment."""
    with services.database.transaction() as session:
        row = booking.for_secret(session, ref, _secret(request), now=services.clock())
        view = services.desk.cancel(session, row, by=audit.RESEARCHER, now=services.clock())
    return shapes.AppointmentShape.of(view)


@router.post("/appointments/{ref}/reschedule")
def move_appointment(
    request: Request, services: ServicesHere, ref: str, body: shapes.MovedAppointment
) -> shapes.AppointmentShape:
    """Move an appointment to another slot."""
    secret = _secret(request)
    check_zone(body.zone)
    with services.database.transaction() as session:
        row = booking.for_secret(session, ref, secret, now=services.clock())
        view = services.desk.move(
            session, row, slot=body.slot, secret=secret, now=services.clock(), zone=body.zone
        )  # fmt: skip
    return shapes.AppointmentShape.of(view)


@router.get("/appointments/{ref}.ics", response_class=Response)
def appointment_calendar(request: Request, services: ServicesHere, ref: str) -> Response:
    """The appointment as a calendar file."""
    with services.database.reading() as session:
        row = booking.for_secret(session, ref, _secret(request), now=services.clock())
        view = booking.view(session, row)
    calendar = booking.invitation(view, sender=services.settings.mail_from, now=services.clock())
    return Response(calendar.text, media_type=f"text/calendar; method={calendar.method}")


@router.post("/waiting", status_code=202)
def join_waiting_list(request: Request, services: ServicesHere, body: shapes.NewWaiting) -> shapes.AskedToWait:
    """Join the waiting list; a time that suits is held, and offered by mail.

    The answer is the same if the address is on the list already; the mail tells.
    """
    check_zone(body.zone)
    wish = waiting.WaitingWish(body.name, body.email, body.written_form, body.preference(), body.zone)
    with services.database.transaction() as session:
        row = _conversation(request, session, body.conversation)
        email = services.waiting_desk.join(session, wish, conversation=row, now=services.clock())
    return shapes.AskedToWait(email=email)


@router.delete("/waiting/{entry}")
def leave_waiting_list(request: Request, services: ServicesHere, entry: str) -> shapes.WaitingShape:
    """Leave the waiting list; leaving twice changes nothing."""
    with services.database.transaction() as session:
        row = waiting.entry_for_secret(session, entry, _secret(request))
        waiting.leave(session, row, now=services.clock())
        return shapes.WaitingShape.of(waiting.waiting_view(session, row))


@router.get("/articles")
def find_articles(
    services: ServicesHere, form: FormHere, q: shapes.Question = "", written_form: WrittenForm | None = None
) -> shapes.Articles:
    """Articles that answer `q`, best first; all of them by title without it."""
    shown = written_form or form
    if not q.strip():
        return shapes.Articles(articles=[shapes.ArticleShape.of(v) for v in services.library.all_live(shown)])
    hits = services.library.knowledge_base().search(q, today=today_in_oslo(services.clock), limit=10)
    found = [(hit, services.library.live(hit.slug, shown)) for hit in hits]
    return shapes.Articles(
        articles=[shapes.ArticleShape.of(live.variant, round(hit.score, 4)) for hit, live in found if live]
    )


@router.get("/quality", responses={503: {"model": shapes.Refusal}})
def published_figures(services: ServicesHere) -> quality.Published:
    """How well Veivalg was measured to do, in each written form: the figures that the page /quality shows."""
    return quality.read(services.settings.figures)


def _conversation(request: Request, session: Session, conversation: str | None) -> Conversation | None:
    """The conversation that is named, opened by the token sent. Raises NotFound."""
    if conversation is None:
        return None
    return conversations.for_researcher(session, conversation, token_for(request, conversation))


def _may_be_urgent(request: Request, session: Session, conversation: str | None) -> bool:
    return booking.may_be_urgent(_conversation(request, session, conversation))


def _numbers_to_call(session: Session, row: Conversation) -> list[shapes.NumberToCall]:
    if not conversations.has_alert(session, row):
        return []
    return shapes.NumberToCall.all_in(WrittenForm(row.written_form))


def _is_usable(moment: datetime.datetime) -> bool:
    # At either end of the calendar a moment has no counterpart in another zone.
    return moment.tzinfo is not None and datetime.MINYEAR < moment.year < datetime.MAXYEAR


def _secret(request: Request) -> str:
    secret = bearer_token(request) or request.query_params.get("secret", "")
    if not secret:
        raise NotFound()
    return secret
