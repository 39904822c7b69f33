"""The one question after a session, answered by the link in the mail."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from assistant import booking
from assistant.booking import Helped
from assistant.errors import InvalidInput
from assistant.web.context import ServicesHere, page

router = APIRouter(prefix="/survey/{secret}", include_in_schema=False)


@router.get("")
def show_survey(request: Request, services: ServicesHere, secret: str) -> Response:
    """The question; opening it, as programs that look through mails do, answers nothing."""
    with services.database.reading() as session:
        booking.check_survey(session, secret, now=services.clock())
    return _survey_page(request)


@router.post("")
def answer(request: Request, services: ServicesHere, secret: str, helped: Annotated[str, Form()] = "") -> Response:
    """Count the answer; without one the question is shown again."""
    with services.database.transaction() as session:
        booking.check_survey(session, secret, now=services.clock())
        if helped not in set(Helped):
            return _survey_page(request, refusal=InvalidInput(field="helped"))
        booking.answer_survey(session, secret, Helped(helped), now=services.clock())
    # The link leads nowhere any more, so switching the written form goes to the first page.
    return page(request, "survey.html", done=True, here="/")


def _survey_page(request: Request, *, refusal: InvalidInput | None = None) -> Response:
    return page(
        request, "survey.html", done=False, choices=list(Helped), wrong=refusal is not None,
        status=refusal.status if refusal else 200,
    )  # fmt: skip
