"""What a reply offers, so that "yes", "no" or a time said next are understood. Kept in one of Rasa's slots as text."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from assistant.dialogue.reply import Reply


class Offered(StrEnum):
    """What "yes" would take up."""

    NOTHING = "nothing"
    SESSION = "session"  # A counsellor: "yes" asks for times.
    TIMES = "times"  # Times to book.
    MOVE = "move"  # Times to move an appointment to.
    CANCEL = "cancel"  # To cancel an appointment.


@dataclass(frozen=True)
class Offer:
    """An offer; of MOVE and CANCEL the appointment's reference, and of MOVE the ids of the slots that were shown."""

    what: Offered = Offered.NOTHING
    appointment: str = ""
    slots: tuple[str, ...] = ()

    @classmethod
    def of(cls, kept: object) -> Self:
        """The offer in a slot's value; none if there is nothing in it or something that is no offer."""
        what, *rest = str(kept or Offered.NOTHING).split()
        if what not in set(Offered):
            return cls()
        appointment, *slots = rest or [""]
        return cls(Offered(what), appointment, tuple(slots))

    def to_slot(self) -> str:
        """The value to keep; neither references nor slot ids have blanks."""
        return " ".join([self.what, self.appointment, *self.slots]).strip()


NO_OFFER = Offer()


@dataclass(frozen=True)
class Offering:
    """A reply and what it offers."""

    reply: Reply
    offer: Offer
