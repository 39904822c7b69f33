"""An evaluation in which everything is as it must be, but for what is given, and what is published of it."""

import datetime
from collections.abc import Iterable
from pathlib import Path

from assistant.evaluation import CEILINGS, FLOORS, Evaluation, Figures, publish
from assistant.quality import COLUMNS, Table, Versions, missing_texts

FORMS = ("nb", "nn", "en")
DAY = datetime.date(2026, 11, 20)
VERSIONS = Versions(
    veivalg="0.1.0", training="0123456789abcdef", crisis_gate="2026-11-20/2026-11-20", encoder="veivalg-0"
)


def row(name: str, all_: float = 1.0, *, asked: int = 10, **by_form: float) -> Figures:
    """A measure of ten messages in each form, or of so many of them as it is about."""
    lines, about = ({**dict.fromkeys(FORMS, count), "all": 3 * count} for count in (10, asked))
    return Figures(name, {form: by_form.get(form, all_) for form in FORMS}, all_, lines, about)


def evaluation(*given: tuple[str, Figures]) -> Evaluation:
    """Every measure that has a limit, kept; those given, under their headings, replace them or come on top."""
    kept = [(heading, row(name, best)) for limits, best in ((FLOORS, 1.0), (CEILINGS, 0.0)) for heading, name in limits]
    tables: dict[str, dict[str, Figures]] = {}
    for heading, figures in [*kept, *given]:
        tables.setdefault(heading, {})[figures.name] = figures
    return Evaluation({heading: list(rows.values()) for heading, rows in tables.items()}, {}, {})


def publish_to(path: Path, *given: tuple[str, Figures]) -> Path:
    """The file that is written of such an evaluation."""
    publish(evaluation(*given), path, measured_on=DAY, of=VERSIONS)
    return path


def texts_missing(heading: str, names: Iterable[str]) -> list[str]:
    """The texts without which a table of these measures could not be shown."""
    nobody = dict.fromkeys(COLUMNS, 0)
    measures = [{"name": name, "figures": nobody, "asked": nobody} for name in names]
    return missing_texts([Table.model_validate({"heading": heading, "messages": nobody, "measures": measures})])
