"""A short way to write down what a message should mean: "12-07..12-13 14-24 + 12-15", read apart from the product."""

import datetime
from zoneinfo import ZoneInfo

from assistant.wished_time import Window, wished_time
from knowledge_base.article import WrittenForm

OSLO = ZoneInfo("Europe/Oslo")
# Tuesday of week 49.
TUESDAY = datetime.datetime(2026, 12, 1, 9, tzinfo=OSLO)


def readings(message: str, written_form: str = "nb", now: datetime.datetime = TUESDAY) -> list[tuple[Window, ...]]:
    wished = wished_time(message, now=now.astimezone(datetime.UTC), written_form=WrittenForm(written_form))
    return [reading.windows for reading in wished.readings]


def windows(told: str, now: datetime.datetime = TUESDAY) -> tuple[Window, ...]:
    """Windows from "DAYS TIMES + ...": days are "12-07" or "12-07..12-13", both told; with times, a window a day.

    A date without a year is the first from a month before `now` on.
    """
    found = (window for part in told.split(" + ") for window in _part(part, now))
    cut = ((max(begins, now), ends) for begins, ends in found)
    return tuple(Window(begins.astimezone(datetime.UTC), ends.astimezone(datetime.UTC)) for begins, ends in sorted(cut))


def _part(part: str, now: datetime.datetime) -> list[tuple[datetime.datetime, datetime.datetime]]:
    days, _, times = part.partition(" ")
    first, _, last = days.partition("..")
    begin, end = _date(first, now), _date(last or first, now)
    if not times:
        return [(_at(begin, "0"), _at(end + datetime.timedelta(days=1), "0"))]
    begins, _, ends = times.partition("-")
    all_days = [begin + datetime.timedelta(days=number) for number in range((end - begin).days + 1)]
    return [(_at(day, begins), _at(day, ends)) for day in all_days]


def _date(told: str, now: datetime.datetime) -> datetime.date:
    if len(told) > 5:
        return datetime.date.fromisoformat(told)
    earliest = (now - datetime.timedelta(days=31)).date()
    years = (now.year - 1, now.year, now.year + 1)
    dates = (datetime.date(year, int(told[:2]), int(told[3:])) for year in years)
    return next(date for date in dates if date >= earliest)


def _at(day: datetime.date, time: str) -> datetime.datetime:
    hour, _, minute = time.partition(":")
    if hour == "24":
        return _at(day + datetime.timedelta(days=1), "0")
    return datetime.datetime(day.year, day.month, day.day, int(hour), int(minute or 0), tzinfo=OSLO)
