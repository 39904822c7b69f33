"""The reply to a question, from what was found; never made up."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.asked import MAX_PASSAGES, Asked
from assistant.articles import LiveVariant
from assistant.dialogue.reply import Button, ButtonAction, Candidate, Reply, ReplyKind, ShownPassage, ShownSource
from assistant.texts import date, text
from assistant.triage import Reason, Triage
from knowledge_base.article import Kind, Source, WrittenForm
from knowledge_base.decision import Decision
from knowledge_base.search import Hit

_KINDS = {
    Kind.INFORMATION: ReplyKind.ANSWER,
    Kind.LEARNING: ReplyKind.LEARNING,
    Kind.GUIDANCE: ReplyKind.GUIDANCE,
}


def reply_to(asked: Asked) -> Reply:
    """The passages that answer a question, a question back, or an honest "I do not have that"."""
    ranked, found, decision = asked.search()
    return replace(_made_of(asked, ranked, found, decision), basis=asked.basis(ranked, decision))


def _made_of(
    asked: Asked, ranked: Sequence[Hit], found: Sequence[tuple[Hit, LiveVariant]], decision: Decision
) -> Reply:
    match decision:
        case Decision.ANSWER:
            return _answer(asked, found)
        case Decision.CLARIFY:
            # A question back has room for three: even one that is improbable may be what was meant.
            return _clarify(asked, asked.find(ranked[:MAX_PASSAGES]))
        case Decision.LAPSED:
            return _lapsed(asked, found)
        case Decision.UNKNOWN:
            return _unknown(asked, ranked)


def _answer(asked: Asked, found: Sequence[tuple[Hit, LiveVariant]]) -> Reply:
    _, first = found[0]
    triage = asked.assess(*_reasons_of(first))
    shown = _nearest(found)
    others = [one for one in found if one not in shown]
    return Reply(
        kind=ReplyKind.GUIDANCE if triage.needs_human else _KINDS[first.variant.kind],
        text=first.variant.answer,
        written_form=asked.form,
        passages=tuple(_shown(hit, live) for hit, live in shown),
        offered=tuple(Candidate(hit.slug, live.number, round(hit.score, 4)) for hit, live in others),
        buttons=(*_titles(others, label="button-did-you-mean"), *_next_steps(asked.form, triage)),
        triage=triage,
        narrowed_to=asked.narrowed_to(found),
    )


def _clarify(asked: Asked, found: Sequence[tuple[Hit, LiveVariant]]) -> Reply:
    """Several articles may be meant: say so, show the likeliest, and ask which it is; each is a button.

    The passages are the candidates, best first.
    """
    _, likeliest = found[0]
    triage = asked.assess()
    opening = text("answer-clarify", asked.form)
    return Reply(
        kind=ReplyKind.CLARIFY,
        text=f"{opening}\n\n**{likeliest.variant.title}.** {likeliest.variant.answer}",
        written_form=asked.form,
        passages=tuple(_shown(hit, live) for hit, live in found),
        buttons=(*_titles(found), *_next_steps(asked.form, triage)),
        triage=triage,
        narrowed_to=asked.narrowed_to(found),
    )


def _lapsed(asked: Asked, found: Sequence[tuple[Hit, LiveVariant]]) -> Reply:
    """The answer has to be verified anew: its subject and its sources, and nothing of what it says.

    What answers another sentence of the message is a button.
    """
    (hit, live), *others = _nearest(found)
    variant, form = live.variant, asked.form
    until = date(asked.shelf.knowledge_base.valid_until(hit.slug), form)
    opening = text("answer-lapsed", form, title=variant.title, until=until, count=len(variant.sources))
    sources = "\n".join(f"- {_named(source, form)}" for source in variant.sources)
    triage = asked.assess(Reason.LAPSED, *_reasons_of(live))
    return Reply(
        kind=ReplyKind.UNKNOWN,
        text=f"{opening}\n\n{sources}\n\n{text('answer-lapsed-person', form)}",
        written_form=form,
        buttons=(*_titles(others), *_next_steps(form, triage)),
        triage=triage,
    )


def _named(source: Source, form: WrittenForm) -> str:
    """A source as Markdown, its address spelt out."""
    is_undated = source.as_of == "undated"
    as_of = text("reply-undated", form) if is_undated else text("reply-as-of", form, date=source.as_of)
    return f"{source.title}{f': <{source.url}>' if source.url else ''} ({as_of})"


def _unknown(asked: Asked, ranked: Sequence[Hit]) -> Reply:
    triage = asked.assess(Reason.NO_ANSWER)
    nearest = _titles(asked.find(ranked[:2])) if triage.topics else ()
    return Reply(
        kind=ReplyKind.UNKNOWN,
        text=text("answer-unknown-near" if nearest else "answer-unknown", asked.form),
        written_form=asked.form,
        buttons=(*nearest, *_next_steps(asked.form, triage)),
        triage=triage,
    )


def _reasons_of(live: LiveVariant) -> tuple[Reason, ...]:
    return (Reason.PERSONAL_CHOICE,) if live.variant.kind is Kind.GUIDANCE else ()


def _nearest(found: Sequence[tuple[Hit, LiveVariant]]) -> list[tuple[Hit, LiveVariant]]:
    best, _ = found[0]
    return [(hit, live) for hit, live in found if hit.is_near(best)]


def _titles(found: Sequence[tuple[Hit, LiveVariant]], label: str = "") -> tuple[Button, ...]:
    """A button for each article, which says its title; `label` is the id of a text around it."""
    variants = [live.variant for _, live in found]
    return tuple(
        Button(text(label, one.written_form, title=one.title) if label else one.title, ButtonAction.SAY, one.title)
        for one in variants
    )


def _next_steps(form: WrittenForm, triage: Triage) -> tuple[Button, ...]:
    talk = Button(text("button-talk", form), ButtonAction.HANDOFF)
    times = Button(text("button-see-times", form), ButtonAction.SAY, text("say-book", form))
    return (times, talk) if triage.needs_human else (talk,)


def _shown(hit: Hit, live: LiveVariant) -> ShownPassage:
    variant = live.variant
    place = min(hit.section, len(variant.sections) - 1)
    section = variant.sections[place]
    return ShownPassage(
        slug=variant.slug,
        version=live.number,
        title=variant.title,
        heading=section.heading,
        section=place + 1,
        text=section.text,
        sources=tuple(ShownSource(s.title, s.url, s.as_of) for s in variant.sources_of(section)),
        verified_on=variant.verified_on,
        score=round(hit.score, 4),
    )
