""" "Yes": what the last reply offered is done; without an offer, what more is there to know?"""

from actions.reply_action import ReplyAction
from actions.sessions.booking_times import times_to_book
from actions.sessions.cancelling import cancel_as_offered
from actions.sessions.moving import move_as_offered
from actions.sessions.offer import Offered, Offering
from actions.small_talk import SmallTalk
from actions.turn import Turn
from assistant.dialogue.reply import Reply


class TakeUpOffer(ReplyAction):
    """Takes "yes" for an answer to the last offer."""

    def answer(self, turn: Turn) -> Reply | Offering:
        """See ReplyAction."""
        match turn.memory.offered.what:
            case Offered.SESSION | Offered.TIMES:
                return times_to_book(self.services, turn)
            case Offered.MOVE:
                return move_as_offered(self.services, turn)
            case Offered.CANCEL:
                return cancel_as_offered(self.services, turn)
            case _:
                return SmallTalk(self.services).answer(turn)
