"""A question about something else: said so, unless an article answers it all the same."""

from actions.reply_action import ReplyAction
from actions.turn import Turn
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.texts import text
from assistant.triage import Reason


class OutOfScope(ReplyAction):
    """Says what Veivalg is for."""

    searches = True

    def answer(self, turn: Turn) -> Reply:
        """See ReplyAction."""
        form = turn.written_form
        found = self.search(turn)
        if found.kind is not ReplyKind.UNKNOWN or Reason.LAPSED in found.triage.reasons:
            return found
        return Reply(
            kind=ReplyKind.UNKNOWN,
            text=text("answer-out-of-scope", form),
            written_form=form,
            buttons=(
                Button(text("button-articles", form), ButtonAction.OPEN, "/articles"),
                Button(text("button-talk", form), ButtonAction.HANDOFF),
            ),
            triage=found.triage,
            basis=found.basis,
        )
