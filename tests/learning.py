"""What small classifiers are tried on: an embedder that sees words, and messages that can be told apart by them."""

import re

import numpy as np

from assistant.nlu_data import Example
from knowledge_base.article import Topic
from knowledge_base.embedding import HashEmbedder, Vectors


class WordEmbedder(HashEmbedder):
    """To it texts are near each other as far as they share words; it sees no signs and no capitals."""

    name = "words"

    def _direction(self, text: str) -> Vectors:
        row = sum(super(WordEmbedder, self)._direction(word) for word in re.findall(r"\w+", text.casefold()) or [""])
        return np.asarray(row / np.linalg.norm(row), dtype=np.float32)


_ABOUT = {
    Topic.CAREER_PATHS: ("professor", "opprykk", "akademia", "karriere"),
    Topic.JOB_SEARCH: ("søknad", "intervju", "attest", "referanse"),
    Topic.UNCERTAINTY: ("oppsigelse", "midlertidig", "kontrakt", "stress"),
    Topic.FAMILY_PLANNING: ("permisjon", "barnehage", "fødsel", "foreldrepenger"),
}
_ASKED = ("Fortell om {} i Norge", "Finnes det regler for {} nå", "Lurer litt på {} igjen", "Trenger mer om {} i år")
_OWN = ("Bør jeg velge {} selv", "Bør jeg grue meg til {} snart", "Bør jeg vente med {} lenger")


def make_examples() -> list[Example]:
    """Four words a topic, each in some questions of fact and in some of the writer's own, which say "bør"."""
    return [
        Example(phrase.format(word), "nb", str(topic), (topic,), phrase in _OWN)
        for topic, words in _ABOUT.items()
        for word in words
        for phrase in (*_ASKED, *_OWN)
    ]
