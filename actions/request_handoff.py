"""A person is asked for: the conversation goes into the counsellors' queue."""

from dataclasses import replace

from actions.turn import ReplyAction, Turn
from assistant import handoff
from assistant.conversations import for_public_id
from assistant.dialogue.reply import Reply
from assistant.triage import Reason


class RequestHandoff(ReplyAction):
    """Hands over."""

    def answer(self, turn: Turn) -> Reply:
        """See ReplyAction."""
        with self.services.database.transaction() as session:
            row = for_public_id(session, turn.conversation)
            reply = handoff.request(session, row, now=self.services.clock())
        triage = self.services.triager.assess(turn.text, turn.probabilities, reasons=(Reason.ASKED_FOR_PERSON,))
        return replace(reply, triage=triage)
