"""Where time comes from, so that a test can say what time it is."""

import datetime
from collections.abc import Callable
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime.datetime]

OSLO = ZoneInfo("Europe/Oslo")


def utc_now() -> datetime.datetime:
    """The present moment, aware, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def today_in_oslo(clock: Clock) -> datetime.date:
    """The calendar day in Norway at the clock's moment."""
    return clock().astimezone(OSLO).date()
