"""What was done by whom: entries with dotted names, never changed, kept apart from what researchers write."""

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.database import Base

SYSTEM = "system"
RESEARCHER = "researcher"


class AuditEntry(Base):
    """One thing done. `about` is the public id or slug of what it was done to."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime.datetime] = mapped_column(index=True)
    action: Mapped[str]
    by: Mapped[str]
    about: Mapped[str]
    data: Mapped[dict[str, Any]]


@dataclass(frozen=True)
class Entry:
    """An audit entry as it is shown."""

    at: datetime.datetime
    action: str
    by: str
    about: str
    data: dict[str, Any]


def record(
    session: Session, action: str, *, at: datetime.datetime, by: str, about: str = "", **data: str | int | bool
) -> None:
    """Add an entry, committed together with what it tells of. Never put a researcher's words in `data`."""
    session.add(AuditEntry(at=at, action=action, by=by, about=about, data=data))


def latest(session: Session, *, limit: int, before: datetime.datetime | None = None) -> list[Entry]:
    """The newest entries first."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditEntry.at < before)
    return [Entry(row.at, row.action, row.by, row.about, row.data) for row in session.scalars(query)]
