"""The second stage: which texts are asked about, what each is to lie near, and from what it is told apart."""

import json
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from knowledge_base.article import WrittenForm
from knowledge_base.encoder.own_text import (
    ARTICLES_TOGETHER,
    ASKED_OF_EACH,
    REPLAYED,
    OwnText,
    Text,
    read_neighbours,
    read_texts,
)
from tests.factories import make_document

ARTICLES = [f"article{number:02}" for number in range(60)]


class PerfectEncoder:
    """To it each article is a direction of its own; it keeps the texts it is shown."""

    def __init__(self) -> None:
        self.shown: list[list[str]] = []
        self._texts: list[str] = []

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        first = len(self._texts)
        self._texts += texts
        return [[first + place] for place in range(len(texts))]

    def network(self, ids: Tensor, mask: Tensor) -> Tensor:
        texts = [self._texts[place] for place in ids[:, 0]]
        self.shown.append(texts)
        return torch.eye(len(ARTICLES))[[ARTICLES.index(text.split()[0]) for text in texts]]


class NoFirstStage:
    """A first stage with batches and nothing to learn."""

    def __init__(self, encoder: PerfectEncoder) -> None:
        self.encoder = encoder

    def batches(self) -> Iterator[list[int]]:
        while True:
            yield list(range(2 * REPLAYED))

    def loss(self, batch: Sequence[int], chance: random.Random) -> Tensor:
        return torch.tensor(0.0)


class NoDanger:
    """Nothing is dangerous."""

    head = nn.Linear(1, 1)

    def loss(self, chance: random.Random) -> Tensor:
        return torch.tensor(0.0)


def make_texts() -> list[Text]:
    return [
        Text(article, form, f"{article} {kind} {form} {number}", asks=kind == "question")
        for article in ARTICLES
        for form in WrittenForm
        for kind in ("question", "answer")
        for number in range(3)
    ]


def make_stage(texts: list[Text] | None = None, neighbours: dict[str, list[str]] | None = None) -> OwnText:
    first = NoFirstStage(PerfectEncoder())
    return OwnText(first, texts or make_texts(), neighbours or {}, NoDanger(), steps=3, seed=1)


def draw(stage: OwnText, chance: int) -> list[tuple[str, str]]:
    """The questions of one step, each with the text it is to lie near."""
    stage.loss([], random.Random(chance))
    asked, found = stage.encoder.shown[-2:]
    return list(zip(asked, found, strict=True))


def article_of(text: str) -> str:
    return text.split()[0]


class TestReading:
    @pytest.fixture
    def questions(self, tmp_path: Path) -> Path:
        line = {"article": "to-come", "topic": "any", "written_form": "nn", "text": "Kva kjem?"}
        path = tmp_path / "questions.jsonl"
        path.write_text(json.dumps(line) + "\n", encoding="utf-8")
        return path

    def test_titles_and_questions_ask(self, article_folder: Path, questions: Path):
        asking = {text.text for text in read_texts(article_folder, questions) if text.asks}

        assert {"Oppsigelsestid", "Oppsigelsestid notice nb spørsmål 0?", "Kva kjem?"} <= asking

    def test_answers_and_sections_do_not(self, article_folder: Path, questions: Path):
        said = [text.text for text in read_texts(article_folder, questions) if not text.asks and text.form == "nn"]

        assert "Oppsigelsestid. Oppsigelsestiden er tre måneder." in said
        assert any(text.startswith("First heading. Etter ett år") for text in said)
        assert not any("spørsmål" in text for text in said)

    def test_every_form_is_read(self, article_folder: Path, questions: Path):
        texts = read_texts(article_folder, questions)

        assert {(text.article, text.form) for text in texts} == {
            *((slug, form) for slug in ("notice", "salary") for form in WrittenForm),
            ("to-come", "nn"),
        }

    def test_related_articles_are_neighbours(self, tmp_path: Path):
        for slug, related in (("notice", "[salary]"), ("salary", "[]")):
            (tmp_path / slug).mkdir()
            for form in WrittenForm:
                document = make_document(slug, form).replace("related: []", f"related: {related}")
                (tmp_path / slug / f"{form}.md").write_text(document, encoding="utf-8")

        assert read_neighbours(tmp_path) == {"notice": ["salary"], "salary": []}

    def test_there_are_questions_about_every_shipped_text(self):
        texts = read_texts()

        asked = {article: sum(text.asks for text in texts if text.article == article) for article in read_neighbours()}
        assert min(asked.values()) >= ASKED_OF_EACH


def test_a_step_asks_about_several_articles():
    articles = [article_of(question) for question, _ in draw(make_stage(), 1)]

    assert len(set(articles)) == ARTICLES_TOGETHER
    assert len(articles) == ASKED_OF_EACH * ARTICLES_TOGETHER


def test_each_question_is_to_lie_near_another_text_about_the_same_article():
    stage = make_stage()

    pairs = [pair for chance in range(5) for pair in draw(stage, chance)]

    assert all("question" in question and question != text for question, text in pairs)
    assert all(article_of(question) == article_of(text) for question, text in pairs)


def test_half_of_the_texts_are_in_another_form():
    stage = make_stage()

    pairs = [pair for chance in range(20) for pair in draw(stage, chance)]

    across = sum(question.split()[2] != text.split()[2] for question, text in pairs)
    assert across / len(pairs) == pytest.approx(0.5, abs=0.1)


def test_an_article_in_one_form_is_asked_about_all_the_same():
    texts = [text for text in make_texts() if text.form == "nb"]

    assert {question.split()[2] for question, _ in draw(make_stage(texts), 1)} == {"nb"}


@pytest.mark.parametrize("chance", range(5))
def test_an_article_is_asked_about_beside_its_neighbour(chance: int):
    both = dict(zip(ARTICLES, (ARTICLES[place ^ 1] for place in range(len(ARTICLES))), strict=True))

    articles = {
        article_of(question) for question, _ in draw(make_stage(neighbours={a: [b] for a, b in both.items()}), chance)
    }

    assert {both[article] for article in articles} == articles


def test_without_neighbours_articles_come_as_chance_has_it():
    """If this fails, the test above proves nothing."""
    both = dict(zip(ARTICLES, (ARTICLES[place ^ 1] for place in range(len(ARTICLES))), strict=True))

    articles = {article_of(question) for question, _ in draw(make_stage(), 1)}

    assert {both[article] for article in articles} != articles


def test_a_neighbour_without_texts_is_left_out():
    stage = make_stage(neighbours={article: ["withdrawn"] for article in ARTICLES})

    assert len(draw(stage, 1)) == ASKED_OF_EACH * ARTICLES_TOGETHER


def test_the_same_chance_draws_the_same_texts():
    assert draw(make_stage(), 1) == draw(make_stage(), 1)
    assert draw(make_stage(), 1) != draw(make_stage(), 2)


def test_other_texts_about_the_same_article_are_no_negatives():
    """A step asks two questions about each article; to a perfect encoder both lie at the answers of both."""
    assert float(make_stage().loss([], random.Random(1))) < 0.01


def test_texts_about_another_article_are():
    """If this fails, the test above proves nothing."""
    astray = [
        Text(text.article, text.form, f"{ARTICLES[0]} {number}", text.asks) for number, text in enumerate(make_texts())
    ]

    assert float(make_stage(astray).loss([], random.Random(1))) > 1


def test_each_step_replays_some_of_the_first_stage():
    assert [len(batch) for batch in islice(make_stage().batches(), 3)] == [REPLAYED] * 3


def test_the_head_of_danger_is_trained_beside():
    assert make_stage().heads == (NoDanger.head,)
