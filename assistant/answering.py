"""The answer to a question: searched, never made up. The action server and `veivalg predict` both come here."""

import datetime
from collections.abc import Mapping, Sequence

from assistant.articles import Library, LiveVariant
from assistant.clock import Clock, today_in_oslo
from assistant.dialogue.reply import (
    Basis,
    Button,
    ButtonAction,
    Reply,
    ReplyKind,
    ShownPassage,
    ShownSource,
)
from assistant.texts import text
from assistant.triage import Reason, Triage, assess
from knowledge_base.article import Kind, Topic, WrittenForm
from knowledge_base.search import Decision, Hit, KnowledgeBase

MAX_PASSAGES = 3
# Another article is shown beside the first only if it comes this near to it.
NEARNESS = 0.85

_KINDS = {
    Kind.INFORMATION: ReplyKind.ANSWER,
    Kind.LEARNING: ReplyKind.LEARNING,
    Kind.GUIDANCE: ReplyKind.GUIDANCE,
}


def answer(
    library: Library, clock: Clock, question: str, form: WrittenForm, *, probabilities: Mapping[str, float]
) -> Reply:
    """The reply to a question: the passages that answer it, or an honest "I do not have that".

    `probabilities` are the classifier's for each intent. Both kinds of reply offer a person; where the message
    is about a choice of the researcher's own, the offer says why.
    """
    knowledge_base = library.knowledge_base()
    topics = {topic: probabilities.get(topic, 0.0) for topic in Topic}
    hits = knowledge_base.search(question, today=today_in_oslo(clock), topics=topics, limit=MAX_PASSAGES)
    found = [(hit, live) for hit in hits if (live := library.live(hit.slug, form)) is not None]
    if not found:
        return _unknown(knowledge_base, question, form, probabilities, today=today_in_oslo(clock))
    if knowledge_base.decide(hits) is Decision.CLARIFY:
        return _clarify(knowledge_base, question, form, probabilities, found)
    (best, first), *others = found
    near = [(hit, live) for hit, live in others if hit.score >= NEARNESS * best.score]
    triage = assess(question, probabilities, reasons=_reasons(first))
    return Reply(
        kind=ReplyKind.GUIDANCE if triage.needs_human else _KINDS[first.variant.kind],
        text=first.variant.answer,
        written_form=form,
        passages=tuple(_shown(hit, live) for hit, live in [(best, first), *near]),
        buttons=_next_steps(form, triage),
        triage=triage,
        basis=Basis(knowledge_base.index.build, knowledge_base.weights.floor),
    )


def _clarify(
    knowledge_base: KnowledgeBase,
    question: str,
    form: WrittenForm,
    probabilities: Mapping[str, float],
    found: Sequence[tuple[Hit, LiveVariant]],
) -> Reply:
    """Several articles may be meant: ask which, by their titles. The passages are the candidates."""
    triage = assess(question, probabilities)
    titles = tuple(Button(live.variant.title, ButtonAction.SAY, live.variant.title) for _, live in found)
    return Reply(
        kind=ReplyKind.CLARIFY,
        text=text("answer-clarify", form),
        written_form=form,
        passages=tuple(_shown(hit, live) for hit, live in found),
        buttons=(*titles, *_next_steps(form, triage)),
        triage=triage,
        basis=Basis(knowledge_base.index.build, knowledge_base.weights.floor),
    )


def _reasons(first: LiveVariant) -> tuple[Reason, ...]:
    return (Reason.PERSONAL_CHOICE,) if first.variant.kind is Kind.GUIDANCE else ()


def _unknown(
    knowledge_base: KnowledgeBase,
    question: str,
    form: WrittenForm,
    probabilities: Mapping[str, float],
    *,
    today: datetime.date,
) -> Reply:
    triage = assess(question, probabilities, reasons=(Reason.NO_ANSWER,))
    nearest = knowledge_base.rank(question, today=today)[:2] if triage.topics else []
    variants = [variant for hit in nearest if (variant := knowledge_base.variant(hit.slug, form))]
    near = tuple(Button(variant.title, ButtonAction.SAY, variant.title) for variant in variants)
    return Reply(
        kind=ReplyKind.UNKNOWN,
        text=text("answer-unknown-near" if near else "answer-unknown", form),
        written_form=form,
        buttons=(*near, *_next_steps(form, triage)),
        triage=triage,
    )


def _next_steps(form: WrittenForm, triage: Triage) -> tuple[Button, ...]:
    talk = Button(text("button-talk", form), ButtonAction.HANDOFF)
    times = Button(text("button-see-times", form), ButtonAction.SAY, text("say-book", form))
    return (times, talk) if triage.needs_human else (talk,)


def _shown(hit: Hit, live: LiveVariant) -> ShownPassage:
    variant = live.variant
    section = variant.sections[min(hit.section, len(variant.sections) - 1)]
    return ShownPassage(
        slug=variant.slug,
        version=live.number,
        title=variant.title,
        heading=section.heading,
        text=section.text,
        sources=tuple(ShownSource(s.title, s.url, s.as_of) for s in variant.sources_of(section)),
        verified_on=variant.verified_on,
        score=round(hit.score, 4),
    )
