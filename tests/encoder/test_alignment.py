"""Which English word a Norwegian one stands beside, and where the vectors of new words start from that."""

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from knowledge_base.encoder.alignment import MAX_MIXED, MIN_PROBABILITY, align, start_rows
from knowledge_base.encoder.parallel import Pair
from knowledge_base.encoder.vocabulary import base_tokenizer, build
from tests.encoder.factories import WIDTH, make_base, make_pairs

# huset : the house, boka : the book, ei bok : a book; ids as a tokenizer might give them.
HUSET, BOKA, EI, BOK = range(4)
THE, HOUSE, BOOK, A = range(10, 14)
NORWEGIAN, ENGLISH = [[HUSET], [BOKA], [EI, BOK], [BOKA, HUSET]], [[HOUSE], [BOOK], [A, BOOK], [BOOK, HOUSE]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base(tmp_path_factory.mktemp("base"))


def test_words_that_stand_beside_each_other_translate_each_other():
    translations = align(NORWEGIAN, ENGLISH)

    assert {word: int(translations.of(word)[0][0]) for word in (HUSET, BOKA)} == {HUSET: HOUSE, BOKA: BOOK}


def test_the_probabilities_of_a_word_sum_to_one():
    translations = align(NORWEGIAN, ENGLISH)

    np.testing.assert_allclose(np.bincount(translations.norwegian, translations.probability), 1)


def test_a_word_that_was_not_seen_has_no_translation():
    english, probability = align(NORWEGIAN, ENGLISH).of(99)

    assert (len(english), len(probability)) == (0, 0)


@pytest.mark.parametrize(("meanings", "kept"), [(2, 2), (6, MAX_MIXED), (20, 0)])
def test_only_the_likely_translations_are_kept(meanings: int, kept: int):
    english, probability = align([[HUSET]] * meanings, [[place] for place in range(meanings)]).of(HUSET)

    assert len(english) == kept
    assert all(probability > MIN_PROBABILITY)


def test_the_likeliest_translation_comes_first():
    english, probability = align([[HUSET]] * 5, [[HOUSE], [THE], [HOUSE], [HOUSE], [THE]]).of(HUSET)

    assert list(english) == [HOUSE, THE]
    np.testing.assert_allclose(probability, [0.6, 0.4])


def test_a_pair_with_an_empty_side_teaches_nothing():
    with_empty = align([*NORWEGIAN, [], [EI]], [*ENGLISH, [THE], []])

    np.testing.assert_array_equal(with_empty.probability, align(NORWEGIAN, ENGLISH).probability)


class TestStartRows:
    @pytest.fixture
    def rows(self, base: Path) -> np.ndarray:
        shape = (base_tokenizer(base).get_vocab_size(), WIDTH)
        return np.random.default_rng(1).standard_normal(shape).astype(np.float32)

    @staticmethod
    def start(base: Path, rows: np.ndarray, pairs: list[Pair]) -> tuple[Tokenizer, np.ndarray]:
        tokenizer, _ = build(base, pairs)
        return tokenizer, start_rows(pairs, tokenizer, base_tokenizer(base), rows)

    def test_old_rows_stay(self, base, rows):
        _, table = self.start(base, rows, make_pairs())

        np.testing.assert_array_equal(table[: len(rows)], rows)

    def test_every_token_has_a_row_that_can_be_heard(self, base, rows):
        tokenizer, table = self.start(base, rows, make_pairs())

        assert len(table) == tokenizer.get_vocab_size() > len(rows)
        assert np.linalg.norm(table, axis=1).min() > 0.1 * np.linalg.norm(rows, axis=1).mean()

    @pytest.mark.parametrize(("word", "translation"), [("boka", "book"), ("kjøper", "buy"), ("glemmer", "forget")])
    def test_a_new_word_starts_nearest_to_its_translation(self, base, rows, word, translation):
        tokenizer, table = self.start(base, rows, make_pairs())

        words = [token for token in base_tokenizer(base).get_vocab() if len(token) > 2 and token.isalpha()]
        directions = np.array([rows[tokenizer.token_to_id(token)] for token in words])
        directions /= np.linalg.norm(directions, axis=1, keepdims=True)
        assert words[int((directions @ table[tokenizer.token_to_id(word)]).argmax())] == translation

    def test_a_new_word_without_a_translation_starts_at_the_mean_of_its_pieces(self, base, rows):
        tokenizer, _ = build(base, make_pairs())
        pieces = [tokenizer.token_to_id(piece) for piece in ("b", "##o", "##k", "##a")]

        table = start_rows([Pair("nav_i18n", "nb", "Milk", "melk")], tokenizer, base_tokenizer(base), rows)

        np.testing.assert_allclose(table[tokenizer.token_to_id("boka")], rows[pieces].mean(axis=0), atol=1e-6)
