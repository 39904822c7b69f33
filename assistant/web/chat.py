"""The chat: one page, its messages, and what a researcher can do with the conversation."""

import json
import uuid
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from assistant import conversations, handoff, privacy
from assistant.bootstrap import Services
from assistant.conversations import ConversationView, MessageView
from assistant.crisis import reply_texts
from assistant.errors import InvalidInput, NotFound
from assistant.web.context import FORM_COOKIE, FormHere, ServicesHere, Words, own_path, page, templates
from assistant.web.researcher import CONVERSATION_COOKIE, Key, KeyHere, keep_key
from assistant.web.shapes import Number
from assistant.web.stream import events_after, seen_before, sse_response
from knowledge_base.article import Topic, WrittenForm

YEAR_S = 365 * 24 * 60 * 60

router = APIRouter(include_in_schema=False)


@router.get("/")
def show(request: Request, services: ServicesHere, key: KeyHere, form: FormHere) -> Response:
    """The chat page, with the conversation that the browser holds, if it still exists."""
    view, messages, in_crisis = _conversation(services, key)
    return page(
        request,
        "chat.html",
        conversation=view,
        messages=messages,
        in_crisis=in_crisis,
        topics=list(Topic),
        client_id=uuid.uuid4().hex,
        days=services.settings.retention_days,
        max_chars=conversations.MAX_CHARS,
        crisis_texts=reply_texts(),
    )


@router.post("/chat/messages")
def send(
    request: Request,
    services: ServicesHere,
    key: KeyHere,
    form: FormHere,
    text: Annotated[str, Form()] = "",
    client_id: Annotated[str, Form()] = "",
) -> Response:
    """Send a message. The page's script gets the new messages back; without it the page is shown again."""
    conversations.check_text(text)
    held = _key(request, services, key, form)
    answered = conversations.exchange(
        services.database, services.engine, services.gate, services.forms, services.clock,
        conversation=held.conversation, token=held.token, typed=text, client_id=client_id or uuid.uuid4().hex,
    )  # fmt: skip
    return _answer(request, services, held, [answered.message, *answered.replies], form)


@router.post("/chat/handoff")
def ask_for_counsellor(request: Request, services: ServicesHere, key: KeyHere, form: FormHere) -> Response:
    """Ask for a counsellor."""
    held = _key(request, services, key, form)
    with services.database.transaction() as session:
        row = conversations.for_researcher(session, held.conversation, held.token)
        view = handoff.ask(session, row, now=services.clock())
    return _answer(request, services, held, [view], form)


@router.post("/chat/feedback/{message}")
def feedback(
    request: Request, services: ServicesHere, key: KeyHere, message: Number, helped: Annotated[bool, Form()]
) -> Response:
    """Keep whether a reply helped."""
    if key is None:
        raise NotFound()
    with services.database.transaction() as session:
        row = conversations.for_researcher(session, key.conversation, key.token)
        conversations.give_feedback(session, row, message, helped=helped, now=services.clock())
    if "hx-request" in request.headers:
        return page(request, "parts/thanks.html")
    return RedirectResponse(f"/#message-{message}", status_code=303)


@router.get("/chat/stream")
def stream(
    request: Request, services: ServicesHere, key: KeyHere, form: FormHere, after: Number = 0
) -> StreamingResponse:
    """New messages as HTML, as they come."""
    if key is None:
        raise NotFound()
    with services.database.reading() as session:
        number = conversations.for_researcher(session, key.conversation, key.token).id
    start = seen_before(request, after)
    return sse_response(events_after(request, services, number, start, lambda view: _html(view, form), _numbers))


@router.get("/chat/download")
def download(services: ServicesHere, key: KeyHere) -> Response:
    """The conversation as a file."""
    if key is None:
        raise NotFound()
    content = json.dumps(privacy.export(services, key.conversation, key.token), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="veivalg.json"'}
    return Response(content, media_type="application/json", headers=headers)


@router.get("/chat/erase")
def ask_erase(request: Request, key: KeyHere) -> Response:
    """Ask once more before erasing."""
    if key is None:
        raise NotFound()
    return page(request, "erase.html")


@router.post("/chat/erase")
def erase(request: Request, services: ServicesHere, key: KeyHere) -> Response:
    """Erase the conversation, and show what was erased."""
    if key is None:
        raise NotFound()
    receipt = privacy.erase(services, key.conversation, key.token)
    response = page(request, "erased.html", receipt=receipt, here="/")
    response.delete_cookie(CONVERSATION_COOKIE)
    return response


@router.post("/chat/new")
def begin_anew() -> Response:
    """Let go of the conversation; it stays until it is erased or its time is over."""
    response = RedirectResponse("/", status_code=303)
    response.delete_cookie(CONVERSATION_COOKIE)
    return response


@router.post("/form")
def choose_form(
    services: ServicesHere, key: KeyHere, written_form: Annotated[str, Form()], next_path: Annotated[str, Form()] = ""
) -> Response:
    """Choose the written form of pages and replies; the choice wins over what is detected."""
    if written_form not in set(WrittenForm):
        raise InvalidInput(field="written_form")
    if key is not None:
        _choose_in_conversation(services, key, WrittenForm(written_form))
    response = RedirectResponse(own_path(next_path) or "/", status_code=303)
    response.set_cookie(
        FORM_COOKIE,
        written_form,
        max_age=YEAR_S,
        httponly=True,
        samesite="lax",
        secure=services.settings.secure_cookies,
    )
    return response


def _choose_in_conversation(services: Services, key: Key, form: WrittenForm) -> None:
    try:
        with services.database.transaction() as session:
            row = conversations.for_researcher(session, key.conversation, key.token)
            conversations.choose_form(session, row, form)
    except NotFound:
        # The conversation was erased or its time is over; the page's own form is changed all the same.
        return


def _conversation(services: Services, key: Key | None) -> tuple[ConversationView | None, list[MessageView], bool]:
    if key is None:
        return None, [], False
    try:
        with services.database.reading() as session:
            row = conversations.for_researcher(session, key.conversation, key.token)
            messages = conversations.messages_after(session, row.id)
            return ConversationView.of(row), messages, conversations.has_alert(session, row)
    except NotFound:
        return None, [], False


def _key(request: Request, services: Services, key: Key | None, form: WrittenForm) -> Key:
    if key is not None and _conversation(services, key)[0] is not None:
        return key
    with services.database.transaction() as session:
        view, token = conversations.begin(
            session, written_form=form, form_is_chosen=FORM_COOKIE in request.cookies, now=services.clock()
        )
    return Key(view.public_id, token)


def _answer(request: Request, services: Services, held: Key, views: list[MessageView], form: WrittenForm) -> Response:
    if request.headers.get("x-requested-with") == "fetch":
        messages = "".join(_html(view, form) for view in views)
        response: Response = HTMLResponse(messages + _numbers_at_hand(services, held))
    else:
        response = RedirectResponse(f"/#message-{views[-1].id}", status_code=303)
    keep_key(response, held, services.settings)
    return response


def _numbers_at_hand(services: Services, held: Key) -> str:
    with services.database.reading() as session:
        row = conversations.for_researcher(session, held.conversation, held.token)
        return _numbers(WrittenForm(row.written_form)) if conversations.has_alert(session, row) else ""


def _numbers(form: WrittenForm) -> str:
    return templates.get_template("parts/to_call.html").render(t=Words(form), crisis_texts=reply_texts())


def _html(view: MessageView, form: WrittenForm) -> str:
    template = templates.get_template("parts/message.html")
    return template.render(message=view, t=Words(form), crisis_texts=reply_texts())
