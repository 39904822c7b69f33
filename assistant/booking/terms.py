"""On what terms a counsellor takes sessions: notice, horizon, buffers, caps, place, and whom they take."""

import datetime
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant import audit
from assistant.database import Base
from assistant.errors import InvalidInput
from assistant.people import Profile
from knowledge_base.article import Topic, WrittenForm

MAX_NOTICE_HOURS = 14 * 24
MAX_HORIZON_DAYS = 12 * 7
BUFFER_MINUTES = (0, 15, 30, 45, 60)
MAX_CAP = 50
MAX_LINE_CHARS = 200


class Place(StrEnum):
    """Where a session is held."""

    VIDEO = "video"
    ROOM = "room"


class BookingTerms(Base):
    """One counsellor's terms; who has no row has the ordinary ones."""

    __tablename__ = "booking_terms"

    counsellor_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    notice_hours: Mapped[int]
    horizon_days: Mapped[int]
    buffer_before: Mapped[int]
    buffer_after: Mapped[int]
    daily_cap: Mapped[int | None]
    weekly_cap: Mapped[int | None]
    place: Mapped[str]
    address: Mapped[str]
    topics: Mapped[list[str]]
    written_forms: Mapped[list[str]]
    institution: Mapped[str]
    faculty: Mapped[str]


@dataclass(frozen=True)
class Terms:
    """What a counsellor asks for. Buffers are minutes, whole quarters; `address` is a room or a link to a meeting.

    No topics or no written forms means all of them. Raises InvalidInput, which names the field.
    """

    notice_hours: int = 12
    horizon_days: int = 42
    buffer_before: int = 0
    buffer_after: int = 0
    daily_cap: int | None = None
    weekly_cap: int | None = None
    place: Place = Place.VIDEO
    address: str = ""
    topics: frozenset[Topic] = field(default_factory=frozenset)
    written_forms: frozenset[WrittenForm] = field(default_factory=frozenset)
    institution: str = ""
    faculty: str = ""

    def __post_init__(self) -> None:
        """Check every field."""
        checks = {
            "notice_hours": 0 <= self.notice_hours <= MAX_NOTICE_HOURS,
            "horizon_days": 1 <= self.horizon_days <= MAX_HORIZON_DAYS,
            "buffer_before": self.buffer_before in BUFFER_MINUTES,
            "buffer_after": self.buffer_after in BUFFER_MINUTES,
            "daily_cap": self.daily_cap is None or 1 <= self.daily_cap <= MAX_CAP,
            "weekly_cap": self.weekly_cap is None or 1 <= self.weekly_cap <= MAX_CAP,
        }
        checks |= {name: _is_line(getattr(self, name)) for name in ("address", "institution", "faculty")}
        for name, is_right in checks.items():
            if not is_right:
                raise InvalidInput(field=name)

    @property
    def notice(self) -> datetime.timedelta:
        """How long beforehand a session must be booked."""
        return datetime.timedelta(hours=self.notice_hours)

    @property
    def horizon(self) -> datetime.timedelta:
        """How far ahead a session can be booked."""
        return datetime.timedelta(days=self.horizon_days)


def terms_of(session: Session, counsellor_id: int) -> Terms:
    """A counsellor's terms."""
    row = session.get(BookingTerms, counsellor_id)
    return _terms(row) if row else Terms()


def all_terms(session: Session) -> dict[int, Terms]:
    """The terms of all counsellors who have set theirs, by the counsellor's id."""
    return {row.counsellor_id: _terms(row) for row in session.scalars(select(BookingTerms))}


def set_terms(session: Session, *, counsellor: Profile, terms: Terms, now: datetime.datetime) -> None:
    """Set a counsellor's terms; appointments already made stay as they are."""
    row = BookingTerms(
        counsellor_id=counsellor.id,
        notice_hours=terms.notice_hours,
        horizon_days=terms.horizon_days,
        buffer_before=terms.buffer_before,
        buffer_after=terms.buffer_after,
        daily_cap=terms.daily_cap,
        weekly_cap=terms.weekly_cap,
        place=terms.place,
        address=terms.address,
        topics=sorted(terms.topics),
        written_forms=sorted(terms.written_forms),
        institution=terms.institution,
        faculty=terms.faculty,
    )
    session.merge(row)
    audit.record(session, "booking.terms.changed", at=now, by=counsellor.public_id, about=counsellor.public_id)


def _terms(row: BookingTerms) -> Terms:
    return Terms(
        notice_hours=row.notice_hours, horizon_days=row.horizon_days, buffer_before=row.buffer_before,
        buffer_after=row.buffer_after, daily_cap=row.daily_cap, weekly_cap=row.weekly_cap, place=Place(row.place),
        address=row.address, topics=frozenset(map(Topic, row.topics)),
        written_forms=frozenset(map(WrittenForm, row.written_forms)), institution=row.institution, faculty=row.faculty,
    )  # fmt: skip


def _is_line(value: str) -> bool:
    return len(value) <= MAX_LINE_CHARS and not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in value)
