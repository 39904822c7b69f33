"""The answer to a question: searched, never made up. The action server and `veivalg predict` both come here."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

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
from assistant.follow_up import in_context
from assistant.texts import text
from assistant.triage import Reason, Triage, Triager, likeliest
from knowledge_base.article import Kind, Topic, WrittenForm
from knowledge_base.search import Decision, Evidence, Hit

MAX_PASSAGES = 3
# A message this near to an article is nearly in its own words, and asks for it whatever the classifier says.
EXACT = 0.8
# A service that Rasa gives less than this is wrong two times of five (docs/understanding.md): an article that is
# plainly near is then the better guess. Who may be asking for a person is never kept from one.
UNSURE = 0.75
PLAIN = 0.5
# Another article is shown beside the first only if it comes this near to it.
NEARNESS = 0.85

_KINDS = {
    Kind.INFORMATION: ReplyKind.ANSWER,
    Kind.LEARNING: ReplyKind.LEARNING,
    Kind.GUIDANCE: ReplyKind.GUIDANCE,
}


@dataclass(frozen=True)
class Service:
    """What the action of a service intent gives: the kind of its reply, and why it offers a person."""

    kind: ReplyKind
    reasons: tuple[Reason, ...] = ()
    # Behind small talk may stand the writer's own situation, which is then answered instead.
    may_be_personal: bool = False


_SMALL_TALK = Service(ReplyKind.SMALLTALK, may_be_personal=True)
SERVICES = {
    "talk_to_human": Service(ReplyKind.HANDOFF, (Reason.ASKED_FOR_PERSON,)),
    "book_session": Service(ReplyKind.BOOKING, (Reason.ASKED_TO_BOOK,)),
    "cancel_session": Service(ReplyKind.BOOKING),
    "move_session": Service(ReplyKind.BOOKING),
    "greet": _SMALL_TALK,
    "thank": _SMALL_TALK,
    "goodbye": _SMALL_TALK,
    "ask_capabilities": _SMALL_TALK,
    "ask_bot": _SMALL_TALK,
    "ask_privacy": _SMALL_TALK,
    "erase_data": _SMALL_TALK,
    "affirm": _SMALL_TALK,
    "deny": _SMALL_TALK,
    "change_language": Service(ReplyKind.SMALLTALK),
}


@dataclass(frozen=True)
class _Asked:
    """A question with everything that its reply is made from; what takes an encoder is found once."""

    text: str
    form: WrittenForm
    probabilities: Mapping[str, float]
    shelf: Shelf
    triager: Triager
    today: datetime.date
    before: str = ""

    @cached_property
    def evidence(self) -> Evidence:
        """What speaks for each passage: with the question before it, if it leans on one."""
        searched = in_context(self.text, self.before) if self.before else self.text
        return self.shelf.knowledge_base.evidence(searched)

    @cached_property
    def labels(self) -> Mapping[str, float]:
        """Triage's probabilities of the message itself."""
        return self.triager.probabilities(self.text)

    def rank(self, topics: Mapping[Topic, float] | None = None) -> list[Hit]:
        """All articles, best first."""
        return self.shelf.knowledge_base.weigh(self.evidence, today=self.today, topics=topics)

    def search(self) -> tuple[list[Hit], list[tuple[Hit, LiveVariant]], Decision]:
        """All articles, best first; those near enough that are live in the reply's form; and what they allow to say."""
        knowledge_base = self.shelf.knowledge_base
        ranked = self.rank({topic: self.labels[topic] for topic in Topic})
        found = self.find(knowledge_base.near(ranked, limit=MAX_PASSAGES))
        return ranked, found, knowledge_base.decide([hit for hit, _ in found])

    def assess(self, *reasons: Reason) -> Triage:
        """The triage, with what is known of the answer."""
        return self.triager.assess(self.text, self.probabilities, reasons=reasons, labels=self.labels)

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

    def answer(
        self, question: str, form: WrittenForm, *, probabilities: Mapping[str, float], before: str = ""
    ) -> Reply:
        """The reply to a question: the passages that answer it, a question back, or an honest "I do not have that".

        `before` is the question that it leans on: it is searched with it, and assessed without. Every kind of reply
        offers a person; where the message is about a choice of the researcher's own, the offer says why.
        """
        return _reply(self._asked(question, form, probabilities, before))

    def answer_if_exact(self, question: str, form: WrittenForm, *, probabilities: Mapping[str, float]) -> Reply | None:
        """The reply to a message in nearly an article's own words, or None.

        For messages that the classifier takes for small talk or a service: "Må jeg ha LinkedIn?" is neither. Where it
        is unsure of that, an article need not be so near.
        """
        asked = self._asked(question, form, probabilities)
        intent = likeliest(probabilities)
        is_unsure = probabilities.get(intent, 0.0) < UNSURE and intent != "talk_to_human"
        best = asked.rank()[:1]
        return _reply(asked) if best and best[0].score >= (PLAIN if is_unsure else EXACT) else None

    def answer_if_personal(
        self, question: str, form: WrittenForm, *, probabilities: Mapping[str, float]
    ) -> Reply | None:
        """The reply to a message about the researcher's own choice or strain, or None.

        For messages that the classifier takes for small talk: nobody who writes "I do not know if I should quit" is
        to be told "all right".
        """
        asked = self._asked(question, form, probabilities)
        return _reply(asked) if asked.assess().is_personal else None

    def can_answer(self, question: str, form: WrittenForm, *, probabilities: Mapping[str, float]) -> bool:
        """Whether the articles answer the question for sure, without any that was asked before."""
        return self._asked(question, form, probabilities).search()[-1] is Decision.ANSWER

    def triage_of_service(self, intent: str, message: str, *, probabilities: Mapping[str, float]) -> Triage:
        """The triage of a message that the action of a service intent answers; small talk asks for nothing."""
        service = SERVICES[intent]
        if service.kind is ReplyKind.SMALLTALK:
            return Triage()
        return self._triager.assess(message, probabilities, reasons=service.reasons)

    def _asked(self, text: str, form: WrittenForm, probabilities: Mapping[str, float], before: str = "") -> _Asked:
        today = today_in_oslo(self._clock)
        return _Asked(text, form, probabilities, self._library.shelf(), self._triager, today, before)


def _reply(asked: _Asked) -> Reply:
    ranked, found, decision = asked.search()
    match decision:
        case Decision.ANSWER:
            return _answer(asked, found)
        case Decision.CLARIFY:
            # Below the floor no article is an answer, but beside one above it another may be what was meant.
            return _clarify(asked, asked.find(ranked[:MAX_PASSAGES]))
        case Decision.UNKNOWN:
            return _unknown(asked, ranked)


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
