"""One call of one action: what Rasa tells of the message, and the single reply that goes back.

Rasa turns an action that raises into an empty answer, which web reads as silence; the wrapper here logs the
reason first. Every action hands its work to a thread, because a blocking action stops the whole server.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar, final

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.memory import Memory, with_memory
from assistant.bootstrap import Services
from assistant.dialogue.reply import Reply
from assistant.follow_up import in_context, is_follow_up
from knowledge_base.article import WrittenForm

REFUSAL = "deny"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turn:
    """What an action may know of the message it answers."""

    conversation: str
    text: str
    written_form: WrittenForm
    intent: str
    probabilities: dict[str, float]
    memory: Memory = field(default_factory=Memory)

    @property
    def is_follow_up(self) -> bool:
        """Whether the message leans on a question before it."""
        return bool(self.memory.asked) and is_follow_up(self.text)

    @property
    def question(self) -> str:
        """What is asked: the message, with the question before it if it means nothing alone."""
        return in_context(self.text, self.memory.asked)


class ReplyAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk is not typed.
    """An action that answers a turn with one reply. Subclasses say how, in `answer`.

    A message in nearly an article's own words is answered from that article instead, unless `yields_to_articles`
    is switched off because the action searches the articles anyway.
    """

    yields_to_articles: ClassVar[bool] = True

    def __init__(self, services: Services) -> None:
        self.services = services

    def name(self) -> str:
        """The action's name in data/domain.yml: the module's, with a prefix."""
        return f"action_{type(self).__module__.rpartition('.')[2]}"

    @abstractmethod
    def answer(self, turn: Turn) -> Reply:
        """The reply to a turn; runs in a thread."""

    def asks(self, turn: Turn) -> str:
        """The question that the next turn may lean on; "" if this was none."""
        return turn.memory.asked if turn.is_follow_up else ""

    def _reply(self, turn: Turn) -> Reply:
        exact = None
        if self.yields_to_articles and turn.is_follow_up:
            # "And for postdocs?" looks like small talk to a classifier that sees nothing but these words.
            return self.services.answerer.answer(turn.question, turn.written_form, probabilities=turn.probabilities)
        if self.yields_to_articles:
            exact = self.services.answerer.answer_if_exact(
                turn.text, turn.written_form, probabilities=turn.probabilities
            )
        return exact or self.answer(turn)

    @final
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """Called by Rasa for each message: utters the reply as one payload."""
        turn = turn_of(tracker)
        try:
            reply = await asyncio.to_thread(self._reply, turn)
        except Exception:
            logger.exception("%s failed in conversation %s", self.name(), turn.conversation)
            raise
        asked, refused = self.asks(turn), turn.intent == REFUSAL and turn.memory.can_be_refused
        reply = with_memory(reply, turn.memory, asked=asked, refused=refused)
        dispatcher.utter_message(json_message=reply.to_json())
        return turn.memory.after(reply, asked=asked, refused=refused).to_slots()


def turn_of(tracker: Tracker) -> Turn:
    """The turn that a tracker stands at."""
    message = tracker.latest_message
    ranking = message.get("intent_ranking") or []
    return Turn(
        conversation=tracker.sender_id,
        text=message.get("text") or "",
        written_form=WrittenForm((message.get("metadata") or {}).get("written_form", WrittenForm.BOKMAL)),
        intent=(message.get("intent") or {}).get("name") or "",
        probabilities={entry["name"]: float(entry["confidence"]) for entry in ranking},
        memory=Memory.of(tracker),
    )
