"""Reading a calendar in a process of its own, because a few lines of one can take years, or all memory, to read."""

import datetime
import json
import logging
import os
import signal
import subprocess
import sys

from assistant.busy_feeds.intervals import Interval
from assistant.busy_feeds.problems import FeedProblem, FeedUnusable

TIMEOUT_S = 10.0

logger = logging.getLogger(__name__)


def read_safely(
    content: bytes, *, after: datetime.datetime, before: datetime.datetime, timeout_s: float = TIMEOUT_S
) -> list[Interval]:
    """The same as `busy_times`, ended after `timeout_s` and kept from taking much memory. Raises FeedUnusable.

    The process sees the calendar and nothing else of ours: neither the environment nor an open file.
    """
    arguments = [after.isoformat(), before.isoformat(), str(timeout_s)]
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "assistant.busy_feeds.child", *arguments], input=content, capture_output=True,
            timeout=timeout_s, check=False, env={"PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise FeedUnusable(FeedProblem.TOO_SLOW) from None
    if ended.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise FeedUnusable(FeedProblem.TOO_SLOW)
    return _result(ended)


def _result(ended: subprocess.CompletedProcess[bytes]) -> list[Interval]:
    """What the process found. One that broke has met a calendar that none of us foresaw."""
    try:
        found = json.loads(ended.stdout)
    except ValueError:
        # What it wrote to its error output may quote the calendar.
        logger.warning("The process that reads calendars ended with %s and found nothing.", ended.returncode)
        raise FeedUnusable(FeedProblem.NOT_A_CALENDAR) from None
    if "problem" in found:
        raise FeedUnusable(FeedProblem(found["problem"]))
    return [(_moment(starts_at), _moment(ends_at)) for starts_at, ends_at in found["busy"]]


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)
