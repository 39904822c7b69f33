"""Dates with a year, in the three forms: how exactly a moment is told is how exact its value is."""

import datetime
import re
from collections.abc import Iterator

_MONTHS = (
    "jan(?:uary?)?", "feb(?:ruary?)?", "mars?|march", "apr(?:il)?", "mai|may", "june?|juni", "july?|juli",
    "aug(?:ust)?", "sept?(?:ember)?", "o[kc]t(?:ober)?", "nov(?:ember)?", "de[sc](?:ember)?",
)  # fmt: skip
_SEASONS = {
    "spring": "vår(?:en|semesteret)?|spring",
    "summer": "sommer(?:en)?|sommar(?:en)?|sumar(?:en)?|summer",
    "autumn": "høst(?:en|semesteret)?|haust(?:en|semesteret)?|autumn|fall",
    "winter": "vinter(?:en)?|winter",
}
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>20\d\d)"
_TOLD = [
    re.compile(rf"(?<![\w./-]){pattern}(?![\w/-]|\.\d)", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)",
        rf"{_DAY}[./](?P<number>\d{{1,2}})[./]{_YEAR}",
        rf"(?:{_DAY}(?:\.|st|nd|rd|th)?\s+(?:of\s+)?)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"(?P<season>{'|'.join(_SEASONS.values())})(?:\s+of)?\s+{_YEAR}",
    )
]


def dates_in(message: str) -> Iterator[tuple[int, int, str]]:
    """Where each date stands in a message, as begin and end, and its value: "2026-12-31", "2027-08" or "2027-spring".

    What is no day of the calendar is left out.
    """
    for pattern in _TOLD:
        for found in pattern.finditer(message):
            if value := _value(found.groupdict()):
                yield found.start(), found.end(), value


def _value(told: dict[str, str | None]) -> str | None:
    year = told["year"]
    if season := told.get("season"):
        return f"{year}-{next(name for name, words in _SEASONS.items() if _is(season, words))}"
    month = int(told.get("number") or _number_of(told["month"] or ""))
    if (day := told.get("day")) is None:
        return f"{year}-{month:02}"
    try:
        return datetime.date(int(year or 0), month, int(day)).isoformat()
    except ValueError:
        return None


def _number_of(month: str) -> int:
    return next(number for number, words in enumerate(_MONTHS, start=1) if _is(month, words))


def _is(word: str, words: str) -> bool:
    return re.fullmatch(words, word, re.IGNORECASE) is not None
