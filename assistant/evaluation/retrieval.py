"""The search beside what it is made of: words alone, and the plain encoder that ours was made from."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.figures import Figures, by_form
from knowledge_base.embedding import EncoderMissing, plain_minilm
from knowledge_base.search import KnowledgeBase

Question = Mapping[str, Any]
# From the text of a question to the slugs of articles, best first.
Ranking = Callable[[str], Sequence[str]]
_Ranked = tuple[Question, Sequence[str]]


def compare_rankings(
    knowledge_base: KnowledgeBase, questions: Sequence[Question], today: datetime.date
) -> list[Figures]:
    """How often each way to search puts a right article first, and within three, where an article answers.

    The other ways rank an article by the best of its passages. MiniLM is left out where its package is not installed.
    """
    rankings: dict[str, Ranking] = {
        "ours": lambda text: [hit.slug for hit in knowledge_base.rank(text, today=today)],
        "BM25 alone": lambda text: _best_first(knowledge_base, knowledge_base.index.shares(text)),
    }
    with suppress(EncoderMissing):
        rankings["MiniLM alone"] = _by_minilm(knowledge_base)
    asked = [question for question in questions if question["articles"]]
    found = [figures for name, rank in rankings.items() for figures in _figures(name, rank, asked)]
    return found + _passage_figures(knowledge_base, [one for one in asked if one.get("sections")], today)


def _figures(name: str, rank: Ranking, asked: Sequence[Question]) -> list[Figures]:
    ranked = [(question, rank(question["text"])) for question in asked]
    return [
        by_form(f"{name}: right {place}", ranked, lambda one: str(one[0]["written_form"]), _share_within(most))
        for place, most in (("first", 1), ("within three", 3))
    ]


def _passage_figures(knowledge_base: KnowledgeBase, asked: Sequence[Question], today: datetime.date) -> list[Figures]:
    """How often the section that is shown of the right article, where that comes first, is one that answers."""
    best = [(question, knowledge_base.rank(question["text"], today=today)[0]) for question in asked]
    shown = [
        (question, hit.section + 1 in question["sections"])
        for question, hit in best
        if hit.slug == question["articles"][0]
    ]
    if not shown:
        return []
    return [
        by_form(
            "right passage of the right article", shown, lambda one: str(one[0]["written_form"]),
            lambda some: sum(is_right for _, is_right in some) / len(some) if some else float("nan"),
        )
    ]  # fmt: skip


def _share_within(most: int) -> Callable[[Sequence[_Ranked]], float]:
    def measure(ranked: Sequence[_Ranked]) -> float:
        right = [bool(set(slugs[:most]) & set(question["articles"])) for question, slugs in ranked]
        return sum(right) / len(right) if right else float("nan")

    return measure


def _best_first(knowledge_base: KnowledgeBase, scores: NDArray[np.float32]) -> list[str]:
    """The articles by the highest score of a passage."""
    best: dict[str, float] = {}
    for passage, score in zip(knowledge_base.index.passages, scores.tolist(), strict=True):
        best[passage.slug] = max(best.get(passage.slug, -1.0), score)
    return sorted(best, key=best.__getitem__, reverse=True)


def _by_minilm(knowledge_base: KnowledgeBase) -> Ranking:
    """Plain cosines: nothing is taken away from the vectors."""
    minilm = plain_minilm()
    vectors = minilm.embed([passage.text for passage in knowledge_base.index.passages])
    return lambda text: _best_first(knowledge_base, vectors @ minilm.embed([text])[0])
