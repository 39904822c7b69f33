"""The action server: every action, open only to those with the shared secret."""

import hmac

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Request, Sanic, json
from sanic.response import HTTPResponse

from actions.answer_question import AnswerQuestion
from actions.cancel_session import CancelSession
from actions.change_written_form import ChangeWrittenForm
from actions.move_session import MoveSession
from actions.offer_times import OfferTimes
from actions.out_of_scope import OutOfScope
from actions.reply_action import ReplyAction
from actions.request_handoff import RequestHandoff
from actions.small_talk import SmallTalk
from actions.take_up_offer import TakeUpOffer
from actions.turn_down_offer import TurnDownOffer
from assistant.bootstrap import Services

ACTIONS: tuple[type[ReplyAction], ...] = (
    AnswerQuestion,
    CancelSession,
    ChangeWrittenForm,
    MoveSession,
    OfferTimes,
    OutOfScope,
    RequestHandoff,
    SmallTalk,
    TakeUpOffer,
    TurnDownOffer,
)


def build(services: Services) -> Sanic:
    """The action server with all actions, behind a check of the secret in the settings."""
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action(services))
    app = create_app(executor, cors_origins=[])
    expected = f"Bearer {services.settings.internal_secret}".encode()

    @app.on_request  # type: ignore[untyped-decorator]
    async def check_secret(request: Request) -> HTTPResponse | None:
        given = request.headers.get("Authorization", "").encode(errors="surrogateescape")
        if request.path == "/health" or hmac.compare_digest(given, expected):
            return None
        return json({"code": "not_allowed", "message": "The shared secret is missing."}, 403)

    return app
