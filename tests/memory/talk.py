"""Questions and replies to remember, and a conversation that remembers them."""

from typing import Any

from actions.answer_question import AnswerQuestion
from actions.reply_action import ReplyAction
from assistant.bootstrap import Services
from assistant.dialogue.reply import Reply, ReplyKind
from knowledge_base.article import WrittenForm
from tests.turns import run

NB = WrittenForm.BOKMAL
ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"
ABOUT_SALARY = "Lønn salary nb spørsmål 3?"
ABOUT_SOMETHING_ELSE = "Hvor kjøper man sykkel i Tromsø?"
QUESTION = "Hva med dette?"


class Talk:
    """A conversation with one action after the other, each remembering what the last one left."""

    def __init__(self, services: Services, form: WrittenForm = NB) -> None:
        self._services = services
        self._form = form
        self.slots: dict[str, Any] = {}

    def say(self, typed: str, action: type[ReplyAction] = AnswerQuestion, intent: str = "uncertainty") -> Reply:
        answered = run(action(self._services), typed, intent=intent, form=self._form, slots=self.slots)
        self.slots = answered.slots
        return answered.reply


def make_reply(kind: ReplyKind = ReplyKind.UNKNOWN, words: str = "Noe", form: WrittenForm = NB, **fields: Any) -> Reply:
    return Reply(kind=kind, text=words, written_form=form, **fields)
