"""What occupies counsellors: booked quarters of an hour, for an appointment or held while somebody fills in a form."""

import datetime
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import CheckConstraint, ForeignKey, delete, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.booking.availability import QUARTER
from assistant.booking.busy import busy_between
from assistant.booking.exceptions import Closed, exceptions_between
from assistant.booking.openings import Slot
from assistant.booking.terms import Terms, terms_of
from assistant.clock import OSLO
from assistant.database import Base
from assistant.errors import SlotHeld, SlotTaken, SlotUnknown
from assistant.people import Person

# A cap of a week counts all its days, also those before and after the time that is asked about.
_MARGIN = datetime.timedelta(days=7)


class BookedQuarter(Base):
    """A quarter of an hour of a counsellor that an appointment or a hold uses, buffers included.

    Its primary key is the promise: whatever starts and lengths meet, two that overlap share a quarter, and the
    database takes only one of them. The same on SQLite and PostgreSQL.
    """

    __tablename__ = "booked_quarters"
    __table_args__ = (CheckConstraint("(appointment_id IS NULL) != (hold_id IS NULL)", name="used_once"),)

    counsellor_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    starts_at: Mapped[datetime.datetime] = mapped_column(primary_key=True)
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointments.id", ondelete="CASCADE"), index=True)
    hold_id: Mapped[int | None] = mapped_column(ForeignKey("holds.id", ondelete="CASCADE"), index=True)


class Hold(Base):
    """A slot kept for one visitor until a moment; of the token that uses it only the hash is kept."""

    __tablename__ = "holds"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime.datetime]
    ends_at: Mapped[datetime.datetime]
    until: Mapped[datetime.datetime] = mapped_column(index=True)


@dataclass(frozen=True)
class Stretch:
    """A time of a counsellor in use."""

    begins: datetime.datetime
    ends: datetime.datetime
    is_held: bool

    @property
    def day(self) -> datetime.date:
        """The day in Norway that it counts for."""
        return (self.begins + (self.ends - self.begins) / 2).astimezone(OSLO).date()


@dataclass
class Diary:
    """One counsellor's stretches in use, which never overlap, and busy times of their own calendar; by time each."""

    stretches: list[Stretch] = field(default_factory=list)
    busy: list[Stretch] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Count the sessions of each day and week."""
        self.of_day = Counter(stretch.day for stretch in self.stretches)
        self.of_week = Counter(stretch.day.isocalendar()[:2] for stretch in self.stretches)

    def in_the_way_of(self, slot: Slot) -> Stretch | None:
        """What overlaps a slot or its buffers."""
        return _overlapping(self.stretches, slot) or _overlapping(self.busy, slot)

    def is_full(self, slot: Slot, terms: Terms) -> bool:
        """Whether the counsellor's cap of the slot's day or week is reached."""
        if terms.daily_cap is None and terms.weekly_cap is None:
            return False
        day = slot.starts_at.astimezone(OSLO).date()
        in_day, in_week = self.of_day[day], self.of_week[day.isocalendar()[:2]]
        return in_day >= (terms.daily_cap or in_day + 1) or in_week >= (terms.weekly_cap or in_week + 1)


def _overlapping(stretches: list[Stretch], slot: Slot) -> Stretch | None:
    # Of stretches that do not overlap each other, only the last that begins before the slot and the one after it can.
    before = bisect_right(stretches, slot.occupied_from, key=lambda stretch: stretch.begins) - 1
    for stretch in stretches[max(before, 0) : before + 2]:
        if stretch.begins < slot.occupied_to and slot.occupied_from < stretch.ends:
            return stretch
    return None


def diaries(
    session: Session, first: datetime.datetime, last: datetime.datetime, *, now: datetime.datetime, but: str = ""
) -> dict[int, Diary]:
    """The diaries from one moment to another, by counsellor; `but` is the hash of a hold that is in nobody's way."""
    begins = func.min(BookedQuarter.starts_at)
    query = (
        select(BookedQuarter.counsellor_id, begins, func.max(BookedQuarter.starts_at), BookedQuarter.hold_id)
        .outerjoin(Hold)
        .where(BookedQuarter.starts_at >= first - _MARGIN, BookedQuarter.starts_at < last + _MARGIN)
        .where(or_(BookedQuarter.hold_id.is_(None), (Hold.until > now) & (Hold.token_hash != but)))
        .group_by(BookedQuarter.counsellor_id, BookedQuarter.appointment_id, BookedQuarter.hold_id)
        .order_by(begins)
    )
    found: dict[int, list[Stretch]] = defaultdict(list)
    for counsellor_id, start, end, hold_id in session.execute(query):
        found[counsellor_id].append(Stretch(start, end + QUARTER, hold_id is not None))
    busy = busy_between(session, first - _MARGIN, last + _MARGIN)
    by_counsellor = {
        counsellor_id: Diary(found[counsellor_id], [Stretch(*time, is_held=False) for time in busy[counsellor_id]])
        for counsellor_id in found.keys() | busy.keys()
    }
    return defaultdict(Diary, by_counsellor)


