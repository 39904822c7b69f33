"""What `prepare` leaves for training: pairs, the teacher's vectors of their English, and a student to begin with."""

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.encoder import nynorsk, preparation
from knowledge_base.encoder.parallel import Pair
from knowledge_base.encoder.student import Encoder
from tests.encoder.factories import lines_of, make_base, make_pairs, make_parallel

BOKMAL_ONLY = Pair("nav_i18n", "nb", "I forget my key.", "Jeg glemmer nøkkelen min.")
ENGLISH = ["I buy the house.", "Where is my cat?", "We see a dog."]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def logged() -> list[str]:
    return []


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory, base: Path, logged: list[str]) -> Path:
    folder = tmp_path_factory.mktemp("work")
    parallel = make_parallel(
        folder / "parallel", {"tatoeba_nob": lines_of(make_pairs()), "nav_i18n": lines_of([BOKMAL_ONLY])}
    )
    preparation.prepare(
        parallel, base, folder / "work", own=["Formidlingsgruppa, formidlingsgruppa"], log=logged.append
    )
    return folder / "work"


def test_the_pairs_are_kept(work: Path):
    pairs = preparation.read(work).pairs

    assert {*make_pairs(), BOKMAL_ONLY} <= set(pairs)


def test_nynorsk_is_made_where_there_is_none(work: Path):
    made = [pair for pair in preparation.read(work).pairs if pair.english == BOKMAL_ONLY.english]

    assert [(pair.source, pair.form) for pair in made] == [("nav_i18n", "nb"), (nynorsk.SOURCE, "nn")]
    assert made[1].norwegian.startswith("Eg gløymer ")


def test_each_pair_has_the_teachers_vector_of_its_english(work: Path, base: Path):
    prepared = preparation.read(work)

    some = slice(None, None, 50)
    expected = Encoder.load(base).embed([pair.english for pair in prepared.pairs[some]])
    assert prepared.teacher.dtype == np.float32
    np.testing.assert_allclose(prepared.teacher[some], expected, atol=2e-3)


def test_the_student_begins_where_the_teacher_is_in_english(work: Path, base: Path):
    np.testing.assert_allclose(
        preparation.untrained(work).embed(ENGLISH), Encoder.load(base).embed(ENGLISH), atol=1e-5
    )  # fmt: skip


@pytest.mark.parametrize("word", ["Jeg", "gløymer", "formidlingsgruppa"])
def test_the_student_reads_norwegian_words_whole(work: Path, base: Path, word: str):
    before, now = (
        encoder.tokenizer.encode(word, add_special_tokens=False).tokens
        for encoder in (Encoder.load(base), preparation.untrained(work))
    )

    assert now == [word.casefold()] != before


def test_what_was_done_is_told(logged: list[str], work: Path):
    pairs = preparation.read(work).pairs
    made = sum(pair.source == nynorsk.SOURCE for pair in pairs)

    assert logged[0] == f"{len(pairs) - made} pairs read, {made} in Nynorsk made from Bokmål"
    assert len(logged) == 4


def test_a_missing_source_is_refused_before_anything_is_left(tmp_path: Path, base: Path):
    parallel = make_parallel(tmp_path / "parallel", {})
    (parallel / "tatoeba_nob.tsv.gz").unlink()

    with pytest.raises(FileNotFoundError, match="tatoeba_nob"):
        preparation.prepare(parallel, base, tmp_path / "work")
    assert list((tmp_path / "work").iterdir()) == []


def test_reading_before_preparing_is_refused(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        preparation.read(tmp_path)
