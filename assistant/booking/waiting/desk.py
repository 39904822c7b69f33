"""The waiting list with everything that belongs to it: entries, offers, bookings and mails, committed together."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from assistant import notifications
from assistant.booking.appointments import AppointmentView
from assistant.booking.desk import Desk, Wish
from assistant.booking.tables import Share
from assistant.booking.waiting import mails
from assistant.booking.waiting.entries import WaitingWish, checked, join
from assistant.booking.waiting.offers import Offer, accepted, for_offer, hold_token
from assistant.booking.waiting.rounds import close_old, close_unanswered, offer
from assistant.conversations import Conversation, lock
from assistant.database import one_at_a_time


@dataclass(frozen=True)
class WaitingDesk:
    """Keeps the waiting list of those who take bookings at a desk."""

    desk: Desk

    def join(
        self, session: Session, wish: WaitingWish, *, conversation: Conversation | None, now: datetime.datetime
    ) -> str:
        """Join the line; the address to which a mail goes with the link that shows the place and leaves it.

        Whoever may not join because the address waits already is told so by mail alone: anybody can type an address.
        Raises InvalidInput, or NotFound if the conversation was erased meanwhile.
        """
        asked = checked(wish)
        if conversation is not None:
            lock(session, conversation)
        one_at_a_time(session, f"waiting {asked.email.casefold()}")
        joined = join(session, asked, conversation=conversation, now=now)
        if joined is None:
            mail = mails.waits_already(asked, now=now)
        else:
            ref, secret = joined
            mail = mails.joined(asked, ref, link=f"{self.desk.address}/waiting/{ref}?secret={secret}")
        notifications.enqueue(session, mail, now=now)
        return asked.email

    def close(self, session: Session, *, now: datetime.datetime) -> None:
        """Close what nobody answered in time, and tell those who thereby wait no longer."""
        gone = [(entry, "unanswered") for entry in close_unanswered(session, now=now)]
        gone += [(entry, "long") for entry in close_old(session, now=now)]
        for entry, reason in gone:
            mail = mails.ended(entry, reason, link=f"{self.desk.address}/booking/waiting")
            notifications.enqueue(session, mail, now=now)

    def offer(self, session: Session, number: int, *, now: datetime.datetime) -> bool:
        """Offer an entry the first slot that suits, if there still is one; whether it was."""
        made = offer(session, number, now=now)
        if made is None:
            return False
        link = f"{self.desk.address}/waiting/offers/{made.secret}"
        notifications.enqueue(session, mails.offered(made, link=link), now=now)
        return True

    def take(
        self,
        session: Session,
        secret: str,
        *,
        share: Share,
        keep: Collection[str] | None,
        conversation: Conversation | None,
        now: datetime.datetime,
    ) -> tuple[AppointmentView, str]:
        """Book what was offered, and the secret that changes the appointment later.

        Raises NotFound, OfferAnswered or OfferLapsed; the caller rolls back, and nothing is half done.
        """
        if conversation is not None:
            # Whoever erases it locks it first and its place in the line after; the other way round both would wait.
            lock(session, conversation)
        taken: Offer = for_offer(session, secret, now=now, answering=True)
        entry = taken.entry
        wish = Wish(
            taken.slot.id, entry.name, entry.email, entry.written_form, share, hold=hold_token(secret), zone=entry.zone,
            keep=keep, is_offered=True,
        )  # fmt: skip
        booked = self.desk.book(session, wish, conversation=conversation, now=now)
        accepted(session, taken, now=now)
        return booked
