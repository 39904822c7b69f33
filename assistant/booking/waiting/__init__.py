"""The waiting list: who waits for a session, and the times that come free, each offered to the first in line."""

from assistant.booking.waiting.answer_time import answer_until
from assistant.booking.waiting.desk import WaitingDesk
from assistant.booking.waiting.entries import (
    MAX_PLACES,
    WaitingView,
    WaitingWish,
    entry_for_secret,
    remove_ended_waiting,
    waiting_view,
)
from assistant.booking.waiting.expected_wait import days_waited
from assistant.booking.waiting.offers import Offer, decline, for_offer, leave, offered_until
from assistant.booking.waiting.rounds import offer, to_be_offered
from assistant.booking.waiting.tables import EntryStatus, OfferOutcome, WaitingEntry, WaitingOffer

__all__ = [
    "MAX_PLACES",
    "EntryStatus",
    "Offer",
    "OfferOutcome",
    "WaitingDesk",
    "WaitingEntry",
    "WaitingOffer",
    "WaitingView",
    "WaitingWish",
    "answer_until",
    "days_waited",
    "decline",
    "entry_for_secret",
    "for_offer",
    "leave",
    "offer",
    "offered_until",
    "remove_ended_waiting",
    "to_be_offered",
    "waiting_view",
]
