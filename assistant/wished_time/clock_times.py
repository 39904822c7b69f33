"""Times of day: "kl. 14", "halv tre", "around 10", "mellom 10 og 14", "om ettermiddagen"."""

import datetime
from collections.abc import Sequence

from assistant.wished_time.rules import (
    DAY_MINUTES,
    NUMBER,
    Days,
    Found,
    Item,
    Rule,
    Setting,
    Sort,
    Times,
    is_duration,
    number_of,
)
from assistant.wished_time.spans import one_day
from assistant.wished_time.symbols import Symbol

# A slot that begins at the told time is found by a window of half an hour.
_SLOT_MINUTES = 30
_AROUND_BEFORE, _AROUND_AFTER = 60, 90
_HALF_DAY = 12 * 60
# Sessions are held from seven to six: "kl. 2" is two in the afternoon, "kl. 7" seven in the morning.
_WORK_BEGINS = 7 * 60
_WORK_ENDS = 18 * 60
_MINUTES_BEFORE_OR_AFTER = (5, 10, 15, 20, 25)

_HOUR = NUMBER
_TOLD_OUT = (
    f"(?:(?:int|word|quarter)minute?(?:past|on)halv?{_HOUR}|(?:word|quarter)to{_HOUR}|half past{_HOUR}"
    f"|halv {_HOUR}|half {_HOUR})"
)
_CLOCK = f"(?:(?:at pair|at?(?:clock|{_TOLD_OUT}|{_HOUR}|noon)|at yearnum)(?:am|pm)?oclock?)"
# "After three attempts" tells no time, "after three" does.
_NO_NOUN = f"(?!(?:(?:or|and|to|til|dash){NUMBER})?(?:other|hour|minute|year|week|day_unit|month_unit|month|of|may))"
_TO = "(?:to|til|dash|and|until)"


def minute_of_day(symbols: Sequence[Symbol]) -> int | None:
    """The minute of the day that a told time means, in working hours unless it says otherwise, if there is one."""
    kinds = [symbol.kind for symbol in symbols]
    told = [
        symbol for symbol in symbols if symbol.kind in ("clock", "pair", "int", "ord", "word", "to", "noon", "yearnum")
    ]
    last = told[-1]
    if last.kind in ("clock", "pair"):
        minute = last.value[0] * 60 + last.value[1] if len(last.value) > 1 and last.value[1] < 60 else DAY_MINUTES + 1
    else:
        minute = _hour_minutes(number_of(last)) + _shift(symbols)
    if minute is None or not 0 <= minute <= DAY_MINUTES:
        return None
    is_literal = "am" in kinds or last.text.startswith("0")
    return minute if is_literal else _in_working_hours(minute, is_pm="pm" in kinds)


def _hour_minutes(number: int) -> int:
    """Minutes until an hour; 1430 is half past two."""
    hour, minute = divmod(number, 100) if number > 99 else (number, 0)
    return hour * 60 + minute


def _shift(symbols: Sequence[Symbol]) -> int:
    """Minutes that "half past", "halv" or "ten to" put to the hour."""
    kinds = [symbol.kind for symbol in symbols]
    shift = 30 * kinds.count("half") - 30 * kinds.count("halv")
    numbers = [symbol for symbol in symbols if symbol.kind in ("int", "word", "quarter")]
    if numbers and kinds[:1] != ["half"] and (side := _side(kinds)):
        minutes = number_of(numbers[0])
        shift += side * (minutes if minutes in _MINUTES_BEFORE_OR_AFTER else DAY_MINUTES * 2)
    return shift


def _side(kinds: Sequence[str]) -> int:
    """Whether minutes stand after the hour (1), before it (-1) or not at all (0)."""
    if "past" in kinds:
        return 1
    return -1 if "on" in kinds or "to" in kinds[1:-1] else 0


def _in_working_hours(minute: int, *, is_pm: bool) -> int:
    is_early = minute < (_HALF_DAY if is_pm else _WORK_BEGINS)
    return minute + _HALF_DAY if is_early else minute


def _at(found: Found, _: Setting) -> list[Item] | None:
    minute = minute_of_day(found["clock"])
    return None if minute is None else [_clock(minute)]


def _clock(minute: int) -> Times:
    return Times(((minute, min(minute + _SLOT_MINUTES, DAY_MINUTES)),), is_clock=True)


def _limited(found: Found, _: Setting) -> list[Item] | None:
    minute = minute_of_day(found["clock"])
    if minute is None:
        return None
    match found.first("after from before until around"):
        case "after" | "from":
            limits = (minute, DAY_MINUTES)
        case "before" | "until":
            limits = (0, minute)
        case _:
            limits = (max(0, minute - _AROUND_BEFORE), min(minute + _AROUND_AFTER, DAY_MINUTES))
    return [Times((limits,))] if limits[0] < limits[1] else None


