"""Nynorsk made from Bokmål: what the lexicon takes from sentences in both forms, and what it makes of others."""

import pytest

from knowledge_base.encoder.nynorsk import SOURCE, lexicon, make
from knowledge_base.encoder.parallel import Pair


def pairs_of(*sentences: tuple[str, str]) -> list[Pair]:
    """Sentences in Bokmål and Nynorsk, each pair with the same English."""
    return [
        Pair("tatoeba_nob", form, f"English {number}", text)
        for number, both in enumerate(sentences)
        for form, text in zip(("nb", "nn"), both, strict=True)
    ]


KNOWN = pairs_of(("Jeg ser deg ikke.", "Eg ser deg ikkje."), ("Jeg vil ikke dit.", "Eg vil ikkje dit."))


def test_words_in_the_same_place_stand_for_each_other():
    assert lexicon(KNOWN) == {"jeg": "eg", "ikke": "ikkje"}


def test_a_word_seen_once_is_not_believed():
    assert lexicon(KNOWN[:2]) == {}


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ([("Hun er her.", "Ho er her.")] * 3 + [("Hun er her.", "Dei er her.")] * 2, {"hun": "ho"}),
        ([("Hun er her.", "Ho er her.")] * 3 + [("Hun er her.", "Dei er her.")] * 3, {}),
    ],
)
def test_a_word_that_as_often_becomes_another_is_left_alone(sentences, expected):
    assert lexicon(pairs_of(*sentences)) == expected


@pytest.mark.parametrize(
    "sentence",
    [("Jeg er her nå.", "Eg er no komen hit."), ("Jeg gikk.", "Eg fór.")],
    ids=["another length", "hardly a word the same"],
)
def test_sentences_that_differ_too_much_teach_nothing(sentence):
    assert lexicon(pairs_of(sentence, sentence)) == {}


def test_a_bokmal_pair_gets_a_nynorsk_one():
    bokmal = Pair("nav_i18n", "nb", "I cannot - not now!", "Jeg kan ikke - ikke nå!")

    assert make([*KNOWN, bokmal]) == [Pair(SOURCE, "nn", "I cannot - not now!", "Eg kan ikkje - ikkje nå!")]


@pytest.mark.parametrize(
    "pair",
    [
        Pair("nav_i18n", "nb", "English 0", "Jeg ser ikke."),
        Pair("nav_i18n", "nb", "We are here.", "Vi er her."),
        Pair("nav_i18n", "nn", "I am not.", "Jeg er ikke."),
    ],
    ids=["its English has Nynorsk", "no word changes", "it is Nynorsk"],
)
def test_nothing_is_made_where_nothing_is_wanted(pair):
    assert make([*KNOWN, pair]) == []
