"""Greetings, thanks, and what people ask about the assistant itself: fixed texts, chosen by the intent,
and by what was said last."""

from actions.memory import varied
from actions.reply_action import ReplyAction
from actions.turn import Turn
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.texts import text
from knowledge_base.article import WrittenForm


class SmallTalk(ReplyAction):
    """Says the text `smalltalk-<intent>` or a variant, unless the message is about the researcher's own situation."""

    def answer(self, turn: Turn) -> Reply:
        """See ReplyAction."""
        answerer = self.services.answerer
        personal = answerer.answer_if_personal(
            turn.text, turn.written_form, probabilities=turn.probabilities, told=turn.told
        )
        if personal:
            return personal
        return Reply(
            kind=ReplyKind.SMALLTALK,
            text=varied(
                f"smalltalk-{turn.intent}", turn.written_form, turn.memory, days=self.services.settings.retention_days
            ),
            written_form=turn.written_form,
            buttons=_buttons(turn.intent, turn.written_form),
        )


def _buttons(intent: str, form: WrittenForm) -> tuple[Button, ...]:
    download = Button(text("button-download", form), ButtonAction.OPEN, "/chat/download")
    erase = Button(text("button-erase", form), ButtonAction.OPEN, "/chat/erase")
    articles = Button(text("button-articles", form), ButtonAction.OPEN, "/articles")
    talk = Button(text("button-talk", form), ButtonAction.HANDOFF)
    return {
        "ask_privacy": (download, erase),
        "erase_data": (erase, download),
        "ask_capabilities": (articles, talk),
        "ask_bot": (talk,),
        "deny": (talk,),
    }.get(intent, ())
