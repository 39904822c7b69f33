"""The answer to a question: searched, never made up. The action server and `veivalg predict` both come here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.articles import Library, LiveVariant, Shelf
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
from assistant.triage import Reason, Triage, Triager
from knowledge_base.article import Kind, WrittenForm
from knowledge_base.search import Decision, Hit

MAX_PASSAGES = 3
# A message this near to an article is nearly in its own words, and asks for it whatever the classifier says.
EXACT = 0.8
# Another article is shown beside the first only if it comes this near to it.
NEARNESS = 0.85

_KINDS = {
    Kind.INFORMATION: ReplyKind.ANSWER,
    Kind.LEARNING: ReplyKind.LEARNING,
    Kind.GUIDANCE: ReplyKind.GUIDANCE,
}


@dataclass(frozen=True)
class _Asked:
    """A question with everything that its reply is made from."""

    text: str
    form: WrittenForm
    probabilities: Mapping[str, float]
    shelf: Shelf
    triager: Triager

    def assess(self, *reasons: Reason) -> Triage:
        """The triage, with what is known of the answer."""
        return self.triager.assess(self.text, self.probabilities, reasons=reasons)

    def find(self, hits: Sequence[Hit]) -> list[tuple[Hit, LiveVariant]]:
        """The hits that are live in the reply's written form."""
        return [(hit, live) for hit in hits if (live := self.shelf.live(hit.slug, self.form)) is not None]

    @property
    def basis(self) -> Basis:
        """What the answer receipt keeps."""
        knowledge_base = self.shelf.knowledge_base
        return Basis(knowledge_base.index.build, knowledge_base.weights.floor)


class Answerer:
    """Answers questions from the library. `probabilities` are always Rasa's for each intent."""

    def __init__(self, library: Library, triager: Triager, clock: Clock) -> None:
        self._library = library
        self._triager = triager
        self._clock = clock

    def answer(self, question: str, form: WrittenForm, *, probabilities: Mapping[str, float]) -> Reply:
        """The reply to a question: the passages that answer it, a question back, or an honest "I do not have that".

        Every kind of reply offers a person; where the message is about a choice of the researcher's own, the offer
        says why.
        """
        asked = _Asked(question, form, probabilities, self._library.shelf(), self._triager)
        knowledge_base = asked.shelf.knowledge_base
        ranked = knowledge_base.rank(
            question, today=today_in_oslo(self._clock), topics=self._triager.topic_probabilities(question)
        )
        found = asked.find(knowledge_base.near(ranked, limit=MAX_PASSAGES))
        match knowledge_base.decide([hit for hit, _ in found]):
            case Decision.ANSWER:
                return _answer(asked, found)
            case Decision.CLARIFY:
                # Below the floor no article is an answer, but beside one above it another may be what was meant.
                return _clarify(asked, asked.find(ranked[:MAX_PASSAGES]))
            case Decision.UNKNOWN:
                return _unknown(asked, ranked)

    def answer_if_exact(self, question: str, form: WrittenForm, *, probabilities: Mapping[str, float]) -> Reply | None:
        """The reply to a message in nearly an article's own words, or None.

        For messages that the classifier takes for small talk or a service: "Må jeg ha LinkedIn?" is neither.
        """
        best = self._library.knowledge_base().rank(question, today=today_in_oslo(self._clock))[:1]
        if not best or best[0].score < EXACT:
            return None
        return self.answer(question, form, probabilities=probabilities)

    def answer_if_personal(
        self, question: str, form: WrittenForm, *, probabilities: Mapping[str, float]
    ) -> Reply | None:
        """The reply to a message about the researcher's own choice or strain, or None.

        For messages that the classifier takes for small talk: nobody who writes "I do not know if I should quit" is
        to be told "all right".
        """
        if not self._triager.assess(question, probabilities).is_personal:
            return None
        return self.answer(question, form, probabilities=probabilities)


def _answer(asked: _Asked, found: Sequence[tuple[Hit, LiveVariant]]) -> Reply:
    (best, first), *others = found
    near = [(hit, live) for hit, live in others if hit.score >= NEARNESS * best.score]
    is_personal = first.variant.kind is Kind.GUIDANCE
    triage = asked.assess(*((Reason.PERSONAL_CHOICE,) if is_personal else ()))
    return Reply(
        kind=ReplyKind.GUIDANCE if triage.needs_human else _KINDS[first.variant.kind],
        text=first.variant.answer,
        written_form=asked.form,
        passages=tuple(_shown(hit, live) for hit, live in [(best, first), *near]),
        buttons=_next_steps(asked.form, triage),
        triage=triage,
        basis=asked.basis,
    )


def _clarify(asked: _Asked, found: Sequence[tuple[Hit, LiveVariant]]) -> Reply:
    """Several articles may be meant: say so, show the likeliest, and ask whether it is one of the others.

    The passages are the candidates, best first.
    """
    (_, likeliest), *others = found
    triage = asked.assess()
    opening = text("answer-clarify", asked.form)
    return Reply(
        kind=ReplyKind.CLARIFY,
        text=f"{opening}\n\n**{likeliest.variant.title}.** {likeliest.variant.answer}",
        written_form=asked.form,
        passages=tuple(_shown(hit, live) for hit, live in found),
        buttons=(*_titles(others), *_next_steps(asked.form, triage)),
        triage=triage,
        basis=asked.basis,
    )


def _unknown(asked: _Asked, ranked: Sequence[Hit]) -> Reply:
    triage = asked.assess(Reason.NO_ANSWER)
    nearest = _titles(asked.find(ranked[:2])) if triage.topics else ()
    return Reply(
        kind=ReplyKind.UNKNOWN,
        text=text("answer-unknown-near" if nearest else "answer-unknown", asked.form),
        written_form=asked.form,
        buttons=(*nearest, *_next_steps(asked.form, triage)),
        triage=triage,
    )


def _titles(found: Sequence[tuple[Hit, LiveVariant]]) -> tuple[Button, ...]:
    return tuple(Button(live.variant.title, ButtonAction.SAY, live.variant.title) for _, live in found)


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
