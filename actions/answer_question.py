"""A question about careers: the passages that answer it, or that there are none."""

from actions.turn import ReplyAction, Turn
from assistant import answering
from assistant.dialogue.reply import Reply


class AnswerQuestion(ReplyAction):
    """Searches the articles."""

    yields_to_articles = False

    def answer(self, turn: Turn) -> Reply:
        """See ReplyAction."""
        return answering.answer(
            self.services.library, self.services.clock, turn.text, turn.written_form, probabilities=turn.probabilities
        )
