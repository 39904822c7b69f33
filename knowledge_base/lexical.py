"""Search by words and by letters: BM25 over stems in each written form, TF-IDF over groups of letters.

BM25 after Robertson and Zaragoza 2009, https://doi.org/10.1561/1500000019, in the variant of Lucene, whose
score of one term is below its inverse document frequency. That bound turns scores into a share in [0, 1].
"""

import math
from collections import Counter
from collections.abc import Sequence
from functools import cache

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

from knowledge_base.article import WrittenForm
from knowledge_base.compounds import Compounds
from knowledge_base.language import Language, spacy

# Counted by hash, groups need no vocabulary: a new passage changes no other. So many that hardly two share a place.
GROUPS = 2**20

_STEMMERS = {WrittenForm.BOKMAL: "norwegian", WrittenForm.NYNORSK: "norwegian", WrittenForm.ENGLISH: "english"}

# spaCy has no stop words for Nynorsk; these are the commonest words that carry no subject.
_NYNORSK_STOP_WORDS = frozenset({
    "alle", "av", "berre", "blei", "blir", "bli", "då", "den", "denne", "desse", "det", "dette", "di", "din",
    "dine", "dykk", "dykkar", "eg", "ein", "eit", "eller", "ei", "er", "etter", "for", "frå", "før", "gjere", "ha",
    "hadde", "han", "har", "henne", "hjå", "ho", "hos", "hva", "i", "ikkje", "ikke", "inn", "ja", "kan", "kva",
    "kvar", "kven", "kvifor", "korleis", "man", "med", "meg", "mellom", "men", "min", "mi", "mine", "mot", "må",
    "nei", "no", "noko", "nokon", "nokre", "når", "og", "også", "om", "opp", "oss", "over", "på", "seg", "sidan",
    "sin", "si", "sine", "skal", "skulle", "slik", "so", "som", "så", "til", "ut", "var", "vart", "ved", "vere",
    "vert", "vi", "vil", "ville", "å", "òg",
})  # fmt: skip


@cache
def _language(form: WrittenForm) -> Language:
    return spacy.blank(form)


@cache
def _stop_words(form: WrittenForm) -> frozenset[str]:
    if form is WrittenForm.NYNORSK:
        return _NYNORSK_STOP_WORDS | _stop_words(WrittenForm.BOKMAL)
    return frozenset(_language(form).Defaults.stop_words)


@cache
def _stemmer(form: WrittenForm) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_STEMMERS[form])


def words_in(text: str, form: WrittenForm) -> list[str]:
    """The words of a text in a written form, in lower case; stop words and punctuation are left out."""
    tokens = _language(form).tokenizer(text.casefold())
    return [
        part
        for token in tokens
        for part in token.text.strip(".-").split("-")
        if part.isalnum() and part not in _stop_words(form)
    ]


def stems(text: str, form: WrittenForm) -> list[str]:
    """The stems of the words in a text."""
    return list(_stemmer(form).stemWords(words_in(text, form)))


def _frequency(bags: Sequence[Sequence[str]]) -> dict[str, int]:
    """In how many bags each stem is."""
    return dict(Counter(stem for bag in bags for stem in set(bag)))


class LexicalIndex:
    """BM25 over the passages of one written form. Norwegian compounds are found by their parts, too."""

    def __init__(self, passages: Sequence[Sequence[str]], form: WrittenForm) -> None:
        """`passages` are given by their words; see `words_in`."""
        self.form = form
        self._size = len(passages)
        stemmed = [_stemmer(form).stemWords(words) for words in passages]
        self._compounds = Compounds(_stemmer(form).stemWord, _frequency(stemmed))
        bags = [[stem for word in words for stem in self._terms(word)] for words in passages]
        self._frequency = _frequency(bags)
        self._bm25 = bm25s.BM25(method="lucene")
        if self._frequency:
            self._bm25.index(bags, show_progress=False)

    def shares(self, question: str) -> NDArray[np.float32]:
        """How much of the question's information each passage holds: shape (passages,), in [0, 1].

        A word that stands in no passage counts in full against every passage, so that a question about
        something else scores low however well its common words match.
        """
        asked = list(dict.fromkeys(stem for word in words_in(question, self.form) for stem in self._asked(word)))
        known = [stem for stem in asked if stem in self._frequency]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        bound = sum(self._information(stem) for stem in asked)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32) / bound

    def _terms(self, word: str) -> tuple[str, ...]:
        """What a passage is found by that has this word: its stem, and those of its parts."""
        parts = () if self.form is WrittenForm.ENGLISH else self._compounds.parts(word)
        return (_stemmer(self.form).stemWord(word), *parts)

    def _asked(self, word: str) -> tuple[str, ...]:
        """What to look for when this word is asked for: a compound that no passage has counts as its parts alone."""
        whole, *parts = self._terms(word)
        return tuple(parts) if parts and whole not in self._frequency else (whole, *parts)

    def _information(self, stem: str) -> float:
        frequency = self._frequency.get(stem, 0)
        return math.log(1 + (self._size - frequency + 0.5) / (frequency + 0.5))


@cache
def _grouper() -> HashingVectorizer:
    return HashingVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), n_features=GROUPS, alternate_sign=False, norm=None, dtype=np.float32
    )


def letter_groups(texts: Sequence[str]) -> csr_matrix:
    """How often each group of three to five letters stands in each text: shape (texts, GROUPS), counted by hash."""
    return _grouper().transform(texts) if texts else csr_matrix((0, GROUPS), dtype=np.float32)


class LetterIndex:
    """TF-IDF over groups of three to five letters within words, one index for all forms.

    Finds what stems miss: typos, inflection, parts of Norwegian compounds, and the same word in Bokmål and Nynorsk.
    """

    def __init__(self, groups: csr_matrix) -> None:
        """`groups` are those of each passage; see `letter_groups`."""
        self._size = groups.shape[0]
        self._weights = TfidfTransformer(sublinear_tf=True)
        # By group of letters and not by passage: a question then reads only its own groups.
        self._by_group = self._weights.fit_transform(groups).T.tocsr() if self._size else None

    def likenesses(self, question: str) -> NDArray[np.float32]:
        """Cosine of the question with each passage over letter groups: shape (passages,), in [0, 1]."""
        if self._by_group is None:
            return np.zeros(self._size, dtype=np.float32)
        asked = self._weights.transform(letter_groups([question]))
        return np.asarray((asked @ self._by_group).toarray()[0], dtype=np.float32)
