"""What people read, in the three written forms: Fluent files beside this module, one message an id.

Project Fluent, https://projectfluent.org: plurals and placeholders per language, without code.
"""

import datetime
from functools import cache
from pathlib import Path

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_percent
from fluent.runtime import FluentBundle, FluentResource

from assistant.clock import OSLO
from knowledge_base.article import WrittenForm

_FOLDER = Path(__file__).parent


class UnknownText(KeyError):
    """No text has this id in this written form: a mistake in the code, found by tests."""


@cache
def _bundle(form: WrittenForm) -> FluentBundle:
    # Isolation marks around placeholders show as boxes in mail subjects and calendar titles.
    bundle = FluentBundle([form], use_isolating=False)
    bundle.add_resource(FluentResource((_FOLDER / f"{form}.ftl").read_text(encoding="utf-8")))
    return bundle


def ids(form: WrittenForm) -> set[str]:
    """The ids of all texts in a written form."""
    return set(_bundle(form)._messages)


def text(name: str, form: WrittenForm, /, **values: str | int) -> str:
    """The text `name` in a written form, with its placeholders filled in. Raises UnknownText."""
    bundle = _bundle(form)
    if not bundle.has_message(name):
        raise UnknownText(name)
    pattern = bundle.get_message(name).value
    formatted, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise UnknownText(f"{name}: {errors[0]}")
    return str(formatted)


def has_text(name: str, form: WrittenForm) -> bool:
    """Whether a text with this id exists."""
    return bool(_bundle(form).has_message(name))


def day(moment: datetime.datetime, form: WrittenForm) -> str:
    """A moment's weekday and date in Norway, as people write it: "tirsdag 24. november"."""
    pattern = "EEEE d MMMM" if form is WrittenForm.ENGLISH else "EEEE d. MMMM"
    return format_datetime(moment, pattern, tzinfo=OSLO, locale=_locale(form))


def hour(moment: datetime.datetime, form: WrittenForm) -> str:
    """A moment's time of day in Norway: "14:30"."""
    return format_time(moment, "HH:mm", tzinfo=OSLO, locale=_locale(form))


def date(value: datetime.date, form: WrittenForm) -> str:
    """A date in full: "20. november 2026"."""
    return format_date(value, "d MMMM y" if form is WrittenForm.ENGLISH else "d. MMMM y", locale=_locale(form))


def percent(share: float, form: WrittenForm) -> str:
    """A share in percent, with one decimal: "93,4 %"."""
    pattern = "0.0%" if form is WrittenForm.ENGLISH else "0.0\u00a0%"
    return format_percent(share, pattern, locale=_locale(form))


def _locale(form: WrittenForm) -> str:
    return {WrittenForm.BOKMAL: "nb_NO", WrittenForm.NYNORSK: "nn_NO", WrittenForm.ENGLISH: "en_GB"}[form]
