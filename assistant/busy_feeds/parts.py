"""Cutting a calendar into its events, so that one which is broken spoils no other.

Only what tells when somebody is busy is kept. What a meeting is about and who comes is not read at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.busy_feeds.problems import FeedProblem, FeedUnusable

KEPT = {
    "VEVENT": frozenset(
        "UID DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID SEQUENCE TRANSP STATUS "
        "X-MICROSOFT-CDO-BUSYSTATUS".split()
    ),
    "VFREEBUSY": frozenset({"FREEBUSY"}),
    "VTIMEZONE": None,
}


@dataclass(frozen=True)
class Part:
    """A component of the calendar: its name, and its content lines as they stood, folded ones joined."""

    name: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The component as a parser takes it."""
        return "\r\n".join([f"BEGIN:{self.name}", *self.lines, f"END:{self.name}", ""])


def parts(content: bytes) -> list[Part]:
    """The events, busy times and time zones of a calendar, in the order in which they stand there.

    Raises FeedUnusable if it is no calendar, or one that was cut off: without its last events it looks free.
    """
    lines = [line for line in _unfolded(content) if line.strip()]
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise FeedUnusable(FeedProblem.NOT_A_CALENDAR)
    return list(_cut(lines))


def _unfolded(content: bytes) -> list[str]:
    """The content lines (RFC 5545, 3.1). Octets are joined before they are read: a fold may part a letter."""
    joined = re.sub(rb"(?:\r\n|\r|\n)[ \t]", b"", content.removeprefix(b"\xef\xbb\xbf"))
    return re.split(r"\r\n|\r|\n", joined.decode("utf-8", errors="replace"))


def _cut(lines: list[str]) -> Iterator[Part]:
    open_names: list[str] = []
    part = Part("")
    for line in lines:
        word, _, name = line.strip().upper().partition(":")
        if word == "BEGIN":
            open_names.append(name)
            if len(open_names) == 2:
                part = Part(name)
                continue
        elif word == "END":
            _check_closes(open_names, name)
            if len(open_names) == 1 and part.name in KEPT:
                yield part
        if _is_kept(line, open_names):
            part.lines.append(line)
    if open_names:
        raise FeedUnusable(FeedProblem.NOT_A_CALENDAR)


def _check_closes(open_names: list[str], name: str) -> None:
    if not open_names or open_names.pop() != name:
        raise FeedUnusable(FeedProblem.NOT_A_CALENDAR)


def _is_kept(line: str, open_names: list[str]) -> bool:
    """Whether a line of the open component matters. What an event contains, like an alarm, does not."""
    if len(open_names) < 2 or open_names[1] not in KEPT:
        return False
    names = KEPT[open_names[1]]
    if names is None:
        return True
    return len(open_names) == 2 and re.split("[;:]", line, maxsplit=1)[0].strip().upper() in names
