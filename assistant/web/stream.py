"""Server-sent events: what comes into a conversation, resumed after the last number that was seen.

The database is asked about once a second, so that messages written by any process arrive.
"""

import asyncio
from collections.abc import AsyncIterator, Callable

from fastapi import Request
from fastapi.responses import StreamingResponse
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event

from assistant.bootstrap import Services
from assistant.conversations import Conversation, MessageView, has_alert, messages_after
from assistant.web.shapes import LARGEST_NUMBER
from knowledge_base.article import WrittenForm

INTERVAL_S = 1.0
KEEPALIVE_ROUNDS = 15


def seen_before(request: Request, after: int) -> int:
    """The number after which the reader wants to go on: `Last-Event-ID`, which browsers send by themselves, wins."""
    last = request.headers.get("last-event-id", "")
    return min(int(last), LARGEST_NUMBER) if last.isdecimal() and len(last) < 20 else after


def sse_response(events: AsyncIterator[bytes]) -> StreamingResponse:
    """A streamed answer that proxies do not hold back."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


async def events_after(
    request: Request,
    services: Services,
    conversation_id: int,
    after: int,
    show: Callable[[MessageView], str],
    show_numbers: Callable[[WrittenForm], str],
) -> AsyncIterator[bytes]:
    """Events for the messages after a number: `message` with the shown message, `holder` when it changes.

    Once the crisis gate has opened, `numbers` carries the numbers to call, and again when the written form changes.
    Ends when the reader leaves, the server stops, or the conversation is erased (event `erased`).
    """
    last, holder, numbers_form, rounds = after, None, None, 0
    while not await request.is_disconnected() and not request.app.state.stopping.is_set():
        found = await asyncio.to_thread(_look, services, conversation_id, last)
        if found is None:
            yield format_sse_event(event="erased", data_str="{}")
            return
        now_holder, now_numbers_form, views = found
        for view in views:
            last = view.id
            yield format_sse_event(event="message", data_str=show(view), id=str(view.id))
        if now_holder != holder:
            holder = now_holder
            yield format_sse_event(event="holder", data_str=holder)
        if now_numbers_form and now_numbers_form != numbers_form:
            numbers_form = now_numbers_form
            yield format_sse_event(event="numbers", data_str=show_numbers(numbers_form))
        rounds += 1
        if rounds % KEEPALIVE_ROUNDS == 0:
            yield KEEPALIVE_COMMENT
        await asyncio.sleep(INTERVAL_S)


def _look(
    services: Services, conversation_id: int, after: int
) -> tuple[str, WrittenForm | None, list[MessageView]] | None:
    with services.database.reading() as session:
        row = session.get(Conversation, conversation_id)
        if row is None:
            return None
        numbers_form = WrittenForm(row.written_form) if has_alert(session, row) else None
        return row.holder, numbers_form, messages_after(session, row.id, after)
