"""The published figures: what `veivalg evaluate --publish` writes to a file, and the page /quality shows of it.

The file is version 1 of a format that other programs read, too, as `GET /api/v1/quality`: add to it, do not rename.
"""

import datetime
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import FiguresUnusable
from assistant.texts import has_text
from knowledge_base.article import WrittenForm

ALL = "all"
COLUMNS = (*map(str, WrittenForm), ALL)
# To how many digits figures are published; what is reached is judged by these.
DIGITS = 3

Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Word = Annotated[str, Field(min_length=1)]

logger = logging.getLogger(__name__)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Shares(_Part):
    """A figure in each written form and over all; null where nothing was asked."""

    nb: Share | None
    nn: Share | None
    en: Share | None
    all: Share | None

    def of(self, column: str) -> float | None:
        """The figure in a written form, or over all."""
        figure: float | None = getattr(self, column)
        return figure


class Counts(_Part):
    """How many messages in each written form and over all."""

    nb: Count
    nn: Count
    en: Count
    all: Count

    def of(self, column: str) -> int:
        """The count in a written form, or over all."""
        return int(getattr(self, column))


class Target(_Part):
    """What a figure is to reach or not to exceed: over all and, where it is given, in each written form."""

    kind: Literal["at_least", "at_most"]
    all: Share
    each: Share | None = None

    def is_kept_by(self, figure: float, share: float) -> bool:
        """Whether a figure is on the right side of a share."""
        return figure >= share if self.kind == "at_least" else figure <= share


class Measure(_Part):
    """A row: its figures, how many messages they are about, the limit that must be kept, and what is aimed at."""

    name: Word
    figures: Shares
    asked: Counts
    limit: Target | None = None
    aim: Target | None = None

    @property
    def text_id(self) -> str:
        """The text that names it; with `-about` behind it, the one that explains it."""
        return f"quality-measure-{_slug(self.name)}"


class Table(_Part):
    """Measures of the same messages, and how many these are."""

    heading: Word
    messages: Counts
    measures: Annotated[list[Measure], Field(min_length=1)]

    @property
    def text_id(self) -> str:
        """The text that names it; with `-about` behind it, the one that says what the messages are."""
        return f"quality-table-{_slug(self.heading)}"

    @model_validator(mode="after")
    def _has_each_measure_once(self) -> Self:
        _check_once([measure.name for measure in self.measures])
        return self


class Versions(_Part):
    """What was measured: the program, what its models learnt from, the crisis gate, the sentence encoder."""

    veivalg: Word
    training: Word
    crisis_gate: Word
    encoder: Word


class Published(_Part):
    """All figures that were published last."""

    version: Literal[1] = 1
    measured_on: datetime.date
    versions: Versions
    tables: Annotated[list[Table], Field(min_length=1)]

    @model_validator(mode="after")
    def _can_be_shown(self) -> Self:
        _check_once([table.heading for table in self.tables])
        if missing := missing_texts(self.tables):
            raise ValueError(f"there is no text {', '.join(missing)}")
        return self


@dataclass(frozen=True)
class Shortfall:
    """A figure that is not where it is to be: in which table and column, and the share that it is held to."""

    table: Table
    measure: Measure
    column: str
    figure: float
    target: Target
    share: float


def read(path: Path) -> Published:
    """The figures of a file. Raises FiguresUnusable; the log says what is wrong with the file."""
    try:
        return Published.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        logger.error("The published figures in %s cannot be used: %s", path, error)
        raise FiguresUnusable() from error


def running_training(stamp: Path) -> str:
    """What the models that run here have learnt from, as `veivalg train` noted it; empty if it did not."""
    return stamp.read_text(encoding="utf-8") if stamp.exists() else ""


def missing_texts(tables: Sequence[Table]) -> list[str]:
    """The ids of texts that are needed to show the tables and are missing in a written form, with the form."""
    named = [name for table in tables for name in (table.text_id, *(measure.text_id for measure in table.measures))]
    needed = dict.fromkeys(identity for name in named for identity in (name, f"{name}-about"))
    return [f"{identity} ({form})" for identity in needed for form in WrittenForm if not has_text(identity, form)]


def missed_aims(published: Published) -> list[Shortfall]:
    """What is aimed at and not reached."""
    return [
        missed
        for table, measure in _measures(published)
        if (aim := measure.aim)
        for column, share in _held(aim).items()
        for missed in _missed(table, measure, column, aim, share)
    ]


def forms_behind(published: Published) -> list[Shortfall]:
    """The written forms that do not reach by themselves what must be kept over all."""
    return [
        missed
        for table, measure in _measures(published)
        if (limit := measure.limit)
        for form in WrittenForm
        for missed in _missed(table, measure, form, limit, limit.all)
    ]


def _measures(published: Published) -> Iterator[tuple[Table, Measure]]:
    return ((table, measure) for table in published.tables for measure in table.measures)


def _held(aim: Target) -> dict[str, float]:
    """The share that is aimed at in each column that has one."""
    return {ALL: aim.all} | ({} if aim.each is None else dict.fromkeys(map(str, WrittenForm), aim.each))


def _missed(table: Table, measure: Measure, column: str, target: Target, share: float) -> Iterator[Shortfall]:
    figure = measure.figures.of(column)
    if figure is not None and not target.is_kept_by(figure, share):
        yield Shortfall(table, measure, column, figure, target, share)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _check_once(names: Sequence[str]) -> None:
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        raise ValueError(f"{', '.join(twice)} stands twice")
