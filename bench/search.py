"""Measure the search by the number of passages; prints a Markdown table.

    .venv/bin/python bench/search.py

Runs on one core. Passages beyond those of the shipped articles are made of halves of theirs, and their vectors are of
two of theirs: so words, letters and meaning lie as close together as in real ones. Questions are embedded before.
"""

import gc
import math
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

# The libraries read it when they are imported.
os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

import numpy as np
import psutil

from assistant import first_start
from assistant.bootstrap import Services, bootstrap
from assistant.clock import today_in_oslo
from assistant.evaluation.questions import Split, read_questions
from assistant.settings import Settings
from knowledge_base import index as index_module
from knowledge_base.article import Variant, WrittenForm
from knowledge_base.embedding import Embedder, Vectors, retrieval_encoder
from knowledge_base.index import Index
from knowledge_base.passages import passages_of
from knowledge_base.search import KnowledgeBase
from knowledge_base.sentences import questions_in

SIZES = (1_000, 10_000, 100_000)
ASKED = 200
MIB = 2**20


class MadeVectors:
    """The vectors of known texts, and for every other text one that lies between two of them."""

    def __init__(self, embedder: Embedder, known: Mapping[str, np.ndarray]) -> None:
        self.name, self.dimension = f"made from {embedder.name}", embedder.dimension
        self._known = known
        self._all = np.stack(list(known.values()))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        return np.stack([self._known[text] if text in self._known else self._between(text) for text in texts])

    def _between(self, text: str) -> Vectors:
        one, other = np.random.default_rng(list(text.encode())).integers(len(self._all), size=2)
        mean = 0.7 * self._all[one] + 0.3 * self._all[other]
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def variants_for(passages: int, shipped: Sequence[Variant]) -> list[Variant]:
    """Variants with about so many passages together: shipped articles whole, and after them made ones."""
    found, total = [], 0
    for variant in _endless(shipped):
        found.append(variant)
        total += len(passages_of(variant))
        if total >= passages:
            return found
    raise AssertionError("There is no end to them.")


def _endless(shipped: Sequence[Variant]) -> Iterator[Variant]:
    yield from shipped
    draw = random.Random(1)
    by_form = {form: [one for one in shipped if one.written_form is form] for form in WrittenForm}
    for copy in range(2, 10_000):
        for variant in shipped:
            mates = draw.choices(by_form[variant.written_form], k=len(variant.questions))
            asked = [_halves(a, draw.choice(mate.questions)) for a, mate in zip(variant.questions, mates, strict=True)]
            sections = [
                replace(section, text=_halves(section.text, draw.choice(mates[0].sections).text))
                for section in variant.sections
            ]
            yield replace(
                variant,
                slug=f"{variant.slug}-{copy}",
                title=_halves(variant.title, mates[0].title),
                answer=_halves(variant.answer, mates[0].answer),
                questions=tuple(asked),
                sections=tuple(sections),
                document=f"{copy} {variant.document}",
            )


def _halves(one: str, other: str) -> str:
    first, second = one.split(), other.split()
    return " ".join([*first[: math.ceil(len(first) / 2)], *second[len(second) // 2 :]])


def times_of(knowledge_base: KnowledgeBase, texts: Sequence[str], today) -> tuple[list[float], list[str]]:
    """Seconds for each text, and the article that is put first."""
    took, first = [], []
    for text in texts:
        began = time.perf_counter()
        ranked = knowledge_base.rank(text, today=today)
        took.append(time.perf_counter() - began)
        first.append(ranked[0].slug)
    return took, first


def measure_sizes(services: Services) -> None:
    shipped = list(services.library.knowledge_base().index.variants.values())
    # Whole articles in all three forms, from the first size on.
    texts = [line["text"] for line in read_questions(Split.CALIBRATION)][:ASKED]
    asked = list(dict.fromkeys(part for text in texts for part in questions_in(text)))
    said = list(dict.fromkeys(p.text for variant in shipped for p in passages_of(variant)))
    real = retrieval_encoder()
    known = dict(zip([*said, *asked], np.concatenate([real.embed(said), real.embed(asked)]), strict=True))
    embedder = MadeVectors(real, known)
    today = today_in_oslo(services.clock)
    print("| passages | index | p50 | p95 | built in | per 1,000 | memory of the index | first as in an exact index |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for size in SIZES:
        variants = variants_for(size, shipped)
        # The vectors are made before: what is measured is the index.
        embedder = MadeVectors(real, known | dict(_vectors_of(variants, embedder)))
        gc.collect()
        before = psutil.Process().memory_info().rss
        began = time.perf_counter()
        index = Index(variants, embedder)
        built_s = time.perf_counter() - began
        grown = (psutil.Process().memory_info().rss - before) / MIB
        knowledge_base = KnowledgeBase(index)
        knowledge_base.rank(texts[0], today=today)
        took, first = times_of(knowledge_base, texts, today)
        agree = 1.0 if not index.is_large else _agreement(variants, embedder, texts, first, today)
        passages = len(index.passages)
        kind = "cells" if index.is_large else "exact"
        p50, p95 = statistics.median(took), statistics.quantiles(took, n=20)[-1]
        print(
            f"| {passages:,} | {kind} | {1000 * p50:.1f} ms | {1000 * p95:.1f} ms | {built_s:.1f} s "
            f"| {1000 * built_s / passages:.2f} s | {grown:.0f} MiB | {agree:.3f} |",
            flush=True,
        )


def _vectors_of(variants: Sequence[Variant], embedder: Embedder) -> Iterator[tuple[str, Vectors]]:
    texts = list(dict.fromkeys(p.text for variant in variants for p in passages_of(variant)))
    yield from zip(texts, embedder.embed(texts), strict=True)


def _agreement(variants, embedder, texts, first, today) -> float:
    """The share of questions for which an index that compares everything puts the same article first."""
    limit, index_module.EXACT_UP_TO = index_module.EXACT_UP_TO, 10**9
    try:
        _, exact = times_of(KnowledgeBase(Index(variants, embedder)), texts, today)
    finally:
        index_module.EXACT_UP_TO = limit
    return sum(one == other for one, other in zip(first, exact, strict=True)) / len(texts)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        services = bootstrap(Settings(var_dir=Path(folder)))
        services.database.migrate()
        first_start.prepare_articles(services)
        measure_sizes(services)
        services.database.close()


if __name__ == "__main__":
    main()
