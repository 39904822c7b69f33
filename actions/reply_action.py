"""What every action is: the single reply to a turn, and what is remembered of it.

Rasa turns an action that raises into an empty answer, which web reads as silence; the wrapper here logs the
reason first. Every action hands its work to a thread, because a blocking action stops the whole server.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import Any, ClassVar, final

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.memory import varied, with_memory
from actions.sessions.offer import NO_OFFER, Offer, Offering
from actions.sessions.pending import about_the_offer
from actions.turn import Turn, turn_of
from assistant.bootstrap import Services
from assistant.conversations import own_words
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.follow_up import hesitates, leans, means_nothing_alone
from assistant.situation import Situation, told_in
from assistant.texts import text

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Given:
    """A reply, the question it answers ("" if none was asked), and what it offers."""

    reply: Reply
    asked: str = ""
    offer: Offer = NO_OFFER


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
    def answer(self, turn: Turn) -> Reply | Offering:
        """The reply to a turn; runs in a thread."""

    def search(self, turn: Turn) -> Reply:
        """What the articles answer."""
        return self.services.answerer.answer(
            turn.text, turn.written_form, probabilities=turn.probabilities, before=turn.leans_on, told=turn.told
        )

    def _reply(self, turn: Turn) -> _Given:
        if hesitates(turn.text):
            # Neither "yes" nor a question, whatever Rasa takes so few letters for.
            return _Given(_encouragement(turn))
        about_it = about_the_offer(self.services, turn)
        if about_it:
            return _Given(about_it.reply, offer=about_it.offer)
        turn = replace(turn, told=self._told(turn))
        if self.searches or turn.is_follow_up:
            turn = self._in_context(turn)
            return replace(self._given(turn) if self.searches else _Given(self.search(turn)), asked=turn.question)
        exact = self.services.answerer.answer_if_exact(
            turn.text, turn.written_form, probabilities=turn.probabilities, told=turn.told
        )
        return _Given(exact, turn.text) if exact else self._given(turn)

    def _given(self, turn: Turn) -> _Given:
        answered = self.answer(turn)
        if isinstance(answered, Offering):
            return _Given(answered.reply, offer=answered.offer)
        return _Given(answered)

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
            given = await asyncio.to_thread(self._reply, turn)
        except Exception:
            logger.exception("%s failed in conversation %s", self.name(), turn.conversation)
            raise
        reply = with_memory(given.reply, turn.memory, asked=given.asked, refused=turn.refuses)
        dispatcher.utter_message(json_message=reply.to_json())
        return turn.memory.after(reply, asked=given.asked, refused=turn.refuses, offer=given.offer).to_slots()


def _encouragement(turn: Turn) -> Reply:
    form = turn.written_form
    return Reply(
        kind=ReplyKind.SMALLTALK,
        text=varied("smalltalk-hesitate", form, turn.memory),
        written_form=form,
        buttons=(Button(text("button-talk", form), ButtonAction.HANDOFF),),
    )
