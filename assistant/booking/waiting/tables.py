"""The tables of the waiting list: who waits for what, and the times that they were offered."""

import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from assistant.database import Base


class EntryStatus(StrEnum):
    """Whether somebody still waits, and if not, how it ended."""

    WAITING = "waiting"
    BOOKED = "booked"
    LEFT = "left"
    LAPSED = "lapsed"


class OfferOutcome(StrEnum):
    """How an offer ended. WITHDRAWN: the counsellor could no longer take the session."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class WaitingEntry(Base):
    """Somebody on the waiting list. The conversation tells only whether it is urgent; nothing of it is shared.

    `wish_hash` stands for the address and what is wished: of those who wait no two have the same.
    """

    __tablename__ = "waiting_entries"
    __table_args__ = (
        Index(
            "ix_waiting_entries_wish_hash", "wish_hash", unique=True,
            sqlite_where=text("status = 'waiting'"), postgresql_where=text("status = 'waiting'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str]
    written_form: Mapped[str]
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"))
    preference: Mapped[dict[str, Any]]
    zone: Mapped[str | None]
    secret_hash: Mapped[str]
    wish_hash: Mapped[str]
    status: Mapped[str]
    created_at: Mapped[datetime.datetime]
    ended_at: Mapped[datetime.datetime | None]


class WaitingOffer(Base):
    """A slot that is held for somebody on the waiting list until a moment.

    `hold_hash` is that of the hold's token, which is made from the secret of the link. Nobody is offered the same slot
    twice, and nobody has two offers open at once: the database promises both.
    """

    __tablename__ = "waiting_offers"
    __table_args__ = (
        UniqueConstraint("entry_id", "slot"),
        Index(
            "ix_waiting_offers_open", "entry_id", unique=True,
            sqlite_where=text("outcome IS NULL"), postgresql_where=text("outcome IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("waiting_entries.id", ondelete="CASCADE"))
    slot: Mapped[str]
    hold_hash: Mapped[str] = mapped_column(unique=True)
    offered_at: Mapped[datetime.datetime]
    until: Mapped[datetime.datetime]
    outcome: Mapped[str | None]
