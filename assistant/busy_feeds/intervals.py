"""Time that is taken: gathered, bounded and merged."""

import datetime

from assistant.busy_feeds.problems import FeedProblem, FeedUnusable
from assistant.clock import OSLO

MAX_INTERVALS = 20_000

FIRST = datetime.datetime.min.replace(tzinfo=datetime.UTC)
LAST = datetime.datetime.max.replace(tzinfo=datetime.UTC)

Interval = tuple[datetime.datetime, datetime.datetime]
Time = datetime.datetime | datetime.date


def moment(time: Time) -> datetime.datetime:
    """A calendar's time in UTC. A day is its midnight, and what names no zone is meant, in Oslo."""
    if not isinstance(time, datetime.datetime):
        time = datetime.datetime(time.year, time.month, time.day, tzinfo=OSLO)
    try:
        return (time if time.tzinfo else time.replace(tzinfo=OSLO)).astimezone(datetime.UTC)
    except OverflowError:
        # Only the first and the last day of all can leave the years there are.
        return FIRST if time.year == datetime.MINYEAR else LAST


def whole_day(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """A day from its midnight to the next, where the calendar has one."""
    return day, day if day == datetime.date.max else day + datetime.timedelta(days=1)


class Busy:
    """What is taken of the time from `after` up to `before`, both aware."""

    def __init__(self, after: datetime.datetime, before: datetime.datetime) -> None:
        self.after = after.astimezone(datetime.UTC)
        self.before = before.astimezone(datetime.UTC)
        self._found: list[Interval] = []

    def add(self, one: Time, other: Time) -> None:
        """Take the time between the two, whichever is first. Raises FeedUnusable once there is too much."""
        starts_at, ends_at = sorted((moment(one), moment(other)))
        starts_at, ends_at = max(starts_at, self.after), min(ends_at, self.before)
        if starts_at >= ends_at:
            return
        if len(self._found) >= MAX_INTERVALS:
            raise FeedUnusable(FeedProblem.TOO_MANY_EVENTS)
        self._found.append((starts_at, ends_at))

    def merged(self) -> list[Interval]:
        """Half-open intervals in UTC, in order, of which no two touch."""
        merged: list[Interval] = []
        for starts_at, ends_at in sorted(self._found):
            if merged and starts_at <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(ends_at, merged[-1][1]))
            else:
                merged.append((starts_at, ends_at))
        return merged
