"""Windows in time: what a wish comes down to, in UTC, built from days and times of day on Norway's clocks."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant.clock import OSLO
from assistant.wished_time.rules import DAY_MINUTES
from assistant.wished_time.spans import Span

MOST_WINDOWS = 62


@dataclass(frozen=True, order=True)
class Window:
    """From `starts_at` until `ends_at`, which is not in it; both aware, in UTC."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime


def windows_of(
    spans: Iterable[Span], times: Sequence[tuple[int, int]] | None, now: datetime.datetime
) -> tuple[Window, ...]:
    """What is left after `now` (aware, in Oslo) of whole spans or, with times, of each of their days; soonest first.

    Windows that overlap become one. No more than MOST_WINDOWS, however long the spans are.
    """
    told = _whole(spans) if times is None else _daily(spans, times, now.date())
    left = (cut for window in told if (cut := _cut(window, now)))
    return _merged(sorted(islice(left, MOST_WINDOWS)))


def merged(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Windows of several choices in order, those that overlap as one, no more than MOST_WINDOWS."""
    return _merged(sorted(windows))[:MOST_WINDOWS]


def _whole(spans: Iterable[Span]) -> Iterator[Window]:
    return (Window(_moment(span.first, 0), _moment(span.end, 0)) for span in spans)


def _daily(spans: Iterable[Span], times: Sequence[tuple[int, int]], today: datetime.date) -> Iterator[Window]:
    for span in spans:
        for day in Span(max(span.first, today), span.end):
            for begins, ends in times:
                yield Window(_moment(day, begins), _moment(day, ends))


def _moment(day: datetime.date, minute: int) -> datetime.datetime:
    """A minute of a day on the clock on the wall; the last is the next day's first."""
    days, minute = divmod(minute, DAY_MINUTES)
    time = datetime.time(minute // 60, minute % 60)
    return datetime.datetime.combine(day + datetime.timedelta(days=days), time, OSLO).astimezone(datetime.UTC)


def _cut(window: Window, now: datetime.datetime) -> Window | None:
    starts_at = max(window.starts_at, now.astimezone(datetime.UTC))
    return Window(starts_at, window.ends_at) if starts_at < window.ends_at else None


def _merged(windows: Iterable[Window]) -> tuple[Window, ...]:
    kept: list[Window] = []
    for window in windows:
        if kept and window.starts_at < kept[-1].ends_at:
            kept[-1] = Window(kept[-1].starts_at, max(kept[-1].ends_at, window.ends_at))
        else:
            kept.append(window)
    return tuple(kept)
