"""Replies that an engine gives in a test, and what becomes of the messages they answer."""

from assistant.bootstrap import Services
from assistant.conversations import MessageState, Sender, answer_kept
from assistant.dialogue.reply import Reply, ReplyKind
from knowledge_base.article import WrittenForm
from tests.chat import Chat


def answer_what_was_kept(services: Services) -> int:
    return answer_kept(services.database, services.engine, services.clock)


def reply_with(form: WrittenForm = WrittenForm.BOKMAL, **fields: object) -> Reply:
    return Reply(kind=ReplyKind.ANSWER, text="svar", written_form=form, **fields)  # type: ignore[arg-type]


def states(chat: Chat) -> list[MessageState | None]:
    return [message.state for message in chat.messages() if message.sender is Sender.RESEARCHER]
