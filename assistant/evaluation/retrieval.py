"""The search beside what it is made of: words alone, and the plain encoder that ours was made from."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from assistant.evaluation.figures import Figures, by_form
from assistant.triage import Triager
from knowledge_base.embedding import EncoderMissing, plain_minilm
from knowledge_base.search import KnowledgeBase, Weights

Question = Mapping[str, Any]
# From the text of a question to the slugs of articles, best first.
Ranking = Callable[[str], Sequence[str]]
_Ranked = tuple[Question, Sequence[str]]

_WORDS_ALONE = Weights(meaning=0, words=1, letters=0, topic=0, sentence=1, floor=0, sure=0, gap=0)


def compare_rankings(
    knowledge_base: KnowledgeBase, triager: Triager, questions: Sequence[Question], today: datetime.date
) -> list[Figures]:
    """How often each way to search puts a right article first, and within three, where an article answers.

    All rank an article by the best of its passages. MiniLM is left out where its package is not installed.
    """
    words = KnowledgeBase(knowledge_base.index, _WORDS_ALONE)
    rankings: dict[str, Ranking] = {
        "ours": lambda text: _search(knowledge_base, text, today, triager),
        "BM25 alone": lambda text: _search(words, text, today),
    }
    with suppress(EncoderMissing):
        rankings["MiniLM alone"] = _by_minilm(knowledge_base)
    asked = [question for question in questions if question["articles"]]
    return [figures for name, rank in rankings.items() for figures in _figures(name, rank, asked)]


def _figures(name: str, rank: Ranking, asked: Sequence[Question]) -> list[Figures]:
    ranked = [(question, rank(question["text"])) for question in asked]
    return [
        by_form(f"{name}: right {place}", ranked, lambda one: str(one[0]["written_form"]), _share_within(most))
        for place, most in (("first", 1), ("within three", 3))
    ]


def _share_within(most: int) -> Callable[[Sequence[_Ranked]], float]:
    def measure(ranked: Sequence[_Ranked]) -> float:
        right = [bool(set(slugs[:most]) & set(question["articles"])) for question, slugs in ranked]
        return sum(right) / len(right) if right else float("nan")

    return measure


def _search(
    knowledge_base: KnowledgeBase, text: str, today: datetime.date, triager: Triager | None = None
) -> list[str]:
    topics = triager.topic_probabilities(text) if triager else None
    return [hit.slug for hit in knowledge_base.rank(text, today=today, topics=topics)]


def _by_minilm(knowledge_base: KnowledgeBase) -> Ranking:
    """Plain cosines: nothing is taken away from the vectors."""
    minilm = plain_minilm()
    passages = knowledge_base.index.passages
    vectors = minilm.embed([passage.text for passage in passages])

    def rank(text: str) -> list[str]:
        best: dict[str, float] = {}
        for passage, cosine in zip(passages, (vectors @ minilm.embed([text])[0]).tolist(), strict=True):
            best[passage.slug] = max(best.get(passage.slug, -1.0), cosine)
        return sorted(best, key=best.__getitem__, reverse=True)

    return rank
