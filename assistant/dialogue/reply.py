"""What an answer is. Defined once, used by the action server that makes it and the web that stores and shows it."""

import datetime
import hashlib
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from assistant.triage import TopicShare, Triage
from knowledge_base.article import Topic, WrittenForm
from knowledge_base.decision import Decision


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
    """A passage of an article as shown in a reply; `text` is Markdown, `score` as in knowledge_base.search.

    `section` counts the article's sections from 1; replies from before it was kept have 0.
    """

    slug: str
    version: int
    title: str
    text: str
    sources: tuple[ShownSource, ...]
    verified_on: datetime.date
    score: float
    heading: str = ""
    section: int = 0


@dataclass(frozen=True)
class Candidate:
    """An article that was weighed: the version that was live in the reply's written form, and its score."""

    slug: str
    version: int
    score: float


@dataclass(frozen=True)
class Basis:
    """On what a reply rests, kept as its answer receipt: what the search decided, from what, and by which thresholds.

    `threshold` is the floor, and `answerable` what is held against it: how probable it is that one of the articles
    answers, None in receipts from before. `topics` is what triage gave every topic, `intent` Rasa's likeliest.
    `leans_on` is the digest of the question that was searched together with the message, "" if there was none: words
    are stored only once.
    Receipts from before decisions were kept have none, and nothing but the index build and the floor.
    """

    index_build: str
    threshold: float
    decision: Decision | None = None
    sure: float = 0.0
    gap: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    topics: tuple[TopicShare, ...] = ()
    intent: str = ""
    leans_on: str = ""
    answerable: float | None = None


@dataclass(frozen=True)
class Reply:
    """One answer to one message. `text` is Markdown.

    `offered` are articles that may have been meant instead of those shown; each is among the buttons. `narrowed_to` is
    what the researcher said of themselves earlier, in words, if the answer was chosen by it.
    """

    kind: ReplyKind
    text: str
    written_form: WrittenForm
    passages: tuple[ShownPassage, ...] = ()
    buttons: tuple[Button, ...] = ()
    triage: Triage = field(default_factory=Triage)
    basis: Basis | None = None
    narrowed_to: tuple[str, ...] = ()
    offered: tuple[Candidate, ...] = ()

    @property
    def rests_on(self) -> tuple[Candidate, ...]:
        """The articles whose passages it shows, or the one that has lapsed."""
        if self.basis and self.basis.decision is Decision.LAPSED:
            return self.basis.candidates[:1]
        return tuple(Candidate(passage.slug, passage.version, passage.score) for passage in self.passages)

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
            basis=_basis(fields["basis"]) if fields.get("basis") else None,
            narrowed_to=tuple(map(str, fields.get("narrowed_to", ()))),
            offered=tuple(Candidate(**candidate) for candidate in fields.get("offered", ())),
        )


def digest_of(question: str) -> str:
    """By what a question is found again among the messages of its conversation: the SHA-256 of its words."""
    return hashlib.sha256(question.encode()).hexdigest()


def _basis(fields: dict[str, Any]) -> Basis:
    decision = fields.get("decision")
    return Basis(
        index_build=fields["index_build"],
        threshold=float(fields["threshold"]),
        decision=Decision(decision) if decision else None,
        sure=float(fields.get("sure", 0.0)),
        gap=float(fields.get("gap", 0.0)),
        candidates=tuple(Candidate(**candidate) for candidate in fields.get("candidates", ())),
        topics=tuple(TopicShare(Topic(one["topic"]), float(one["confidence"])) for one in fields.get("topics", ())),
        intent=fields.get("intent", ""),
        leans_on=fields.get("leans_on", ""),
        answerable=fields.get("answerable"),
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
        section=int(fields.get("section", 0)),
    )
