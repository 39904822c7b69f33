"""Why the feed of a counsellor's calendar could not be used."""

from enum import StrEnum


class FeedProblem(StrEnum):
    """What is wrong with a feed, for the person who gave its address."""

    ADDRESS = "address"
    UNREACHABLE = "unreachable"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    NOT_A_CALENDAR = "not_a_calendar"
    TOO_MANY_EVENTS = "too_many_events"


class FeedUnusable(Exception):
    """Nothing is known of when the counsellor is busy; `reason` says why.

    The message is the reason and no more: whoever has the address can read the calendar, so it is a secret.
    """

    def __init__(self, reason: FeedProblem) -> None:
        super().__init__(reason.value)
        self.reason = reason
