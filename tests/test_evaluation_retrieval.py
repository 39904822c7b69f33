"""The search beside words alone and plain MiniLM."""

import datetime
from typing import Any

import pytest

from assistant.evaluation import retrieval
from assistant.evaluation.figures import RANKINGS
from assistant.evaluation.retrieval import compare_rankings
from knowledge_base.article import WrittenForm
from knowledge_base.embedding import EncoderMissing, HashEmbedder
from knowledge_base.index import Index
from knowledge_base.search import KnowledgeBase
from tests.factories import make_variant, make_weights
from tests.measured import texts_missing

TODAY = datetime.date(2026, 11, 20)
NOTICE = "How long is the period of notice?"
SALARY = "What does a postdoc earn?"


@pytest.fixture
def knowledge_base() -> KnowledgeBase:
    asked = {"notice": NOTICE, "salary": SALARY}
    variants = [
        make_variant(slug, form, title=slug, questions=[f"{question} ({n})" for n in range(8)] + [question])
        for slug, question in asked.items()
        for form in WrittenForm
    ]
    return KnowledgeBase(Index(variants, HashEmbedder()), make_weights())


def question(text: str, *articles: str) -> dict[str, Any]:
    return {"text": text, "articles": list(articles), "written_form": "en"}


def measured(knowledge_base: KnowledgeBase, *questions: dict[str, Any]) -> dict[str, float]:
    return {row.name: row.all for row in compare_rankings(knowledge_base, questions, TODAY)}


class TestRankings:
    def test_are_measured_on_the_questions_that_an_article_answers(self, knowledge_base, monkeypatch):
        monkeypatch.setattr(retrieval, "plain_minilm", HashEmbedder)

        found = measured(
            knowledge_base, question(NOTICE, "notice"), question(SALARY, "notice"), question("Where is the moon?")
        )

        assert found == {
            f"{way}: right {place}": share
            for way in ("ours", "BM25 alone", "MiniLM alone")
            for place, share in (("first", 0.5), ("within three", 1))
        }

    def test_see_whether_the_section_shown_of_the_first_article_is_one_that_answers(self, knowledge_base, monkeypatch):
        monkeypatch.setattr(retrieval, "plain_minilm", HashEmbedder)
        section = knowledge_base.rank(NOTICE, today=TODAY)[0].section + 1
        right, wrong = {"sections": [section]}, {"sections": [section + 1]}

        found = measured(
            knowledge_base, question(NOTICE, "notice") | right, question(NOTICE, "notice") | wrong,
            question(SALARY, "notice") | right,
        )  # fmt: skip

        assert found["right passage of the right article"] == 0.5

    def test_can_be_published(self, knowledge_base, monkeypatch):
        monkeypatch.setattr(retrieval, "plain_minilm", HashEmbedder)

        rows = compare_rankings(
            knowledge_base, [question(NOTICE, "notice") | {"sections": [1, 2]}, question("Why?")], TODAY
        )

        assert texts_missing(RANKINGS, [row.name for row in rows]) == []
        assert all(row.lines == row.asked == {"nb": 0, "nn": 0, "en": 1, "all": 1} for row in rows)

    def test_by_words_see_no_meaning(self, knowledge_base, monkeypatch):
        """The hash embedder knows a question in its own words only; letters know it with a typo."""
        monkeypatch.setattr(retrieval, "plain_minilm", HashEmbedder)

        found = measured(knowledge_base, question("eaarn postdocc", "salary"))

        assert (found["ours: right first"], found["BM25 alone: right first"]) == (1, 0)

    def test_leave_minilm_out_where_it_is_not_installed(self, knowledge_base, monkeypatch):
        def missing() -> HashEmbedder:
            raise EncoderMissing("the package")

        monkeypatch.setattr(retrieval, "plain_minilm", missing)

        assert {name.partition(":")[0] for name in measured(knowledge_base, question(NOTICE, "notice"))} == {
            "ours", "BM25 alone",
        }  # fmt: skip
