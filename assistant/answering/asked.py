"""A question on its way to a reply: what the search and triage have for it."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answering.narrowing import is_elsewhere, sections_for
from assistant.articles import LiveVariant, Shelf
from assistant.dialogue.reply import Basis, Candidate, digest_of
from assistant.follow_up import in_context
from assistant.situation import UNTOLD, Situation, named_in
from assistant.texts import text
from assistant.triage import Reason, TopicShare, Triage, Triager, likeliest
from knowledge_base.article import Topic, WrittenForm
from knowledge_base.decision import Decision
from knowledge_base.index import Evidence
from knowledge_base.search import Hit, probability_of_any

MAX_PASSAGES = 3


@dataclass(frozen=True)
class Asked:
    """A question with everything that its reply is made from; what takes an encoder is found once.

    `told` is what the researcher has said of themselves in the conversation; what the question names comes before it.
    """

    text: str
    form: WrittenForm
    probabilities: Mapping[str, float]
    shelf: Shelf
    triager: Triager
    today: datetime.date
    before: str = ""
    told: Situation = UNTOLD

    @cached_property
    def evidence(self) -> Evidence:
        """What speaks for each passage: with the question before it, if it leans on one."""
        return self.shelf.knowledge_base.evidence(self._searched)

    @cached_property
    def situation(self) -> Situation:
        """Where, and as what, the answer is to hold."""
        return named_in(self.text).or_else(named_in(self.before)).or_else(self.told)

    def narrowed_to(self, found: Sequence[tuple[Hit, LiveVariant]]) -> tuple[str, ...]:
        """What has been told, in words, if it decides what is found; empty if the question or nothing decides."""
        headings = [section.heading for section in found[0][1].variant.sections] if found else []
        decides = self._are_elsewhere or sections_for(headings, self.situation) is not None
        return self._told if decides else ()

    @cached_property
    def labels(self) -> Mapping[str, float]:
        """Triage's probabilities of the question itself."""
        return self.triager.probabilities(self._question)

    def is_near(self, least: float) -> bool:
        """Whether something can be said from the articles, and the best scores `least`."""
        ranked, _, decision = self.search()
        return decision is not Decision.UNKNOWN and ranked[0].score >= least

    def search(self) -> tuple[list[Hit], list[tuple[Hit, LiveVariant]], Decision]:
        """All articles that may answer, best first; those near enough; and what they allow to say.

        Articles that have lapsed are left out, unless one of them would be the answer: then it is what is found, with
        none but those that another sentence asks for, because what else lies next to it is not what was asked.
        """
        found, decision = self._decide(self._ranked)
        if decision is Decision.ANSWER and self._has_lapsed(found[0][0]):
            (best, _), *others = found
            beside = [one for one in others if one[0].is_asked_beside(best) and not self._has_lapsed(one[0])]
            return self._ranked, [found[0], *beside], Decision.LAPSED
        if not any(map(self._has_lapsed, self._ranked)):
            return self._ranked, found, decision
        verified = self._weigh(hit.slug for hit in self._ranked if not self._has_lapsed(hit))
        return verified, *self._decide(verified)

    def assess(self, *reasons: Reason) -> Triage:
        """The triage, with what is known of the answer."""
        return self.triager.assess(self._question, self.probabilities, reasons=reasons, labels=self.labels)

    def find(self, hits: Sequence[Hit]) -> list[tuple[Hit, LiveVariant]]:
        """The hits that are live in the reply's written form, with the section that fits the situation."""
        found = [(hit, live) for hit in hits if (live := self.shelf.live(hit.slug, self.form)) is not None]
        return [(self._in_situation(hit, live), live) for hit, live in found]

    def basis(self, ranked: Sequence[Hit], decision: Decision) -> Basis:
        """What the answer receipt keeps: with the best articles, whether near enough or not."""
        weights = self.shelf.knowledge_base.weights
        return Basis(
            index_build=self.shelf.knowledge_base.index.build,
            threshold=weights.floor,
            decision=decision,
            sure=weights.sure,
            gap=weights.gap,
            answerable=round(probability_of_any(ranked), 4),
            candidates=tuple(
                Candidate(hit.slug, live.number, round(hit.score, 4)) for hit, live in self.find(ranked[:MAX_PASSAGES])
            ),
            topics=tuple(TopicShare(topic, round(self.labels[topic], 4)) for topic in Topic),
            intent=likeliest(self.probabilities),
            leans_on=digest_of(self.before) if self.before else "",
        )

    @property
    def _question(self) -> str:
        """The question to be answered: the one before, if the message only asks for it in another written form."""
        is_about_form = likeliest(self.probabilities) == "change_language"
        return self.before if self.before and is_about_form else self.text

    @property
    def _searched(self) -> str:
        is_alone = not self.before or self._question == self.before
        return self._question if is_alone else in_context(self.text, self.before)

    @cached_property
    def _told(self) -> tuple[str, ...]:
        """What the situation has from what was told before, in words."""
        of_question = named_in(self.text).or_else(named_in(self.before))
        institutions = () if of_question.institutions else sorted(self.told.institutions)
        positions = () if of_question.positions else sorted(self.told.positions)
        return (*institutions, *(text(f"value-{position}", self.form) for position in positions))

    @cached_property
    def _ranked(self) -> list[Hit]:
        """All articles that are live in the reply's form, best first, but those about other institutions."""
        return self._weigh(slug for slug in self._live if not self._is_elsewhere(slug))

    @cached_property
    def _live(self) -> frozenset[str]:
        """The articles that are live in the reply's form, verified or not."""
        index = self.shelf.knowledge_base.index
        return frozenset(slug for slug, form in index.variants if form is self.form)

    @property
    def _are_elsewhere(self) -> bool:
        """Whether articles that would have been found are about other institutions."""
        elsewhere = {slug for slug in self._live if self._is_elsewhere(slug)}
        if not elsewhere:
            return False
        near = self.shelf.knowledge_base.near(self._weigh(self._live), limit=MAX_PASSAGES)
        return any(hit.slug in elsewhere for hit in near)

    def _weigh(self, slugs: Iterable[str]) -> list[Hit]:
        return self.shelf.knowledge_base.weigh(self.evidence, among=frozenset(slugs))

    def _is_elsewhere(self, slug: str) -> bool:
        live = self.shelf.live(slug, self.form)
        return live is not None and is_elsewhere(live.variant.title, self.situation)

    @cached_property
    def _evidence_in_situation(self) -> Evidence:
        """The evidence for a question that says what has been told before."""
        if not self._told:
            return self.evidence
        return self.shelf.knowledge_base.evidence(f"{self._searched} ({', '.join(self._told)})")

    def _in_situation(self, hit: Hit, live: LiveVariant) -> Hit:
        fitting = sections_for([section.heading for section in live.variant.sections], self.situation)
        if fitting is None:
            return hit
        knowledge_base = self.shelf.knowledge_base
        return replace(hit, section=knowledge_base.section(self._evidence_in_situation, hit.slug, among=fitting))

    def _has_lapsed(self, hit: Hit) -> bool:
        return self.shelf.knowledge_base.valid_until(hit.slug) < self.today

    def _decide(self, ranked: Sequence[Hit]) -> tuple[list[tuple[Hit, LiveVariant]], Decision]:
        knowledge_base = self.shelf.knowledge_base
        found = self.find(knowledge_base.near(ranked, limit=MAX_PASSAGES))
        return found, knowledge_base.decide([hit for hit, _ in found])
