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
)
from assistant.booking.availability import (
    Availability,
    Hours,
    hours_of,
    ordinary_week,
    replace_hours,
)
from assistant.booking.invitation import invitation, mails
from assistant.booking.slots import BookedQuarter, Slot, free_slots, next_slots, slot_for_id

__all__ = [
    "Appointment",
    "AppointmentView",
    "Availability",
    "BookedQuarter",
    "Hours",
    "Share",
    "Slot",
    "Status",
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
    "ordinary_week",
    "replace_hours",
    "slot_for_id",
]
