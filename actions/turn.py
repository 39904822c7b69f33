"""One turn: what Rasa tells of a message and of what went before it."""

from dataclasses import dataclass, field

from rasa_sdk import Tracker

from actions.memory import Memory
from assistant.answering import UNSURE
from assistant.follow_up import hesitates, leans, means_nothing_alone
from assistant.situation import UNTOLD, Situation
from knowledge_base.article import WrittenForm

REFUSAL = "deny"
# "And for postdocs?" looks like small talk to a classifier that sees nothing but these words. What asks for a service
# is never taken for a question that leans.
LOOKS_LIKE_A_FOLLOW_UP = frozenset({"affirm", "deny", "greet", "thank"})
# "What about me?" looks like these, but Rasa is unsure.
MAY_LOOK_LIKE_ONE = frozenset({"ask_bot", "ask_capabilities"})


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
