"""Booking with everything that belongs to it: the appointment, what is shared, and the mails, committed together."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assistant import notifications
from assistant.booking import farewells
from assistant.booking.absence import Absence, leave
from assistant.booking.apology import apology
from assistant.booking.appointments import AppointmentView, book, cancel, move, view
from assistant.booking.displaced import decline
from assistant.booking.holds import hash_of
from assistant.booking.invitation import mails, moved_away, reminder
from assistant.booking.lines import write_line
from assistant.booking.links import new_secret
from assistant.booking.new_times import new_times
from assistant.booking.notices import of_line, unlinked
from assistant.booking.outcomes import Recorded, record
from assistant.booking.reminders import take_due
from assistant.booking.sharing import brief_of, choose, unlink
from assistant.booking.slots import slot_for_id
from assistant.booking.tables import Appointment, Result, Share, Status
from assistant.conversations import Conversation, lock
from assistant.crisis import CrisisHit
from assistant.people import Profile
from assistant.triage import Urgency
from knowledge_base.article import WrittenForm


@dataclass(frozen=True)
class Wish:
    """What a researcher asks for when booking; `hold` is the token by which they hold the slot, if they do.

    `zone` is the IANA name of their zone, "" if it is not known. `keep` has the keys of the brief's lines that were
    shown and not struck; without it all lines are kept. `is_offered` says that the slot was offered from the waiting
    list, and so is open to whoever holds it even if it is held back for what is urgent.
    """

    slot: str
    name: str
    email: str
    written_form: WrittenForm
    share: Share = Share.NOTHING
    hold: str = ""
    zone: str = ""
    keep: Collection[str] | None = None
    is_offered: bool = False


@dataclass(frozen=True)
class Desk:
    """Takes bookings. `address` is where people reach this installation, `sender` who the mails come from."""

    address: str
    sender: str

    def book(
        self, session: Session, wish: Wish, *, conversation: Conversation | None, now: datetime.datetime
    ) -> tuple[AppointmentView, str]:
        """Book, and the secret that changes the appointment later.

        Raises InvalidInput or what slot_for_id raises, or NotFound if the conversation was erased meanwhile; the caller
        rolls back, and nothing is half done.
        """
        if conversation is not None:
            # Whoever erases it locks it first, too.
            lock(session, conversation)
        urgent = wish.is_offered or may_be_urgent(conversation)
        slot = slot_for_id(session, wish.slot, now=now, urgent=urgent, but=hash_of(wish.hold))
        share, brief = choose(brief_of(session, conversation), wish.share, wish.keep)
        appointment, secret = book(
            session, slot=slot, name=wish.name, email=wish.email, written_form=wish.written_form,
            share=share, brief=brief.to_json() if brief else None,
            conversation=conversation, now=now, hold=wish.hold, zone=wish.zone,
        )  # fmt: skip
        self._tell(session, appointment, link=self.link(appointment.ref, secret), now=now)
        return appointment, secret

    def move(
        self, session: Session, row: Appointment, *, slot: str, secret: str, now: datetime.datetime, zone: str = ""
    ) -> AppointmentView:
        """Move to another slot. Raises AppointmentOver or what slot_for_id raises.

        Whoever opened it from their conversation has no secret at hand; then the mail brings a new one. `zone` is
        where the researcher is now, if that is known.
        """
        found = slot_for_id(session, slot, now=now, urgent=may_move_to_urgent(session, row))
        before = view(session, row)
        appointment = move(session, row, slot=found, now=now, zone=zone)
        if before.status is Status.BOOKED and before.counsellor_id != appointment.counsellor_id:
            mail = moved_away(before, appointment.sequence, link=self._calendar, sender=self.sender, now=now)
            notifications.enqueue(session, mail, now=now)
        self._tell(
            session, appointment, link=self.link(appointment.ref, secret or new_secret(session, row.id)), now=now
        )
        return appointment

    def cancel(self, session: Session, row: Appointment, *, by: str, now: datetime.datetime) -> AppointmentView:
        """Cancel; or want no other time for one that was cancelled already, of which nobody need hear again.

        Raises AppointmentOver.
        """
        if decline(session, row, by=by, now=now):
            return view(session, row)
        appointment = cancel(session, row, by=by, now=now)
        self._tell(session, appointment, link=f"{self.address}/booking", now=now)
        return appointment

    def leave(
        self, session: Session, counsellor: Profile, absence: Absence, *, seen: Collection[str], now: datetime.datetime
    ) -> int:
        """Close days and cancel the sessions there, whose researchers are offered new times; how many.

        Raises what absence.leave raises; the caller rolls back, and nothing is half done.
        """
        given: set[str] = set()
        cancelled = leave(session, counsellor, absence, seen=seen, now=now)
        for appointment in cancelled:
            urgent = may_move_to_urgent(session, session.get_one(Appointment, appointment.id))
            offered = new_times(session, appointment, urgent=urgent, given=given, now=now)
            given |= {slot.id for slot in offered}
            link = self.link(appointment.ref, new_secret(session, appointment.id))
            _, own = mails(appointment, link=link, sender=self.sender, now=now, counsellor_link=self._calendar)
            for mail in (apology(appointment, offered, link=link, sender=self.sender, now=now), own):
                notifications.enqueue(session, mail, now=now)
        return len(cancelled)

    def unlink(self, session: Session, row: Appointment, *, secret: str, now: datetime.datetime) -> str:
        """Cut the tie to the conversation; the secret that opens the appointment from now on.

        Whoever opened it from the conversation has none at hand: they get a new one, in a mail too.
        """
        appointment = unlink(session, row, now=now)
        if secret:
            return secret
        fresh = new_secret(session, row.id)
        if appointment.email:
            notifications.enqueue(session, unlinked(appointment, link=self.link(row.ref, fresh)), now=now)
        return fresh

    def write(
        self, session: Session, row: Appointment, typed: str, *, hit: CrisisHit | None, now: datetime.datetime
    ) -> AppointmentView:
        """Pass on a line to the counsellor, who is told that there is one. Raises what write_line raises."""
        line = write_line(session, row, typed, hit=hit, now=now)
        appointment = view(session, row)
        for mail in of_line(session, appointment, line, link=self._calendar) if line else []:
            notifications.enqueue(session, mail, now=now)
        return appointment

    def remind(self, session: Session, *, now: datetime.datetime) -> int:
        """Put the reminders that are due in the outbox; how many. Each brings a link of its own."""
        due = take_due(session, now=now)
        for appointment, hours in due:
            link = self.link(appointment.ref, new_secret(session, appointment.id))
            notifications.enqueue(session, reminder(appointment, hours, link=link), now=now)
        return len(due)

    def record(
        self, session: Session, row: Appointment, result: Result, *, follow_up_wanted: bool, now: datetime.datetime
    ) -> Recorded:
        """Record what became of a session, and write to the researcher. Raises what outcomes.record raises."""
        appointment = view(session, row)
        outcome = record(
            session, row, result, follow_up_wanted=follow_up_wanted, by=appointment.counsellor_id, now=now
        )  # fmt: skip
        farewells.tell(session, appointment, outcome, address=self.address, now=now)
        return outcome

    def link(self, ref: str, secret: str) -> str:
        """The secret link to an appointment."""
        return f"{self.address}/appointments/{ref}?secret={secret}"

    @property
    def _calendar(self) -> str:
        return f"{self.address}/counsellor/calendar"

    def _tell(self, session: Session, appointment: AppointmentView, *, link: str, now: datetime.datetime) -> None:
        for mail in mails(appointment, link=link, sender=self.sender, now=now, counsellor_link=self._calendar):
            notifications.enqueue(session, mail, now=now)


def may_be_urgent(conversation: Conversation | None) -> bool:
    """Whether the slots that are held back are for this conversation: the triage has marked it."""
    return conversation is not None and conversation.urgency != Urgency.NORMAL


def may_move_to_urgent(session: Session, row: Appointment) -> bool:
    """Whether an appointment may be moved to what is held back: as long as it is tied to an urgent conversation."""
    return may_be_urgent(session.get(Conversation, row.conversation_id) if row.conversation_id else None)
