"""Measure how soon a published article answers in another process; prints a line.

    .venv/bin/python bench/publishing.py

An article of the shipped ones is edited and published; the other process is a library of its own on the same database,
which is asked for the article until it has the new version. Between the two is what a researcher waits for who asks at
that moment.
"""

import statistics
import tempfile
import time
from pathlib import Path

from assistant import first_start
from assistant.articles import Library, publish, save
from assistant.bootstrap import Services, bootstrap
from assistant.database import Database
from assistant.settings import Settings
from knowledge_base.article import WrittenForm

TIMES = 10


def seconds_until_visible(services: Services, elsewhere: Library, slug: str, form: WrittenForm) -> float:
    """From the publication of an edited article until another process's library has it."""
    live = elsewhere.shelf().live(slug, form)
    start, now = live.variant.title, services.clock()
    document = live.variant.document.replace(start, f"{start} (2)", 1)
    with services.database.transaction() as session:
        number = save(session, slug=slug, form=form, document=document, based_on=live.number, now=now, by="bench")
    began = time.perf_counter()
    with services.database.transaction() as session:
        publish(session, slug=slug, form=form, number=number, now=now, by="bench")
    if elsewhere.shelf().live(slug, form).number != number:
        raise SystemExit(f"{slug}/{form} was published and is not there.")
    return time.perf_counter() - began


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        services = bootstrap(Settings(var_dir=Path(folder)))
        services.database.migrate()
        first_start.prepare_articles(services)
        other = Database(services.database.url)
        elsewhere = bootstrap(services.settings, database=other).library
        chosen = list(elsewhere.knowledge_base().index.variants)[:TIMES]
        took = [seconds_until_visible(services, elsewhere, slug, form) for slug, form in chosen]
        other.close()
        services.database.close()
    print(f"Until it answers elsewhere, {TIMES} times: p50 {statistics.median(took):.2f} s, slowest {max(took):.2f} s")


if __name__ == "__main__":
    main()
