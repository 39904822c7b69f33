"""An article in one written form, and the passages it is cut into.

The file format (front matter, then sections under `##`) is described in docs/articles.md.
"""

import datetime
import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

ARTICLES = Path(__file__).parent / "articles"

_FRONT_MATTER = re.compile(r"\A---\n(?P<fields>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_SECTION = re.compile(r"^## +(?P<heading>.+?) *$", re.MULTILINE)
_FOOTNOTE = re.compile(r" ?\[\^(?P<source>[a-z0-9-]+)\]")
_REQUIRED = (
    "slug",
    "written_form",
    "title",
    "topic",
    "kind",
    "applies_to",
    "answer",
    "questions",
    "not_covered",
    "next_steps",
    "related",
    "verified",
    "sources",
)


class WrittenForm(StrEnum):
    """The three forms Veivalg reads and writes, by their ISO 639-1 codes."""

    BOKMAL = "nb"
    NYNORSK = "nn"
    ENGLISH = "en"


class Topic(StrEnum):
    """What a question is about; the same names are Rasa's topic intents."""

    CAREER_PATHS = "career_paths"
    JOB_SEARCH = "job_search"
    UNCERTAINTY = "uncertainty"
    FAMILY_PLANNING = "family_planning"


class ArticleTopic(StrEnum):
    """What an article is about: what questions are about, and what is looked up under a name of its own."""

    CAREER_PATHS = "career_paths"
    JOB_SEARCH = "job_search"
    UNCERTAINTY = "uncertainty"
    FAMILY_PLANNING = "family_planning"
    RIGHTS_AND_RULES = "rights_and_rules"
    FUNDING_AND_MOBILITY = "funding_and_mobility"
    SKILLS_AND_PLANNING = "skills_and_planning"
    SUPPORT_SERVICES = "support_services"

    @property
    def asked(self) -> Topic | None:
        """The topic of questions that it is, or None."""
        return next((topic for topic in Topic if topic.value == self.value), None)


class Kind(StrEnum):
    """What an article offers, after the three levels of HK-dir's framework."""

    INFORMATION = "information"
    LEARNING = "learning"
    GUIDANCE = "guidance"


class Holds(StrEnum):
    """How long a verification holds."""

    STABLE = "stable"
    YEARLY = "yearly"
    CHECK_BEFORE_PUBLISH = "check-before-publish"

    @property
    def months(self) -> int:
        """The number of months after which the article must be verified again."""
        return {Holds.STABLE: 24, Holds.YEARLY: 12, Holds.CHECK_BEFORE_PUBLISH: 3}[self]


class BrokenArticle(ValueError):
    """An article file that cannot be read; the message names what is wrong and where."""


@dataclass(frozen=True)
class Source:
    """Where a fact was read, and the date or version that was read."""

    id: str
    title: str
    url: str
    as_of: str


@dataclass(frozen=True)
class Section:
    """One part of an article that makes sense alone; `text` is Markdown without footnote marks."""

    heading: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Variant:
    """An article in one written form, as parsed from its document."""

    slug: str
    written_form: WrittenForm
    title: str
    topic: ArticleTopic
    kind: Kind
    applies_to: str
    answer: str
    questions: tuple[str, ...]
    not_covered: str
    next_steps: tuple[str, ...]
    related: tuple[str, ...]
    verified_on: datetime.date
    verified_by: str
    holds: Holds
    sources: tuple[Source, ...]
    sections: tuple[Section, ...]
    document: str = field(repr=False, compare=False)

    def valid_until(self) -> datetime.date:
        """The last day on which the verification holds."""
        months = self.verified_on.month - 1 + self.holds.months
        year, month = self.verified_on.year + months // 12, months % 12 + 1
        first_of_next = datetime.date(year + month // 12, month % 12 + 1, 1)
        last_of_month = first_of_next - datetime.timedelta(days=1)
        return last_of_month.replace(day=min(self.verified_on.day, last_of_month.day))

    def sources_of(self, section: Section) -> tuple[Source, ...]:
        """The sources a section cites, in their order; all of the article's if it cites none."""
        return tuple(source for source in self.sources if source.id in section.sources) or self.sources


def parse(document: str, *, where: str = "the article") -> Variant:
    """The variant that a document describes.

    Raises BrokenArticle, which names `where` and what is wrong, if the front matter is missing, is not YAML,
    lacks a field, or if a value is none of those allowed.
    """
    found = _FRONT_MATTER.match(document.replace("\r\n", "\n"))
    if found is None:
        raise BrokenArticle(f"{where}: the file must begin with front matter between two lines of '---'.")
    fields = _fields(found["fields"], where)
    try:
        return _variant(fields, found["body"], document)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenArticle(f"{where}: {error}.") from error


def read(path: Path) -> Variant:
    """The variant in a file. Raises BrokenArticle if it cannot be read or does not sit where its fields say."""
    try:
        document = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenArticle(f"{path}: {error}.") from error
    variant = parse(document, where=str(path))
    if (path.parent.name, path.stem) != (variant.slug, variant.written_form):
        raise BrokenArticle(f"{path}: the slug and the written form inside must match the folder and file name.")
    return variant


def read_all(folder: Path = ARTICLES) -> list[Variant]:
    """Every variant in a folder of articles, by slug and form. Raises BrokenArticle for the first broken file."""
    return [read(path) for path in sorted(folder.glob("*/*.md"))]


def plain_text(markdown: str) -> str:
    """Markdown without footnote marks, list marks and emphasis, for indexing."""
    return re.sub(r"^\s*[-*] |\*\*|__|`", "", _FOOTNOTE.sub("", markdown), flags=re.MULTILINE).strip()


def _fields(text: str, where: str) -> dict[str, Any]:
    try:
        fields = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BrokenArticle(f"{where}: the front matter is not YAML: {error}.") from error
    if not isinstance(fields, dict):
        raise BrokenArticle(f"{where}: the front matter must be a list of fields.")
    missing = [name for name in _REQUIRED if fields.get(name) in (None, "")]
    if missing:
        raise BrokenArticle(f"{where}: missing {', '.join(missing)}.")
    return fields


def _variant(fields: dict[str, Any], body: str, document: str) -> Variant:
    return Variant(
        slug=str(fields["slug"]),
        written_form=WrittenForm(fields["written_form"]),
        title=str(fields["title"]),
        topic=ArticleTopic(fields["topic"]),
        kind=Kind(fields["kind"]),
        applies_to=str(fields["applies_to"]).strip(),
        answer=str(fields["answer"]).strip(),
        questions=_texts(fields, "questions"),
        not_covered=str(fields["not_covered"]).strip(),
        next_steps=_texts(fields, "next_steps"),
        related=_texts(fields, "related"),
        verified_on=_date(fields["verified"]["date"]),
        verified_by=str(fields["verified"]["by"]),
        holds=Holds(fields["verified"]["holds"]),
        sources=tuple(_source(source) for source in fields["sources"]),
        sections=_sections(body),
        document=document,
    )


def _texts(fields: dict[str, Any], name: str) -> tuple[str, ...]:
    if not isinstance(fields[name], list):
        raise TypeError(f"{name} must be a list")
    return tuple(str(text).strip() for text in fields[name])


def _date(value: object) -> datetime.date:
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))


def _source(fields: dict[str, Any]) -> Source:
    return Source(str(fields["id"]), str(fields["title"]), str(fields.get("url") or ""), str(fields["as_of"]))


def _sections(body: str) -> tuple[Section, ...]:
    starts = list(_SECTION.finditer(body))
    if not starts:
        raise ValueError("there is no section (a line that begins with '## ')")
    ends = [start.start() for start in starts[1:]] + [len(body)]
    return tuple(_section(start["heading"], body[start.end() : end]) for start, end in zip(starts, ends, strict=True))


def _section(heading: str, text: str) -> Section:
    cited = tuple(dict.fromkeys(mark["source"] for mark in _FOOTNOTE.finditer(text)))
    return Section(heading, _FOOTNOTE.sub("", text).strip(), cited)
