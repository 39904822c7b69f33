"""What is remembered from one turn to the next, in Rasa's slots: short-lived, and never our record.

Two-stage fallback: a question that was not understood is asked back about first, then the researcher is asked to put it
in other words, then a person is offered. Nobody is told the same sentence twice in a row.
"""

from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.texts import text
from assistant.triage import Reason
from knowledge_base.article import WrittenForm

OFFERED = "offered"
NOTHING = "nothing"
SESSION = "session"
MISSES, ASKED, SAID, SAID_KIND = "misses", "asked", "said", "said_kind"

REPHRASE_AFTER = 2
PERSON_AFTER = 3
_MISSED = {ReplyKind.CLARIFY, ReplyKind.UNKNOWN}
# What answers a question for good ends a row of misses; small talk in between does not.
_TOLD = {ReplyKind.ANSWER, ReplyKind.GUIDANCE, ReplyKind.LEARNING}
_ANSWERED = _TOLD | {ReplyKind.HANDOFF, ReplyKind.BOOKING}


@dataclass(frozen=True)
class Memory:
    """What the last turn left: what it offered, how many in a row were misses, what was asked, what was said."""

    offered: str = NOTHING
    misses: int = 0
    asked: str = ""
    said: str = ""
    said_kind: str = ""

    @property
    def can_be_refused(self) -> bool:
        """Whether "no" now means "not that": the last reply was an answer or a question back, no small talk."""
        return self.said_kind in _MISSED | _TOLD

    @classmethod
    def of(cls, tracker: Tracker) -> "Memory":
        """The memory in a tracker's slots."""
        return cls(
            offered=str(tracker.get_slot(OFFERED) or NOTHING),
            misses=int(tracker.get_slot(MISSES) or 0),
            asked=str(tracker.get_slot(ASKED) or ""),
            said=str(tracker.get_slot(SAID) or ""),
            said_kind=str(tracker.get_slot(SAID_KIND) or ""),
        )

    def after(self, reply: Reply, *, asked: str = "", refused: bool = False) -> "Memory":
        """The memory after a reply; `asked` is the question it answered, if there was one."""
        misses = self.misses
        if is_miss(reply, asked=asked, refused=refused):
            misses += 1
        elif reply.kind in _ANSWERED:
            misses = 0
        return Memory(
            offered=SESSION if reply.triage.needs_human else NOTHING,
            misses=misses,
            asked=asked or self.asked,
            said=reply.text.removeprefix(_again(reply.written_form)),
            said_kind=reply.kind,
        )

    def to_slots(self) -> list[dict[str, Any]]:
        """The events that set the slots."""
        values = {
            OFFERED: self.offered, MISSES: float(self.misses), ASKED: self.asked, SAID: self.said,
            SAID_KIND: self.said_kind,
        }  # fmt: skip
        return [SlotSet(name, value) for name, value in values.items()]


def is_miss(reply: Reply, *, asked: str, refused: bool) -> bool:
    """Whether a question was asked and not understood, or the last answer turned down and nothing better found."""
    return (bool(asked) and reply.kind in _MISSED) or (refused and reply.kind is ReplyKind.SMALLTALK)


def with_memory(reply: Reply, memory: Memory, *, asked: str = "", refused: bool = False) -> Reply:
    """The reply as it is to be said after what went before; the arguments are those of Memory.after."""
    if is_miss(reply, asked=asked, refused=refused):
        reply = _after_misses(reply, memory.misses + 1)
    if reply.text == memory.said:
        reply = replace(reply, text=_again(reply.written_form) + reply.text)
    return reply


def _again(form: WrittenForm) -> str:
    return f"{text('said-again', form)}\n\n"


def _after_misses(reply: Reply, misses: int) -> Reply:
    if misses < REPHRASE_AFTER:
        return reply
    if misses < PERSON_AFTER:
        return replace(reply, text=f"{text('answer-rephrase', reply.written_form)}{_candidates(reply)}")
    form = reply.written_form
    triage = replace(
        reply.triage, needs_human=True, reasons=tuple(dict.fromkeys((*reply.triage.reasons, Reason.NOT_UNDERSTOOD)))
    )
    return replace(
        reply,
        text=text("answer-person-instead", form),
        passages=(),
        basis=None,
        buttons=_to_a_person(form),
        triage=triage,
    )


def _candidates(reply: Reply) -> str:
    """The part of a question back that shows the likeliest article, which stays."""
    _, _, candidate = reply.text.partition("\n\n")
    return f"\n\n{candidate}" if reply.kind is ReplyKind.CLARIFY and candidate else ""


def _to_a_person(form: WrittenForm) -> tuple[Button, ...]:
    return (
        Button(text("button-see-times", form), ButtonAction.SAY, text("say-book", form)),
        Button(text("button-talk", form), ButtonAction.HANDOFF),
        Button(text("button-articles", form), ButtonAction.OPEN, "/articles"),
    )
