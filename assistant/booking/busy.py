"""When counsellors are busy by their own calendars: what was last read of the feeds they gave.

A feed that cannot be read tells nothing, and a counsellor of whom nothing is known is treated as busy.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ForeignKey, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant import audit
from assistant.database import Base
from assistant.people import Profile

READ_EVERY = datetime.timedelta(minutes=15)
# What was read is believed for so long while the feed is down.
HOLDS_FOR = datetime.timedelta(hours=1)


class BusyFeed(Base):
    """A counsellor's feed: its address, a secret; when it was asked for and when read; what is wrong with it."""

    __tablename__ = "busy_feeds"

    counsellor_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str]
    asked_at: Mapped[datetime.datetime | None]
    read_at: Mapped[datetime.datetime | None]
    problem: Mapped[str | None]


class BusyTime(Base):
    """A time at which a counsellor is busy."""

    __tablename__ = "busy_times"

    id: Mapped[int] = mapped_column(primary_key=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime.datetime]
    ends_at: Mapped[datetime.datetime]


@dataclass(frozen=True)
class FeedState:
    """How a feed stands; `problem` is the last reading's, if it failed."""

    address: str
    read_at: datetime.datetime | None
    problem: str | None


def set_feed(session: Session, *, counsellor: Profile, address: str, now: datetime.datetime) -> None:
    """Set the address of a counsellor's feed, or forget it if it is empty; what was read of the old one goes."""
    session.execute(delete(BusyTime).where(BusyTime.counsellor_id == counsellor.id))
    session.execute(delete(BusyFeed).where(BusyFeed.counsellor_id == counsellor.id))
    if address:
        session.add(BusyFeed(counsellor_id=counsellor.id, address=address, asked_at=None, read_at=None, problem=None))
    audit.record(session, "booking.feed.changed", at=now, by=counsellor.public_id, about=counsellor.public_id)


def feed_of(session: Session, counsellor_id: int) -> FeedState | None:
    """How a counsellor's feed stands; None without one."""
    row = session.get(BusyFeed, counsellor_id)
    return FeedState(row.address, row.read_at, row.problem) if row else None


def feed_to_read(session: Session, *, now: datetime.datetime) -> tuple[int, str] | None:
    """The counsellor and the address of the feed that has waited longest to be read; None if none has to be."""
    due = or_(BusyFeed.asked_at.is_(None), BusyFeed.asked_at <= now - READ_EVERY)
    row = session.scalar(select(BusyFeed).where(due).order_by(BusyFeed.asked_at.nulls_first()).limit(1))
    return (row.counsellor_id, row.address) if row else None


def keep_busy_times(
    session: Session,
    counsellor_id: int,
    address: str,
    times: Iterable[tuple[datetime.datetime, datetime.datetime]],
    *,
    now: datetime.datetime,
) -> None:
    """Keep what was read of a feed, unless its address was changed meanwhile."""
    row = _row(session, counsellor_id, address)
    if row is None:
        return
    row.asked_at = row.read_at = now
    row.problem = None
    session.execute(delete(BusyTime).where(BusyTime.counsellor_id == counsellor_id))
    session.add_all(BusyTime(counsellor_id=counsellor_id, starts_at=begins, ends_at=ends) for begins, ends in times)


def note_problem(session: Session, counsellor_id: int, address: str, problem: str, *, now: datetime.datetime) -> bool:
    """Note that a feed could not be read; whether that is new, so that the counsellor has to be told."""
    row = _row(session, counsellor_id, address)
    if row is None:
        return False
    is_new = row.problem is None
    row.asked_at, row.problem = now, problem
    return is_new


def busy_between(
    session: Session, first: datetime.datetime, last: datetime.datetime
) -> dict[int, list[tuple[datetime.datetime, datetime.datetime]]]:
    """The busy times from one moment to another by counsellor, in order of time."""
    query = (
        select(BusyTime.counsellor_id, BusyTime.starts_at, BusyTime.ends_at)
        .where(BusyTime.ends_at > first, BusyTime.starts_at < last)
        .order_by(BusyTime.starts_at)
    )
    found: dict[int, list[tuple[datetime.datetime, datetime.datetime]]] = defaultdict(list)
    for counsellor_id, begins, ends in session.execute(query):
        found[counsellor_id].append((begins, ends))
    return found


def unknown(session: Session, *, now: datetime.datetime) -> set[int]:
    """The counsellors whose feed was not read lately: nobody knows when they are free."""
    stale = or_(BusyFeed.read_at.is_(None), BusyFeed.read_at < now - HOLDS_FOR)
    return set(session.scalars(select(BusyFeed.counsellor_id).where(stale)))


def _row(session: Session, counsellor_id: int, address: str) -> BusyFeed | None:
    row = session.get(BusyFeed, counsellor_id, with_for_update=True)
    return row if row and row.address == address else None
