"""A session is to be moved: times to move it to, or the one that was chosen."""

from actions.reply_action import ReplyAction
from actions.sessions.moving import times_to_move_to
from actions.sessions.offer import Offering
from actions.turn import Turn


class MoveSession(ReplyAction):
    """Moves, once a time is chosen."""

    def answer(self, turn: Turn) -> Offering:
        """See ReplyAction."""
        return times_to_move_to(self.services, turn)
