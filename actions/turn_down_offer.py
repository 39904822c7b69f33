""" "No": the session stays as it is if changing it was asked about; else, what else is there to know?"""

from actions.reply_action import ReplyAction
from actions.sessions.coming import coming
from actions.sessions.offer import Offered
from actions.small_talk import SmallTalk
from actions.turn import Turn
from assistant.dialogue.reply import Reply, ReplyKind
from assistant.texts import day, hour, text


class TurnDownOffer(ReplyAction):
    """Takes "no" for an answer to the last offer."""

    def answer(self, turn: Turn) -> Reply:
        """See ReplyAction."""
        offer = turn.memory.offered
        if offer.what in (Offered.MOVE, Offered.CANCEL):
            kept = [one for one in coming(self.services, turn) if one.ref == offer.appointment]
            if kept:
                form, starts_at = turn.written_form, kept[0].starts_at
                words = text("booking-kept", form, day=day(starts_at, form), start=hour(starts_at, form))
                return Reply(kind=ReplyKind.BOOKING, text=words, written_form=form)
        return SmallTalk(self.services).answer(turn)
