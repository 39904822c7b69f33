"""The passages of all live variants, ready to be searched; immutable once built."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import faiss
import numpy as np

from knowledge_base.article import Variant, WrittenForm, plain_text
from knowledge_base.embedding import Embedder, Vectors
from knowledge_base.lexical import LetterIndex, LexicalIndex

MIN_FOR_CENTRE = 100


class Unit(StrEnum):
    """What of an article a passage is."""

    QUESTION = "question"
    ANSWER = "answer"
    SECTION = "section"


@dataclass(frozen=True)
class Passage:
    """A stretch of one variant that is found as a whole; `section` counts from 0, None if it is not a section."""

    slug: str
    written_form: WrittenForm
    unit: Unit
    text: str
    section: int | None = None


def passages_of(variant: Variant) -> list[Passage]:
    """What a variant is found by: the ways it is asked, its direct answer, and each section."""
    slug, form = variant.slug, variant.written_form
    asked = [Passage(slug, form, Unit.QUESTION, question) for question in (variant.title, *variant.questions)]
    answer = Passage(slug, form, Unit.ANSWER, f"{variant.title}. {variant.answer}")
    sections = [
        Passage(slug, form, Unit.SECTION, f"{section.heading}. {plain_text(section.text)}", number)
        for number, section in enumerate(variant.sections)
    ]
    return [*asked, answer, *sections]


@dataclass(frozen=True)
class Evidence:
    """For each part of a message (the whole first) and each passage: three arrays of shape (parts, passages)."""

    meaning: Vectors
    words: Vectors
    letters: Vectors


class Index:
    """Vectors and words of every passage. Exact inner product: articles are thousands of passages, not millions."""

    def __init__(self, variants: Iterable[Variant], embedder: Embedder, *, questions: Embedder | None = None) -> None:
        """Embed and index all passages of `variants`.

        `questions` embeds what is asked, with the same weights; it is given when `embedder` remembers what it
        embeds, because what researchers ask must not be kept.
        """
        self.variants = {(variant.slug, variant.written_form): variant for variant in variants}
        self.passages = [passage for variant in self.variants.values() for passage in passages_of(variant)]
        # The articles by their slugs; the place of each passage's article among them, its unit, and its section, -1 if
        # it is none.
        slugs = np.array([passage.slug for passage in self.passages], dtype=np.str_)
        self.articles, self.article_of = np.unique(slugs, return_inverse=True)
        self.unit_of = np.array([passage.unit for passage in self.passages], dtype=np.str_)
        self.section_of = np.array([-1 if p.section is None else p.section for p in self.passages], dtype=np.int64)
        self.build = _fingerprint(self.variants.values(), embedder)
        self._questions = questions or embedder
        texts = [passage.text for passage in self.passages]
        vectors = embedder.embed(texts) if texts else np.zeros((0, 1), dtype=np.float32)
        self._letters = LetterIndex(texts)
        self._forms = [_FormIndex(form, self.passages, vectors) for form in WrittenForm]

    def similarities(self, questions: list[str]) -> Vectors:
        """Cosine of each question with each passage: shape (questions, passages), in [-1, 1]."""
        found = np.zeros((len(questions), len(self.passages)), dtype=np.float32)
        if self.passages:
            asked = self._questions.embed(questions)
            for part in self._forms:
                found[:, part.rows] = part.similarities(asked)
        return found

    def shares(self, question: str) -> Vectors:
        """Share of the question's words in each passage: shape (passages,), in [0, 1]; see LexicalIndex."""
        found = np.zeros(len(self.passages), dtype=np.float32)
        for part in self._forms:
            found[part.rows] = part.words.shares(question)
        return found

    def likenesses(self, question: str) -> Vectors:
        """How alike the question and each passage are letter by letter: shape (passages,), in [0, 1]."""
        return self._letters.likenesses(question)


class _FormIndex:
    """The passages of one written form: their words, and their vectors around the form's own centre.

    An encoder that knows little of a language puts all its texts close together, and scores of different forms
    then cannot be compared. Taking the mean away spreads them again (Mu and Viswanath 2018,
    https://arxiv.org/abs/1702.01417). A mean of few passages would take away what they are about.
    """

    def __init__(self, form: WrittenForm, passages: list[Passage], vectors: Vectors) -> None:
        self.rows = [row for row, passage in enumerate(passages) if passage.written_form is form]
        self.words = LexicalIndex([passages[row].text for row in self.rows], form)
        own = vectors[self.rows]
        self._centre = own.mean(axis=0) if len(self.rows) >= MIN_FOR_CENTRE else np.zeros(vectors.shape[1], np.float32)
        self._vectors = self._centred(own)

    def similarities(self, asked: Vectors) -> Vectors:
        """Cosine of each question's vector with each passage: shape (questions, passages of this form)."""
        if not self.rows:
            return np.zeros((len(asked), 0), dtype=np.float32)
        # Every passage is compared: an index that also sorts them takes longer than the comparing.
        found = faiss.pairwise_distances(self._centred(asked), self._vectors, metric=faiss.METRIC_INNER_PRODUCT)
        return np.asarray(found, dtype=np.float32)

    def _centred(self, vectors: Vectors) -> Vectors:
        moved = vectors - self._centre
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.ascontiguousarray(moved / np.maximum(lengths, 1e-12), dtype=np.float32)


def _fingerprint(variants: Iterable[Variant], embedder: Embedder) -> str:
    documents = sorted(hashlib.sha256(variant.document.encode()).hexdigest() for variant in variants)
    return hashlib.sha256("".join([embedder.name, *documents]).encode()).hexdigest()[:12]
