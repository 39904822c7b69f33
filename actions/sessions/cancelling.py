"""Cancelling a session in the chat: asked about once, and done when it is said again or confirmed."""

from actions.sessions.coming import choose_among, coming, row_of
from actions.sessions.offer import NO_OFFER, Offer, Offered, Offering
from actions.turn import Turn
from assistant import audit
from assistant.booking import AppointmentView
from assistant.bootstrap import Services
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.errors import AppointmentOver, NotFound
from assistant.texts import day, hour, text


def ask_to_cancel(services: Services, turn: Turn) -> Offering:
    """Ask whether the session is to be cancelled; who says it again has answered."""
    found = coming(services, turn)
    offer = turn.memory.offered
    if offer.what is Offered.CANCEL and any(one.ref == offer.appointment for one in found):
        return cancel_as_offered(services, turn)
    if len(found) != 1:
        return Offering(choose_among(services, turn, found), NO_OFFER)
    return Offering(_sure(services, turn, found[0]), Offer(Offered.CANCEL, found[0].ref))


def cancel_as_offered(services: Services, turn: Turn) -> Offering:
    """Cancel what the last reply asked about."""
    try:
        with services.database.transaction() as session:
            row = row_of(session, turn, turn.memory.offered.appointment)
            cancelled = services.desk.cancel(session, row, by=audit.RESEARCHER, now=services.clock())
    except (AppointmentOver, NotFound):
        return Offering(choose_among(services, turn, coming(services, turn)), NO_OFFER)
    form = turn.written_form
    again = Button(text("button-see-times", form), ButtonAction.SAY, text("say-book", form))
    return Offering(_about(services, turn, cancelled, "booking-cancelled-now", again), NO_OFFER)


def _sure(services: Services, turn: Turn, appointment: AppointmentView) -> Reply:
    form = turn.written_form
    yes = Button(text("button-cancel-yes", form), ButtonAction.SAY, text("say-yes", form))
    no = Button(text("button-keep", form), ButtonAction.SAY, text("say-no", form))
    move = Button(text("button-move-instead", form), ButtonAction.SAY, text("say-move", form))
    return _about(services, turn, appointment, "booking-cancel-sure", yes, no, move)


def _about(services: Services, turn: Turn, appointment: AppointmentView, name: str, *buttons: Button) -> Reply:
    form = turn.written_form
    words = text(
        name, form, day=day(appointment.starts_at, form), start=hour(appointment.starts_at, form),
        counsellor=appointment.counsellor,
    )  # fmt: skip
    return Reply(
        kind=ReplyKind.BOOKING,
        text=words,
        written_form=form,
        buttons=buttons,
        triage=services.answerer.triage_of_service("cancel_session", turn.text, probabilities=turn.probabilities),
    )
