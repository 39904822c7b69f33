"""A conversation about sessions on Sunday evening, 29 November 2026; Kari's begin at whole hours, 9 to 14."""

import datetime
from typing import Any

from actions.cancel_session import CancelSession
from actions.move_session import MoveSession
from actions.offer_times import OfferTimes
from actions.reply_action import ReplyAction
from actions.small_talk import SmallTalk
from actions.take_up_offer import TakeUpOffer
from actions.turn_down_offer import TurnDownOffer
from assistant import booking
from assistant.booking import Appointment, AppointmentView, Hours, Share, Status
from assistant.bootstrap import Services
from assistant.clock import OSLO
from assistant.conversations import for_public_id
from assistant.dialogue.reply import Reply
from knowledge_base.article import WrittenForm
from tests.factories import make_conversation, make_counsellor
from tests.fakes import FixedClock
from tests.turns import run

SUNDAY = datetime.datetime(2026, 11, 29, 19, tzinfo=OSLO)
WEEK = [Hours(day, datetime.time(9), datetime.time(15), 60) for day in range(5)]
ACTIONS: dict[str, type[ReplyAction]] = {
    "book_session": OfferTimes, "move_session": MoveSession, "cancel_session": CancelSession, "affirm": TakeUpOffer,
    "deny": TurnDownOffer, "greet": SmallTalk,
}  # fmt: skip


class Talk:
    """A conversation in which each message has the intent that Rasa gave it."""

    def __init__(self, services: Services, clock: FixedClock, form: WrittenForm = WrittenForm.BOKMAL) -> None:
        clock.now = SUNDAY.astimezone(datetime.UTC)
        self.services, self.form = services, form
        self.slots: dict[str, Any] = {}
        with services.database.transaction() as session:
            self.counsellor = make_counsellor(session, name="Kari Rettleiar", hours=WEEK)
            self.conversation = make_conversation(session)[0].public_id

    def say(self, typed: str, intent: str, action: type[ReplyAction] | None = None, sure: float = 1.0) -> Reply:
        answered = run(
            (action or ACTIONS[intent])(self.services), typed, intent=intent, form=self.form, slots=self.slots,
            conversation=self.conversation, probabilities={intent: sure},
        )  # fmt: skip
        self.slots = answered.slots
        return answered.reply

    def has_session(self, *when: int) -> AppointmentView:
        """Book the slot that begins at a day and hour of December."""
        day, hour = when
        starts_at = datetime.datetime(2026, 12, day, hour, tzinfo=OSLO)
        with self.services.database.transaction() as session:
            free = booking.free_slots(session, now=self.services.clock())
            row = for_public_id(session, self.conversation)
            appointment, _ = booking.book(
                session, slot=next(slot for slot in free if slot.starts_at == starts_at), name="Ada",
                email="ada@example.org", written_form=self.form, share=Share.NOTHING, brief=None,
                conversation=row, now=self.services.clock(),
            )  # fmt: skip
        return appointment

    def standing(self) -> list[str]:
        """When the appointments that stand begin, as "03 14"."""
        with self.services.database.reading() as session:
            rows = (
                session.query(Appointment).filter(Appointment.status == Status.BOOKED).order_by(Appointment.starts_at)
            )
            return [f"{row.starts_at.astimezone(OSLO):%d %H}" for row in rows]


def labels(reply: Reply) -> list[str]:
    """What stands on the reply's buttons."""
    return [button.label for button in reply.buttons]
