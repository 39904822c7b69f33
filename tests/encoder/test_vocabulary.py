"""The tokenizer: English as it was, Norwegian letters kept, frequent and own Norwegian words whole."""

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from knowledge_base.encoder.parallel import OWN_TEXT, Pair, read_triples
from knowledge_base.encoder.vocabulary import MAX_TOKENS, base_tokenizer, build, split
from tests.encoder.factories import make_base, make_pairs

RARE = Pair("nav_i18n", "nb", "Parental leave.", "Foreldrepermisjon.")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base(tmp_path_factory.mktemp("base"))


def tokens(tokenizer: Tokenizer, text: str) -> list[str]:
    return tokenizer.encode(text, add_special_tokens=False).tokens


def test_what_was_there_keeps_its_place(base: Path):
    tokenizer, new = build(base, make_pairs())

    old = base_tokenizer(base).get_vocab()
    assert {token: tokenizer.token_to_id(token) for token in old} == old
    assert [tokenizer.token_to_id(token) for token in new] == list(range(len(old), len(old) + len(new)))
    assert tokenizer.get_vocab_size() == len(old) + len(new)


def test_english_is_read_as_before(base: Path):
    tokenizer, _ = build(base, make_pairs())

    text = "Where is my book? We forget the cats."
    assert tokenizer.encode(text).ids == base_tokenizer(base).encode(text).ids


def test_a_frequent_norwegian_word_is_one_token(base: Path):
    tokenizer, _ = build(base, make_pairs())

    assert tokens(tokenizer, "Jeg kjøper huset") == ["jeg", "kjøper", "huset"]
    assert len(tokens(base_tokenizer(base), "Jeg kjøper huset")) > 3


def test_a_rare_word_is_not(base: Path):
    _, new = build(base, [*make_pairs(), RARE])

    assert "foreldrepermisjon" not in new


@pytest.mark.parametrize("source", ["everyday", "words", "own_glossary"])
def test_a_rare_word_of_our_own_pairs_is_wanted(base: Path, source: str):
    _, new = build(base, [*make_pairs(), Pair(source, RARE.form, RARE.english, RARE.norwegian)])

    assert "foreldrepermisjon" in new


@pytest.mark.parametrize(
    ("own", "wanted"), [(["Foreldrepermisjon", "foreldrepermisjon"], True), (["Foreldrepermisjon"], False)]
)
def test_a_word_that_our_own_text_has_twice_is_wanted(base: Path, own: list[str], wanted: bool):
    _, new = build(base, make_pairs(), own)

    assert ("foreldrepermisjon" in new) is wanted


def test_a_word_that_english_has_as_often_is_not_appended(base: Path):
    computer = [Pair("nav_i18n", "nb", f"A laptop {sign}", f"En laptop {sign}") for sign in "xyz"]

    _, new = build(base, [*make_pairs(), *computer])

    assert "en" in new
    assert "laptop" not in new


def test_a_with_a_ring_is_a_letter_of_its_own(base: Path):
    tokenizer, _ = build(base, make_pairs())

    assert tokens(tokenizer, "Å") == tokens(tokenizer, "a\N{COMBINING RING ABOVE}") == ["å"]
    assert tokens(base_tokenizer(base), "Å") == ["a"]


def test_the_same_text_gives_the_same_tokens(base: Path):
    pairs = list(read_triples(OWN_TEXT / "everyday.tsv"))

    assert build(base, pairs)[1] == build(base, pairs)[1]


@pytest.mark.parametrize("build_it", [base_tokenizer, lambda base: build(base, make_pairs())[0]], ids=["base", "built"])
def test_long_texts_are_cut_off_and_short_ones_not_filled_up(base: Path, tmp_path: Path, build_it):
    padding = Tokenizer.from_file(str(base / "tokenizer.json"))
    padding.enable_padding(length=128)
    padding.enable_truncation(128)
    padding.save(str(tmp_path / "tokenizer.json"))

    tokenizer = build_it(tmp_path)

    lengths = [len(encoded.ids) for encoded in tokenizer.encode_batch(["the house", "the house " * 100])]
    assert lengths == [4, MAX_TOKENS]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hva gjør du?", ["hva", "gjør", "du", "?"]),
        ("Én à la carte på kafé", ["en", "a", "la", "carte", "på", "kafe"]),
        ("Sjöberg är här", ["sjøberg", "ær", "hær"]),
        ("ÅPNE ÆRE ØL", ["åpne", "ære", "øl"]),
        ("", []),
    ],
)
def test_words_are_lower_case_without_accents_but_with_norwegian_letters(text, words):
    assert split(text) == words
