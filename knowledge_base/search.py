"""Which articles may answer a question, and which of their sections."""

import datetime
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge_base.article import Variant, WrittenForm
from knowledge_base.decision import Decision
from knowledge_base.embedding import Vectors
from knowledge_base.index import Evidence, Index
from knowledge_base.ranking import Floats, features, leads, probabilities
from knowledge_base.sentences import questions_in

WEIGHTS = Path(__file__).parent / "weights.json"
# Another article is shown beside the best only if it comes this near to it; if another sentence asks for it, this near.
NEARNESS, NEARNESS_BESIDE = 0.6, 0.3
# One that is at least so probable may be what was meant.
MAY_BE_MEANT = 0.05


@dataclass(frozen=True)
class Weights:
    """What the features of an article say (`coefficients`), and its lead (`scope`, `bias`); when the search speaks.

    Veivalg is silent if it is less probable than `floor` that any article answers. An article is the answer if it
    scores `sure`, or lies `gap` above the next; below that it is one of several that may be meant. Those in
    weights.json were chosen by `veivalg calibrate` on the calibration half of data/evaluation/questions.jsonl;
    docs/search.md tells how.
    """

    coefficients: Mapping[str, float]
    scope: Mapping[str, float]
    bias: float
    floor: float
    sure: float
    gap: float

    @classmethod
    def calibrated(cls) -> "Weights":
        """Those in weights.json."""
        return cls(**json.loads(WEIGHTS.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Hit:
    """An article that was found: how probable it is that it answers (0 to 1), and the section that matches best.

    `asked_in` is the part of the message that speaks for it most: 0 is the whole, 1 the first sentence.
    """

    slug: str
    score: float
    section: int
    asked_in: int = 0

    def is_near(self, best: "Hit") -> bool:
        """Whether it is probable enough to be shown beside the best."""
        return self.score >= NEARNESS * best.score or self.is_asked_beside(best)

    def is_asked_beside(self, best: "Hit") -> bool:
        """Whether another sentence of the message asks for it than for the best."""
        return self.score >= NEARNESS_BESIDE * best.score and 0 < self.asked_in != best.asked_in > 0


def probability_of_any(ranked: Sequence[Hit]) -> float:
    """How probable it is that one of the articles answers: 0 to 1."""
    return sum(hit.score for hit in ranked)


class KnowledgeBase:
    """Finds articles in an index. Scores are probabilities, because the decision to stay silent needs a scale."""

    def __init__(self, index: Index, weights: Weights | None = None) -> None:
        self.index = index
        self.weights = weights or Weights.calibrated()
        self._valid_until: dict[str, datetime.date] = {}
        for (slug, _), variant in index.variants.items():
            self._valid_until[slug] = min(variant.valid_until(), self._valid_until.get(slug, datetime.date.max))

    def variant(self, slug: str, form: WrittenForm) -> Variant | None:
        """The live variant of an article, or None."""
        return self.index.variants.get((slug, form))

    def valid_until(self, slug: str) -> datetime.date:
        """The last day on which an article may answer: all its forms lapse with the one that runs out first."""
        return self._valid_until[slug]

    def search(self, message: str, *, today: datetime.date, limit: int = 3) -> list[Hit]:
        """Articles that may answer the message, best first; empty if it is too improbable that any does.

        A message of several sentences is searched as a whole and by sentence. Articles whose verification has run out
        by `today` are left out. Empty is an answer ("I do not have that"), not a failure.
        """
        return self.near(self.rank(message, today=today), limit=limit)

    def near(self, ranked: Sequence[Hit], *, limit: int) -> list[Hit]:
        """The best of ranked articles and what else may be meant, or none if it is too improbable that any answers."""
        if not ranked or probability_of_any(ranked) < self.weights.floor:
            return []
        best, *others = ranked[:limit]
        return [best, *(hit for hit in others if hit.score >= MAY_BE_MEANT)]

    def decide(self, hits: Sequence[Hit]) -> Decision:
        """Whether the best of the hits that `search` found is the answer, one of several, or there is none."""
        if not hits:
            return Decision.UNKNOWN
        best, *others = hits
        beside = _best_of_each_sentence(hit for hit in others if hit.is_asked_beside(best))
        rivals = [hit.score for hit in others if hit not in beside]
        # What two sentences ask for shares the probability, and is answered together.
        score = best.score + sum(hit.score for hit in beside)
        is_ahead = score - max(rivals, default=0) >= self.weights.gap
        return Decision.ANSWER if score >= self.weights.sure or is_ahead else Decision.CLARIFY

    def rank(self, message: str, *, today: datetime.date) -> list[Hit]:
        """Every article that is still verified, best first, however low its score; of a large index, those near."""
        return self.weigh(self.evidence(message), among=self.verified(today))

    def verified(self, today: datetime.date) -> frozenset[str]:
        """The articles whose verification has not run out."""
        return frozenset(slug for slug, last in self._valid_until.items() if last >= today)

    def weigh(self, evidence: Evidence, *, among: Collection[str]) -> list[Hit]:
        """Some articles, best first, from evidence that is already there: as if there were no others."""
        nearness: Vectors = evidence.meaning + evidence.words + evidence.letters
        nearest = self._nearest(evidence, nearness)
        sections = self._nearest(evidence, nearness, among=self.index.section_of[evidence.rows] >= 0)
        near = np.unique(self.index.article_of[evidence.rows])
        slugs = self.index.articles[near].tolist()
        may_answer = np.array([slug in among for slug in slugs], dtype=bool)
        scores = self._scores(evidence, may_answer).tolist()
        hits = []
        for article, score in zip(near[may_answer].tolist(), scores, strict=True):
            section = int(self.index.section_of[evidence.rows[sections[article]]])
            part = int(nearness[:, nearest[article]].argmax())
            hits.append(Hit(str(self.index.articles[article]), score, section, part))
        return sorted(hits, key=lambda hit: (-hit.score, hit.slug))

    def evidence(self, message: str) -> Evidence:
        """What speaks for each passage, before it is weighed."""
        return self.index.evidence(questions_in(message))

    def section(self, evidence: Evidence, slug: str, *, among: Collection[int]) -> int:
        """Of some sections of an article the one that matches best; the first of them if none is in the evidence."""
        article = int(np.searchsorted(self.index.articles, slug))
        sections = self.index.section_of[evidence.rows]
        places = np.flatnonzero((self.index.article_of[evidence.rows] == article) & np.isin(sections, list(among)))
        if not len(places):
            return min(among)
        nearness = (evidence.meaning + evidence.words + evidence.letters)[:, places].max(axis=0)
        return int(sections[places[nearness.argmax()]])

    def _scores(self, evidence: Evidence, may_answer: NDArray[np.bool_]) -> Floats:
        """Of each article that is near and may answer, ascending: how probable it is that it does."""
        found, weights = features(self.index, evidence)[may_answer], self.weights
        return probabilities(found, leads(found, evidence), weights.coefficients, weights.scope, weights.bias)

    def _nearest(
        self, evidence: Evidence, nearness: Vectors, *, among: NDArray[np.bool_] | None = None
    ) -> NDArray[np.int64]:
        """The place among the rows of each article's passage, among some, that is nearest to any part of the message.

        Shape (articles,); 0 for articles without one.
        """
        nearest = nearness.max(axis=0)
        places = np.arange(len(nearest)) if among is None else np.flatnonzero(among)
        found = np.zeros(len(self.index.articles), dtype=np.int64)
        # Of several passages of an article the last one stays, which is the nearest.
        by_nearness = places[np.argsort(nearest[places], kind="stable")]
        found[self.index.article_of[evidence.rows[by_nearness]]] = by_nearness
        return found


def _best_of_each_sentence(hits: Iterable[Hit]) -> list[Hit]:
    """Of hits, best first, the first that each part of the message asks for."""
    best: dict[int, Hit] = {}
    for hit in hits:
        best.setdefault(hit.asked_in, hit)
    return list(best.values())
