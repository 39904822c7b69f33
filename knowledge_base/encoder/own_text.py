"""The second stage: a question is to lie near what answers it, in all three forms, and away from its neighbours;
and danger is to be told from what only sounds like it (danger.py).

Texts are those of the articles, and questions kept for articles to come. No question that evaluates is among them.
Contrast with negatives from the batch after Henderson et al. 2017, https://arxiv.org/abs/1705.00652; the related
articles of each article stand in its batch, so that the nearest neighbours are told apart.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from knowledge_base.article import ARTICLES, Variant, read_all
from knowledge_base.encoder.danger import Danger
from knowledge_base.encoder.distillation import Distillation, Example
from knowledge_base.encoder.parallel import OWN_TEXT
from knowledge_base.encoder.student import half_precision, padded

QUESTIONS = OWN_TEXT / "questions.jsonl"
ARTICLES_TOGETHER = 24
ASKED_OF_EACH = 2
TEMPERATURE = 0.07
REPLAYED = 64


@dataclass(frozen=True)
class Text:
    """A text about one article. `asks`: it is a way of asking, not a part of the answer."""

    article: str
    form: str
    text: str
    asks: bool


def read_texts(articles: Path = ARTICLES, questions: Path = QUESTIONS) -> list[Text]:
    """All texts of the second stage."""
    found = [text for variant in read_all(articles) for text in _texts_of(variant)]
    lines = map(json.loads, questions.read_text(encoding="utf-8").splitlines())
    return found + [Text(line["article"], line["written_form"], line["text"], asks=True) for line in lines]


def read_neighbours(articles: Path = ARTICLES) -> dict[str, list[str]]:
    """The articles that each article names as related."""
    return {variant.slug: list(variant.related) for variant in read_all(articles)}


class OwnText:
    """The second stage over `texts`. Each batch replays some of the first stage, lest it be forgotten."""

    def __init__(
        self,
        first: Distillation,
        texts: Sequence[Text],
        neighbours: dict[str, list[str]],
        danger: Danger,
        *,
        steps: int,
        seed: int,
    ) -> None:
        self.encoder = first.encoder
        self.steps = steps
        self.seed = seed
        self._first = first
        self._danger = danger
        self.heads: Sequence[nn.Module] = (danger.head,)
        self._neighbours = neighbours
        self._ids = dict(zip(texts, self.encoder.ids([text.text for text in texts]), strict=True))
        self._texts: dict[str, list[Text]] = defaultdict(list)
        for text in texts:
            self._texts[text.article].append(text)

    def batches(self) -> Iterator[list[Example]]:
        """What each step replays of the first stage; what it asks is drawn in `loss`."""
        for batch in self._first.batches():
            yield batch[:REPLAYED]

    def loss(self, batch: list[Example], chance: random.Random) -> Tensor:
        """The loss of one step, a scalar."""
        pairs = [pair for article in self._articles(chance) for pair in self._draw(article, chance)]
        with half_precision():
            asked = self.encoder.network(*padded([self._ids[question] for question, _ in pairs]))
            found = self.encoder.network(*padded([self._ids[answer] for _, answer in pairs]))
        contrast = self._contrast(asked, found, [question.article for question, _ in pairs])
        return contrast + self._first.loss(batch, chance) + self._danger.loss(chance)

    def _articles(self, chance: random.Random) -> list[str]:
        """Articles to ask about: some at random, each with the neighbours it is mistaken for."""
        wanted: dict[str, None] = {}
        for article in chance.sample(sorted(self._texts), len(self._texts)):
            near = [other for other in self._neighbours.get(article, ()) if other in self._texts]
            wanted |= dict.fromkeys([article, *near[:3]])
            if len(wanted) >= ARTICLES_TOGETHER:
                break
        return list(wanted)

    def _draw(self, article: str, chance: random.Random) -> list[tuple[Text, Text]]:
        texts = self._texts[article]
        asked = chance.sample([text for text in texts if text.asks], ASKED_OF_EACH)
        return [(question, self._partner(question, texts, chance)) for question in asked]

    def _partner(self, question: Text, texts: Sequence[Text], chance: random.Random) -> Text:
        # Half of the partners are in another form: that is what parallel text of this domain would teach.
        across = chance.random() < 0.5
        others = [text for text in texts if text != question and (text.form != question.form) is across]
        return chance.choice(others or [text for text in texts if text != question])

    def _contrast(self, asked: Tensor, found: Tensor, articles: Sequence[str]) -> Tensor:
        same = torch.tensor([[one == other for other in articles] for one in articles])
        scores = asked @ found.T / TEMPERATURE
        scores = scores.masked_fill(same & ~torch.eye(len(articles), dtype=torch.bool), -1e4)
        right = torch.arange(len(articles))
        return (functional.cross_entropy(scores, right) + functional.cross_entropy(scores.T, right)) / 2


def _texts_of(variant: Variant) -> Iterator[Text]:
    slug, form = variant.slug, variant.written_form
    for question in (variant.title, *variant.questions):
        yield Text(slug, form, question, asks=True)
    yield Text(slug, form, f"{variant.title}. {variant.answer}", asks=False)
    for section in variant.sections:
        yield Text(slug, form, f"{section.heading}. {section.text}", asks=False)
