"""Individual sessions: a counsellor's availability, free slots, appointments and their invitations."""

from assistant.booking.appointments import (
    Appointment,
    AppointmentView,
    Share,
    Status,
    appointments_of,
    book,
    cancel,
    for_conversation,
    for_ref,
    for_secret,
    move,
    of_conversation,
    remove_personal,
    view,
)
from assistant.booking.availability import (
    SESSION_MINUTES,
    Availability,
    Hours,
    hours_of,
    ordinary_week,
    replace_hours,
)
from assistant.booking.desk import Desk, Wish, shared_brief
from assistant.booking.invitation import invitation, mails
from assistant.booking.slots import BookedQuarter, Slot, free_slots, next_slots, slot_for_id

__all__ = [
    "SESSION_MINUTES",
    "Appointment",
    "AppointmentView",
    "Availability",
    "BookedQuarter",
    "Desk",
    "Hours",
    "Share",
    "Slot",
    "Status",
    "Wish",
    "appointments_of",
    "book",
    "cancel",
    "for_conversation",
    "for_ref",
    "for_secret",
    "free_slots",
    "hours_of",
    "invitation",
    "mails",
    "move",
    "next_slots",
    "of_conversation",
    "ordinary_week",
    "remove_personal",
    "replace_hours",
    "shared_brief",
    "slot_for_id",
    "view",
]
