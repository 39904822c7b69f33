"""A session is to be cancelled: asked about once, then done."""

from actions.reply_action import ReplyAction
from actions.sessions.cancelling import ask_to_cancel
from actions.sessions.offer import Offering
from actions.turn import Turn


class CancelSession(ReplyAction):
    """Cancels, once it is confirmed."""

    def answer(self, turn: Turn) -> Offering:
        """See ReplyAction."""
        return ask_to_cancel(self.services, turn)
