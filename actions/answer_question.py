"""A question about careers: the passages that answer it, or that there are none."""

from actions.turn import ReplyAction, Turn
from assistant import answering
from assistant.bootstrap import Services
from assistant.dialogue.reply import Reply


class AnswerQuestion(ReplyAction):
    """Searches the articles."""

    def answer(self, services: Services, turn: Turn) -> Reply:
        """See ReplyAction."""
        return answering.answer(
            services.library, services.clock, turn.text, turn.written_form, probabilities=turn.probabilities
        )
