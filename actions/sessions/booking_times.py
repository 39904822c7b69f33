"""Times to book: the next free ones, or those that a message asks for; each opens the form."""

from actions.memory import varied
from actions.sessions.offer import NO_OFFER, Offer, Offered, Offering
from actions.sessions.wish import TIMES, ask_which, windows_in, wish_of
from actions.sessions.wording import slot_in_words
from actions.turn import Turn
from assistant import booking
from assistant.booking import Found, Preference
from assistant.bootstrap import Services
from assistant.conversations import for_public_id
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.texts import text
from assistant.triage import Triage
from assistant.wished_time import Window, Wished
from knowledge_base.article import WrittenForm


def times_to_book(services: Services, turn: Turn) -> Offering:
    """Free times as wished, or the nearest to what was wished; a wish that may mean several times is asked about."""
    wished = wish_of(services, turn)
    triage = services.answerer.triage_of_service("book_session", turn.text, probabilities=turn.probabilities)
    if len(wished.readings) > 1:
        return Offering(ask_which(wished.readings, turn, triage=triage), Offer(Offered.TIMES))
    found = _found(services, turn, windows_in(wished))
    return Offering(_reply(turn, wished, found, triage), Offer(Offered.TIMES) if found.slots else NO_OFFER)


def _found(services: Services, turn: Turn, windows: tuple[Window, ...]) -> Found:
    with services.database.reading() as session:
        conversation = for_public_id(session, turn.conversation)
        preference = Preference(written_form=turn.written_form, urgent=booking.may_be_urgent(conversation))
        return booking.slots_for_wish(session, windows, now=services.clock(), count=TIMES, preference=preference)


def _reply(turn: Turn, wished: Wished, found: Found, triage: Triage) -> Reply:
    form = turn.written_form
    times = tuple(Button(slot_in_words(s, form), ButtonAction.OPEN, f"/booking/{s.id}") for s in found.slots)
    return Reply(
        kind=ReplyKind.BOOKING,
        text=varied(words_for(wished, found), form, turn.memory),
        written_form=form,
        buttons=(*times, *_last(found, form)),
        triage=triage,
    )


def words_for(wished: Wished, found: Found) -> str:
    """The id of the text that says how the times found stand to the wish."""
    if not found.slots:
        return "booking-none"
    if wished.is_past:
        return "booking-past"
    if not wished.readings:
        return "booking-offer"
    return "booking-offer-wished" if found.is_as_wished else "booking-not-then"


def _last(found: Found, form: WrittenForm) -> list[Button]:
    if found.slots:
        return [Button(text("button-all-times", form), ButtonAction.OPEN, "/booking")]
    return [
        Button(text("button-waiting-list", form), ButtonAction.OPEN, "/booking/waiting"),
        Button(text("button-talk", form), ButtonAction.HANDOFF),
    ]
