"""Which articles may answer a question, and which of their sections."""

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge_base.article import Topic, Variant, WrittenForm
from knowledge_base.decision import Decision
from knowledge_base.index import Index, Unit
from knowledge_base.sentences import questions_in

WEIGHTS = Path(__file__).parent / "weights.json"


@dataclass(frozen=True)
class Weights:
    """How the parts of a score are fused, and the scores at which the search speaks.

    `meaning`, `words` and `letters` add up to 1. `topic` is added to the articles of a topic that is certain.
    `floor` is the least score that counts as found. An article is the answer if it scores `sure`, or lies `gap`
    above the next; below that it is one of several that may be meant. Those in weights.json were chosen by `veivalg
    calibrate` on the calibration half of data/evaluation/questions.jsonl; docs/search.md tells how.
    """

    meaning: float
    words: float
    letters: float
    topic: float
    sentence: float
    floor: float
    sure: float
    gap: float

    @classmethod
    def calibrated(cls) -> "Weights":
        """Those in weights.json."""
        return cls(**json.loads(WEIGHTS.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Hit:
    """An article that was found: its score in [0, 1 + `Weights.topic`], and the section that matches best.

    The weights of the parts add up to 1; the topic comes on top. `asked_in` is the part of the message that speaks
    for it most: 0 is the whole, 1 the first sentence.
    """

    slug: str
    score: float
    section: int
    asked_in: int = 0


@dataclass(frozen=True)
class Evidence:
    """For each part of a message (the whole first) and each passage: three arrays of shape (parts, passages)."""

    meaning: NDArray[np.float32]
    words: NDArray[np.float32]
    letters: NDArray[np.float32]

    def scores(self, weights: Weights) -> NDArray[np.float32]:
        """How much each part of the message speaks for each passage. Shape (parts, passages)."""
        parts = weights.meaning * self.meaning + weights.words * self.words + weights.letters * self.letters
        parts[1:] *= weights.sentence
        return np.asarray(parts)


class KnowledgeBase:
    """Finds articles in an index. Fusion is a weighted sum, because the decision to stay silent needs a scale."""

    def __init__(self, index: Index, weights: Weights | None = None) -> None:
        self.index = index
        self.weights = weights or Weights.calibrated()
        self._topics = {slug: variant.topic.asked for (slug, _), variant in index.variants.items()}
        self._valid_until = {
            slug: min(variant.valid_until() for (of, _), variant in index.variants.items() if of == slug)
            for slug in self._topics
        }

    def variant(self, slug: str, form: WrittenForm) -> Variant | None:
        """The live variant of an article, or None."""
        return self.index.variants.get((slug, form))

    def valid_until(self, slug: str) -> datetime.date:
        """The last day on which an article may answer: all its forms lapse with the one that runs out first."""
        return self._valid_until[slug]

    def search(
        self, message: str, *, today: datetime.date, topics: Mapping[Topic, float] | None = None, limit: int = 3
    ) -> list[Hit]:
        """Articles that may answer the message, best first; empty if none is near enough.

        A message of several sentences is searched as a whole and by sentence. `topics` are the probabilities
        that the message is about a topic; they lift that topic's articles a little. Articles whose verification
        has run out by `today` are left out. Empty is an answer ("I do not have that"), not a failure.
        """
        return self.near(self.rank(message, today=today, topics=topics), limit=limit)

    def near(self, ranked: Sequence[Hit], *, limit: int) -> list[Hit]:
        """The best of ranked articles, without those that score below the floor."""
        return [hit for hit in ranked if hit.score >= self.weights.floor][:limit]

    def decide(self, hits: Sequence[Hit]) -> Decision:
        """Whether the best of the hits that `search` found is the answer, one of several, or there is none."""
        if not hits:
            return Decision.UNKNOWN
        best, *others = hits
        lead = best.score - (others[0].score if others else self.weights.floor)
        if best.score >= self.weights.sure or lead >= self.weights.gap:
            return Decision.ANSWER
        return Decision.CLARIFY

    def rank(self, message: str, *, today: datetime.date, topics: Mapping[Topic, float] | None = None) -> list[Hit]:
        """Every article that is still verified, best first, however low its score."""
        return self.weigh(self.evidence(message), today=today, topics=topics)

    def weigh(
        self,
        evidence: Evidence,
        *,
        today: datetime.date,
        topics: Mapping[Topic, float] | None = None,
        with_lapsed: bool = False,
    ) -> list[Hit]:
        """`rank`, from evidence that is already there; `with_lapsed` also those whose verification has run out."""
        scores = evidence.scores(self.weights)
        best: dict[str, tuple[float, int]] = {}
        sections: dict[str, tuple[float, int]] = {}
        # A passage's score is that of the part that speaks for it most.
        most = zip(self.index.passages, scores.max(axis=0).tolist(), scores.argmax(axis=0).tolist(), strict=True)
        for passage, score, part in most:
            best[passage.slug] = max(best.get(passage.slug, (0.0, 0)), (score, part))
            if passage.unit is Unit.SECTION and passage.section is not None:
                sections[passage.slug] = max(sections.get(passage.slug, (0.0, 0)), (score, passage.section))
        hits = [
            Hit(slug, score + self.weights.topic * self._certainty(slug, topics or {}), sections[slug][1], part)
            for slug, (score, part) in best.items()
            if with_lapsed or self._valid_until[slug] >= today
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.slug))

    def _certainty(self, slug: str, topics: Mapping[Topic, float]) -> float:
        topic = self._topics[slug]
        return topics.get(topic, 0.0) if topic else 0.0

    def evidence(self, message: str) -> Evidence:
        """What speaks for each passage, before it is weighed."""
        questions = questions_in(message)
        return Evidence(
            self.index.similarities(questions),
            np.array([self.index.shares(question) for question in questions]),
            np.array([self.index.likenesses(question) for question in questions]),
        )
