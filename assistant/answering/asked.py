"""A question on its way to a reply: what the search and triage have for it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.articles import LiveVariant, Shelf
from assistant.dialogue.reply import Basis, Candidate, digest_of
from assistant.follow_up import in_context
from assistant.triage import Reason, TopicShare, Triage, Triager, likeliest
from knowledge_base.article import Topic, WrittenForm
from knowledge_base.decision import Decision
from knowledge_base.index import Evidence
from knowledge_base.search import Hit

MAX_PASSAGES = 3


@dataclass(frozen=True)
class Asked:
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

    def is_near(self, least: float) -> bool:
        """Whether an article that would be the answer scores `least`."""
        ranked = self._rank()
        if not ranked or ranked[0].score < least:
            return False
        verified = next((hit.score for hit in ranked if not self._has_lapsed(hit)), 0.0)
        return verified >= least or self.search()[-1] is Decision.LAPSED

    def search(self) -> tuple[list[Hit], list[tuple[Hit, LiveVariant]], Decision]:
        """All articles, best first; those near enough that are live in the reply's form; and what they allow to say.

        Articles that have lapsed are left out, unless one of them would be the answer: then it is what is found, with
        none but those that another sentence asks for, because what else lies next to it is not what was asked.
        """
        ranked = self._rank()
        found, decision = self._decide(ranked)
        if decision is Decision.ANSWER and self._has_lapsed(found[0][0]):
            (best, _), *others = found
            elsewhere = [one for one in others if one[0].asked_in != best.asked_in and not self._has_lapsed(one[0])]
            return ranked, [found[0], *elsewhere], Decision.LAPSED
        verified = [hit for hit in ranked if not self._has_lapsed(hit)]
        return verified, *self._decide(verified)

    def assess(self, *reasons: Reason) -> Triage:
        """The triage, with what is known of the answer."""
        return self.triager.assess(self.text, self.probabilities, reasons=reasons, labels=self.labels)

    def find(self, hits: Sequence[Hit]) -> list[tuple[Hit, LiveVariant]]:
        """The hits that are live in the reply's written form."""
        return [(hit, live) for hit in hits if (live := self.shelf.live(hit.slug, self.form)) is not None]

    def basis(self, ranked: Sequence[Hit], decision: Decision) -> Basis:
        """What the answer receipt keeps: with the best articles, whether near enough or not."""
        weights = self.shelf.knowledge_base.weights
        return Basis(
            index_build=self.shelf.knowledge_base.index.build,
            threshold=weights.floor,
            decision=decision,
            sure=weights.sure,
            gap=weights.gap,
            candidates=tuple(
                Candidate(hit.slug, live.number, round(hit.score, 4)) for hit, live in self.find(ranked[:MAX_PASSAGES])
            ),
            topics=tuple(TopicShare(topic, round(self.labels[topic], 4)) for topic in Topic),
            intent=likeliest(self.probabilities),
            leans_on=digest_of(self.before) if self.before else "",
        )

    def _rank(self) -> list[Hit]:
        return self.shelf.knowledge_base.weigh(self.evidence, today=self.today, with_lapsed=True)

    def _has_lapsed(self, hit: Hit) -> bool:
        return self.shelf.knowledge_base.valid_until(hit.slug) < self.today

    def _decide(self, ranked: Sequence[Hit]) -> tuple[list[tuple[Hit, LiveVariant]], Decision]:
        knowledge_base = self.shelf.knowledge_base
        found = self.find(knowledge_base.near(ranked, limit=MAX_PASSAGES))
        return found, knowledge_base.decide([hit for hit, _ in found])
