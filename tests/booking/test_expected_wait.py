"""How long one waits for a time, and how long an offer stands."""

import datetime

import pytest

from assistant.booking.waiting import (
    days_waited,
)
from assistant.booking.waiting.answer_time import answer_until
from assistant.database import Database
from tests.booking.bookings import in_oslo
from tests.booking.waits import join, offered_after
from tests.fakes import NOON

DAY = datetime.timedelta(days=1)


def told(database: Database, now: datetime.datetime = NOON) -> int | None:
    with database.reading() as session:
        return days_waited(session, now=now)


def test_the_wait_is_the_median_until_the_first_offer(database: Database) -> None:
    for number, waited in enumerate([(0.5,), (2.5, 9), (3.2, 4), (8,), (30,)]):
        offered_after(database, join(database, f"kim{number}"), *waited)
    join(database, "Ola")
    assert told(database) == 4


def test_the_wait_is_not_told_where_too_few_were_offered_anything(database: Database) -> None:
    for number in range(4):
        offered_after(database, join(database, f"kim{number}"), 3)
    assert told(database) is None


def test_offers_of_long_ago_tell_nothing(database: Database) -> None:
    for number in range(5):
        offered_after(database, join(database, f"kim{number}"), 3)
    assert told(database, NOON + 82 * DAY) == 3
    assert told(database, NOON + 84 * DAY) is None


FAR = in_oslo(2026, 12, 24)


@pytest.mark.parametrize(
    ("now", "latest", "until"),
    [
        (in_oslo(2026, 11, 20, 8), FAR, in_oslo(2026, 11, 20, 11)),
        (in_oslo(2026, 11, 20, 20, 59), FAR, in_oslo(2026, 11, 20, 23, 59)),
        (in_oslo(2026, 11, 20, 21), FAR, in_oslo(2026, 11, 21, 10)),
        (in_oslo(2026, 11, 21, 0, 5), FAR, in_oslo(2026, 11, 21, 10)),
        (in_oslo(2026, 11, 21, 7, 59), FAR, in_oslo(2026, 11, 21, 10)),
        # The clock goes back that night.
        (in_oslo(2026, 10, 24, 22), FAR, in_oslo(2026, 10, 25, 10)),
        # Never beyond what the counsellor's notice allows,
        (in_oslo(2026, 11, 20, 12), in_oslo(2026, 11, 20, 13, 30), in_oslo(2026, 11, 20, 13, 30)),
        (in_oslo(2026, 11, 20, 23), in_oslo(2026, 11, 21, 9, 15), in_oslo(2026, 11, 21, 9, 15)),
        # and not at all if less than an hour of the day is left.
        (in_oslo(2026, 11, 20, 12), in_oslo(2026, 11, 20, 12, 59), None),
        (in_oslo(2026, 11, 20, 23), in_oslo(2026, 11, 21, 8, 59), None),
        (in_oslo(2026, 11, 20, 12), in_oslo(2026, 11, 19, 12), None),
    ],
)  # fmt: skip
def test_an_offer_stands_three_hours_by_day_and_through_the_night(
    now: datetime.datetime, latest: datetime.datetime, until: datetime.datetime | None
) -> None:
    assert answer_until(now, latest=latest) == until
