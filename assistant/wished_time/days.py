"""Days: "neste tirsdag", "i overmorgon", "first week of February", "veke 7", "12. desember", "etter påske"."""

import datetime
from collections.abc import Iterable

from assistant.wished_time import spans
from assistant.wished_time.rules import NUMBER, Days, Found, Item, Rule, Setting, Sort, is_duration
from assistant.wished_time.spans import Span, one_day, week_of
from knowledge_base.article import WrittenForm

_WEEK = datetime.timedelta(days=spans.DAYS_OF_WEEK)
_SATURDAY = 5
# A wish further ahead than this is a plan for life and none for a session.
_MOST_AHEAD = {"week": 52, "month_unit": 12, "day_unit": 366}


def _days(sort: Sort, told: Iterable[Span | None]) -> list[Item] | None:
    """An item whose alternatives are single spans; None if there is none."""
    alternatives = tuple(dict.fromkeys((span,) for span in told if span))
    return [Days(sort, alternatives)] if alternatives else None


def _relative_day(found: Found, setting: Setting) -> list[Item] | None:
    return _days(Sort.DATE, [one_day(setting.today + datetime.timedelta(days=found.value("relday")))])


def _weekday(found: Found, setting: Setting) -> list[Item]:
    weekday = found.value("weekday")
    dates = _weekday_dates(weekday, found.first("next this coming last"), setting.today)
    sort = Sort.DATE if found.has("last") else Sort.WEEKDAY
    return [Days(sort, tuple((one_day(date),) for date in dict.fromkeys(dates)), weekdays=(weekday,))]


def _weekday_dates(weekday: int, which: str, today: datetime.date) -> list[datetime.date]:
    """The dates that "next", "this", "coming", "last" or a weekday alone may mean, the soonest first.

    "Next Friday" said on a Tuesday is this week's or next week's; "Friday" said on a Friday is today or in a week.
    """
    coming = spans.next_weekday(weekday, today)
    strictly = coming if coming > today else coming + _WEEK
    match which:
        case "next":
            return [strictly, week_of(today + _WEEK).first + datetime.timedelta(days=weekday)]
        case "this":
            return [coming]
        case "coming":
            return [strictly]
        case "last":
            return [coming - _WEEK]
        case _:
            return [coming, strictly]


def _each_weekday(found: Found, setting: Setting) -> list[Item]:
    weekday = found.value("each")
    days = spans.days_from(setting.today, spans.OPEN_DAYS).weekdays([weekday])
    return [Days(Sort.WEEKDAY, (days,), weekdays=(weekday,))]


def _weekend(found: Found, setting: Setting) -> list[Item] | None:
    this_week = week_of(setting.today)
    coming = Span(max(setting.today, this_week.first + datetime.timedelta(days=_SATURDAY)), this_week.end)
    next_one = Span(this_week.end + datetime.timedelta(days=_SATURDAY), this_week.end + _WEEK)
    match found.first("next last"):
        case "next":
            is_weekend = setting.today >= coming.first
            return _days(Sort.SPAN, [next_one] if is_weekend else [coming, next_one])
        case "last":
            return _days(Sort.SPAN, [spans.days_from(this_week.first - datetime.timedelta(days=2), 2)])
        case _:
            return _days(Sort.SPAN, [coming])


def _week(found: Found, setting: Setting) -> list[Item] | None:
    match found.first("next coming last after"):
        case "next" | "coming" | "after":
            ahead = 2 if found.has("after") and found.has("next") else 1
        case "last":
            ahead = -1
        case _:
            ahead = 0
    return _days(Sort.SPAN, [week_of(setting.today + ahead * _WEEK)])


def _month(found: Found, setting: Setting) -> list[Item] | None:
    ahead = {"next": 1, "coming": 1, "last": -1}.get(found.first("next coming last this"), 0)
    return _days(Sort.SPAN, [spans.month_of(spans.months_later(setting.today, ahead))])


def _numbered_weeks(found: Found, setting: Setting) -> list[Item] | None:
    year = found.value("yearnum") or None
    numbers = found.numbers()
    weeks = [spans.numbered_week(number, setting.today, year=year) for number in numbers]
    told = [week for week in weeks if week]
    if len(told) < len(weeks):
        return None
    if len(told) == 2 and found.first("to til dash until") and told[0] < told[1]:
        told = [Span(told[0].first, told[1].end)]
    return [Days(Sort.SPAN, (tuple(told),))]


