"""What an article is found by: the ways it is asked, its direct answer, and each section."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.sparse import csr_matrix

from knowledge_base.article import Variant, WrittenForm, plain_text
from knowledge_base.embedding import Embedder, Vectors
from knowledge_base.lexical import letter_groups, words_in


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
    """What a variant is found by."""
    slug, form = variant.slug, variant.written_form
    asked = [Passage(slug, form, Unit.QUESTION, question) for question in (variant.title, *variant.questions)]
    answer = Passage(slug, form, Unit.ANSWER, f"{variant.title}. {variant.answer}")
    sections = [
        Passage(slug, form, Unit.SECTION, f"{section.heading}. {plain_text(section.text)}", number)
        for number, section in enumerate(variant.sections)
    ]
    return [*asked, answer, *sections]


@dataclass(frozen=True, eq=False)
class Entry:
    """A variant's passages with all that is known of each without the others, which is what takes long to find.

    `vectors` has the shape (passages, dimension), `letters` (passages, groups of letters); two entries are the same
    only if they are one.
    """

    passages: Sequence[Passage]
    vectors: Vectors
    words: Sequence[Sequence[str]]
    letters: csr_matrix


def entries_of(variants: Sequence[Variant], embedder: Embedder) -> list[Entry]:
    """The entry of each variant; all passages are embedded at once."""
    passages = [passages_of(variant) for variant in variants]
    texts = [passage.text for of_one in passages for passage in of_one]
    vectors = embedder.embed(texts) if texts else np.zeros((0, 1), np.float32)
    entries, start = [], 0
    for of_one in passages:
        end = start + len(of_one)
        words = [words_in(passage.text, passage.written_form) for passage in of_one]
        entries.append(Entry(of_one, vectors[start:end], words, letter_groups(texts[start:end])))
        start = end
    return entries
