"""Plain functions that make what a test needs, with defaults for all it does not care about."""

import datetime
import math
from dataclasses import replace
from itertools import count

from sqlalchemy.orm import Session

from assistant import booking, people
from assistant.conversations import ConversationView, begin
from assistant.people import Profile, Role
from knowledge_base.article import Variant, WrittenForm, parse
from knowledge_base.ranking import FEATURES
from knowledge_base.search import Weights
from tests.fakes import NOON

_numbers = count(1)

PASSWORD = "a long enough password"


def make_person(
    session: Session,
    *roles: Role,
    name: str = "Ida Rettleiar",
    email: str | None = None,
    password: str | None = PASSWORD,
    now: datetime.datetime = NOON,
) -> Profile:
    email = email or f"person{next(_numbers)}@example.org"
    profile, _ = people.register(session, email=email, name=name, roles=roles, password=password, now=now, by="test")
    return profile


def make_counsellor(session: Session, *, hours: list[booking.Hours] | None = None, **fields: str) -> Profile:
    counsellor = make_person(session, Role.COUNSELLOR, **fields)
    booking.replace_hours(session, counsellor=counsellor, hours=hours or booking.ordinary_week(), now=NOON)
    return counsellor


def make_conversation(
    session: Session, *, written_form: WrittenForm = WrittenForm.BOKMAL, now: datetime.datetime = NOON
) -> tuple[ConversationView, str]:
    return begin(session, written_form=written_form, now=now)


ARTICLE = """---
slug: {slug}
written_form: {form}
title: {title}
topic: {topic}
kind: {kind}
applies_to: Everybody.
answer: {answer}
questions:
{questions}
not_covered: Nothing else.
next_steps: [counsellor]
related: []
verified:
  date: {verified}
  by: editor
  holds: {holds}
sources:
  - id: law
    title: The law
    url: https://example.org/law
    as_of: "2026"
---
## First heading

{body}[^law]

## Second heading

More about {title}.[^law]
"""


def make_document(
    slug: str = "notice",
    form: WrittenForm = WrittenForm.BOKMAL,
    *,
    title: str = "Oppsigelsestid",
    topic: str = "uncertainty",
    kind: str = "information",
    answer: str = "Oppsigelsestiden er tre måneder.",
    body: str = "Etter ett år er den tre måneder.",
    questions: list[str] | None = None,
    verified: str = "2026-11-20",
    holds: str = "yearly",
) -> str:
    asked = questions or [f"{title} {slug} {form} spørsmål {number}?" for number in range(8)]
    return ARTICLE.format(
        slug=slug, form=form, title=title, topic=topic, kind=kind, answer=answer, body=body, verified=verified,
        holds=holds, questions="\n".join(f"  - {question}" for question in asked),
    )  # fmt: skip


def make_variant(slug: str = "notice", form: WrittenForm = WrittenForm.BOKMAL, **fields: str) -> Variant:
    return parse(make_document(slug, form, **fields))


def make_weights(**changed: float) -> Weights:
    """Weights of a search, so that no test depends on those that were calibrated last."""
    coefficients = dict.fromkeys(FEATURES, 0.5) | {
        "meaning of question": 3.0, "words of question": 1.5, "letters of question": 1.5, "meaning of the best": 2.5,
    }  # fmt: skip
    coefficients |= {name: 0.0 for name in FEATURES if name.endswith("the nearest") or name.startswith("place")}
    scope = {"lead of the best": 14.0, "lead of the nearest": 0.0}
    return replace(Weights(coefficients, scope, bias=-7.0, floor=0.34, sure=0.58, gap=0.3), **changed)


def meaning_that_is(answerable: float) -> float:
    """The cosine with the nearest passage at which it is so probable that an article answers."""
    weights = make_weights()
    return (math.log(answerable / (1 - answerable)) - weights.bias) / sum(weights.scope.values())
