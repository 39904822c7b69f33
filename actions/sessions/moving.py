"""Moving a session in the chat: a time that was offered is taken at once, any other is confirmed first."""

import datetime

from actions.memory import varied
from actions.sessions.booking_times import times_to_book, words_for
from actions.sessions.coming import choose_among, movable, row_of
from actions.sessions.offer import NO_OFFER, Offer, Offered, Offering
from actions.sessions.wish import TIMES, ask_which, windows_in, wish_of
from actions.sessions.wording import appointment_in_words, slot_in_words
from actions.turn import Turn
from assistant import booking
from assistant.booking import AppointmentView, Found, Preference, Slot
from assistant.bootstrap import Services
from assistant.clock import OSLO
from assistant.conversations import for_public_id
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.errors import AppointmentOver, NotFound, SlotBeyondHorizon, SlotHeld, SlotPast, SlotTaken, SlotUnknown
from assistant.texts import day, hour, text
from assistant.triage import Triage
from assistant.wished_time import Window

# A time of day alone ("at two") is read as that time on each of the coming days; no wish for days names so many.
_EVERY_DAY = 14
_A_CLOCK_TIME = datetime.timedelta(minutes=30)


def times_to_move_to(services: Services, turn: Turn) -> Offering:
    """Times of the same counsellor, as wished; or the session is moved, if the message names one that was offered."""
    found = movable(services, turn)
    offer = turn.memory.offered
    meant = [one for one in found if offer.what is not Offered.MOVE or one.ref == offer.appointment] or found
    if not found and _may_be_to_book(services, turn):
        return times_to_book(services, turn)
    if len(meant) != 1:
        return Offering(choose_among(services, turn, found), NO_OFFER)
    return _times(services, turn, meant[0])


def _may_be_to_book(services: Services, turn: Turn) -> bool:
    """Whether it only looks like moving, as "a time after Easter?" does: it names a time, and no moving."""
    wished = wish_of(services, turn)
    return bool(wished.readings) and not wished.is_move


def move_as_offered(services: Services, turn: Turn) -> Offering:
    """What "yes" to times means: the one that was offered, or else which of them?"""
    offer = turn.memory.offered
    if len(offer.slots) != 1:
        return times_to_move_to(services, turn)
    return _move(services, turn, offer.appointment, offer.slots[0])


def _times(services: Services, turn: Turn, appointment: AppointmentView) -> Offering:
    wished = wish_of(services, turn)
    if len(wished.readings) > 1:
        reply = ask_which(wished.readings, turn, triage=_triage(services, turn))
        return Offering(reply, Offer(Offered.MOVE, appointment.ref))
    found = _found(services, turn, windows_in(wished), appointment)
    if found.is_as_wished and wished.readings and len(found.slots) == 1:
        (slot,) = found.slots
        was_offered = slot.id in turn.memory.offered.slots and _names(windows_in(wished), slot)
        return (
            _move(services, turn, appointment.ref, slot.id) if was_offered else _sure(services, turn, appointment, slot)
        )
    return _offer(services, turn, appointment, found, words_for(wished, found))


def _found(services: Services, turn: Turn, windows: tuple[Window, ...], appointment: AppointmentView) -> Found:
    its_day = appointment.starts_at.astimezone(OSLO).date()
    same_day = tuple(window for window in windows if window.starts_at.astimezone(OSLO).date() == its_day)
    now = services.clock()
    with services.database.reading() as session:
        urgent = booking.may_be_urgent(for_public_id(session, turn.conversation))
        preference = Preference(
            written_form=turn.written_form, counsellor=appointment.counsellor_id, urgent=urgent
        )  # fmt: skip
        if len(windows) > _EVERY_DAY and same_day:
            found = booking.slots_for_wish(session, same_day, now=now, count=TIMES, preference=preference)
            if found.is_as_wished:
                return found
        return booking.slots_for_wish(session, windows, now=now, count=TIMES, preference=preference)


