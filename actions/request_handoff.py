"""A person is asked for: the conversation goes into the counsellors' queue."""

from dataclasses import replace

from actions.memory import varied
from actions.reply_action import ReplyAction
from actions.turn import Turn
from assistant import handoff
from assistant.conversations import for_public_id
from assistant.dialogue.reply import Reply
from assistant.texts import text


class RequestHandoff(ReplyAction):
    """Hands over."""

    def answer(self, turn: Turn) -> Reply:
        """See ReplyAction."""
        with self.services.database.transaction() as session:
            row = for_public_id(session, turn.conversation)
            reply = handoff.request(session, row, now=self.services.clock())
        triage = self.services.answerer.triage_of_service("talk_to_human", turn.text, probabilities=turn.probabilities)
        if reply.text == text("handoff-requested", turn.written_form):
            reply = replace(reply, text=varied("handoff-requested", turn.written_form, turn.memory))
        return replace(reply, triage=triage)
