"""Measure how long each part that understands a message takes, on the calibration questions; prints a Markdown table.

    .venv/bin/python bench/parts.py

Rasa's part is left out: it runs in a process of its own, and bench/nlu.py measures it.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil

from assistant import first_start
from assistant.bootstrap import Services, bootstrap
from assistant.clock import today_in_oslo
from assistant.entities import entities_in
from assistant.evaluation.questions import Split, read_questions
from assistant.settings import Settings
from knowledge_base.article import WrittenForm

MIB = 2**20

Part = Callable[[str], object]


def parts_of(services: Services) -> dict[str, Part]:
    """What is done to every message, in its order, each with what the parts before it have found."""
    knowledge_base = services.library.knowledge_base()
    today = today_in_oslo(services.clock)
    return {
        "written form": lambda text: services.forms.detect(text, otherwise=WrittenForm.BOKMAL),
        "crisis gate": services.gate.check,
        "triage": lambda text: services.triager.assess(text, {}),
        "entities": entities_in,
        "search": lambda text: knowledge_base.search(text, today=today),
    }


def times_of(part: Part, texts: Sequence[str]) -> list[float]:
    """Seconds for each text."""
    # What a part reads when it is first used is not what a message costs.
    part(texts[0])
    took = []
    for text in texts:
        began = time.perf_counter()
        part(text)
        took.append(time.perf_counter() - began)
    return took


def row(name: str, took: Sequence[float]) -> str:
    p95 = statistics.quantiles(took, n=20)[-1]
    return f"| {name} | {1000 * statistics.median(took):.1f} ms | {1000 * p95:.1f} ms |"


def main() -> None:
    texts = [line["text"] for line in read_questions(Split.CALIBRATION)]
    with tempfile.TemporaryDirectory() as folder:
        services = bootstrap(Settings(var_dir=Path(folder)))
        services.database.migrate()
        first_start.prepare_articles(services)
        found = {name: times_of(part, texts) for name, part in parts_of(services).items()}
        services.database.close()
    print(f"{os.cpu_count()} cores, {len(texts)} messages\n\n| part | p50 | p95 |\n| --- | --- | --- |")
    for name, took in found.items():
        print(row(name, took))
    print(row("together", [sum(took) for took in zip(*found.values(), strict=True)]))
    print(f"\nResident memory afterwards: {psutil.Process().memory_info().rss / MIB:.0f} MiB")


if __name__ == "__main__":
    main()