def _names(windows: tuple[Window, ...], slot: Slot) -> bool:
    """Whether a slot's very start was named, and not only a part of the day that it lies in."""
    return any(one.starts_at == slot.starts_at and one.ends_at - one.starts_at <= _A_CLOCK_TIME for one in windows)


def _offer(
    services: Services, turn: Turn, appointment: AppointmentView, found: Found, name: str, *, refused: str = ""
) -> Offering:
    """The times found, behind the text called `name`, and behind why another time was refused if one was."""
    form = turn.written_form
    words = varied("booking-move-when" if name == "booking-offer" else name, form, turn.memory)
    times = (
        Button(
            slot_in_words(slot, form),
            ButtonAction.SAY,
            text("say-move-to", form, day=day(slot.starts_at, form), start=hour(slot.starts_at, form)),
        )
        for slot in found.slots
    )
    page = Button(text("button-all-times", form), ButtonAction.OPEN, f"/appointments/{appointment.ref}/move")
    reply = Reply(
        kind=ReplyKind.BOOKING,
        text="\n\n".join(part for part in (refused, appointment_in_words(appointment, form), words) if part),
        written_form=form,
        buttons=(*times, page),
        triage=_triage(services, turn),
    )
    return Offering(reply, Offer(Offered.MOVE, appointment.ref, tuple(slot.id for slot in found.slots)))


def _sure(services: Services, turn: Turn, appointment: AppointmentView, slot: Slot) -> Offering:
    form = turn.written_form
    words = text(
        "booking-move-sure", form,
        day=day(appointment.starts_at, form), start=hour(appointment.starts_at, form),
        new_day=day(slot.starts_at, form), new_start=hour(slot.starts_at, form),
    )  # fmt: skip
    reply = Reply(
        kind=ReplyKind.BOOKING,
        text=words,
        written_form=form,
        buttons=(
            Button(text("button-move-yes", form), ButtonAction.SAY, text("say-yes", form)),
            Button(text("button-keep", form), ButtonAction.SAY, text("say-no", form)),
        ),
        triage=_triage(services, turn),
    )
    return Offering(reply, Offer(Offered.MOVE, appointment.ref, (slot.id,)))


def _move(services: Services, turn: Turn, ref: str, slot_id: str) -> Offering:
    form = turn.written_form
    try:
        with services.database.transaction() as session:
            row = row_of(session, turn, ref)
            moved = services.desk.move(session, row, slot=slot_id, secret="", now=services.clock())
    except (SlotTaken, SlotHeld, SlotPast, SlotUnknown, SlotBeyondHorizon) as refusal:
        return _others(services, turn, ref, refused=text(f"error-{refusal.code}", form))
    except (AppointmentOver, NotFound):
        return Offering(choose_among(services, turn, movable(services, turn)), NO_OFFER)
    return Offering(_moved(services, turn, moved), NO_OFFER)


def _others(services: Services, turn: Turn, ref: str, *, refused: str) -> Offering:
    """Other times than one that could not be had."""
    left = movable(services, turn)
    meant = [one for one in left if one.ref == ref]
    if not meant:
        return Offering(choose_among(services, turn, left), NO_OFFER)
    found = _found(services, turn, (), meant[0])
    return _offer(services, turn, meant[0], found, "booking-offer" if found.slots else "booking-none", refused=refused)


def _moved(services: Services, turn: Turn, moved: AppointmentView) -> Reply:
    form = turn.written_form
    words = text(
        "booking-moved-now", form, day=day(moved.starts_at, form), start=hour(moved.starts_at, form),
        counsellor=moved.counsellor,
    )  # fmt: skip
    open_it = Button(text("booking-open-one", form), ButtonAction.OPEN, f"/appointments/{moved.ref}")
    return Reply(
        kind=ReplyKind.BOOKING, text=words, written_form=form, buttons=(open_it,), triage=_triage(services, turn)
    )


def _triage(services: Services, turn: Turn) -> Triage:
    return services.answerer.triage_of_service("move_session", turn.text, probabilities=turn.probabilities)
