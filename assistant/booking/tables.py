"""The tables of appointments and of what became of them."""

import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from assistant.database import Base


class Share(StrEnum):
    """What the counsellor may see of the conversation before the session."""

    BRIEF = "brief"
    TOPIC = "topic"
    NOTHING = "nothing"


class Status(StrEnum):
    """Whether an appointment stands."""

    BOOKED = "booked"
    CANCELLED = "cancelled"


class Result(StrEnum):
    """Whether the researcher came."""

    HELD = "held"
    NO_SHOW = "no_show"


class Appointment(Base):
    """One session. `sequence` counts its changes, as calendars expect; `placed_at` is when it got the time it has.

    `zone` is the IANA name of the researcher's zone, if it is known.
    """

    __tablename__ = "appointments"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(unique=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"))
    starts_at: Mapped[datetime.datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime.datetime]
    status: Mapped[str]
    sequence: Mapped[int]
    name: Mapped[str]
    email: Mapped[str]
    written_form: Mapped[str]
    share: Mapped[str]
    brief: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime.datetime]
    placed_at: Mapped[datetime.datetime]
    zone: Mapped[str | None]


class Outcome(Base):
    """What became of one session. `told` names what the researcher was told of it, in that order."""

    __tablename__ = "outcomes"

    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id", ondelete="CASCADE"), primary_key=True)
    result: Mapped[str]
    follow_up_wanted: Mapped[bool]
    recorded_at: Mapped[datetime.datetime]
    told: Mapped[list[str]]
