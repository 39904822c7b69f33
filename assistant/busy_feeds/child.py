"""The process that reads one calendar: `python -m assistant.busy_feeds.child AFTER BEFORE TIMEOUT_S`.

The calendar is on standard input. On standard output stands {"busy": [[starts_at, ends_at], ...]} or
{"problem": ...}, with times as in ISO 8601 and a problem of FeedProblem.
"""

import datetime
import json
import math
import resource
import sys
from collections.abc import Sequence

from assistant.busy_feeds.problems import FeedProblem, FeedUnusable
from assistant.busy_feeds.reading import busy_times

# The libraries take about 100 MiB of addresses, and a feed of the largest size about as much again.
MAX_MEMORY_BYTES = 768 * 1024 * 1024


def main(arguments: Sequence[str]) -> None:
    """Read the calendar and print what was found."""
    after, before, timeout_s = arguments
    limit(cpu_s=math.ceil(float(timeout_s)), memory_bytes=MAX_MEMORY_BYTES)
    json.dump(_found(datetime.datetime.fromisoformat(after), datetime.datetime.fromisoformat(before)), sys.stdout)


def limit(*, cpu_s: int, memory_bytes: int) -> None:
    """Let the system end this process when it takes more. It leaves no core file, which would hold the calendar."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _found(after: datetime.datetime, before: datetime.datetime) -> dict[str, str | list[tuple[str, str]]]:
    try:
        busy = busy_times(sys.stdin.buffer.read(), after=after, before=before)
    except FeedUnusable as error:
        return {"problem": error.reason}
    except MemoryError:
        return {"problem": FeedProblem.TOO_MANY_EVENTS}
    return {"busy": [(starts_at.isoformat(), ends_at.isoformat()) for starts_at, ends_at in busy]}


if __name__ == "__main__":
    main(sys.argv[1:])
