"""Times in words: of a slot, and of what a message may have meant, so that saying the words again means just that."""

import datetime

from assistant.booking import AppointmentView, Slot, Status
from assistant.texts import day, hour, text
from assistant.wished_time import Reading, Window
from knowledge_base.article import WrittenForm

_MIDNIGHT = "00:00"
_MOMENT = datetime.timedelta(microseconds=1)


def slot_in_words(slot: Slot, form: WrittenForm) -> str:
    """ "Thursday 3 December 14:00"."""
    return f"{day(slot.starts_at, form)} {hour(slot.starts_at, form)}"


def appointment_in_words(appointment: AppointmentView, form: WrittenForm) -> str:
    """ "You have a session on Thursday 3 December at 14:00 with Ida", or that Ida cancelled it."""
    name = "booking-yours-cancelled" if appointment.status is Status.CANCELLED else "booking-yours"
    return text(
        name, form, day=day(appointment.starts_at, form), start=hour(appointment.starts_at, form),
        counsellor=appointment.counsellor,
    )  # fmt: skip


def reading_in_words(reading: Reading, form: WrittenForm) -> str:
    """ "Friday 4 December", "Friday 4 December 12:00-18:00", "between Saturday 5 December and Sunday 6 December"."""
    first, last = reading.windows[0], reading.windows[-1]
    # The last moment of a day is the next day's first.
    begin, end = day(first.starts_at, form), day(last.ends_at - _MOMENT, form)
    days = begin if begin == end else text("time-between", form, first=begin, last=end)
    return f"{days} {_hours(first, form)}".rstrip()


def _hours(window: Window, form: WrittenForm) -> str:
    begin, end = hour(window.starts_at, form), hour(window.ends_at, form)
    if end != _MIDNIGHT:
        return f"{begin}–{end}"
    return "" if begin == _MIDNIGHT else text("time-after", form, time=begin)
