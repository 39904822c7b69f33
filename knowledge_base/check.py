"""What must be true of every article before it may be published; docs/articles.md lists the rules."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from knowledge_base.article import ARTICLES, BrokenArticle, Variant, WrittenForm, plain_text, read

MAX_ANSWER_WORDS = 60
MIN_QUESTIONS = 8
MAX_SECTION_WORDS = 150
NEXT_STEPS = frozenset({
    "counsellor", "union", "hr", "nav", "udi", "doctor", "occupational_health", "helpline", "ombud",
    "safety_representative", "supervisor",
})  # fmt: skip
_SHARED = ("topic", "kind", "next_steps", "related", "verified_on", "verified_by", "holds", "sources")
_FIGURE = re.compile(r"\d+")
# English writes 3,659 where Norwegian writes 3 659.
_MONTHS = (
    "januar january", "februar february", "mars march", "april", "mai may", "juni june", "juli july", "august",
    "september", "oktober october", "november", "desember december",
)  # fmt: skip
_MONTH_OF = {name: month for month, names in enumerate(_MONTHS, start=1) for name in names.split()}
_DATE = re.compile(rf"\b(\d{{1,2}})\.? ({'|'.join(_MONTH_OF)})\b", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d)[ ,\u00a0\u202f](?=\d{3}\b)")


def check_variant(variant: Variant) -> Iterator[str]:
    """What is wrong with one variant by itself, a sentence each."""
    words = len(variant.answer.split())
    if words > MAX_ANSWER_WORDS:
        yield f"the answer has {words} words; at most {MAX_ANSWER_WORDS} are allowed"
    if len(variant.questions) < MIN_QUESTIONS:
        yield f"there are {len(variant.questions)} questions; at least {MIN_QUESTIONS} are needed"
    for section in variant.sections:
        if (words := len(plain_text(section.text).split())) > MAX_SECTION_WORDS:
            yield f"the section '{section.heading}' has {words} words; at most {MAX_SECTION_WORDS} are allowed"
    if unknown := set(variant.next_steps) - NEXT_STEPS:
        yield f"unknown next steps: {', '.join(sorted(unknown))}"
    yield from _check_sources(variant)


def _check_sources(variant: Variant) -> Iterator[str]:
    ids = [source.id for source in variant.sources]
    if len(ids) != len(set(ids)):
        yield "two sources have the same id"
    cited = {source for section in variant.sections for source in section.sources}
    if unknown := cited - set(ids):
        yield f"footnotes without a source: {', '.join(sorted(unknown))}"
    if unused := set(ids) - cited:
        yield f"sources no section cites: {', '.join(sorted(unused))}"
    for source in variant.sources:
        if source.url and not source.url.startswith(("https://", "http://")):
            yield f"the address of {source.id} is not a web address"


def check_together(variants: Iterable[Variant]) -> Iterator[str]:
    """What is wrong between variants: a missing form, figures that differ, a link to nothing, a repeated question."""
    by_slug: dict[str, dict[WrittenForm, Variant]] = defaultdict(dict)
    for variant in variants:
        by_slug[variant.slug][variant.written_form] = variant
    for slug, forms in by_slug.items():
        if missing := set(WrittenForm) - set(forms):
            yield f"{slug}: no variant in {', '.join(sorted(missing))}"
        yield from (f"{slug}: {problem}" for problem in _check_same(list(forms.values())))
        first = next(iter(forms.values()))
        yield from (f"{slug}: related article {link} does not exist" for link in first.related if link not in by_slug)
    yield from _check_repeated(by_slug)
    yield from _check_names_of_sources([variant for forms in by_slug.values() for variant in forms.values()])


def _check_same(forms: list[Variant]) -> Iterator[str]:
    first, *others = forms
    for other in others:
        pair = f"{first.written_form} and {other.written_form}"
        for name in _SHARED:
            if getattr(first, name) != getattr(other, name):
                yield f"{name} differs between {pair}"
        if len(first.sections) != len(other.sections):
            yield f"the number of sections differs between {pair}"
        if difference := _figures(first) ^ _figures(other):
            yield f"figures differ between {pair}: {', '.join(sorted(difference))}"
        if difference := _dates(first) ^ _dates(other):
            yield f"dates (day-month) differ between {pair}: {', '.join(sorted(difference))}"


def _said(variant: Variant) -> str:
    body = " ".join(plain_text(section.text) for section in variant.sections)
    return f"{variant.answer} {body}"


def _figures(variant: Variant) -> set[str]:
    return set(_FIGURE.findall(_THOUSANDS.sub("", _said(variant))))


def _dates(variant: Variant) -> set[str]:
    return {f"{int(day)}-{_MONTH_OF[month.casefold()]}" for day, month in _DATE.findall(_said(variant))}


def _check_repeated(by_slug: dict[str, dict[WrittenForm, Variant]]) -> Iterator[str]:
    for form in WrittenForm:
        asked = Counter(
            question.casefold().rstrip("?. ")
            for forms in by_slug.values()
            if form in forms
            for question in set(forms[form].questions)
        )
        yield from (f"{form}: the question is asked by two articles: {text}" for text, n in asked.items() if n > 1)


def _check_names_of_sources(variants: Collection[Variant]) -> Iterator[str]:
    """A source has one id in all articles, so that whoever must check what it says anew finds them all."""
    ids: dict[str, set[str]] = defaultdict(set)
    for variant in variants:
        for source in variant.sources:
            ids[source.url or source.title].add(source.id)
    yield from (f"{source} has several ids: {', '.join(sorted(of))}" for source, of in ids.items() if len(of) > 1)


def check_folder(folder: Path = ARTICLES) -> list[str]:
    """Everything that is wrong in a folder of articles; empty if all is well."""
    problems: list[str] = []
    variants: list[Variant] = []
    paths = sorted(folder.glob("*/*.md"))
    if not paths:
        return [f"{folder}: there are no articles"]
    for path in paths:
        try:
            variant = read(path)
        except BrokenArticle as error:
            problems.append(str(error))
            continue
        variants.append(variant)
        problems += [f"{variant.slug}/{variant.written_form}: {problem}" for problem in check_variant(variant)]
    return problems + list(check_together(variants))
