"""What an answer is. Defined once, used by the action server that makes it and the web that stores and shows it."""

import datetime
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from assistant.triage import Triage
from knowledge_base.article import WrittenForm


class ReplyKind(StrEnum):
    """What sort of answer it is; the page chooses its card by it."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    UNKNOWN = "unknown"
    GUIDANCE = "guidance"
    LEARNING = "learning"
    HANDOFF = "handoff"
    BOOKING = "booking"
    CRISIS = "crisis"
    SMALLTALK = "smalltalk"
    NOTICE = "notice"


class ButtonAction(StrEnum):
    """What a button does with its value."""

    SAY = "say"  # Send the value as the researcher's next message.
    OPEN = "open"  # Go to the page whose path is the value.
    HANDOFF = "handoff"  # Ask for a counsellor; no value.
    FORM = "form"  # Change the conversation's written form to the value.


@dataclass(frozen=True)
class Button:
    """A next step offered with a reply."""

    label: str
    action: ButtonAction
    value: str = ""


@dataclass(frozen=True)
class ShownSource:
    """A source as shown under a passage."""

    title: str
    url: str
    as_of: str


@dataclass(frozen=True)
class ShownPassage:
    """A passage of an article as shown in a reply; `text` is Markdown, `score` as in knowledge_base.search."""

    slug: str
    version: int
    title: str
    text: str
    sources: tuple[ShownSource, ...]
    verified_on: datetime.date
    score: float
    heading: str = ""


@dataclass(frozen=True)
class Basis:
    """On what a reply rests, kept as its answer receipt: the index build, and the score it had to reach."""

    index_build: str
    threshold: float


@dataclass(frozen=True)
class Reply:
    """One answer to one message. `text` is Markdown."""

    kind: ReplyKind
    text: str
    written_form: WrittenForm
    passages: tuple[ShownPassage, ...] = ()
    buttons: tuple[Button, ...] = ()
    triage: Triage = field(default_factory=Triage)
    basis: Basis | None = None

    def to_json(self) -> dict[str, Any]:
        """The reply as JSON values; from_json gives it back."""
        fields = asdict(self)
        for passage in fields["passages"]:
            passage["verified_on"] = passage["verified_on"].isoformat()
        return fields | {"triage": self.triage.to_json()}

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> "Reply":
        """The reply that to_json described. Raises KeyError, TypeError or ValueError for anything else."""
        return cls(
            kind=ReplyKind(fields["kind"]),
            text=str(fields["text"]),
            written_form=WrittenForm(fields["written_form"]),
            passages=tuple(_passage(passage) for passage in fields["passages"]),
            buttons=tuple(
                Button(button["label"], ButtonAction(button["action"]), button["value"]) for button in fields["buttons"]
            ),
            triage=Triage.from_json(fields["triage"]),
            basis=Basis(**fields["basis"]) if fields.get("basis") else None,
        )


def _passage(fields: dict[str, Any]) -> ShownPassage:
    return ShownPassage(
        slug=fields["slug"],
        version=int(fields["version"]),
        title=fields["title"],
        text=fields["text"],
        sources=tuple(ShownSource(**source) for source in fields["sources"]),
        verified_on=datetime.date.fromisoformat(fields["verified_on"]),
        score=float(fields["score"]),
        heading=fields.get("heading", ""),
    )
