"""`veivalg calibrate`: choose the weights and thresholds of the search on the calibration half of the questions.

What an answer is worth is a decision and stands here as numbers; the rest is counting. The test half is not read.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from itertools import product
from pathlib import Path

import numpy as np
from sklearn.model_selection import GroupKFold

from assistant.errors import StartRefused
from assistant.evaluation.questions import Split, read_questions
from assistant.ranking_fit import Question, fit
from knowledge_base.decision import Decision
from knowledge_base.ranking import features, leads, probabilities
from knowledge_base.search import WEIGHTS, Hit, KnowledgeBase, Weights

FOLDS = 5
SHOWN = 3
FLOORS = tuple(np.arange(0.1, 0.91, 0.05).round(2).tolist())
SURES = tuple(np.arange(0.3, 0.96, 0.05).round(2).tolist())
GAPS = tuple(np.arange(0.1, 1.0, 0.1).round(2).tolist())

# What each outcome is worth to a researcher whose question an article answers, and to one whose question none does.
ANSWERED, SHOWN_AMONG, NOT_SHOWN, WRONG = 1.0, 0.7, 0.0, -1.5
SILENT, ASKED_BACK, ANSWERED_ANYHOW = 1.0, 0.2, -1.5


def calibrate(knowledge_base: KnowledgeBase, *, to: Path = WEIGHTS) -> float:
    """Fit the ranking, choose the thresholds, write both, and return the mean worth reached.

    The thresholds are chosen on what a ranking says that learnt from other questions than the one it is asked. Raises
    StartRefused if the index is so large that not every article is weighed.
    """
    if knowledge_base.index.is_large:
        raise StartRefused("The index is too large to calibrate on: do it where the shipped articles are live.")
    questions = [
        question_of(knowledge_base, line["text"], line["articles"], group=line.get("parallel", line["id"]))
        for line in read_questions(Split.CALIBRATION)
        if "intent" not in line
    ]
    slugs = knowledge_base.index.articles.tolist()
    ranked = _ranked_out_of_fold(questions, slugs)
    fitted = fit(questions, slugs)
    tried = [replace(fitted, floor=floor, sure=sure, gap=gap) for floor, sure, gap in product(FLOORS, SURES, GAPS)]
    worths = [mean_worth(KnowledgeBase(knowledge_base.index, weights), questions, ranked) for weights in tried]
    best = tried[int(np.argmax(worths))]
    to.write_text(json.dumps(asdict(best), indent=1) + "\n", encoding="utf-8")
    return max(worths)


def question_of(knowledge_base: KnowledgeBase, text: str, articles: Collection[str], *, group: str) -> Question:
    """A question with what the search has for it."""
    evidence = knowledge_base.evidence(text)
    found = features(knowledge_base.index, evidence)
    hits = knowledge_base.weigh(evidence, among=knowledge_base.index.articles.tolist())
    asked_in = {hit.slug: hit.asked_in for hit in hits}
    return Question(found, leads(found, evidence), asked_in, frozenset(articles), group)


def mean_worth(knowledge_base: KnowledgeBase, questions: Sequence[Question], ranked: Sequence[Sequence[Hit]]) -> float:
    """What the thresholds are worth to those who ask, on average: between -1.5 and 1."""
    worths = [
        _worth(knowledge_base.decide(knowledge_base.near(hits, limit=SHOWN)), hits, question.articles)
        for question, hits in zip(questions, ranked, strict=True)
    ]
    return sum(worths) / len(worths)


def ranked_by(question: Question, slugs: Sequence[str], weights: Weights) -> list[Hit]:
    """All articles, best first."""
    scores = probabilities(question.features, question.leads, weights.coefficients, weights.scope, weights.bias)
    found = zip(slugs, scores.tolist(), strict=True)
    hits = [Hit(slug, score, section=0, asked_in=question.asked_in[slug]) for slug, score in found]
    return sorted(hits, key=lambda hit: (-hit.score, hit.slug))


def _ranked_out_of_fold(questions: Sequence[Question], slugs: Sequence[str]) -> list[list[Hit]]:
    found: dict[int, list[Hit]] = {}
    groups = [question.group for question in questions]
    for known, held_out in GroupKFold(FOLDS).split(groups, groups=groups):
        weights = fit([questions[place] for place in known], slugs)
        found |= {place: ranked_by(questions[place], slugs, weights) for place in held_out.tolist()}
    return [found[place] for place in range(len(questions))]


def _worth(decision: Decision, ranked: Sequence[Hit], right: frozenset[str]) -> float:
    if not right:
        return {Decision.ANSWER: ANSWERED_ANYHOW, Decision.CLARIFY: ASKED_BACK, Decision.UNKNOWN: SILENT}[decision]
    if decision is Decision.ANSWER:
        return ANSWERED if ranked[0].slug in right else WRONG
    if decision is Decision.CLARIFY:
        return SHOWN_AMONG if right & {hit.slug for hit in ranked[:SHOWN]} else NOT_SHOWN
    return NOT_SHOWN
