"""A session is to be booked: the next free times as buttons, and the way to all of them."""

from actions.memory import varied
from actions.turn import ReplyAction, Turn
from assistant import booking
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.texts import day, hour, text

TIMES = 3


class OfferTimes(ReplyAction):
    """Starts a booking."""

    def answer(self, turn: Turn) -> Reply:
        """See ReplyAction."""
        form = turn.written_form
        with self.services.database.reading() as session:
            slots = booking.next_slots(session, now=self.services.clock(), count=TIMES)
        times = tuple(
            Button(f"{day(s.starts_at, form)} {hour(s.starts_at, form)}", ButtonAction.OPEN, f"/booking/{s.id}")
            for s in slots
        )
        last = (
            Button(text("button-all-times", form), ButtonAction.OPEN, "/booking")
            if slots
            else Button(text("button-talk", form), ButtonAction.HANDOFF)
        )
        return Reply(
            kind=ReplyKind.BOOKING,
            text=varied("booking-offer" if slots else "booking-none", form, turn.memory),
            written_form=form,
            buttons=(*times, last),
            triage=self.services.answerer.triage_of_service(
                "book_session", turn.text, probabilities=turn.probabilities
            ),
        )
