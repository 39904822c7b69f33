"""Stand-ins written by hand, each held to the same contract as the real thing."""

import datetime
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage

import numpy as np

from assistant.crisis.model import Likeness
from assistant.crisis.model import Thresholds as CrisisThresholds
from assistant.dialogue.reply import Reply, ReplyKind
from assistant.errors import AssistantSilent
from assistant.notifications.mailer import MailRefused
from assistant.triage.model import LABELS, NEEDS_HUMAN
from assistant.triage.model import Thresholds as TriageThresholds
from knowledge_base.article import Topic, WrittenForm
from knowledge_base.embedding import HashEmbedder, Vectors

# A Friday afternoon in Norway, in winter time.
NOON = datetime.datetime(2026, 11, 20, 12, 0, tzinfo=datetime.UTC)


class FixedClock:
    """A clock that stands still until it is told to move."""

    def __init__(self, now: datetime.datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime.datetime:
        return self.now

    def advance(self, **duration: float) -> None:
        self.now += datetime.timedelta(**duration)


def echo(text: str, form: WrittenForm) -> list[Reply]:
    return [Reply(kind=ReplyKind.SMALLTALK, text=f"echo: {text}", written_form=form)]


@dataclass
class ScriptedEngine:
    """A dialogue engine that answers as its script says; silent when told so."""

    script: Callable[[str, WrittenForm], list[Reply]] = echo
    silent: bool = False
    said: list[tuple[str, str]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def say(self, conversation: str, text: str, written_form: WrittenForm) -> list[Reply]:
        if self.silent:
            raise AssistantSilent()
        self.said.append((conversation, text))
        replies = self.script(text, written_form)
        if not replies:
            raise AssistantSilent()
        return replies

    def forget(self, conversation: str) -> None:
        if self.silent:
            raise AssistantSilent()
        self.forgotten.append(conversation)

    def is_ready(self) -> bool:
        return not self.silent


@dataclass
class RecordingEmbedder:
    """A hash embedder that keeps the texts it is given."""

    name: str = HashEmbedder.name
    dimension: int = HashEmbedder.dimension
    given: list[str] = field(default_factory=list)

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.given += texts
        return HashEmbedder().embed(texts)


class AlikeEmbedder(HashEmbedder):
    """To it any two different texts have about the same cosine, as to a model that knows little of a language."""

    name = "alike"

    def __init__(self, cosine: float) -> None:
        self._cosine = cosine

    def embed(self, texts: Sequence[str]) -> Vectors:
        common = super().embed(["what all have in common"])
        rows = math.sqrt(self._cosine) * common + math.sqrt(1 - self._cosine) * super().embed(texts)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


_TRIAGE = {"bør": {NEEDS_HUMAN: 0.9}, "kanskje": {NEEDS_HUMAN: 0.4}, "oppsigelse": {Topic.UNCERTAINTY: 0.7}}


class ScriptedTriageModel:
    """Triage's classifier, by single words: "bør" is personal, "kanskje" perhaps, and "oppsigelse" has a topic."""

    thresholds = TriageThresholds(topic=0.5, perhaps_topic=0.5, personal=0.5, perhaps_personal=0.3)

    def probabilities(self, message: str) -> dict[str, float]:
        found = dict.fromkeys(LABELS, 0.01)
        for word, labels in _TRIAGE.items():
            if word in message.casefold():
                found |= labels
        return found


@dataclass
class ScriptedCrisisModel:
    """The crisis gate's classifier; it judges every message alike."""

    probability: float
    category: str = "collapse"

    version = "model-1"
    thresholds = CrisisThresholds(alone=0.8, with_pattern=0.05)

    def judge(self, text: str) -> Likeness:
        return Likeness(self.probability, self.category)


@dataclass
class RecordingMailer:
    """A mailer that keeps what it is given; refuses when told so."""

    refusing: bool = False
    sent: list[EmailMessage] = field(default_factory=list)

    def send(self, mail: EmailMessage) -> None:
        if self.refusing:
            raise MailRefused("told to refuse")
        self.sent.append(mail)
