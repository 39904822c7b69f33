"""What people read, in the three written forms: Fluent files beside this module, one message an id.

Project Fluent, https://projectfluent.org: plurals and placeholders per language, without code.
"""

import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time, get_day_names
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


def day(moment: datetime.datetime, form: WrittenForm, zone: ZoneInfo = OSLO) -> str:
    """A moment's weekday and date, in Norway unless another zone is given: "tirsdag 24. november"."""
    pattern = "EEEE d MMMM" if form is WrittenForm.ENGLISH else "EEEE d. MMMM"
    return format_datetime(moment, pattern, tzinfo=zone, locale=locale_of(form))


def hour(moment: datetime.datetime, form: WrittenForm, zone: ZoneInfo = OSLO) -> str:
    """A moment's time of day, in Norway unless another zone is given: "14:30"."""
    return format_time(moment, "HH:mm", tzinfo=zone, locale=locale_of(form))


def month(value: datetime.date, form: WrittenForm) -> str:
    """A date's month as a title: "November 2026"."""
    name = str(format_date(value, "LLLL y", locale=locale_of(form)))
    return name[:1].upper() + name[1:]


def short_weekday(number: int, form: WrittenForm) -> str:
    """A weekday in few letters, Monday being 0: "man."."""
    return str(get_day_names("abbreviated", "stand-alone", locale_of(form))[number])


def date(value: datetime.date, form: WrittenForm) -> str:
    """A date in full: "20. november 2026"."""
    return format_date(value, "d MMMM y" if form is WrittenForm.ENGLISH else "d. MMMM y", locale=locale_of(form))


def percent(share: float, form: WrittenForm) -> str:
    """A share in percent, with one decimal: "93,4 %"."""
    pattern = "0.0%" if form is WrittenForm.ENGLISH else "0.0\u00a0%"
    return format_percent(share, pattern, locale=locale_of(form))


def locale_of(form: WrittenForm) -> str:
    """The locale whose names and formats a written form uses."""
    return {WrittenForm.BOKMAL: "nb_NO", WrittenForm.NYNORSK: "nn_NO", WrittenForm.ENGLISH: "en_GB"}[form]
