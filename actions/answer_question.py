"""A question about careers: the passages that answer it, or that there are none."""

from actions.turn import ReplyAction, Turn
from assistant.dialogue.reply import Reply


class AnswerQuestion(ReplyAction):
    """Searches the articles."""

    yields_to_articles = False

    def answer(self, turn: Turn) -> Reply:
        """See ReplyAction."""
        return self.services.answerer.answer(turn.question, turn.written_form, probabilities=turn.probabilities)

    def asks(self, turn: Turn) -> str:
        """See ReplyAction."""
        # A second follow-up leans on the same question as the first.
        return turn.memory.asked if turn.is_follow_up else turn.text
