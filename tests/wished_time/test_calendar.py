"""Wished times across changes of the clocks and of the year, in the past, and whatever anybody types."""

import datetime
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.wished_time import Window, wished_time
from assistant.wished_time.spans import easter_sunday
from assistant.wished_time.symbols import WORDS
from assistant.wished_time.windows import MOST_WINDOWS
from knowledge_base.article import WrittenForm
from tests.wished_time.expected import OSLO, TUESDAY, readings, windows

MESSAGES = [
    json.loads(line) for line in (Path(__file__).parent / "messages.jsonl").read_text(encoding="utf-8").splitlines()
]
TIME_WORDS = """
    mandag eller fra til mellom og ikke før etter neste forrige i om to tre uker uke 7 12. desember jul next last not
    before after Friday or the week Easter early may 3/4 12.12. 99:99 31.2. 0.0. at kl halv move to from 10 14:30 pm
    påske fredager weekend helg , . - 9999 0 noon soonest går kveld 60 53 2027 instead of second month
"""
WORDS_OF_TIME = st.lists(st.sampled_from(TIME_WORDS.split()), max_size=12).map(" ".join)
MOMENTS = st.integers(0, 70 * 366 * 24 * 60).map(
    lambda minutes: datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(minutes=minutes)
)


def utc(*moment: int) -> datetime.datetime:
    return datetime.datetime(*moment, tzinfo=datetime.UTC)  # type: ignore[misc, arg-type]


def oslo(*moment: int) -> datetime.datetime:
    return datetime.datetime(*moment, tzinfo=OSLO)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize("case", MESSAGES, ids=[case["text"] for case in MESSAGES])
def test_a_message_is_understood(case):
    wished = wished_time(
        case["text"], now=TUESDAY.astimezone(datetime.UTC), written_form=WrittenForm(case["written_form"])
    )
    assert [reading.windows for reading in wished.readings] == [windows(told) for told in case["readings"]]
    assert wished.is_past == case["is_past"]


@pytest.mark.parametrize(
    ("message", "now", "window"),
    [
        ("søndag", oslo(2026, 10, 23, 9), Window(utc(2026, 10, 24, 22), utc(2026, 10, 25, 23))),
        ("på lørdag", oslo(2026, 10, 23, 9), Window(utc(2026, 10, 23, 22), utc(2026, 10, 24, 22))),
        ("mandag kl 10", oslo(2026, 10, 23, 9), Window(utc(2026, 10, 26, 9), utc(2026, 10, 26, 9, 30))),
        ("i dag kl 10", oslo(2026, 10, 23, 9), Window(utc(2026, 10, 23, 8), utc(2026, 10, 23, 8, 30))),
        ("28. mars", oslo(2027, 3, 1, 9), Window(utc(2027, 3, 27, 23), utc(2027, 3, 28, 22))),
        ("27. mars kl. 12", oslo(2027, 3, 1, 9), Window(utc(2027, 3, 27, 11), utc(2027, 3, 27, 11, 30))),
        ("29. mars kl. 12", oslo(2027, 3, 1, 9), Window(utc(2027, 3, 29, 10), utc(2027, 3, 29, 10, 30))),
        ("neste uke", oslo(2026, 10, 14, 9), Window(utc(2026, 10, 18, 22), utc(2026, 10, 25, 23))),
    ],
)
def test_windows_follow_norways_clocks_when_they_change(message, now, window):
    assert readings(message, now=now) == [(window,)]


@pytest.mark.parametrize(
    ("message", "now", "told"),
    [
        ("neste uke", oslo(2026, 12, 30, 9), "01-04..01-10"),
        ("i uke 53", oslo(2026, 12, 30, 9), "12-30..01-03"),
        ("i morgen", oslo(2026, 12, 31, 9), "01-01"),
        ("neste måned", oslo(2026, 12, 31, 9), "01-01..01-31"),
        ("29. februar", oslo(2028, 2, 1, 9), "2028-02-29"),
        ("om en måned", oslo(2027, 1, 31, 9), "2027-02-22..2027-02-28"),
        ("next Friday", oslo(2026, 12, 5, 9), "12-11"),
        ("neste mandag", oslo(2026, 12, 6, 9), "12-07"),
        ("this Friday", oslo(2026, 12, 4, 9), "12-04"),
        ("Friday at 10", oslo(2026, 12, 4, 12), "12-11 10-10:30"),
        ("etter jul", oslo(2027, 1, 5, 9), "01-05..01-15"),
        ("veka etter påske", oslo(2027, 4, 1, 9), "04-01..04-04"),
        ("veka etter påske", oslo(2027, 4, 5, 9), "2028-04-17..2028-04-23"),
    ],
)
def test_what_is_next_depends_on_the_day_it_is_said(message, now, told):
    assert readings(message, now=now) == [windows(told, now)]


@pytest.mark.parametrize(
    "message",
    "i går|yesterday|forrige uke|førre veke|last Tuesday|forrige tirsdag|for to uker siden|two weeks ago|i dag kl 8|"
    "12. november 2026|last week|frå i går|since last week".split("|"),
)
def test_a_moment_that_has_been_is_past(message):
    wished = wished_time(message, now=TUESDAY, written_form=WrittenForm.BOKMAL)
    assert (wished.readings, wished.is_past) == ((), True)


def test_what_has_been_does_not_hide_what_is_wished():
    assert readings("I could not come yesterday. Is Thursday free?", "en") == [windows("12-03")]


def test_an_exclusion_alone_leaves_the_other_days_of_six_weeks():
    told = "12-01..12-06 + 12-08..12-13 + 12-15..12-20 + 12-22..12-27 + 12-29..01-03 + 01-05..01-10"
    assert readings("ikkje måndag", "nn") == [windows(told)]


def test_no_reading_has_more_windows_than_anybody_could_use():
    assert [len(reading) for reading in readings("før påske etter kl. 14")] == [MOST_WINDOWS]


@pytest.mark.parametrize(("year", "month", "day"), [(2024, 3, 31), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25)])
def test_easter_is_when_it_is(year, month, day):
    assert easter_sunday(year) == datetime.date(year, month, day)


def test_no_word_stands_in_the_table_twice():
    content = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    phrases = [
        phrase.strip()
        for values in content.values()
        for listed in (values.values() if isinstance(values, dict) else [values])
        for phrase in listed.split(",")
    ]
    assert sorted(phrases) == sorted(set(phrases))


@given(message=st.one_of(st.text(), WORDS_OF_TIME), now=MOMENTS, written_form=st.sampled_from(WrittenForm))
def test_whatever_is_typed_windows_are_ahead_in_order_and_not_empty(message, now, written_form):
    wished = wished_time(message, now=now, written_form=written_form)
    assert not (wished.is_past and wished.readings)
    for reading in wished.readings:
        begins = [window.starts_at for window in reading.windows]
        assert 0 < len(begins) <= MOST_WINDOWS
        assert begins == sorted(begins)
        assert begins[0] >= now
        assert all(window.starts_at < window.ends_at for window in reading.windows)
        assert all(
            moment.tzinfo is datetime.UTC for window in reading.windows for moment in (window.starts_at, window.ends_at)
        )
