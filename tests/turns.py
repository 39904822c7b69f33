"""One turn of a conversation as an action sees it: what Rasa tells, and what goes back."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.reply_action import ReplyAction
from assistant.dialogue.reply import Reply
from knowledge_base.article import WrittenForm

NOTHING_REMEMBERED = {"offered": "nothing", "misses": 0, "asked": None, "said": None, "said_kind": None}


@dataclass(frozen=True)
class Answered:
    """What an action sent back to Rasa: the one reply, and the slots that the next turn remembers it by."""

    reply: Reply
    slots: dict[str, Any]


def state(
    typed: str,
    *,
    conversation: str = "some-id",
    form: WrittenForm = WrittenForm.BOKMAL,
    intent: str = "uncertainty",
    probabilities: dict[str, float] | None = None,
    slots: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A tracker's state as Rasa sends it."""
    ranking = [{"name": name, "confidence": value} for name, value in (probabilities or {intent: 1.0}).items()]
    return {
        "sender_id": conversation,
        "slots": NOTHING_REMEMBERED | (slots or {}),
        "latest_message": {
            "text": typed,
            "intent": {"name": intent, "confidence": 0.7},
            "intent_ranking": ranking,
            "entities": [],
            "metadata": {"written_form": str(form)},
        },
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": "action_listen",
    }


def run(action: ReplyAction, typed: str = "Hei", **fields: Any) -> Answered:
    """Run an action as the action server does, and read what it uttered as our web process does."""
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, Tracker.from_dict(state(typed, **fields)), {}))
    (message,) = json.loads(json.dumps(dispatcher.messages))
    assert {event["event"] for event in events} == {"slot"}
    assert not any(message[name] for name in ("text", "buttons", "image", "attachment", "response"))
    return Answered(Reply.from_json(message["custom"]), {event["name"]: event["value"] for event in events})
