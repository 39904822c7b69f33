"""A question on its way to a reply: what the search and triage have for it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.articles import LiveVariant, Shelf
from assistant.dialogue.reply import Basis
from assistant.follow_up import in_context
from assistant.triage import Reason, Triage, Triager
from knowledge_base.article import Topic, WrittenForm
from knowledge_base.search import Decision, Evidence, Hit

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
