"""Another written form is asked for: the conversation's form is set, and what was last answered comes in it."""

import re
from dataclasses import replace

from actions.memory import Memory, varied
from actions.reply_action import ReplyAction
from actions.turn import Turn
from assistant.conversations import choose_form, for_public_id
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.texts import text
from knowledge_base.article import WrittenForm

# "Ny norsk" is tried before "norsk", so that the longer name is the one that is read.
_NAMED = re.compile(
    r"\b(?:(?P<nn>ny ?norsk\w*|nn\b)|(?P<nb>bokm[åa]l\w*|nb\b)|(?P<en>engels\w*|english\b)"
    r"|(?P<norwegian>norsk\w*|norwegian\b))",
    re.IGNORECASE,
)
# "I don't understand Norwegian", "why English?", "noko anna enn bokmål": named in order to be rid of it.
_REFUSED = re.compile(
    r"(?:\b(?:ikke|ikkje|not|cannot|enn|than|hvorfor|kvifor|why|instead of|i stedet for|i staden for)\b|n['\u2019]t\b)"
    r"(?:\s+\w+){0,5}\s+$",
    re.IGNORECASE,
)


class ChangeWrittenForm(ReplyAction):
    """Switches, or asks which. "What about in English?" after an answer is answered with it in English."""

    def answer(self, turn: Turn) -> Reply:
        """See ReplyAction."""
        form = wanted_form(turn.text, now=turn.written_form)
        if form is None:
            return _ask_which(turn.written_form, turn.memory)
        with self.services.database.transaction() as session:
            choose_form(session, for_public_id(session, turn.conversation), form)
        if turn.memory.asked and turn.memory.can_be_refused:
            return self.search(replace(turn, written_form=form, leans_on=turn.memory.asked))
        words = varied("smalltalk-change_language", form, turn.memory)
        return Reply(kind=ReplyKind.SMALLTALK, text=words, written_form=form)


def wanted_form(typed: str, *, now: WrittenForm) -> WrittenForm | None:
    """The form that is named last and not refused, or None. "Norwegian" is the Norwegian form used `now`."""
    wanted = [str(name.lastgroup) for name in _NAMED.finditer(typed) if not _REFUSED.search(typed[: name.start()])]
    if not wanted:
        return None
    if wanted[-1] == "norwegian":
        return WrittenForm.NYNORSK if now is WrittenForm.NYNORSK else WrittenForm.BOKMAL
    return WrittenForm(wanted[-1])


def _ask_which(form: WrittenForm, memory: Memory) -> Reply:
    buttons = tuple(Button(text(f"form-{other}", form), ButtonAction.FORM, other) for other in WrittenForm)
    return Reply(kind=ReplyKind.CLARIFY, text=varied("form-which", form, memory), written_form=form, buttons=buttons)
