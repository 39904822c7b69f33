"""What a message asks for, and why: topics, urgency, and whether a person should be offered.

Rules over what Rasa classified; each outcome carries a reason that can be shown to counsellors.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from knowledge_base.article import Topic

TOPIC_FLOOR = 0.2
FALLBACK = "nlu_fallback"


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
    STRAIN = "strain"
    NO_ANSWER = "no_answer"
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


# A choice or a feeling that is the writer's own: facts help, but no article can settle it.
_PERSONAL_CHOICE = re.compile(
    r"\b(bør|burde|skal|skulle|tør|torer|orker|orkar|klarer|klarar|passer|passar|duger|dugar) (jeg|eg|æ|vi)\b"
    r"|\b(hva|kva) (kan|vil|bør|skal) (jeg|eg) (egentlig|eigentleg|egentleg|bli|velge|velje)\b"
    r"|\b(jeg|eg) (er |føler meg |kjenner meg |kjenner meg |føler meg )?(så |veldig |helt |heilt )?"
    r"(usikker|fortvilet|fortvila|redd|i tvil|rådvill|ulykkelig|ulukkeleg|ensom|einsam)\b"
    r"|\b(vet|veit) (ikke|ikkje) (om|hva|kva|hvordan|korleis) (jeg|eg)\b|\b(ønsker|ønskjer) (meg|jeg|eg)\b"
    r"|\b(jeg|eg) trenger hjelp\b|\b(eg) treng hjelp\b|\bgod nok\b"
    r"|\bshould (i|we)\b|\bam i (good|smart|clever|too|even|really)\b|\bdo i (belong|fit|deserve)\b"
    r"|\bi('m| am) (so |very |not |really )?(unsure|uncertain|afraid|scared|torn|lost|worried|sure (if|what|whether))\b"
    r"|\bi (don't|do not|dont) know (if|whether|what) (i|to)\b|\bi need help\b|\bgood enough\b|\bworth it for me\b",
    re.IGNORECASE,
)

# Signs of strain that are no crisis, but that a person should see before long.
_STRAIN = re.compile(
    r"\b(utbrent|utslitt|utbrend|gråter|grater|græt|får ikke sove|får ikkje sove|søv ikkje|trakassert|trakassering"
    r"|mobbet|mobba|mobbing|truer|truar|angst|sykmeldt|sjukmeld|sjukmeldt|orker ikke mer|orkar ikkje meir"
    r"|burn(ed|t)? ?out|crying|can't sleep|cannot sleep|harass(ed|ment)|bullied|bullying|threaten(s|ed)|panic"
    r"|anxiety|can't take (it|this)|exhausted)\b",
    re.IGNORECASE,
)


def likeliest(probabilities: Mapping[str, float]) -> str:
    """The intent with the highest probability; Rasa's own fallback stands for none and does not count."""
    return max((name for name in probabilities if name != FALLBACK), key=lambda name: probabilities[name], default="")


def topics_in(probabilities: Mapping[str, float]) -> tuple[TopicShare, ...]:
    """The topics that reach the floor, best first; the likeliest of all intents counts however low it is."""
    first = likeliest(probabilities)
    shares = [TopicShare(topic, probabilities[topic]) for topic in Topic if topic in probabilities]
    found = [share for share in shares if share.confidence >= TOPIC_FLOOR or share.topic == first]
    return tuple(sorted(found, key=lambda share: -share.confidence))


def assess(text: str, probabilities: Mapping[str, float], *, reasons: tuple[Reason, ...] = ()) -> Triage:
    """The triage of a message, from its words and the classifier's probabilities.

    `reasons` are those the caller already knows, for example that the researcher asked for a person.
    """
    # Phones type a curly apostrophe in "can't sleep".
    plain = text.replace("\u2019", "'")
    found = [*reasons]
    if _PERSONAL_CHOICE.search(plain):
        found.append(Reason.PERSONAL_CHOICE)
    if _STRAIN.search(plain):
        found.append(Reason.STRAIN)
    return Triage(
        topics=topics_in(probabilities),
        urgency=Urgency.SOON if Reason.STRAIN in found else Urgency.NORMAL,
        needs_human=bool(set(found) - {Reason.NO_ANSWER}),
        reasons=tuple(dict.fromkeys(found)),
    )
