"""Another written form is asked for: the conversation's form is set, and the answer comes in it."""

import re

from actions.turn import ReplyAction, Turn
from assistant.bootstrap import Services
from assistant.conversations import choose_form, for_public_id
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.texts import text
from knowledge_base.article import WrittenForm

_NAMES = {
    WrittenForm.NYNORSK: re.compile(r"\bny ?norsk\w*|\bnn\b", re.IGNORECASE),
    WrittenForm.BOKMAL: re.compile(r"\bbokm[åa]l\w*|\bnb\b|\bnorsk\b|\bnorwegian\b", re.IGNORECASE),
    WrittenForm.ENGLISH: re.compile(r"\bengelsk\w*|\benglish\b|\bengels\b|\ben\b(?! ann)", re.IGNORECASE),
}


class ChangeWrittenForm(ReplyAction):
    """Switches, or asks which."""

    def answer(self, services: Services, turn: Turn) -> Reply:
        """See ReplyAction."""
        form = next((form for form, name in _NAMES.items() if name.search(turn.text)), None)
        if form is None:
            return _ask_which(turn.written_form)
        with services.database.transaction() as session:
            choose_form(session, for_public_id(session, turn.conversation), form)
        return Reply(kind=ReplyKind.SMALLTALK, text=text("smalltalk-change_language", form), written_form=form)


def _ask_which(form: WrittenForm) -> Reply:
    buttons = tuple(Button(text(f"form-{other}", form), ButtonAction.FORM, other) for other in WrittenForm)
    return Reply(kind=ReplyKind.CLARIFY, text=text("form-choice", form), written_form=form, buttons=buttons)
