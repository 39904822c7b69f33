""" "Yes": what the last reply offered is done; without an offer, what more is there to know?"""

from actions.memory import SESSION
from actions.offer_times import OfferTimes
from actions.small_talk import SmallTalk
from actions.turn import ReplyAction, Turn
from assistant.dialogue.reply import Reply


class TakeUpOffer(ReplyAction):
    """Takes "yes" for an answer to the last offer."""

    def answer(self, turn: Turn) -> Reply:
        """See ReplyAction."""
        taken_up = OfferTimes if turn.memory.offered == SESSION else SmallTalk
        return taken_up(self.services).answer(turn)
