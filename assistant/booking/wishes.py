"""Free slots for what a researcher wishes in words: those within the wish, or those nearest to it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assistant.booking.matching import NO_PREFERENCE, Preference
from assistant.booking.openings import Slot
from assistant.booking.slots import free_slots, spread
from assistant.wished_time import Window


@dataclass(frozen=True)
class Found:
    """Slots soonest first; whether they are as wished or only near it, and how many more are as wished."""

    slots: tuple[Slot, ...]
    is_as_wished: bool
    more: int = 0


def slots_for_wish(
    session: Session,
    windows: Sequence[Window],
    *,
    now: datetime.datetime,
    count: int,
    preference: Preference = NO_PREFERENCE,
) -> Found:
    """At most `count` free slots that begin within the windows, on different days as far as there are any.

    If none does, those that begin nearest to one of them; without windows every slot is as wished.
    """
    free = free_slots(session, now=now, preference=preference)
    wished = [slot for slot in free if not windows or any(_is_in(window, slot) for window in windows)]
    chosen = spread(wished, count)
    if chosen:
        return Found(tuple(chosen), is_as_wished=True, more=len({slot.starts_at for slot in wished}) - len(chosen))
    nearest = sorted(free, key=lambda slot: (min(_gap(window, slot) for window in windows), slot))
    return Found(tuple(spread(nearest, count)), is_as_wished=False) if free else Found((), is_as_wished=False)


def _is_in(window: Window, slot: Slot) -> bool:
    return window.starts_at <= slot.starts_at < window.ends_at


def _gap(window: Window, slot: Slot) -> datetime.timedelta:
    """How long before or after a window a slot outside it begins."""
    return max(window.starts_at - slot.starts_at, slot.starts_at - window.ends_at)
