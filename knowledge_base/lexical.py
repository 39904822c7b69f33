"""Search by words and by letters: BM25 over stems in each written form, TF-IDF over groups of letters.

BM25 after Robertson and Zaragoza 2009, https://doi.org/10.1561/1500000019, in the variant of Lucene, whose
score of one term is below its inverse document frequency. That bound turns scores into a share in [0, 1].
"""

import math
from collections.abc import Sequence
from functools import cache

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge_base.article import WrittenForm
from knowledge_base.language import Language, spacy

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


def stems(text: str, form: WrittenForm) -> list[str]:
    """The stems of a text's words in a written form; stop words and punctuation are left out."""
    tokens = _language(form).tokenizer(text.casefold())
    words = [
        part
        for token in tokens
        for part in token.text.strip(".-").split("-")
        if part.isalnum() and part not in _stop_words(form)
    ]
    return list(_stemmer(form).stemWords(words))


class LexicalIndex:
    """BM25 over the passages of one written form."""

    def __init__(self, texts: Sequence[str], form: WrittenForm) -> None:
        self.form = form
        self._size = len(texts)
        bags = [stems(text, form) for text in texts]
        self._frequency: dict[str, int] = {}
        for bag in bags:
            for stem in set(bag):
                self._frequency[stem] = self._frequency.get(stem, 0) + 1
        self._bm25 = bm25s.BM25(method="lucene")
        if self._frequency:
            self._bm25.index(bags, show_progress=False)

    def shares(self, question: str) -> NDArray[np.float32]:
        """How much of the question's information each passage holds: shape (passages,), in [0, 1].

        A word that stands in no passage counts in full against every passage, so that a question about
        something else scores low however well its common words match.
        """
        asked = list(dict.fromkeys(stems(question, self.form)))
        known = [stem for stem in asked if stem in self._frequency]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        bound = sum(self._information(stem) for stem in asked)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32) / bound

    def _information(self, stem: str) -> float:
        frequency = self._frequency.get(stem, 0)
        return math.log(1 + (self._size - frequency + 0.5) / (frequency + 0.5))


class LetterIndex:
    """TF-IDF over groups of three to five letters within words, one index for all forms.

    Finds what stems miss: typos, inflection, parts of Norwegian compounds, and the same word in Bokmål and Nynorsk.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._size = len(texts)
        self._vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32)
        self._passages = self._vectorizer.fit_transform(texts) if texts else None

    def likenesses(self, question: str) -> NDArray[np.float32]:
        """Cosine of the question with each passage over letter groups: shape (passages,), in [0, 1]."""
        if self._passages is None:
            return np.zeros(self._size, dtype=np.float32)
        asked = self._vectorizer.transform([question])
        return np.asarray((asked @ self._passages.T).toarray()[0], dtype=np.float32)