def _ahead(found: Found, setting: Setting) -> list[Item] | None:
    """ "In two weeks" is the week around that day, "in three days" the day, "in a month" the week around its day."""
    unit, number = found.first("week month_unit day_unit"), (found.numbers() or [1])[0]
    if is_duration(found[0]) or not 0 < number <= _MOST_AHEAD[unit]:
        return []
    sign = -1 if found.has("ago") else 1
    if unit == "day_unit":
        return _days(Sort.DATE, [one_day(setting.today + sign * datetime.timedelta(days=number))])
    if unit == "week":
        return _days(Sort.SPAN, [week_of(setting.today + sign * number * _WEEK)])
    month = spans.month_of(spans.months_later(setting.today, sign * number))
    same_day = min(setting.today.day, (month.end - month.first).days)
    return _days(Sort.SPAN, [week_of(month.first.replace(day=same_day))])


def _within(found: Found, setting: Setting) -> list[Item] | None:
    """ "Within two weeks", "the next three days": from today on."""
    unit, number = found.first("week month_unit day_unit"), (found.numbers() or [1])[0]
    # "Postpone it by one week" tells how far and not when.
    if found[0][0].text == "by" or not 0 < number <= _MOST_AHEAD[unit]:
        return []
    length = {"week": 7, "month_unit": 30, "day_unit": 1}[unit] * number
    return _days(Sort.SPAN, [spans.days_from(setting.today, length + (unit == "day_unit"))])


def _named_month(found: Found, setting: Setting) -> list[Item] | None:
    number = found.value("month")
    month = spans.next_month(number, setting.today, year=found.value("yearnum") or None)
    if found.has("last"):
        month = spans.next_month(number, setting.today, year=month.first.year - 1)
    return _days(Sort.SPAN, [month])


def _in_month(found: Found, setting: Setting) -> list[Item] | None:
    """ "First week of February", "the last Friday in January", "second week of next month"."""
    if found.has("month"):
        month = spans.next_month(found.value("month"), setting.today, year=found.value("yearnum") or None)
    else:
        month = spans.month_of(spans.months_later(setting.today, 1 if found.has("next") else 0))
    nth = -1 if found.has("last") else found.value("nth ord th") - 1
    if found.first("week theweek"):
        return _days(Sort.SPAN, [spans.week_in_month(nth, month)])
    such = [day for day in month if day.weekday() == found.value("weekday")]
    return _days(Sort.DATE, [one_day(such[nth])] if nth < len(such) else [])


def _date(found: Found, setting: Setting) -> list[Item] | None:
    day, month = found.value("int ord th nth word"), found.value("month")
    date = spans.next_date(day, month, setting.today, year=found.value("yearnum") or None)
    return _days(Sort.DATE, [one_day(date) if date else None])


def _date_range(found: Found, setting: Setting) -> list[Item] | None:
    """ "10.-12. desember", "between 1 and 5 February", "December 10-12"."""
    begins, ends = found.numbers()
    last = spans.next_date(ends, found.value("month"), setting.today, year=found.value("yearnum") or None)
    first = last and spans.next_date(begins, last.month, last, year=last.year)
    return _days(Sort.SPAN, [Span(first, one_day(last).end)]) if first and last and first < last else None


def _date_in_figures(found: Found, setting: Setting) -> list[Item] | None:
    """ "3/4" is day and month, and in English perhaps month and day."""
    (day, month, *told) = found[0][-1].value if len(found[0][-1].value) > 1 else (0, 0)
    year = (told[0] if told[0] > 99 else 2000 + told[0]) if told else None
    orders = [(day, month), (month, day)] if setting.written_form is WrittenForm.ENGLISH else [(day, month)]
    dates = sorted(date for order in orders if (date := spans.next_date(*order, setting.today, year=year)))
    return _days(Sort.DATE, [one_day(date) for date in dates])


def _iso_date(found: Found, setting: Setting) -> list[Item] | None:
    year, month, day = found[0][-1].value
    date = spans.next_date(day, month, setting.today, year=year) if year > 1 else None
    return _days(Sort.DATE, [one_day(date) if date else None])


def _day_of_month(found: Found, setting: Setting) -> list[Item] | None:
    """ "Den 12.", "the 12th": of this month or the next that has such a day and has not passed it."""
    number = found.value("ord th")
    months = [setting.today, spans.months_later(setting.today, 1), spans.months_later(setting.today, 2)]
    dates = [spans.next_date(number, month.month, setting.today, year=month.year) for month in months]
    return _days(Sort.DATE, [one_day(date) for date in dates if date and date >= setting.today][:1])


def _season(found: Found, setting: Setting) -> list[Item]:
    name = next(str(symbol.value) for symbol in found[0] if symbol.kind == "season")
    if found.first("week theweek"):
        side = found.first("before after")
        return [Days(Sort.SPAN, ((spans.week_beside_season(name, side, setting.today),),))]
    return [Days(Sort.SPAN, ((spans.season_of(name, setting.today),),), season=name)]


