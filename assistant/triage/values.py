"""The triage of a message: topics, urgency, whether a person should be offered, and why."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from knowledge_base.article import Topic


class Urgency(StrEnum):
    """How soon a person should look."""

    NORMAL = "normal"
    SOON = "soon"
    CRISIS = "crisis"


class Reason(StrEnum):
    """Why a message was triaged as it was; the texts `reason-...` tell it to people."""

    ASKED_FOR_PERSON = "asked_for_person"
    ASKED_TO_BOOK = "asked_to_book"
    PERSONAL_CHOICE = "personal_choice"
    PERHAPS_PERSONAL = "perhaps_personal"
    STRAIN = "strain"
    NO_ANSWER = "no_answer"
    LAPSED = "lapsed"
    NOT_UNDERSTOOD = "not_understood"
    CRISIS = "crisis"


@dataclass(frozen=True)
class TopicShare:
    """A topic with the classifier's probability for it."""

    topic: Topic
    confidence: float


@dataclass(frozen=True)
class Triage:
    """The triage of one message."""

    topics: tuple[TopicShare, ...] = ()
    urgency: Urgency = Urgency.NORMAL
    needs_human: bool = False
    reasons: tuple[Reason, ...] = ()

    @property
    def is_personal(self) -> bool:
        """Whether it is surely, not just perhaps, about the writer's own choice or strain."""
        return bool({Reason.PERSONAL_CHOICE, Reason.STRAIN} & set(self.reasons))

    def to_json(self) -> dict[str, Any]:
        """As JSON values; from_json gives it back."""
        return asdict(self)

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> "Triage":
        """The triage that to_json described."""
        return cls(
            topics=tuple(TopicShare(Topic(part["topic"]), float(part["confidence"])) for part in fields["topics"]),
            urgency=Urgency(fields["urgency"]),
            needs_human=bool(fields["needs_human"]),
            reasons=tuple(Reason(reason) for reason in fields["reasons"]),
        )
