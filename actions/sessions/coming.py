"""The appointment that a message is about: the one made from the conversation, if there is just one."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from actions.memory import varied
from actions.sessions.wording import appointment_in_words
from actions.turn import Turn
from assistant import booking
from assistant.booking import Appointment, AppointmentView
from assistant.bootstrap import Services
from assistant.conversations import for_public_id
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.texts import day, hour, text


def coming(services: Services, turn: Turn) -> list[AppointmentView]:
    """The coming appointments made from the conversation, soonest first."""
    with services.database.reading() as session:
        row = for_public_id(session, turn.conversation)
        return booking.for_conversation(session, row.id, now=services.clock())


def movable(services: Services, turn: Turn) -> list[AppointmentView]:
    """The coming ones, and those that their counsellor cancelled and that can still be moved."""
    with services.database.reading() as session:
        row, now = for_public_id(session, turn.conversation), services.clock()
        coming = booking.for_conversation(session, row.id, now=now)
        return [*booking.displaced_of_conversation(session, row.id, now=now), *coming]


def row_of(session: Session, turn: Turn, ref: str) -> Appointment:
    """The row of one of them, in the caller's transaction. Raises NotFound."""
    row = for_public_id(session, turn.conversation)
    return booking.of_conversation(session, ref, conversation_id=row.id)


def choose_among(services: Services, turn: Turn, found: Sequence[AppointmentView]) -> Reply:
    """What is said when there is none, or more than one: each with its page."""
    form = turn.written_form
    words = varied("booking-several" if found else "booking-nothing-to-change", form, turn.memory)
    pages = (
        Button(
            text("booking-open", form, day=day(one.starts_at, form), start=hour(one.starts_at, form)),
            ButtonAction.OPEN,
            f"/appointments/{one.ref}",
        )
        for one in found
    )
    return Reply(
        kind=ReplyKind.BOOKING,
        text="\n\n".join([*(appointment_in_words(one, form) for one in found), words]),
        written_form=form,
        buttons=(*pages, Button(text("button-all-times", form), ButtonAction.OPEN, "/booking")),
        triage=services.answerer.triage_of_service("move_session", turn.text, probabilities=turn.probabilities),
    )
