"""Parallel text, English beside Norwegian: where it comes from, under which licence, and how often it is shown."""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

OWN_TEXT = Path(__file__).parents[2] / "data/encoder"
REACH_FILE = "eval_tatoeba_laser.tsv.gz"


@dataclass(frozen=True)
class Pair:
    """A Norwegian text with its English; `form` is nb or nn."""

    source: str
    form: str
    english: str
    norwegian: str


@dataclass(frozen=True)
class Source:
    """One file of parallel text. `times`: how often its pairs stand in one round of training."""

    licence: str
    times: int = 1


# Only licences that let the trained weights be passed on with a line of thanks. Left out of what is at hand: the
# publisher's help texts, which bought nothing on everyday and career questions, and text under a copyleft.
SOURCES = {
    "tatoeba_nob": Source("CC-BY-2.0-FR", 4),
    "nav_i18n": Source("MIT", 2),
    "nav_pensjonsbrev": Source("MIT"),
    "nva_frontend": Source("MIT", 2),
    "altinn_studio": Source("MIT"),
    "osm_idschema": Source("ISC"),
    "own_glossary": Source("Apache-2.0", 4),
}
# Sources that `--more` can add, for measuring what they would buy.
MORE_SOURCES = {
    "msdocs_bc": Source("CC-BY-4.0"),
    "msdocs_projops": Source("CC-BY-4.0"),
    "msdocs_custinsights": Source("CC-BY-4.0"),
    "msdocs_headings": Source("CC-BY-4.0"),
    "ms_azd_beginners": Source("MIT"),
    "ms_edgeai_beginners": Source("MIT"),
    "ms_security101": Source("CC0-1.0"),
    "mozilla_www": Source("MPL-2.0"),
}
OWN_TIMES = 4


def times(source: str) -> int:
    """How often a pair of this source stands in one round of training."""
    return (SOURCES | MORE_SOURCES).get(source, Source("Apache-2.0", OWN_TIMES)).times


def read_pairs(folder: Path, *, more: Iterable[str] = ()) -> list[Pair]:
    """All pairs to learn from: those of `folder` and our own; none that stands in the test of reach, on either side.

    Raises FileNotFoundError if a file of a source is missing.
    """
    names = [*SOURCES, *more]
    found = [pair for name in names for pair in _read(folder / f"{name}.tsv.gz", name)]
    found += own_triples()
    kept_apart = {text for pairs in read_reach(folder).values() for pair in pairs for text in map(_bare, pair)}
    distinct = dict.fromkeys(found)
    return [pair for pair in distinct if not {_bare(pair.english), _bare(pair.norwegian)} & kept_apart]


def own_triples() -> list[Pair]:
    """The pairs of all our own files."""
    return [pair for path in sorted(OWN_TEXT.glob("*.tsv")) for pair in read_triples(path)]


def read_triples(path: Path) -> Iterator[Pair]:
    """The pairs of one of our own files: English, Bokmål and Nynorsk in three columns."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            english, bokmal, nynorsk = line.split("\t")
            yield Pair(path.stem, "nb", english, bokmal)
            yield Pair(path.stem, "nn", english, nynorsk)


def read_reach(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Tatoeba's test of reach for nb and nn, (English, Norwegian): for evaluation only."""
    pairs = list(_read(folder / REACH_FILE, "reach"))
    return {form: [(pair.english, pair.norwegian) for pair in pairs if pair.form == form] for form in ("nb", "nn")}


def _read(path: Path, source: str) -> Iterator[Pair]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            form, english, norwegian = line.rstrip("\n").split("\t")
            yield Pair(source, form, english, norwegian)


def _bare(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())