def _soon(_: Found, setting: Setting) -> list[Item] | None:
    return _days(Sort.OPEN, [spans.days_from(setting.today, spans.OPEN_DAYS)])


def _nothing(_: Found, __: Setting) -> list[Item]:
    """A length or an age ("two hours", "tre år") tells no time."""
    return []


_UNIT = "(?:week|month_unit|day_unit)"
_LENGTH = "(?:hour|minute|year|week|month_unit|day_unit)"
_DAY = "(?:int|ord|th)"
_OF = "(?:of|in|the|this|on)*"
_LAST_NUMBER = "(?:to|til|dash|and|until)"
RULES = (
    Rule("relday", _relative_day),
    Rule("(?:the)?(?:next|this|coming|last)?weekday", _weekday),
    Rule("each", _each_weekday),
    Rule("(?:the)?(?:next|this|coming|last)?weekend", _weekend),
    Rule("the?(?:next|this|coming|last)(?:week|theweek)", _week),
    Rule("(?<=but )next(?=punct|$)", _week),
    Rule("(?:in|of|within)theweek", _week),
    Rule("theweek(?=punct|$)", _week),
    Rule("(?:of|in|within)the week(?=punct|fill|or|and|at|but|$)", _week),
    Rule("(?:theweek|the week)after the? next week?", _week),
    Rule("(?:theweek|the week)after(?=punct|fill|at|$)", _week),
    Rule("the?(?:next|this|coming|last)month_unit", _month),
    Rule("(?:week|theweek)(?:int|ord|word)(?:in?yearnum)?", _numbered_weeks),
    Rule(f"(?:week|theweek)(?:int|ord)(?:{_LAST_NUMBER}|or)(?:int|ord)(?!month|other)(?:in?yearnum)?", _numbered_weeks),
    Rule(f"in(?:{NUMBER}|a){_UNIT}", _ahead),
    Rule(f"in?(?:{NUMBER}|a){_UNIT}(?:hence|ago)", _ahead),
    Rule(f"(?:the)?(?:next|coming){NUMBER}{_UNIT}", _within),
    Rule(f"(?:within|until)(?:the)?next?(?:{NUMBER}|a){_UNIT}", _within),
    Rule("(?:the)?(?:next|this|coming|last)?month(?:in?yearnum)?", _named_month),
    Rule(f"the?(?:nth|ord|th|last)(?:week|theweek|weekday){_OF}month(?:in?yearnum)?", _in_month),
    Rule(f"the?(?:nth|ord|th|last)(?:week|theweek|weekday){_OF}(?:next|this)?month_unit", _in_month),
    Rule("(?:(?:next|this)month_unit|month)(?:punct|fill|in|the)*(?:nth|last)(?:week|theweek)", _in_month),
    Rule(f"(?:the)?(?:{_DAY}|nth)of?month yearnum?", _date),
    Rule(f"month the?(?:{_DAY}|nth|word)(?!week|hour|dash|am|pm|oclock)yearnum?", _date),
    Rule(f"(?:from|between)?the?{_DAY}{_LAST_NUMBER}the?{_DAY}of?month yearnum?", _date_range),
    Rule(f"month the?{_DAY}(?:to|til|dash)the?{_DAY}yearnum?", _date_range),
    Rule(f"the?pair(?!of|{_LENGTH})", _date_in_figures),
    Rule("date", _iso_date),
    Rule("(?:the)(?:ord|th)(?!other|week|year)", _day_of_month),
    Rule("(?<=weekday )(?:the)?(?:ord|th)", _day_of_month),
    Rule("on th", _day_of_month),
    Rule("season", _season),
    Rule("(?:theweek|the?week)(?:before|after)the?season", _season),
    Rule("soon", _soon),
    Rule(f"(?:{NUMBER}(?:dash|to|til|or|and))?(?:{NUMBER}|a|pair)a?halves?{_LENGTH}", _nothing),
    Rule(
        f"(?:in|after|from|before|within|until|around)(?:{NUMBER}(?:dash|to|til|or|and))?(?:{NUMBER}|a)(?:halves{_LENGTH}|year|hour|minute)",
        _nothing,
    ),
    Rule("(?:the)?(?:next|last|this|coming)(?:year|hour)", _nothing),
    Rule("(?:the)?(?:nth|th|ord)(?:year|hour)", _nothing),
    Rule("good(?:part|weekend|season)", _nothing),
    Rule("(?:the)?last season", _nothing),
    Rule(f"after(?:{NUMBER}|a){_UNIT}", _nothing),
    Rule("mask", _nothing),
)
