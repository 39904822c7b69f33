"""Free slots: computed from what counsellors offer less what occupies them, never stored."""

import datetime
import re
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sqlalchemy.orm import Session

from assistant.booking.busy import unknown
from assistant.booking.diary import Diary, diaries
from assistant.booking.matching import NO_PREFERENCE, Preference, load
from assistant.booking.openings import Plan, Slot, openings, plans
from assistant.clock import OSLO
from assistant.errors import GuidanceError, SlotBeyondHorizon, SlotHeld, SlotPast, SlotTaken, SlotUnknown

# Nobody may look further ahead than any counsellor may be booked.
FURTHEST = datetime.timedelta(weeks=12)
# Urgent slots that nobody needed are everybody's from then on.
RELEASED = datetime.timedelta(hours=24)

_SLOT_ID = re.compile(r"(?P<counsellor>[0-9a-f]{8})-(?P<start>\d{8}T\d{4})Z-(?P<minutes>30|45|60)")


def free_slots(
    session: Session,
    *,
    now: datetime.datetime,
    after: datetime.datetime | None = None,
    before: datetime.datetime | None = None,
    preference: Preference = NO_PREFERENCE,
    but: str = "",
) -> list[Slot]:
    """Slots that can be booked, soonest first: within each counsellor's notice and horizon, nothing in the way.

    `after` and `before` narrow the time further. Of counsellors free at the same time who has had fewest sessions
    comes first; between equals the order changes with the day, so that nobody is always first. `but` is the hash of
    the visitor's own hold.
    """
    earliest, latest = max(now, after or now), min(now + FURTHEST, before or now + FURTHEST)
    if earliest >= latest:
        return []
    first, last = earliest.astimezone(OSLO).date(), latest.astimezone(OSLO).date()
    occupied, burden = diaries(session, earliest, latest, now=now, but=but), load(session, now=now)
    nothing_known = unknown(session, now=now)
    found: list[tuple[datetime.datetime, int, int, Slot]] = []
    for plan in plans(session, first, last):
        if preference.accepts(plan) and plan.counsellor.id not in nothing_known:
            weight, diary = burden[plan.counsellor.id], occupied[plan.counsellor.id]
            for slot in _free_of(plan, diary, max(earliest, now + plan.terms.notice), latest, now, preference):
                found.append((slot.starts_at, weight, _turn(slot.counsellor, slot.starts_at.date()), slot))
    return [slot for *_, slot in sorted(found)]


def spread(slots: Sequence[Slot], count: int) -> list[Slot]:
    """The first `count` of slots, on different days before several of a day, and one for each time; soonest first."""
    by_time: dict[datetime.datetime, Slot] = {}
    for slot in slots:
        by_time.setdefault(slot.starts_at, slot)
    by_day: dict[datetime.date, Slot] = {}
    for slot in by_time.values():
        by_day.setdefault(slot.starts_at.astimezone(OSLO).date(), slot)
    chosen = [*by_day.values(), *(slot for slot in by_time.values() if slot not in by_day.values())]
    return sorted(chosen[:count])


def slot_for_id(session: Session, slot_id: str, *, now: datetime.datetime, urgent: bool = False, but: str = "") -> Slot:
    """The free slot with an id. Raises SlotUnknown, SlotPast, SlotBeyondHorizon, SlotHeld or SlotTaken.

    `urgent` and `but` are those of Preference and of free_slots.
    """
    starts_at = _start_in(slot_id)
    plan, slot = _offered(session, slot_id, starts_at, now)
    refusal = _refusal(plan, slot, now)
    if refusal:
        raise refusal
    if not _is_released(slot, now, urgent=urgent):
        raise SlotUnknown()
    diary = diaries(session, slot.starts_at, slot.ends_at, now=now, but=but)[plan.counsellor.id]
    in_the_way = diary.in_the_way_of(slot)
    if in_the_way or diary.is_full(slot, plan.terms) or plan.counsellor.id in unknown(session, now=now):
        raise SlotHeld() if in_the_way and in_the_way.is_held else SlotTaken()
    return slot


def _start_in(slot_id: str) -> datetime.datetime:
    parts = _SLOT_ID.fullmatch(slot_id)
    if parts is None:
        raise SlotUnknown()
    try:
        return datetime.datetime.strptime(parts["start"], "%Y%m%dT%H%M").replace(tzinfo=datetime.UTC)
    except ValueError as error:
        raise SlotUnknown() from error


def _offered(session: Session, slot_id: str, starts_at: datetime.datetime, now: datetime.datetime) -> tuple[Plan, Slot]:
    if starts_at <= now:
        raise SlotPast()
    if starts_at > now + FURTHEST:
        raise SlotBeyondHorizon()
    day = starts_at.astimezone(OSLO).date()
    for plan in plans(session, day, day):
        if slot_id.startswith(plan.counsellor.public_id):
            for slot in openings(plan, day, day):
                if slot.id == slot_id:
                    return plan, slot
    raise SlotUnknown()


def _refusal(plan: Plan, slot: Slot, now: datetime.datetime) -> GuidanceError | None:
    if slot.starts_at < now + plan.terms.notice:
        return SlotPast()
    return SlotBeyondHorizon() if slot.starts_at >= now + plan.terms.horizon else None


def _free_of(
    plan: Plan,
    diary: Diary,
    earliest: datetime.datetime,
    latest: datetime.datetime,
    now: datetime.datetime,
    preference: Preference,
) -> Iterator[Slot]:
    latest = min(latest, now + plan.terms.horizon)
    if earliest >= latest:
        return
    for slot in openings(plan, earliest.astimezone(OSLO).date(), latest.astimezone(OSLO).date()):
        if (
            earliest <= slot.starts_at < latest
            and preference.accepts_slot(slot)
            and _is_released(slot, now, urgent=preference.urgent)
            and not diary.in_the_way_of(slot)
            and not diary.is_full(slot, plan.terms)
        ):
            yield slot


def _is_released(slot: Slot, now: datetime.datetime, *, urgent: bool) -> bool:
    return urgent or not slot.urgent or slot.starts_at < now + RELEASED


@lru_cache(maxsize=10_000)
def _turn(counsellor: str, day: datetime.date) -> int:
    return zlib.crc32(f"{counsellor} {day:%Y%m%d}".encode())
