"""`veivalg calibrate`: choose the weights and thresholds of the search on the calibration half of the questions.

What an answer is worth is a decision and stands here as numbers; the rest is counting. The test half is not read.
"""

import datetime
import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from assistant.evaluation.questions import Split, read_questions
from assistant.triage import Triager
from knowledge_base.article import Topic
from knowledge_base.decision import Decision
from knowledge_base.search import WEIGHTS, Evidence, Hit, KnowledgeBase, Weights

TRIES = 400
SHOWN = 3

# What each outcome is worth to a researcher whose question an article answers, and to one whose question none does.
ANSWERED, SHOWN_AMONG, NOT_SHOWN, WRONG = 1.0, 0.7, 0.0, -1.5
SILENT, ASKED_BACK, ANSWERED_ANYHOW = 1.0, 0.2, -1.5


@dataclass(frozen=True)
class Question:
    """A question with what the search has for it, and the articles that answer it."""

    evidence: Evidence
    topics: dict[Topic, float]
    articles: frozenset[str]


def calibrate(
    knowledge_base: KnowledgeBase,
    triager: Triager,
    today: datetime.date,
    *,
    seed: int = 1,
    tries: int = TRIES,
    to: Path = WEIGHTS,
) -> float:
    """Choose by random search (Bergstra and Bengio 2012), write the weights, and return the mean worth reached."""
    asked = [line for line in read_questions(Split.CALIBRATION) if "intent" not in line]
    questions = [
        Question(
            knowledge_base.evidence(line["text"]),
            triager.topic_probabilities(line["text"]),
            frozenset(line["articles"]),
        )
        for line in asked
    ]
    chance = random.Random(seed)  # noqa: S311 - no secret.
    best, worth = knowledge_base.weights, float("-inf")
    for _ in range(tries):
        tried = _to_scale(_draw(chance, best if worth > float("-inf") and chance.random() < 0.6 else None))
        reached = mean_worth(knowledge_base, questions, tried, today)
        if reached > worth:
            best, worth = tried, reached
    to.write_text(json.dumps(asdict(best)) + "\n", encoding="utf-8")
    return worth


def mean_worth(
    knowledge_base: KnowledgeBase, questions: Sequence[Question], weights: Weights, today: datetime.date
) -> float:
    """What these weights are worth to those who ask, on average: between -1 and 1."""
    weighing = KnowledgeBase(knowledge_base.index, weights)
    worths = []
    for question in questions:
        ranked = weighing.weigh(question.evidence, today=today, topics=question.topics)
        near = weighing.near(ranked, limit=SHOWN)
        worths.append(_worth(weighing.decide(near), ranked, question.articles))
    return sum(worths) / len(worths)


def _worth(decision: Decision, ranked: Sequence[Hit], right: frozenset[str]) -> float:
    if not right:
        return {Decision.ANSWER: ANSWERED_ANYHOW, Decision.CLARIFY: ASKED_BACK, Decision.UNKNOWN: SILENT}[decision]
    if decision is Decision.ANSWER:
        return ANSWERED if ranked[0].slug in right else WRONG
    if decision is Decision.CLARIFY:
        return SHOWN_AMONG if right & {hit.slug for hit in ranked[:SHOWN]} else NOT_SHOWN
    return NOT_SHOWN


def _to_scale(weights: Weights) -> Weights:
    """The same weights with the three parts adding up to 1, so that a score says the same from one time to the next."""
    total = weights.meaning + weights.words + weights.letters
    scaled = {name: round(value / total, 3) for name, value in asdict(weights).items() if name != "sentence"}
    return replace(weights, **scaled)


def _draw(chance: random.Random, near: Weights | None) -> Weights:
    """Weights at random, or near others."""
    if near:
        name = chance.choice([*asdict(near)])
        return replace(near, **{name: round(max(0.01, getattr(near, name) * chance.uniform(0.8, 1.25)), 3)})
    parts = [chance.uniform(0.4, 1.0), chance.uniform(0.0, 0.5), chance.uniform(0.0, 0.6)]
    meaning, words, letters = (round(part / sum(parts), 3) for part in parts)
    floor = round(chance.uniform(0.25, 0.6), 3)
    return Weights(
        meaning, words, letters,
        topic=round(chance.uniform(0.0, 0.3), 3),
        sentence=round(chance.uniform(0.8, 1.0), 3),
        floor=floor,
        sure=round(floor + chance.uniform(0.05, 0.35), 3),
        gap=round(chance.uniform(0.03, 0.2), 3),
    )  # fmt: skip
