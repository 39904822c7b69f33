"""Free slots, holds and appointments."""

import datetime
from typing import Self

from pydantic import BaseModel

from assistant.booking import AppointmentView, Kind, Place, Share, Slot
from knowledge_base.article import WrittenForm


class SlotShape(BaseModel):
    """A free slot."""

    id: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    counsellor: str
    kind: Kind
    place: Place

    @classmethod
    def of(cls, slot: Slot, zone: datetime.tzinfo | None = None) -> Self:
        """The shape of a slot, its moments in UTC unless a zone is given."""
        starts_at, ends_at = (moment.astimezone(zone or datetime.UTC) for moment in (slot.starts_at, slot.ends_at))
        return cls(
            id=slot.id, starts_at=starts_at, ends_at=ends_at, counsellor=slot.counsellor_name,
            kind=slot.kind, place=slot.place,
        )  # fmt: skip


class Slots(BaseModel):
    """Free slots, soonest first."""

    slots: list[SlotShape]


class WantedHold(BaseModel):
    """The token of what the same visitor held before, and the conversation that may open slots that are held back."""

    hold: str = ""
    conversation: str | None = None


class HeldSlot(BaseModel):
    """A slot kept until a moment for whoever books it with the token `hold`."""

    hold: str
    until: datetime.datetime
    slot: SlotShape


class NewAppointment(BaseModel):
    """`conversation` is needed to share anything of it, and its token must come along; `hold` if the slot is held.

    `zone` is the IANA name of the researcher's time zone, so that mails give their own time beside Norwegian time.
    `keep` has the keys of the lines of its brief to share, of those that `share` takes in; without it all of them.
    """

    slot: str
    name: str
    email: str
    written_form: WrittenForm
    share: Share
    conversation: str | None = None
    hold: str = ""
    zone: str = ""
    keep: list[str] | None = None


class MovedAppointment(BaseModel):
    """Where to move to; `zone` as in NewAppointment, if it is another than before."""

    slot: str
    zone: str = ""


class AppointmentShape(BaseModel):
    """An appointment as its owner sees it."""

    ref: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    counsellor: str
    status: str

    @classmethod
    def of(cls, view: AppointmentView) -> Self:
        """The shape of an appointment."""
        return cls(
            ref=view.ref,
            starts_at=view.starts_at,
            ends_at=view.ends_at,
            counsellor=view.counsellor,
            status=view.status,
        )


class BookedAppointment(AppointmentShape):
    """The secret changes the appointment later; it is not shown again."""

    secret: str
