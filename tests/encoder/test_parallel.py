"""What is read to learn from, and that nothing of the test is among it."""

import re
from pathlib import Path

import pytest

from knowledge_base.encoder.parallel import (
    MORE_SOURCES,
    OWN_TEXT,
    REACH_FILE,
    SOURCES,
    Pair,
    read_pairs,
    read_reach,
    read_triples,
    times,
)
from tests.encoder.factories import REACH, make_parallel

BREAKFAST = ("nb", "Breakfast is at seven sharp.", "Frokosten er presis klokka sju.")


def read_tatoeba(folder: Path) -> list[tuple[str, str, str]]:
    return [(pair.form, pair.english, pair.norwegian) for pair in read_pairs(folder) if pair.source == "tatoeba_nob"]


def test_pairs_come_from_the_files_and_from_our_own_text(tmp_path: Path):
    folder = make_parallel(tmp_path, {name: [(f"n{'bn'[n % 2]}", name, f"{name}?")] for n, name in enumerate(SOURCES)})

    pairs = read_pairs(folder)

    own = {path.stem for path in OWN_TEXT.glob("*.tsv")}
    assert own
    assert {pair.source for pair in pairs} == {*SOURCES, *own}
    assert {pair.form for pair in pairs if pair.source in own} == {"nb", "nn"}
    assert Pair("nav_i18n", "nn", "nav_i18n", "nav_i18n?") in pairs


@pytest.mark.parametrize("missing", ["altinn_studio.tsv.gz", REACH_FILE])
def test_a_missing_file_is_refused(tmp_path: Path, missing: str):
    folder = make_parallel(tmp_path, {})
    (folder / missing).unlink()

    with pytest.raises(FileNotFoundError, match=missing):
        read_pairs(folder)


def test_a_further_source_is_read_only_when_it_is_asked_for(tmp_path: Path):
    (more, *_) = MORE_SOURCES
    folder = make_parallel(tmp_path, {more: [BREAKFAST]})

    without, beside = read_pairs(folder), read_pairs(folder, more=[more])

    assert set(beside) - set(without) == {Pair(more, *BREAKFAST)}


@pytest.mark.parametrize(
    "tested",
    [
        BREAKFAST,
        ("nn", "Breakfast is at seven sharp.", "Frukosten er presis klokka sju."),
        ("nb", "We eat at seven.", "Frokosten er presis klokka sju."),
        ("nb", "BREAKFAST is at seven - sharp!", "Noe annet."),
    ],
)
def test_what_stands_in_the_test_of_reach_on_either_side_is_not_learnt_from(tmp_path: Path, tested):
    folder = make_parallel(tmp_path, {"tatoeba_nob": [BREAKFAST]}, reach=[tested])

    assert read_tatoeba(folder) == []


def test_without_the_line_in_the_test_the_pair_is_learnt_from(tmp_path: Path):
    """If this fails, the test above proves nothing."""
    folder = make_parallel(tmp_path, {"tatoeba_nob": [BREAKFAST]}, reach=REACH)

    assert read_tatoeba(folder) == [BREAKFAST]


def test_a_pair_that_comes_twice_is_read_once(tmp_path: Path):
    folder = make_parallel(tmp_path, {"tatoeba_nob": [BREAKFAST, BREAKFAST]})

    assert read_tatoeba(folder) == [BREAKFAST]


def test_the_test_of_reach_is_read_by_form(tmp_path: Path):
    folder = make_parallel(tmp_path, {}, reach=[BREAKFAST, ("nn", "Good night.", "God natt.")])

    assert read_reach(folder) == {"nb": [BREAKFAST[1:]], "nn": [("Good night.", "God natt.")]}


def test_a_line_of_ours_is_a_pair_in_each_form(tmp_path: Path):
    path = tmp_path / "words.tsv"
    path.write_text("# English, Bokmål, Nynorsk\n\nI\tjeg\teg\n", encoding="utf-8")

    assert list(read_triples(path)) == [Pair("words", "nb", "I", "jeg"), Pair("words", "nn", "I", "eg")]


def test_our_own_text_stands_in_a_round_as_often_as_the_best_source():
    assert times("everyday") == max(source.times for source in SOURCES.values()) > times("altinn_studio")


def test_no_licence_hinders_passing_the_weights_on():
    hindering = re.compile(r"GPL|MPL|EUPL|\bSA\b|\bNC\b|\bND\b")

    assert [name for name, source in SOURCES.items() if hindering.search(source.licence)] == []
