"""What is remembered from one turn to the next, in Rasa's slots: short-lived, and never our record.

Two-stage fallback: a question that was not understood is asked back about first, then the researcher is asked to put it
in other words, then a person is offered. Nobody is told the same sentence twice in a row: what articles say is said to
be the same, and then a person is offered; what we say ourselves has variants.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.sessions.offer import NO_OFFER, Offer, Offered
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.texts import has_text, text
from assistant.triage import Reason
from knowledge_base.article import WrittenForm

OFFERED = "offered"
MISSES, ASKED, SAID, SAID_KIND = "misses", "asked", "said", "said_kind"

REPHRASE_AFTER = 2
PERSON_AFTER = 3
_MISSED = {ReplyKind.CLARIFY, ReplyKind.UNKNOWN}
# What answers a question for good ends a row of misses; small talk in between does not.
_TOLD = {ReplyKind.ANSWER, ReplyKind.GUIDANCE, ReplyKind.LEARNING}
_ANSWERED = _TOLD | {ReplyKind.HANDOFF, ReplyKind.BOOKING}


@dataclass(frozen=True)
class Memory:
    """What the last turn left: what it offered, how many in a row were misses, what was asked, what was said.

    `said_kind` is the kind of the reply that "no" would turn down: the last one, but for an "all right" to a "no".
    """

    offered: Offer = NO_OFFER
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
            offered=Offer.of(tracker.get_slot(OFFERED)),
            misses=int(tracker.get_slot(MISSES) or 0),
            asked=str(tracker.get_slot(ASKED) or ""),
            said=str(tracker.get_slot(SAID) or ""),
            said_kind=str(tracker.get_slot(SAID_KIND) or ""),
        )

    def after(self, reply: Reply, *, asked: str = "", refused: bool = False, offer: Offer = NO_OFFER) -> "Memory":
        """The memory after a reply: `asked` is the question it answered, if there was one, `offer` what it offers.

        A reply that offers nothing itself offers a session where a person is needed.
        """
        misses = self.misses
        # "No" and "no" again turn down the same reply, until a person is offered.
        turns_down = refused and reply.kind is ReplyKind.SMALLTALK and not reply.triage.needs_human
        if is_miss(reply, asked=asked, refused=refused):
            misses += 1
        elif reply.kind in _ANSWERED or _is_lapsed(reply):
            misses = 0
        if offer == NO_OFFER and reply.triage.needs_human:
            offer = Offer(Offered.SESSION)
        return Memory(
            offered=offer,
            misses=misses,
            asked=asked or self.asked,
            said=reply.text,
            said_kind=self.said_kind if turns_down else reply.kind,
        )

    def to_slots(self) -> list[dict[str, Any]]:
        """The events that set the slots."""
        values = {
            OFFERED: self.offered.to_slot(), MISSES: float(self.misses), ASKED: self.asked, SAID: self.said,
            SAID_KIND: self.said_kind,
        }  # fmt: skip
        return [SlotSet(name, value) for name, value in values.items()]


def is_miss(reply: Reply, *, asked: str, refused: bool) -> bool:
    """Whether a question was asked and not understood, or the last answer turned down and nothing better found."""
    is_missed = bool(asked) and reply.kind in _MISSED and not _is_lapsed(reply)
    return is_missed or (refused and reply.kind is ReplyKind.SMALLTALK)


def _is_lapsed(reply: Reply) -> bool:
    """Whether a question was understood, and its answer has only to be verified anew."""
    return Reason.LAPSED in reply.triage.reasons


def with_memory(reply: Reply, memory: Memory, *, asked: str = "", refused: bool = False) -> Reply:
    """The reply as it is to be said after what went before; the arguments are those of Memory.after."""
    if is_miss(reply, asked=asked, refused=refused):
        reply = _after_misses(reply, memory)
    again = f"{text('said-again', reply.written_form)}\n\n{reply.text}"
    if memory.said == again:
        return _person_instead(replace(reply, kind=ReplyKind.UNKNOWN), memory)
    if memory.said == reply.text and reply.kind in _MISSED | _TOLD:
        return replace(reply, text=again)
    return reply


def varied(name: str, form: WrittenForm, memory: Memory, **values: str | int) -> str:
    """The text `name`, or its next variant (`name-2`, `name-3`) if the last reply ended with one of them."""
    variants = [text(one, form, **values) for one in _variants(name, form)]
    said = next((place for place, words in enumerate(variants) if memory.said.endswith(words)), -1)
    return variants[(said + 1) % len(variants)]


def _variants(name: str, form: WrittenForm) -> Iterator[str]:
    yield name
    for number in count(2):
        if not has_text(f"{name}-{number}", form):
            return
        yield f"{name}-{number}"


def _after_misses(reply: Reply, memory: Memory) -> Reply:
    misses = memory.misses + 1
    if misses < REPHRASE_AFTER:
        return reply
    if misses < PERSON_AFTER:
        return replace(reply, text=f"{text('answer-rephrase', reply.written_form)}{_candidates(reply)}")
    return _person_instead(reply, memory)


def _person_instead(reply: Reply, memory: Memory) -> Reply:
    form = reply.written_form
    triage = replace(
        reply.triage, needs_human=True, reasons=tuple(dict.fromkeys((*reply.triage.reasons, Reason.NOT_UNDERSTOOD)))
    )
    return replace(
        reply,
        text=varied("answer-person-instead", form, memory),
        passages=(),
        offered=(),
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
