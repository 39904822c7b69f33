"""A message to a silent engine is kept, and answered once when the engine is back."""

import pytest

from assistant.bootstrap import Services
from assistant.conversations import MessageState, for_public_id
from assistant.conversations.exchange import LOST_AFTER
from assistant.dialogue.reply import ButtonAction, Reply, ReplyKind
from knowledge_base.article import WrittenForm
from tests.chat import Chat, begin_chat
from tests.conversations.answering import answer_what_was_kept, reply_with, states
from tests.fakes import NOON, FixedClock, ScriptedEngine
from tests.races import stopped_before_writing


def test_a_message_to_a_silent_engine_is_kept_and_the_researcher_told_so(engine: ScriptedEngine, chat: Chat) -> None:
    engine.silent = True
    exchanged = chat.say("Hva er oppsigelsestiden?")
    assert exchanged.message.state is MessageState.KEPT
    [apology] = exchanged.replies
    assert apology.reply is not None
    assert apology.reply.kind is ReplyKind.NOTICE
    assert {button.action for button in apology.reply.buttons} == {ButtonAction.HANDOFF, ButtonAction.OPEN}
    assert states(chat) == [MessageState.KEPT]


def test_an_engine_without_a_reply_is_silent(engine: ScriptedEngine, chat: Chat) -> None:
    engine.script = lambda text, form: []
    assert chat.say("Hei").message.state is MessageState.KEPT


def test_a_kept_message_is_answered_when_the_engine_is_back(
    services: Services, engine: ScriptedEngine, chat: Chat
) -> None:
    engine.silent = True
    chat.say("En", client_id="one")
    chat.say("To")
    assert answer_what_was_kept(services) == 0
    assert states(chat) == [MessageState.KEPT, MessageState.KEPT]

    engine.silent = False
    assert answer_what_was_kept(services) == 2

    assert chat.texts()[-2:] == ["echo: En", "echo: To"]
    assert states(chat) == [MessageState.ANSWERED, MessageState.ANSWERED]
    assert [reply.text for reply in chat.say("En", client_id="one").replies][-1] == "echo: En"
    assert answer_what_was_kept(services) == 0


def test_a_message_that_the_engine_never_answers_does_not_hold_up_the_others(
    services: Services, engine: ScriptedEngine, chat: Chat
) -> None:
    engine.silent = True
    chat.say("uforståelig")
    chat.say("Hei")
    engine.silent = False
    engine.script = lambda text, form: [] if text == "uforståelig" else [reply_with(form)]
    assert answer_what_was_kept(services) == 1
    assert states(chat) == [MessageState.KEPT, MessageState.ANSWERED]


def test_a_kept_message_is_answered_once_by_two_workers(services: Services, engine: ScriptedEngine, chat: Chat) -> None:
    engine.silent = True
    chat.say("Hei")
    engine.silent = False

    stopped_before_writing(
        services.database, lambda: answer_what_was_kept(services), lambda: answer_what_was_kept(services)
    )

    assert chat.texts().count("echo: Hei") == 1


def test_a_conversation_erased_while_its_kept_message_is_answered_stops_nobody(
    services: Services, engine: ScriptedEngine, chat: Chat
) -> None:
    other = begin_chat(services)
    engine.silent = True
    chat.say("Slett meg")
    other.say("Hei")
    engine.silent = False

    def erase_first(text: str, form: WrittenForm) -> list[Reply]:
        if text == "Slett meg":
            with services.database.transaction() as session:
                session.delete(for_public_id(session, chat.id))
        return [reply_with(form)]

    engine.script = erase_first
    assert answer_what_was_kept(services) == 1
    assert states(other) == [MessageState.ANSWERED]


def test_a_message_whose_process_ended_while_answering_is_answered_later(
    services: Services, engine: ScriptedEngine, clock: FixedClock, chat: Chat
) -> None:
    def end(text: str, form: WrittenForm) -> list[Reply]:
        raise RuntimeError("the process ends here")

    engine.script = end
    with pytest.raises(RuntimeError):
        chat.say("Hei")
    assert states(chat) == [MessageState.RECEIVED]
    engine.script = lambda text, form: [reply_with(form)]

    assert answer_what_was_kept(services) == 0, "it might still be being answered"
    clock.now = NOON + LOST_AFTER
    assert answer_what_was_kept(services) == 1

    assert chat.texts() == ["Hei", "svar"]
    assert states(chat) == [MessageState.ANSWERED]
