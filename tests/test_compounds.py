"""Norwegian compounds, cut into words that are known."""

import pytest

from knowledge_base.compounds import Compounds

KNOWN = {
    "arbeid": 30, "avtale": 20, "foreldre": 9, "penge": 4, "foreldrepenge": 12, "periode": 9, "barn": 15, "hage": 1,
    "barnehage": 8, "plass": 6, "forsker": 20, "forsk": 1,
}  # fmt: skip


@pytest.fixture
def compounds() -> Compounds:
    return Compounds(lambda word: {"perioden": "periode"}.get(word, word), KNOWN)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("foreldrepengeperioden", ("foreldrepenge", "periode")),
        ("arbeidsavtale", ("arbeid", "avtale")),
        ("barnehageplass", ("barnehage", "plass")),
        ("barneplass", ("barn", "plass")),
        ("arbeidsplassavtale", ("arbeid", "plass", "avtale")),
    ],
)
def test_a_compound_is_cut_where_its_parts_are_most_frequent(compounds, word, parts):
    assert compounds.parts(word) == parts


@pytest.mark.parametrize("word", ["", "barn", "avtale", "plassert", "avtaleboken", "tilavtale", "arbeidsss"])
def test_a_word_that_is_none_is_left_alone(compounds, word):
    assert compounds.parts(word) == ()


def test_a_long_word_without_sense_is_no_work(compounds):
    assert compounds.parts("plass" * 2000) == ()
