"""One call of one action: what Rasa tells of the message, and the single reply that goes back.

Rasa turns an action that raises into an empty answer, which web reads as silence; the wrapper here logs the
reason first. Every action hands its work to a thread, because a blocking action stops the whole server.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, final

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.memory import Memory, varied, with_memory
from assistant.answering import UNSURE
from assistant.bootstrap import Services
from assistant.conversations import own_words
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.follow_up import hesitates, leans, means_nothing_alone
from assistant.situation import UNTOLD, Situation, told_in
from assistant.texts import text
from knowledge_base.article import WrittenForm

REFUSAL = "deny"
# "And for postdocs?" looks like small talk to a classifier that sees nothing but these words. What asks for a service
# is never taken for a question that leans.
LOOKS_LIKE_A_FOLLOW_UP = frozenset({"affirm", "deny", "greet", "thank"})
# "What about me?" looks like these, but Rasa is unsure.
MAY_LOOK_LIKE_ONE = frozenset({"ask_bot", "ask_capabilities"})

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turn:
    """What an action may know of the message it answers.

    `leans_on` is the question before it, if it leans on that; `told` what its writer has said of themselves so far.
    """

    conversation: str
    text: str
    written_form: WrittenForm
    intent: str
    probabilities: dict[str, float]
    memory: Memory = field(default_factory=Memory)
    leans_on: str = ""
    told: Situation = UNTOLD

    @property
    def is_follow_up(self) -> bool:
        """Whether Rasa may have taken a question that leans on the one before for small talk."""
        asks = means_nothing_alone(self.text) or (leans(self.text) and "?" in self.text)
        is_unsure = self.probabilities.get(self.intent, 0.0) < UNSURE
        mistaken = LOOKS_LIKE_A_FOLLOW_UP | (MAY_LOOK_LIKE_ONE if is_unsure else frozenset())
        return bool(self.memory.asked) and asks and self.intent in mistaken

    @property
    def refuses(self) -> bool:
        """Whether it turns the last reply down."""
        return self.intent == REFUSAL and self.memory.can_be_refused and not hesitates(self.text)

    @property
    def question(self) -> str:
        """The question that the next turn may lean on."""
        # A second follow-up leans on the same question as the first.
        return self.leans_on or self.text


class ReplyAction(Action, ABC):  # type: ignore[misc]  # rasa_sdk is not typed.
    """An action that answers a turn with one reply. Subclasses say how, in `answer`.

    A message in nearly an article's own words, or a question that leans on the one before, is answered from the
    articles instead, unless `searches` tells that the action does so anyway.
    """

    searches: ClassVar[bool] = False

    def __init__(self, services: Services) -> None:
        self.services = services

    def name(self) -> str:
        """The action's name in data/domain.yml: the module's, with a prefix."""
        return f"action_{type(self).__module__.rpartition('.')[2]}"

    @abstractmethod
    def answer(self, turn: Turn) -> Reply:
        """The reply to a turn; runs in a thread."""

    def search(self, turn: Turn) -> Reply:
        """What the articles answer."""
        return self.services.answerer.answer(
            turn.text, turn.written_form, probabilities=turn.probabilities, before=turn.leans_on, told=turn.told
        )

    def _reply(self, turn: Turn) -> tuple[Reply, str]:
        """The reply, and the question it answers; "" if none was asked."""
        if hesitates(turn.text):
            # Neither "yes" nor a question, whatever Rasa takes so few letters for.
            return _encouragement(turn), ""
        turn = replace(turn, told=self._told(turn))
        if self.searches:
            turn = self._in_context(turn)
            return self.answer(turn), turn.question
        if turn.is_follow_up:
            turn = self._in_context(turn)
            return self.search(turn), turn.question
        exact = self.services.answerer.answer_if_exact(
            turn.text, turn.written_form, probabilities=turn.probabilities, told=turn.told
        )
        return (exact, turn.text) if exact else (self.answer(turn), "")

    def _told(self, turn: Turn) -> Situation:
        with self.services.database.reading() as session:
            return told_in(own_words(session, turn.conversation))

    def _in_context(self, turn: Turn) -> Turn:
        """The turn with the question before it, if it needs that one to be understood."""
        before = turn.memory.asked
        if not before or not leans(turn.text) or (not means_nothing_alone(turn.text) and self._stands_alone(turn)):
            return turn
        return replace(turn, leans_on=before)

    def _stands_alone(self, turn: Turn) -> bool:
        return self.services.answerer.can_answer(turn.text, turn.written_form, probabilities=turn.probabilities)

    @final
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """Called by Rasa for each message: utters the reply as one payload."""
        turn = turn_of(tracker)
        try:
            reply, asked = await asyncio.to_thread(self._reply, turn)
        except Exception:
            logger.exception("%s failed in conversation %s", self.name(), turn.conversation)
            raise
        reply = with_memory(reply, turn.memory, asked=asked, refused=turn.refuses)
        dispatcher.utter_message(json_message=reply.to_json())
        return turn.memory.after(reply, asked=asked, refused=turn.refuses).to_slots()


def _encouragement(turn: Turn) -> Reply:
    form = turn.written_form
    return Reply(
        kind=ReplyKind.SMALLTALK,
        text=varied("smalltalk-hesitate", form, turn.memory),
        written_form=form,
        buttons=(Button(text("button-talk", form), ButtonAction.HANDOFF),),
    )


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
