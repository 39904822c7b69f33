"""From the address of a calendar to the times in which its owner is busy."""

import datetime

from assistant.busy_feeds.fetching import fetch
from assistant.busy_feeds.intervals import Interval
from assistant.busy_feeds.isolation import read_safely


def busy_from(
    url: str, *, after: datetime.datetime, before: datetime.datetime, allow_private: bool = False
) -> list[Interval]:
    """Half-open intervals of aware UTC within [after, before), in order, no two touching. Raises FeedUnusable.

    It takes up to 20 seconds, so no transaction should be open meanwhile; not to be called from a coroutine.
    """
    return read_safely(fetch(url, allow_private=allow_private), after=after, before=before)
