"""A question about careers: the passages that answer it, or that there are none."""

from actions.reply_action import ReplyAction
from actions.turn import Turn
from assistant.dialogue.reply import Reply


class AnswerQuestion(ReplyAction):
    """Searches the articles."""

    searches = True

    def answer(self, turn: Turn) -> Reply:
        """See ReplyAction."""
        return self.search(turn)
