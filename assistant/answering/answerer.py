"""Answers questions: the articles decide, Rasa's probabilities and triage help."""

from collections.abc import Mapping

from assistant.answering.asked import Asked
from assistant.answering.replies import reply_to
from assistant.answering.services import SERVICES
from assistant.articles import Library
from assistant.clock import Clock, today_in_oslo
from assistant.dialogue.reply import Reply, ReplyKind
from assistant.situation import UNTOLD, Situation
from assistant.triage import Triage, Triager, likeliest
from knowledge_base.article import WrittenForm
from knowledge_base.decision import Decision

# A message this near to an article is nearly in its own words, and asks for it whatever the classifier says.
EXACT = 0.99
# A service that Rasa gives less than this is wrong two times of five (docs/understanding.md).
UNSURE = 0.75
# Unless Rasa is SURE of small talk, an article is the better guess that is at most BEHIND less probable, and PLAIN.
# Who wants an appointment is kept from one only where Rasa is unsure; who may be asking for a person, never.
SURE, BEHIND, PLAIN = 0.95, 0.3, 0.5
NEVER = 2.0


class Answerer:
    """Answers questions from the library.

    `probabilities` are always Rasa's for each intent; `told` is what the researcher has said of themselves.
    """

    def __init__(self, library: Library, triager: Triager, clock: Clock) -> None:
        self._library = library
        self._triager = triager
        self._clock = clock

    def answer(
        self,
        question: str,
        form: WrittenForm,
        *,
        probabilities: Mapping[str, float],
        before: str = "",
        told: Situation = UNTOLD,
    ) -> Reply:
        """The reply to a question: the passages that answer it, a question back, or an honest "I do not have that".

        `before` is the question that it leans on: it is searched with it, and assessed without. Every kind of reply
        offers a person; where the message is about a choice of the researcher's own, the offer says why.
        """
        return reply_to(self._asked(question, form, probabilities, before, told))

    def answer_if_exact(
        self,
        question: str,
        form: WrittenForm,
        *,
        probabilities: Mapping[str, float],
        told: Situation = UNTOLD,
    ) -> Reply | None:
        """The reply to a message in nearly an article's own words, or None.

        For messages that the classifier takes for small talk or a service: "Må jeg ha LinkedIn?" is neither. The less
        sure it is of that, the less near an article need be.
        """
        asked = self._asked(question, form, probabilities, told=told)
        intent = likeliest(probabilities)
        return reply_to(asked) if asked.is_near(_nearness_to_win(intent, probabilities.get(intent, 0.0))) else None

    def answer_if_personal(
        self,
        question: str,
        form: WrittenForm,
        *,
        probabilities: Mapping[str, float],
        told: Situation = UNTOLD,
    ) -> Reply | None:
        """The reply to a message about the researcher's own choice or strain, or None.

        For messages that the classifier takes for small talk: nobody who writes "I do not know if I should quit" is
        to be told "all right".
        """
        asked = self._asked(question, form, probabilities, told=told)
        return reply_to(asked) if asked.assess().is_personal else None

    def can_answer(self, question: str, form: WrittenForm, *, probabilities: Mapping[str, float]) -> bool:
        """Whether an article is the answer, or plainly meant, without any question before; it may have lapsed."""
        asked = self._asked(question, form, probabilities)
        return asked.is_near(PLAIN) or asked.search()[-1] in {Decision.ANSWER, Decision.LAPSED}

    def triage_of_service(self, intent: str, message: str, *, probabilities: Mapping[str, float]) -> Triage:
        """The triage of a message that the action of a service intent answers; small talk asks for nothing."""
        service = SERVICES[intent]
        if service.kind is ReplyKind.SMALLTALK:
            return Triage()
        return self._triager.assess(message, probabilities, reasons=service.reasons)

    def _asked(
        self,
        text: str,
        form: WrittenForm,
        probabilities: Mapping[str, float],
        before: str = "",
        told: Situation = UNTOLD,
    ) -> Asked:
        today = today_in_oslo(self._clock)
        return Asked(text, form, probabilities, self._library.shelf(), self._triager, today, before, told)


def _nearness_to_win(intent: str, probability: float) -> float:
    """How probable an article must be to be taken rather than what the intent asks for."""
    kind = SERVICES[intent].kind if intent in SERVICES else ReplyKind.UNKNOWN
    if kind is ReplyKind.HANDOFF or (kind is ReplyKind.BOOKING and probability >= SURE):
        # However near an article about counsellors is.
        return NEVER
    is_likely = probability >= (UNSURE if kind is ReplyKind.BOOKING else SURE)
    return EXACT if is_likely else max(PLAIN, probability - BEHIND)
