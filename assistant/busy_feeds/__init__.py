"""When counsellors are busy, from the feeds of their own calendars (iCalendar, RFC 5545)."""

from assistant.busy_feeds.addresses import check_address, feed_url
from assistant.busy_feeds.feed import busy_from
from assistant.busy_feeds.fetching import fetch
from assistant.busy_feeds.intervals import Interval
from assistant.busy_feeds.isolation import read_safely
from assistant.busy_feeds.problems import FeedProblem, FeedUnusable
from assistant.busy_feeds.reading import busy_times

__all__ = [
    "FeedProblem",
    "FeedUnusable",
    "Interval",
    "busy_from",
    "busy_times",
    "check_address",
    "feed_url",
    "fetch",
    "read_safely",
]