def _range(found: Found, _: Setting) -> list[Item] | None:
    begins, ends = minute_of_day(found["begins"]), minute_of_day(found["ends"])
    if begins is None or ends is None:
        return None
    is_pm = any(symbol.kind == "pm" for symbol in found["ends"])
    if is_pm and begins + _HALF_DAY < ends and found["begins"][-1].kind != "am":
        begins += _HALF_DAY
    return [Times(((begins, ends),))] if begins < ends else None


def _weak_range(found: Found, setting: Setting) -> list[Item] | None:
    """ "10-12" without a word beside it: a time only if both are working hours."""
    first, last = (number_of(symbol) for symbol in found[0] if symbol.kind == "int")
    return _range(found, setting) if 7 <= first < last <= 18 or (7 <= first <= 12 and last <= 6) else None


def _either(found: Found, _: Setting) -> list[Item] | None:
    minutes = [minute_of_day(found["clock"]), minute_of_day(found["other_clock"])]
    told = [_clock(minute).minutes[0] for minute in minutes if minute is not None]
    return [Times(tuple(told), is_clock=True)] if len(told) == 2 else None


def _part(found: Found, _: Setting) -> list[Item]:
    begins, ends = (int(hour) * 60 for hour in _symbol(found, "part").value.split("-"))
    middle = (begins + ends) // 2
    match found.first("early late"):
        case "early":
            ends = middle
        case "late":
            begins = middle
    return [Times(((begins, ends),), is_part=True)]


def _at_in_part(found: Found, setting: Setting) -> list[Item] | None:
    """ "8 in the evening", "kl. 2 om ettermiddagen": the part of the day says which of the two hours it is."""
    minute = minute_of_day(found["clock"])
    if minute is None:
        return None
    begins, ends = (int(hour) * 60 for hour in _symbol(found, "part").value.split("-"))
    for candidate in (minute, minute + _HALF_DAY, minute - _HALF_DAY):
        if begins <= candidate < ends:
            return [_clock(candidate)]
    return [_clock(minute)]


def _bare(found: Found, _: Setting) -> list[Item] | None:
    """A number alone behind a day ("tirsdag 14"): a time if it is a working hour."""
    minute = minute_of_day(found["clock"])
    return [_clock(minute)] if minute is not None and _WORK_BEGINS <= minute <= _WORK_ENDS else None


def _from_now(found: Found, setting: Setting) -> list[Item] | None:
    """ "In an hour", "om 20 minutter"."""
    number = found.numbers()[0]
    if is_duration(found[0]) or number > DAY_MINUTES:
        return []
    begins = setting.now + datetime.timedelta(minutes=number * (60 if found.has("hour") else 1))
    return [
        Days(Sort.DATE, ((one_day(begins.date()),),)),
        _clock(begins.hour * 60 + begins.minute),
    ]


def _symbol(found: Found, kind: str) -> Symbol:
    return next(symbol for symbol in found[0] if symbol.kind == kind)


_LIMIT = "(?:after|from|before|until|around)"
_STRONG = (
    f"(?P<clock>at{_CLOCK}{_NO_NOUN}|at?clock(?:am|pm)?oclock?|{_TOLD_OUT}oclock?{_NO_NOUN}"
    f"|{_HOUR}(?:am|pm|oclock)|noon)"
)
RULES = (
    Rule(f"in(?:{NUMBER}|a)(?:hour|minute)", _from_now),
    Rule(f"(?:from|between)(?P<begins>{_CLOCK}){_TO}(?P<ends>{_CLOCK}){_NO_NOUN}", _range),
    Rule(f"(?P<begins>at{_CLOCK}|clock|{_HOUR}(?:am|pm))(?:to|til|dash|until)(?P<ends>{_CLOCK}){_NO_NOUN}", _range),
    Rule(f"(?P<begins>int)(?:to|til|dash)(?P<ends>{_CLOCK}(?:am|pm))", _range),
    Rule(f"(?P<begins>int)(?:to|til|dash)(?P<ends>int){_NO_NOUN}", _weak_range),
    Rule(_STRONG, _at),
    Rule(f"{_STRONG}or(?P<other_clock>{_CLOCK}){_NO_NOUN}", _either),
    Rule(f"at?(?P<clock>{_CLOCK})(?:in|on|the|of)*part", _at_in_part),
    Rule("(?:early|late)?(?:in|on|the)*part", _part),
    Rule(f"{_LIMIT}(?P<clock>{_CLOCK}){_NO_NOUN}(?!to|til)", _limited),
    Rule(f"(?P<clock>at{_CLOCK}|clock|int)(?P<limit>from|until){_NO_NOUN}(?!to|til)", _limited),
    Rule("(?<=weekday )(?P<clock>int)(?=punct|or|and|fill|$)", _bare),
    Rule("(?<=relday )(?P<clock>int)(?=punct|or|and|fill|$)", _bare),
    Rule("(?<=month )(?P<clock>int)(?=punct|or|and|fill|$)", _bare),
)
