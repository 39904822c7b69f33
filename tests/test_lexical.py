"""Search by words and by letters: how much of a question a passage holds."""

import numpy as np
import pytest

from knowledge_base.article import WrittenForm
from knowledge_base.lexical import LetterIndex, LexicalIndex, letter_groups, stems, words_in

PASSAGES = [
    "Oppsigelsestiden for stipendiater er tre måneder",
    "Foreldrepenger søker du om hos Nav",
    "Lønnen til en stipendiat følger statens tabell",
]


def by_words(passages: list[str]) -> LexicalIndex:
    """An index of Bokmål passages."""
    return LexicalIndex([words_in(passage, WrittenForm.BOKMAL) for passage in passages], WrittenForm.BOKMAL)


@pytest.fixture
def index() -> LexicalIndex:
    return by_words(PASSAGES)


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        (WrittenForm.BOKMAL, "Er det stillingen?", stems("stilling", WrittenForm.BOKMAL)),
        (WrittenForm.NYNORSK, "Kva er stillinga?", stems("stilling", WrittenForm.NYNORSK)),
        (WrittenForm.ENGLISH, "What are the positions?", stems("position", WrittenForm.ENGLISH)),
    ],
)
def test_inflection_and_stop_words_fall_away(form, text, expected):
    assert stems(text, form) == expected
    assert len(expected) == 1


def test_nynorsk_leaves_out_its_own_stop_words_and_those_of_bokmal():
    assert stems("Korleis kan eg, slik at jeg ikke må", WrittenForm.NYNORSK) == []


@pytest.mark.parametrize("text", ["", "   ", "?!...", "– — …", "og i er", "😀"])
def test_a_text_without_words_that_carry_a_subject_has_no_stems(text):
    assert stems(text, WrittenForm.BOKMAL) == []


def test_case_does_not_matter():
    assert stems("FORELDREPENGER", WrittenForm.BOKMAL) == stems("foreldrepenger", WrittenForm.BOKMAL)


def test_the_parts_of_a_hyphenated_word_are_words():
    assert stems("postdoktor-stilling", WrittenForm.BOKMAL) == stems("postdoktor stilling", WrittenForm.BOKMAL)


def test_the_passage_with_the_questions_words_holds_most_of_it(index):
    shares = index.shares("Hvor søker jeg om foreldrepenger?")

    assert int(np.argmax(shares)) == 1
    assert shares[1] > 0
    assert shares[0] == shares[2] == 0


def test_shares_lie_between_nothing_and_the_whole(index):
    for question in [*PASSAGES, "stipendiat", "stipendiat " * 50, "stipendiat oppsigelsestid lønn nav"]:
        shares = index.shares(question)

        assert shares.shape == (len(PASSAGES),)
        assert shares.dtype == np.float32
        assert (shares >= 0).all()
        assert (shares <= 1).all()


def test_a_rare_word_weighs_more_than_a_common_one(index):
    shares = index.shares("stipendiat oppsigelsestiden")

    assert shares[0] > shares[2] > 0


def test_a_word_asked_twice_counts_once(index):
    np.testing.assert_array_equal(index.shares("lønnen lønnen lønnen nav"), index.shares("lønnen nav"))


def test_a_word_that_stands_nowhere_counts_against_every_passage(index):
    about_us = index.shares("lønnen")
    about_something_else = index.shares("lønnen til fotballtrenere i Brasil")

    assert 0 < about_something_else[2] < about_us[2]


@pytest.mark.parametrize("question", ["", "og i er", "kvantekromodynamikk"])
def test_a_question_without_a_known_word_is_held_by_none(index, question):
    np.testing.assert_array_equal(index.shares(question), np.zeros(len(PASSAGES), dtype=np.float32))


@pytest.mark.parametrize("passages", [[], ["og i er"], ["", "?"]])
def test_an_index_without_words_holds_nothing(passages):
    shares = by_words(passages).shares("Hva er lønnen?")

    np.testing.assert_array_equal(shares, np.zeros(len(passages), dtype=np.float32))


@pytest.fixture
def letters() -> LetterIndex:
    return LetterIndex(letter_groups(PASSAGES))


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("hvor lang er oppsigelstiden", 0),
        ("oppsigelse", 0),
        ("foreldrepengar frå nav", 1),
        ("foreldre", 1),
        ("lønnstabell", 2),
        ("LØNNEN", 2),
    ],
)
def test_letters_find_what_words_miss(letters, question, passage):
    assert int(np.argmax(letters.likenesses(question))) == passage


def test_letters_are_alike_between_nothing_and_the_whole(letters):
    for question in [*PASSAGES, "stipendiat", "xyz", "stipendiat " * 50]:
        likenesses = letters.likenesses(question)

        assert likenesses.shape == (len(PASSAGES),)
        assert likenesses.dtype == np.float32
        assert likenesses.min() >= 0
        assert likenesses.max() <= 1 + 1e-5

    assert letters.likenesses(PASSAGES[1])[1] == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("question", ["", "  ", "😀", "qqq zzz"])
def test_a_question_without_a_known_group_of_letters_is_like_none(letters, question):
    np.testing.assert_array_equal(letters.likenesses(question), np.zeros(len(PASSAGES), dtype=np.float32))


def test_groups_of_letters_that_stand_nowhere_count_against_every_passage(letters):
    assert 0 < letters.likenesses("lønnen xyzzyq")[2] < letters.likenesses("lønnen")[2]


def test_no_letters_are_like_none():
    assert LetterIndex(letter_groups([])).likenesses("lønn").shape == (0,)


class TestCompounds:
    def test_are_found_by_their_parts(self, index):
        shares = index.shares("Hva er stipendiatlønnen?")

        assert int(np.argmax(shares)) == 2
        assert shares[2] > shares[0] > shares[1] == 0

    def test_of_the_passages_are_found_by_one_part(self):
        passages = [
            "Barnehageplass søker du om i kommunen",
            "Plassen i gangen er trang",
            "Barnehagen åpner klokka åtte",
        ]

        shares = by_words(passages).shares("barnehage")

        assert shares[2] > shares[0] > shares[1] == 0

    def test_that_no_passage_knows_any_part_of_stay_unknown(self, index):
        assert not index.shares("regnskogsvinduer").any()
