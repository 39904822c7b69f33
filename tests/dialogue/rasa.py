"""Replies as Rasa gives them back, and an engine that asks it for them."""

import datetime
from typing import Any

from assistant.dialogue.rasa import RasaEngine
from assistant.dialogue.reply import (
    Basis,
    Button,
    ButtonAction,
    Candidate,
    Reply,
    ReplyKind,
    ShownPassage,
    ShownSource,
    digest_of,
)
from assistant.triage import Reason, TopicShare, Triage, Urgency
from knowledge_base.article import Topic, WrittenForm
from knowledge_base.decision import Decision

NB = WrittenForm.BOKMAL
CONVERSATION = "7c8a91c1-923b-44a5-b916-506026b8411c"
FORGET = f"/conversations/{CONVERSATION}/tracker/events"
SECRET = "shared & secret"

ANSWER = Reply(
    kind=ReplyKind.GUIDANCE,
    text="Oppsigelsestiden er **tre måneder**.",
    written_form=NB,
    passages=(
        ShownPassage(
            slug="quitting-and-notice",
            version=3,
            title="Si opp",
            text="Etter ett år.",
            sources=(ShownSource("Statsansatteloven", "https://lovdata.no/lov/2017-06-16-67", "2026-07-02"),),
            verified_on=datetime.date(2026, 11, 20),
            score=0.8277,
            heading="Frister",
        ),
    ),
    buttons=(Button("Snakk med en veileder", ButtonAction.HANDOFF), Button("Ny time", ButtonAction.SAY, "bestill")),
    triage=Triage((TopicShare(Topic.UNCERTAINTY, 0.67),), Urgency.SOON, True, (Reason.STRAIN,)),
    basis=Basis(
        "0123456789ab",
        0.42,
        Decision.ANSWER,
        0.5,
        0.1,
        (Candidate("quitting-and-notice", 3, 0.8277), Candidate("contract-ending", 1, 0.3)),
        (TopicShare(Topic.UNCERTAINTY, 0.67),),
        "uncertainty",
        digest_of("Kan jeg si opp?"),
    ),
)
GREETING = Reply(kind=ReplyKind.SMALLTALK, text="Hei!", written_form=NB)


def uttered(*replies: Reply) -> list[dict[str, Any]]:
    """Replies as Rasa's REST channel gives them back."""
    return [{"recipient_id": CONVERSATION, "custom": reply.to_json()} for reply in replies]


def engine_at(url: str, timeout_s: float = 10) -> RasaEngine:
    return RasaEngine(url, SECRET, timeout_s)
