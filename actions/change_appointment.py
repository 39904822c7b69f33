"""A session is to be moved or cancelled: the appointments made from this conversation, each with its page."""

from actions.memory import varied
from actions.turn import ReplyAction, Turn
from assistant import booking
from assistant.conversations import for_public_id
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.texts import day, hour, text
from knowledge_base.article import WrittenForm


class ChangeAppointment(ReplyAction):
    """Shows what there is to change."""

    def answer(self, turn: Turn) -> Reply:
        """See ReplyAction."""
        form = turn.written_form
        with self.services.database.reading() as session:
            row = for_public_id(session, turn.conversation)
            found = booking.for_conversation(session, row.id, now=self.services.clock())
        lines = [_line(appointment, form) for appointment in found]
        words = varied("booking-change" if found else "booking-nothing-to-change", form, turn.memory)
        buttons = [
            Button(text("booking-open", form), ButtonAction.OPEN, f"/appointments/{appointment.ref}")
            for appointment in found
        ]
        return Reply(
            kind=ReplyKind.BOOKING,
            text="\n\n".join([*lines, words]),
            written_form=form,
            buttons=(*buttons, Button(text("button-all-times", form), ButtonAction.OPEN, "/booking")),
            triage=self.services.answerer.triage_of_service(
                "move_session", turn.text, probabilities=turn.probabilities
            ),
        )


def _line(appointment: booking.AppointmentView, form: WrittenForm) -> str:
    return text(
        "booking-yours",
        form,
        day=day(appointment.starts_at, form),
        start=hour(appointment.starts_at, form),
        counsellor=appointment.counsellor,
    )
