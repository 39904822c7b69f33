"""Spans of whole days in the calendar: weeks, months, Easter and the other seasons."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import holidays

DAYS_OF_WEEK = 7
# "After 1 February" and "as soon as possible" have no end: six weeks hold more free times than anybody is shown.
OPEN_DAYS = 42
SEASON_DAYS = 14
_THURSDAY = 3
_YEARS_AHEAD = 8


@dataclass(frozen=True, order=True)
class Span:
    """Days from `first` until `end`, which is not among them."""

    first: datetime.date
    end: datetime.date

    def __iter__(self) -> Iterator[datetime.date]:
        """The days one by one."""
        return (self.first + datetime.timedelta(days=number) for number in range((self.end - self.first).days))

    def __contains__(self, day: object) -> bool:
        return isinstance(day, datetime.date) and self.first <= day < self.end

    def within(self, other: "Span") -> "Span | None":
        """The days that both have."""
        first, end = max(self.first, other.first), min(self.end, other.end)
        return Span(first, end) if first < end else None

    def weekdays(self, weekdays: Iterable[int]) -> tuple["Span", ...]:
        """Its days that are one of the weekdays (Monday is 0)."""
        return runs(day for day in self if day.weekday() in weekdays)


def days_from(first: datetime.date, days: int) -> Span:
    """So many days from the first on."""
    return Span(first, first + datetime.timedelta(days=days))


def one_day(day: datetime.date) -> Span:
    """The span that is a day."""
    return days_from(day, 1)


def week_of(day: datetime.date) -> Span:
    """Monday to Sunday."""
    return days_from(day - datetime.timedelta(days=day.weekday()), DAYS_OF_WEEK)


def month_of(day: datetime.date) -> Span:
    """The calendar month in which the day is."""
    first = day.replace(day=1)
    return Span(first, (first + datetime.timedelta(days=32)).replace(day=1))


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The first day of the month that comes so many months after the day's."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, 1)


def runs(days: Iterable[datetime.date]) -> tuple[Span, ...]:
    """Days in order as spans without gaps."""
    spans: list[Span] = []
    for day in days:
        if spans and spans[-1].end == day:
            spans[-1] = Span(spans[-1].first, one_day(day).end)
        else:
            spans.append(one_day(day))
    return tuple(spans)


def next_weekday(weekday: int, today: datetime.date) -> datetime.date:
    """The first such weekday from today on, today included."""
    return today + datetime.timedelta(days=(weekday - today.weekday()) % DAYS_OF_WEEK)


def next_date(day: int, month: int, today: datetime.date, *, year: int | None = None) -> datetime.date | None:
    """The date in its year, or the next such date from today on; None if the calendar has none."""
    years = range(today.year, today.year + _YEARS_AHEAD + 1) if year is None else (year,)
    for each in years:
        try:
            date = datetime.date(each, month, day)
        except ValueError:
            continue
        if year is not None or date >= today:
            return date
    return None


def next_month(month: int, today: datetime.date, *, year: int | None = None) -> Span:
    """The month in its year, or the next such month, which may be the present one."""
    if year is None:
        year = today.year + (month < today.month)
    return month_of(datetime.date(year, month, 1))


def numbered_week(number: int, today: datetime.date, *, year: int | None = None) -> Span | None:
    """The ISO week of that number, in its year or the next that has not gone by; None if there is none soon."""
    present = today.isocalendar()
    if year is None:
        year = present.year + (number < present.week)
    try:
        return week_of(datetime.date.fromisocalendar(year, number, 1))
    except ValueError:
        return None


def week_in_month(nth: int, month: Span) -> Span | None:
    """The first, second, ... or (-1) last week of a month: a week is where its Thursday is, as in ISO 8601."""
    thursdays = [day for day in month if day.weekday() == _THURSDAY]
    return week_of(thursdays[nth]) if nth < len(thursdays) else None


def part_of(span: Span, part: str) -> Span:
    """The "early", "mid" or "late" part: of a month its first ten days, the ten after them and the rest.

    Of a week it is Monday and Tuesday, Tuesday to Thursday, Thursday to Sunday; of other spans a third.
    """
    length = (span.end - span.first).days
    marks = {DAYS_OF_WEEK: (2, 1, 4, 3)}.get(length, (10, 10, 20, 20) if length in range(28, 32) else None)
    third = length // 3 or 1
    early_end, mid_first, mid_end, late_first = marks or (third, third, 2 * third, length - third)
    first, end = {"early": (0, early_end), "mid": (mid_first, mid_end), "late": (late_first, length)}[part]
    return Span(span.first + datetime.timedelta(days=first), span.first + datetime.timedelta(days=max(end, first + 1)))


@cache
def easter_sunday(year: int) -> datetime.date:
    """The first day of Easter in the Western churches."""
    (sunday,) = holidays.country_holidays("NO", years=year, language="no").get_named("Første påskedag")
    return datetime.date(sunday.year, sunday.month, sunday.day)


def season_of(name: str, today: datetime.date) -> Span:
    """The next season of that name that is not over: what most people mean by it who look for a working hour.

    Christmas is 24 to 26 December, "between" (romjula) 27 to 31 December, New Year 1 January, Easter Palm Sunday's
    eve to Easter Monday, easter_week Monday to Easter Sunday, summer July and the first half of August.
    """
    return _next_of(lambda year: _season(name, year), today)


def after_season(name: str, today: datetime.date) -> Span:
    """Two weeks when people are back: 2 to 15 January after Christmas and New Year, after Easter from its Tuesday."""
    if name in ("christmas", "between", "new_year"):
        return _next_of(lambda year: days_from(datetime.date(year, 1, 2), SEASON_DAYS), today)
    whole = "easter" if name == "easter_week" else name
    return _next_of(lambda year: days_from(_season(whole, year).end, SEASON_DAYS), today)


def before_season(name: str, today: datetime.date) -> Span:
    """Now until the season begins."""
    return _next_of(lambda year: Span(today, max(today, _season(name, year).first)), today)


def week_beside_season(name: str, side: str, today: datetime.date) -> Span:
    """The calendar week "before" or "after" a season.

    After Easter it is the week that has Easter Monday, before Easter the one that ends with Easter Sunday. After
    Christmas it is the week after the one that has Boxing Day, after New Year the first whole week of the year.
    """
    return _next_of(lambda year: _week_beside(name, side, year), today)


def _next_of(span_in: Callable[[int], Span], today: datetime.date) -> Span:
    """The first span of a year that is not over."""
    return next(span for year in range(today.year - 1, today.year + 3) if (span := span_in(year)).end > today)


def _week_beside(name: str, side: str, year: int) -> Span:
    if name in ("easter", "easter_week"):
        days_on = 0 if side == "before" else 1
        return week_of(easter_sunday(year) + datetime.timedelta(days=days_on))
    season = _season(name, year)
    if side == "before":
        return week_of(season.first - datetime.timedelta(days=DAYS_OF_WEEK))
    return week_of(season.end + datetime.timedelta(days=DAYS_OF_WEEK - 1))


def _season(name: str, year: int) -> Span:
    if name in ("easter", "easter_week"):
        sunday = easter_sunday(year)
        whole = Span(sunday - datetime.timedelta(days=8), sunday + datetime.timedelta(days=2))
        return whole if name == "easter" else week_of(sunday)
    first, days = {
        "christmas": (datetime.date(year, 12, 24), 3),
        "between": (datetime.date(year, 12, 27), 5),
        "new_year": (datetime.date(year, 1, 1), 1),
        "summer": (datetime.date(year, 7, 1), 46),
    }[name]
    return days_from(first, days)