def lock_diary(session: Session, *counsellor_ids: int) -> None:
    """Wait for whoever books, moves to or holds a slot of these counsellors, or closes days with sessions on them.

    Until the transaction ends they wait in turn. It comes after the locks of a conversation and of a place on the
    waiting list, in this order, and before any other, so that no two wait for each other. On SQLite writers wait for
    each other in any case.
    """
    # A lock for the key would wait for those whose appointment already names the counsellor, and they for it.
    rows = select(Person.id).where(Person.id.in_(counsellor_ids)).order_by(Person.id)
    session.execute(rows.with_for_update(key_share=True))


def lock_for_slot(session: Session, slot: Slot, *, also: Iterable[int] = ()) -> Person:
    """The counsellor of a slot, whose diary is locked, as are those of the counsellors `also` named.

    Raises SlotUnknown if the slot's time has been closed since it was looked for.
    """
    counsellor = session.scalars(select(Person).where(Person.public_id == slot.counsellor)).one()
    lock_diary(session, counsellor.id, *also)
    day = slot.starts_at.astimezone(OSLO).date()
    for one in exceptions_between(session, day, day, counsellor_id=counsellor.id).get(counsellor.id, []):
        if isinstance(one, Closed) and slot.starts_at < one.ends and one.begins < slot.ends_at:
            raise SlotUnknown()
    return counsellor


def take(
    session: Session,
    slot: Slot,
    counsellor: Person,
    *,
    appointment_id: int | None = None,
    hold_id: int | None = None,
    now: datetime.datetime,
) -> None:
    """Use a slot's quarters, for an appointment or a hold; the caller has locked the diary, so that caps count all.

    Raises SlotTaken or SlotHeld.
    """
    remove_expired(session, now=now, counsellor_id=counsellor.id)
    terms = terms_of(session, counsellor.id)
    has_cap = terms.daily_cap or terms.weekly_cap
    if has_cap and diaries(session, slot.starts_at, slot.ends_at, now=now)[counsellor.id].is_full(slot, terms):
        raise SlotTaken()
    rows = [
        BookedQuarter(counsellor_id=counsellor.id, starts_at=quarter, appointment_id=appointment_id, hold_id=hold_id)
        for quarter in slot.quarters()
    ]
    try:
        with session.begin_nested():
            session.add_all(rows)
    except IntegrityError as error:
        diary = diaries(session, slot.starts_at, slot.ends_at, now=now)[counsellor.id]
        in_the_way = diary.in_the_way_of(slot)
        raise SlotHeld() if in_the_way and in_the_way.is_held else SlotTaken() from error


def release(session: Session, *, appointment_id: int) -> None:
    """Give up the quarters of an appointment."""
    session.execute(delete(BookedQuarter).where(BookedQuarter.appointment_id == appointment_id))


def remove_expired(session: Session, *, now: datetime.datetime, counsellor_id: int | None = None) -> None:
    """Give up what is held no longer, at one counsellor or at all of them."""
    expired = select(Hold.id).where(Hold.until <= now)
    if counsellor_id is not None:
        expired = expired.where(Hold.counsellor_id == counsellor_id)
    # What somebody else is at just now, they give up or use themselves.
    remove_holds(session, session.scalars(expired.with_for_update(skip_locked=True)))


def remove_holds(session: Session, numbers: Iterable[int]) -> None:
    """Give up holds and their quarters."""
    gone = list(numbers)
    if gone:
        session.execute(delete(BookedQuarter).where(BookedQuarter.hold_id.in_(gone)))
        session.execute(delete(Hold).where(Hold.id.in_(gone)))
