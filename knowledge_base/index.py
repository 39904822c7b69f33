"""The passages of all live variants, ready to be searched; immutable once built."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import faiss
import numpy as np

from knowledge_base.article import Variant, WrittenForm, plain_text
from knowledge_base.embedding import Embedder, Vectors
from knowledge_base.lexical import LexicalIndex


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


class Index:
    """Vectors and words of every passage. Exact inner product: articles are thousands of passages, not millions."""

    def __init__(self, variants: Iterable[Variant], embedder: Embedder, *, questions: Embedder | None = None) -> None:
        """Embed and index all passages of `variants`.

        `questions` embeds what is asked, with the same weights; it is given when `embedder` remembers what it
        embeds, because what researchers ask must not be kept.
        """
        self.variants = {(variant.slug, variant.written_form): variant for variant in variants}
        self.passages = [passage for variant in self.variants.values() for passage in passages_of(variant)]
        self.build = _fingerprint(self.variants.values(), embedder)
        self._questions = questions or embedder
        self._vectors = faiss.IndexFlatIP(embedder.dimension)
        if self.passages:
            self._vectors.add(embedder.embed([passage.text for passage in self.passages]))
        self._rows = {
            form: [row for row, passage in enumerate(self.passages) if passage.written_form is form]
            for form in WrittenForm
        }
        self._words = {
            form: LexicalIndex([self.passages[row].text for row in rows], form) for form, rows in self._rows.items()
        }

    def similarities(self, questions: list[str]) -> Vectors:
        """Cosine of each question with each passage: shape (questions, passages), in [-1, 1]."""
        found = np.zeros((len(questions), len(self.passages)), dtype=np.float32)
        if self.passages:
            scores, rows = self._vectors.search(self._questions.embed(questions), len(self.passages))
            np.put_along_axis(found, rows, scores, axis=1)
        return found

    def shares(self, question: str) -> Vectors:
        """Share of the question's words in each passage: shape (passages,), in [0, 1]; see LexicalIndex."""
        found = np.zeros(len(self.passages), dtype=np.float32)
        for form, words in self._words.items():
            found[self._rows[form]] = words.shares(question)
        return found


def _fingerprint(variants: Iterable[Variant], embedder: Embedder) -> str:
    documents = sorted(hashlib.sha256(variant.document.encode()).hexdigest() for variant in variants)
    return hashlib.sha256("".join([embedder.name, *documents]).encode()).hexdigest()[:12]
