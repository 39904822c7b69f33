"""The passages of all live variants, ready to be searched; immutable once built."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import vstack

from knowledge_base.article import Variant, WrittenForm
from knowledge_base.embedding import Embedder, Vectors, digest_of
from knowledge_base.lexical import LetterIndex, LexicalIndex, letter_groups
from knowledge_base.meaning import MeaningIndex
from knowledge_base.passages import Entry, Unit, entries_of

# Up to so many passages every one is compared: that is exact, and an index that sorts them takes no less time.
EXACT_UP_TO = 40_000
# Of a larger index, only articles are weighed that have one of so many passages which are nearest in one way.
NEAREST = 40

_Key = tuple[str, WrittenForm]


@dataclass(frozen=True)
class Evidence:
    """For each part of a message (the whole first) and each passage in `rows`: arrays of shape (parts, rows).

    `rows` are places in `Index.passages`, ascending: all of them, or those of the articles that may be near.
    `out_of_scope` is how like the whole message is to each example of what no article answers: shape (examples,). It
    is the cosine itself, while that with a passage is one around the centre of its form.
    """

    rows: NDArray[np.int64]
    meaning: Vectors
    words: Vectors
    letters: Vectors
    out_of_scope: Vectors


class Index:
    """Vectors, words and letters of every passage; the passages of an article lie together."""

    def __init__(
        self,
        variants: Iterable[Variant],
        embedder: Embedder,
        *,
        questions: Embedder | None = None,
        out_of_scope: Sequence[str] = (),
        before: "Index | None" = None,
    ) -> None:
        """Embed and index all passages of `variants`, and examples of what is out of scope.

        `questions` embeds what is asked, with the same weights; it is given when `embedder` remembers what it
        embeds, because what researchers ask must not be kept. `before` is an index with the same embedders: what it
        has of variants that are the same is not found again.
        """
        in_order = sorted(variants, key=lambda variant: (variant.slug, variant.written_form))
        self.variants = {(variant.slug, variant.written_form): variant for variant in in_order}
        self.out_of_scope = tuple(out_of_scope)
        self.build = _fingerprint(self.variants.values(), self.out_of_scope, embedder)
        self._questions = questions or embedder
        self._beyond = _beyond(self.out_of_scope, embedder, before)
        self._entries = _entries(self.variants, embedder, before)
        entries = list(self._entries.values())
        self.passages = [passage for entry in entries for passage in entry.passages]
        # The articles by their slugs; the place of each passage's article among them, and its section, -1 if it is
        # none; which passages are of a unit.
        slugs = np.array([passage.slug for passage in self.passages], dtype=np.str_)
        self.articles, self.article_of = np.unique(slugs, return_inverse=True)
        self.section_of = np.array([-1 if p.section is None else p.section for p in self.passages], dtype=np.int64)
        self.is_of = {unit: np.array([p.unit is unit for p in self.passages], dtype=bool) for unit in Unit}
        self.is_large = len(self.passages) > EXACT_UP_TO
        self._letters = LetterIndex(vstack([letter_groups([]), *(entry.letters for entry in entries)], format="csr"))
        self._forms = {form: self._form_index(form, before) for form in WrittenForm}
        forms = np.array([passage.written_form for passage in self.passages], dtype=np.str_)
        self._rows = {form: np.flatnonzero(forms == form) for form in WrittenForm}

    def evidence(self, questions: Sequence[str]) -> Evidence:
        """What speaks for each passage that may be near: how like each question it is by meaning, words and letters."""
        asked = self._questions.embed(questions)
        words = np.stack([self.shares(question) for question in questions])
        letters = np.stack([self._letters.likenesses(question) for question in questions])
        rows = self._near(asked, words, letters) if self.is_large else np.arange(len(self.passages))
        beyond = self._beyond @ asked[0] if len(self._beyond) else np.zeros(0, np.float32)
        return Evidence(rows, self._similarities(asked, rows), words[:, rows], letters[:, rows], beyond)

    def shares(self, question: str) -> Vectors:
        """Share of the question's words in each passage: shape (passages,), in [0, 1]; see LexicalIndex."""
        found = np.zeros(len(self.passages), dtype=np.float32)
        for form, rows in self._rows.items():
            found[rows] = self._forms[form].words.shares(question)
        return found

    def _similarities(self, asked: Vectors, rows: NDArray[np.int64]) -> Vectors:
        """Cosine of each vector that asks with each passage of `rows`: in [-1, 1]."""
        found = np.zeros((len(asked), len(rows)), dtype=np.float32)
        for form, of_form in self._rows.items():
            chosen = np.isin(rows, of_form, assume_unique=True)
            places = np.searchsorted(of_form, rows[chosen]) if self.is_large else None
            found[:, chosen] = self._forms[form].meaning.similarities(asked, places)
        return found

    def _near(self, asked: Vectors, words: Vectors, letters: Vectors) -> NDArray[np.int64]:
        """All passages of the articles that have one of the nearest passages, in any of the three ways."""
        by_meaning = [rows[self._forms[form].meaning.nearest(asked, NEAREST)] for form, rows in self._rows.items()]
        most = min(NEAREST, len(self.passages))
        by_text = [np.argpartition(likeness, -most)[-most:] for likeness in (*words, *letters)]
        is_near = np.zeros(len(self.articles), dtype=bool)
        is_near[self.article_of[np.concatenate([*by_meaning, *by_text])]] = True
        return np.flatnonzero(is_near[self.article_of])

    def _form_index(self, form: WrittenForm, before: "Index | None") -> "_FormIndex":
        entries = tuple(entry for (_, one), entry in self._entries.items() if one is form)
        known = before._forms[form] if before is not None and before.is_large is self.is_large else None
        return known if known is not None and known.entries == entries else _FormIndex(form, entries, self.is_large)


class _FormIndex:
    """The passages of one written form, by their words and by their meaning."""

    def __init__(self, form: WrittenForm, entries: Sequence[Entry], is_large: bool) -> None:
        self.entries = entries
        self.words = LexicalIndex([words for entry in entries for words in entry.words], form)
        vectors = np.concatenate([entry.vectors for entry in entries]) if entries else np.zeros((0, 1), np.float32)
        self.meaning = MeaningIndex(vectors, with_cells=is_large)


def _beyond(texts: tuple[str, ...], embedder: Embedder, before: Index | None) -> Vectors:
    """The vectors of what is out of scope: those of `before`, if the texts are the same."""
    if before is not None and before.out_of_scope == texts:
        return before._beyond
    return embedder.embed(texts) if texts else np.zeros((0, 1), np.float32)


def _entries(variants: Mapping[_Key, Variant], embedder: Embedder, before: Index | None) -> dict[_Key, Entry]:
    """The entry of each variant, in their order: that of `before`, if the variant is the same."""
    same = {key for key, variant in variants.items() if before is not None and before.variants.get(key) == variant}
    known = {key: before._entries[key] for key in same} if before is not None else {}
    new = {key: variant for key, variant in variants.items() if key not in known}
    fresh = dict(zip(new, entries_of(list(new.values()), embedder), strict=True))
    return {key: known[key] if key in known else fresh[key] for key in variants}


def _fingerprint(variants: Iterable[Variant], out_of_scope: Iterable[str], embedder: Embedder) -> str:
    documents = sorted(digest_of(variant.document) for variant in variants)
    return digest_of("".join([embedder.name, *documents, *map(digest_of, out_of_scope)]))[:12]
