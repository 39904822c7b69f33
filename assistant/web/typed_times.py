"""Days and times of day as counsellors type them in forms."""

import datetime
import re

from assistant.errors import BrokenAvailability

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def day_typed(typed: str) -> datetime.date:
    """The day. Raises BrokenAvailability."""
    try:
        return datetime.date.fromisoformat(typed)
    except ValueError as error:
        raise BrokenAvailability() from error


def time_typed(typed: str) -> datetime.time:
    """The time of day. Raises BrokenAvailability."""
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        raise BrokenAvailability()
    return datetime.time(int(found[1]), int(found[2]))


def hours_typed(starts: str, ends: str) -> tuple[datetime.time, datetime.time] | None:
    """The hours from one time of day to another, None if neither was typed. Raises BrokenAvailability."""
    return (time_typed(starts), time_typed(ends)) if starts or ends else None
