"""No calendar stops the process that asked for it."""

import datetime
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from assistant.busy_feeds import FeedProblem, FeedUnusable, busy_from, busy_times, read_safely
from assistant.settings import ROOT
from tests.busy_feeds.calendars import AFTER, BEFORE, SECONDLY, calendar, event
from tests.busy_feeds.feed_server import FeedServer, saying

MEETING = calendar(event("DTSTART:20261110T090000Z", "DTEND:20261110T100000Z"))
ENDLESS = calendar(event(*SECONDLY))


def problem_of(content: bytes, *, timeout_s: float = 10) -> FeedProblem:
    with pytest.raises(FeedUnusable) as refused:
        read_safely(content, after=AFTER, before=BEFORE, timeout_s=timeout_s)
    return refused.value.reason


def test_a_process_of_its_own_reads_the_same() -> None:
    found = read_safely(MEETING, after=AFTER, before=BEFORE)
    assert found == busy_times(MEETING, after=AFTER, before=BEFORE)
    assert all(moment.tzinfo is datetime.UTC for interval in found for moment in interval)


def test_what_is_not_a_calendar_is_refused_the_same() -> None:
    assert problem_of(b"<html></html>") is FeedProblem.NOT_A_CALENDAR


def test_an_event_each_second_since_1970_is_given_up_in_time() -> None:
    begun = time.monotonic()
    assert problem_of(ENDLESS, timeout_s=2) is FeedProblem.TOO_SLOW
    assert time.monotonic() - begun < 5


def test_without_a_process_of_its_own_such_a_calendar_would_stop_us() -> None:
    """If this fails, the test above proves nothing."""
    reading = multiprocessing.get_context("spawn").Process(
        target=busy_times, args=(ENDLESS,), kwargs={"after": AFTER, "before": BEFORE}, daemon=True
    )
    reading.start()
    reading.join(timeout=4)
    still_reads = reading.is_alive()
    reading.kill()
    reading.join()
    assert still_reads


def test_the_process_ends_by_itself_if_nobody_is_there_to_end_it() -> None:
    """As when the worker is killed while it waits."""
    arguments = [AFTER.isoformat(), BEFORE.isoformat(), "1"]
    ended = subprocess.run(
        [sys.executable, "-m", "assistant.busy_feeds.child", *arguments], input=ENDLESS, capture_output=True, cwd=ROOT,
        timeout=30, check=False,
    )  # fmt: skip
    assert ended.returncode < 0


def test_a_million_times_are_given_up() -> None:
    minutes = event("DTSTART:20240101T000000Z", "DURATION:PT30S", "RRULE:FREQ=MINUTELY;COUNT=1500000")
    assert problem_of(calendar(minutes)) in (FeedProblem.TOO_MANY_EVENTS, FeedProblem.TOO_SLOW)


def test_a_calendar_that_would_take_all_memory_is_given_up() -> None:
    assert problem_of(b"BEGIN:VCALENDAR\r\n" + b"X:\r\n" * 12_000_000 + b"END:VCALENDAR\r\n", timeout_s=30) is (
        FeedProblem.TOO_MANY_EVENTS
    )


def test_a_year_of_ordinary_meetings_is_read() -> None:
    meetings = [
        event(f"UID:{number}", f"DTSTART;TZID=Europe/Oslo:2026{1 + number % 12:02}{1 + number // 12 % 28:02}T100000",
              "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3", "SUMMARY:A meeting", "DESCRIPTION:" + "x" * 300)
        for number in range(1000)
    ]  # fmt: skip
    assert len(read_safely(calendar(*meetings), after=AFTER, before=BEFORE)) > 200


def test_reading_works_wherever_veivalg_was_started(tmp_path: os.PathLike[str]) -> None:
    code = (
        "import datetime as d; from assistant.busy_feeds import read_safely;"
        "print(len(read_safely(b'BEGIN:VCALENDAR\\nEND:VCALENDAR\\n',"
        " after=d.datetime(2026, 1, 1, tzinfo=d.UTC), before=d.datetime(2027, 1, 1, tzinfo=d.UTC))))"
    )
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert ended.stdout == "0\n"


def test_from_an_address_to_busy_times(serve: Callable[..., FeedServer]) -> None:
    server = serve(saying(MEETING, Content_Type="text/calendar"))
    begins = datetime.datetime(2026, 11, 10, 9, tzinfo=datetime.UTC)
    assert busy_from(server.url, after=AFTER, before=BEFORE, allow_private=True) == [
        (begins, begins + datetime.timedelta(hours=1))
    ]
    with pytest.raises(FeedUnusable, match=r"^address$"):
        busy_from(server.url, after=AFTER, before=BEFORE)


def test_a_page_to_sign_in_is_not_a_calendar(serve: Callable[..., FeedServer]) -> None:
    server = serve(saying(b"<!DOCTYPE html><title>Sign in</title>", Content_Type="text/html"))
    with pytest.raises(FeedUnusable, match=r"^not_a_calendar$"):
        busy_from(server.url, after=AFTER, before=BEFORE, allow_private=True)
