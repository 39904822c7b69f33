"""`veivalg evaluate --publish`: writes what was measured to the file that the page /quality shows."""

import datetime
import json
import math
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from pydantic import ValidationError

from assistant import first_start, quality, training
from assistant.articles import are_as_shipped
from assistant.bootstrap import bootstrap
from assistant.errors import StartRefused
from assistant.evaluation.aims import AIMED_CEILINGS, AIMS
from assistant.evaluation.figures import Evaluation, Figures
from assistant.evaluation.floors import CEILINGS, FLOORS, Limit, below_floors
from assistant.evaluation.floors import Measure as Name
from assistant.evaluation.questions import Split
from assistant.quality import Published, Versions
from assistant.settings import Settings
from knowledge_base.embedding import shipped_encoder


def for_publishing(settings: Settings, split: Split) -> Versions:
    """What is about to be measured. Raises StartRefused, before minutes are spent, if it must not be published."""
    if split is not Split.TEST:
        raise StartRefused("Only the test half is published: thresholds were chosen on the other.")
    if not training.is_current(settings):
        raise StartRefused("Nothing is published of models that data/ has left behind: run `veivalg train` first.")
    services = bootstrap(settings)
    first_start.prepare_articles(services)
    with services.database.reading() as session:
        articles_are_shipped = are_as_shipped(session)
    services.database.close()
    if not articles_are_shipped:
        raise StartRefused(
            "Nothing is published of other articles than those in knowledge_base/articles: import or export them."
        )
    return Versions(
        veivalg=version("veivalg"),
        training=training.fingerprint(),
        crisis_gate=services.gate.version,
        # A folder's name, not where it lies on this machine.
        encoder=Path(settings.encoder).name or shipped_encoder().name,
    )


def publish(evaluation: Evaluation, path: Path, *, measured_on: datetime.date, of: Versions) -> None:
    """Write all tables. Raises StartRefused below the floors, and for what the page could not show."""
    if below := below_floors(evaluation):
        raise StartRefused(f"Nothing is published: {len(below)} figures are not where they must be.")
    tables = [_table(heading, rows) for heading, rows in evaluation.tables.items()]
    document = {"version": 1, "measured_on": str(measured_on), "versions": of.model_dump(), "tables": tables}
    content = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    try:
        Published.model_validate_json(content)
    except ValidationError as error:
        raise StartRefused(f"Nothing is published, for the page could not show it: {error}") from error
    path.write_text(content, encoding="utf-8")


def _table(heading: str, rows: Sequence[Figures]) -> dict[str, object]:
    # The rows of a table are measures of the same messages.
    return {
        "heading": heading,
        "messages": _columns(rows[0].lines),
        "measures": [_measure((heading, row.name), row) for row in rows],
    }


def _measure(name: Name, row: Figures) -> dict[str, object]:
    written: dict[str, object] = {
        "name": row.name,
        "figures": _columns({**row.by_form, quality.ALL: row.all}),
        "asked": _columns(row.asked),
        "limit": _target(name, FLOORS, CEILINGS),
        "aim": _target(name, AIMS, AIMED_CEILINGS),
    }
    return {key: value for key, value in written.items() if value is not None}


def _columns(figures: Mapping[str, float]) -> dict[str, float | None]:
    """A figure for each column; null where it is not a number, or was not taken."""
    found = {column: figures.get(column, math.nan) for column in quality.COLUMNS}
    return {column: None if math.isnan(figure) else round(figure, quality.DIGITS) for column, figure in found.items()}


def _target(name: Name, least: Mapping[Name, Limit], most: Mapping[Name, Limit]) -> dict[str, object] | None:
    for kind, limits in (("at_least", least), ("at_most", most)):
        if limit := limits.get(name):
            return {"kind": kind, "all": limit.all} | ({} if limit.each is None else {"each": limit.each})
    return None
