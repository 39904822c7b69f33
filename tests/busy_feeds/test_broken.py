"""What is broken in a calendar takes rather too much time than too little, and spoils nothing else."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from assistant.busy_feeds import FeedProblem, FeedUnusable, busy_times
from tests.busy_feeds.calendars import AFTER, BEFORE, calendar, event, in_oslo, part, read

MEETING = event("DTSTART:20261110T090000Z", "DTEND:20261110T100000Z")
TAKEN = "11-10 10:00 - 11-10 11:00"
DAY = "11-20 00:00 - 11-21 00:00"


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\r\n", b"<!DOCTYPE html><html><body>Sign in</body></html>", b"\x00\xff\xfe", b'{"events": []}',
        b"BEGIN:VCARD\r\nEND:VCARD\r\n", b"BEGIN:VCALENDAR\r\n", calendar(MEETING)[:-20],
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", calendar() + b"END:VCALENDAR\r\n",
        calendar(MEETING).decode().encode("utf-16"),
    ],
    ids="nothing blank html bytes json card begun cut crossed ended-twice utf-16".split(),
)  # fmt: skip
def test_what_is_not_a_whole_calendar_is_refused(content: bytes) -> None:
    with pytest.raises(FeedUnusable) as refused:
        busy_times(content, after=AFTER, before=BEFORE)
    assert refused.value.reason is FeedProblem.NOT_A_CALENDAR


@pytest.mark.parametrize("change", [
    lambda text: text.replace("\r\n", "\n"), lambda text: text.replace("\r\n", "\r"), str.lower,
    lambda text: "\ufeff" + text, lambda text: "\r\n" + text + "\r\n \r\n", lambda text: text * 2,
], ids="lf cr lower bom blank two".split())  # fmt: skip
def test_a_calendar_may_be_written_a_little_differently(change: object) -> None:
    assert callable(change)
    changed = change(calendar(MEETING).decode()).encode()
    assert len(busy_times(changed, after=AFTER, before=BEFORE)) == 1


@pytest.mark.parametrize(
    ("lines", "taken"),
    [
        (["DTSTART:20261120T080000Z", "DTEND:tomorrow"], [DAY]),
        (["DTSTART:20261120T080000Z", "DURATION:long"], [DAY]),
        (["DTSTART:20261120T250000Z", "DURATION:PT1H"], [DAY]),
        (["DTSTART:2026-11-20 08:00", "SUMMARY:x"], [DAY]),
        (["DTEND:20261120T080000Z"], [DAY]),
        (["DTSTART:soon", "DTEND;TZID=Europe/Oslo:20261120T080000"], [DAY]),
        (["DTSTART:20261120T090000Z", "DTEND:20261120T080000Z"], ["11-20 09:00 - 11-20 10:00"]),
        (["DTSTART:20261120T080000Z", "DURATION:PT1H", "RRULE:FREQ=SOMETIMES"], ["11-20 09:00 - 11-20 10:00"]),
        (["DTSTART:20261120T080000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=0"], ["11-20 09:00 - 11-20 10:00"]),
        (["DTSTART:20261120T080000Z", "DURATION:PT1H", "EXDATE:never"], ["11-20 09:00 - 11-20 10:00"]),
        (["DTSTART:20261120T080000Z", "DURATION:PT1H", "no colon", "BEGIN:VALARM", "TRIGGER:x", "END:VALARM"],
         ["11-20 09:00 - 11-20 10:00"]),
        (["DTSTART:soon", "DTEND:later"], []),
        (["SUMMARY:20261120T080000Z"], []),
        (["DTSTART:20261120T250000Z", "TRANSP:TRANSPARENT"], []),
    ],
    ids="end duration hour dashes no-start start backwards rule interval exdate alarm unreadable no-time free".split(),
)  # fmt: skip
def test_of_a_broken_event_all_that_can_be_read_is_taken(lines: list[str], taken: list[str]) -> None:
    assert in_oslo(event(*lines), MEETING) == [TAKEN, *taken]


def test_a_change_that_cannot_be_read_leaves_the_repeated_event() -> None:
    weekly = event("UID:1", "DTSTART:20261103T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2")
    broken = event("UID:1", "RECURRENCE-ID:20261110T090000Z", "DTSTART:20261120T990000Z")
    assert in_oslo(weekly, broken) == ["11-03 10:00 - 11-03 11:00", TAKEN, DAY]


def test_a_published_period_that_cannot_be_read_takes_its_day() -> None:
    assert in_oslo(part("VFREEBUSY", "FREEBUSY:20261120T080000Z/soon,20261110T090000Z/PT1H")) == [TAKEN, DAY]


def test_a_zone_that_is_described_wrongly_is_taken_for_oslo() -> None:
    zone = part("VTIMEZONE", "TZID:Broken", "BEGIN:STANDARD", "DTSTART:never", "TZOFFSETTO:1", "END:STANDARD")
    assert in_oslo(zone, event("DTSTART;TZID=Broken:20261110T100000", "DURATION:PT1H")) == [TAKEN]


def test_more_events_than_anybody_can_have_are_refused() -> None:
    minutes = (AFTER + datetime.timedelta(minutes=number) for number in range(20_001))
    published = part("VFREEBUSY", *(f"FREEBUSY:{minute:%Y%m%dT%H%M%SZ}/PT1M" for minute in minutes))
    with pytest.raises(FeedUnusable) as refused:
        read(published)
    assert refused.value.reason is FeedProblem.TOO_MANY_EVENTS
    assert len(read(published, before=AFTER + datetime.timedelta(minutes=20_000))) == 1


def holds(content: bytes) -> None:
    """A calendar gives intervals as promised or is refused; nothing else happens."""
    try:
        found = busy_times(content, after=AFTER, before=BEFORE)
    except FeedUnusable:
        return
    edges = [moment for interval in found for moment in interval]
    assert edges == sorted(set(edges))
    assert all(AFTER <= moment <= BEFORE and moment.tzinfo is datetime.UTC for moment in edges)


@settings(max_examples=200, deadline=None)
@given(
    strategies.binary() | strategies.binary().map(lambda content: b"BEGIN:VCALENDAR\r\n%s\r\nEND:VCALENDAR" % content)
)
def test_any_bytes_give_busy_times_or_a_refusal(content: bytes) -> None:
    holds(content)


TIMES = strategies.sampled_from(
    "20261110T090000Z 20261110T100000 20261110 00010101 99991231 99991231T235959Z 20261329 20261110T090000Z/PT1H P1D "
    "-PT1H P99999999D PT99999999999H 19691110T090000Z 20261110T0900 010203 2026-11-10 x".split()
) | strategies.text(max_size=12)
RULES = strategies.sampled_from(
    "FREQ=DAILY FREQ=WEEKLY;BYDAY=MO,TU FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 FREQ=MONTHLY;BYSETPOS=-1;BYDAY=FR "
    "FREQ=DAILY;UNTIL=20261111 FREQ=DAILY;UNTIL=20261111T000000 FREQ=DAILY;COUNT=-1 FREQ=DAILY;INTERVAL=0 COUNT=3 "
    "FREQ=DAILY;INTERVAL=-1 FREQ=DAILY;UNTIL=x FREQ=DAILY;BYHOUR=99 RSCALE=GREGORIAN;FREQ=DAILY;SKIP=OMIT".split()
)
ZONES = strategies.sampled_from(
    ["", ";TZID=Europe/Oslo", ";TZID=America/New_York", ";TZID=W. Europe Standard Time", ";TZID=Nowhere", ";VALUE=DATE",
     ";VALUE=PERIOD", ";VALUE=X;TZID=", ";RANGE=THISANDFUTURE"]
)  # fmt: skip
NAMES = strategies.sampled_from("DTSTART DTEND DURATION RDATE EXDATE RECURRENCE-ID".split())
LINES = (
    strategies.builds("{}{}:{}".format, NAMES, ZONES, TIMES)
    | RULES.map("RRULE:{}".format)
    | strategies.sampled_from(["UID:1", "UID:2", "SEQUENCE:2", "SEQUENCE:x", "STATUS:CANCELLED", "TRANSP:OPAQUE"])
)
EVENTS = strategies.builds(
    lambda starts, lines: event(*starts, *lines),
    strategies.sampled_from([[], ["UID:1", "DTSTART:20261110T090000Z"], ["UID:1", "DTSTART;VALUE=DATE:20261110"]]),
    strategies.lists(LINES, max_size=6),
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.lists(EVENTS, max_size=4))
def test_any_events_give_busy_times_or_a_refusal(events: list[str]) -> None:
    holds(calendar(*events))


@settings(max_examples=100, deadline=None)
@given(strategies.lists(EVENTS, max_size=3))
def test_no_broken_event_frees_the_time_of_another(events: list[str]) -> None:
    one = datetime.datetime(2026, 11, 10, 9, tzinfo=datetime.UTC)
    try:
        found = busy_times(calendar(*events, MEETING), after=AFTER, before=BEFORE)
    except FeedUnusable:
        return
    assert any(starts_at <= one and one + datetime.timedelta(hours=1) <= ends_at for starts_at, ends_at in found)
