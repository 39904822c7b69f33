"""A session is to be booked: free times as buttons, and the way to all of them."""

from actions.reply_action import ReplyAction
from actions.sessions.booking_times import times_to_book
from actions.sessions.offer import Offering
from actions.turn import Turn


class OfferTimes(ReplyAction):
    """Starts a booking."""

    def answer(self, turn: Turn) -> Offering:
        """See ReplyAction."""
        return times_to_book(self.services, turn)
