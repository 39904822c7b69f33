"""The same message twice, known by its client id: one message, answered once."""

import pytest

from assistant.bootstrap import Services
from assistant.conversations import MessageState, exchange
from assistant.dialogue.reply import Reply
from assistant.errors import InvalidInput
from knowledge_base.article import WrittenForm
from tests.chat import Chat
from tests.conversations.answering import reply_with
from tests.fakes import ScriptedEngine
from tests.races import stopped_before_writing


def test_the_same_client_id_again_gives_the_same_replies_and_one_message(engine: ScriptedEngine, chat: Chat) -> None:
    first = chat.say("Hei", client_id="one")
    again = chat.say("Hei", client_id="one")
    assert again == first
    assert len(engine.said) == 1
    assert chat.texts() == ["Hei", "echo: Hei"]


def test_what_was_typed_first_counts_under_a_client_id(chat: Chat) -> None:
    chat.say("Hei", client_id="one")
    assert chat.say("Noe annet", client_id="one").message.text == "Hei"
    assert chat.texts() == ["Hei", "echo: Hei"]


def test_another_client_id_is_another_message(chat: Chat) -> None:
    """If this fails, the tests above prove nothing."""
    chat.say("Hei", client_id="one")
    chat.say("Hei", client_id="two")
    assert chat.texts() == ["Hei", "echo: Hei", "Hei", "echo: Hei"]


def test_the_same_client_id_twice_at_once_is_one_message_answered_once(
    services: Services, engine: ScriptedEngine, chat: Chat
) -> None:
    one, two = stopped_before_writing(
        services.database, lambda: chat.say("Hei", client_id="one"), lambda: chat.say("Hei", client_id="one")
    )

    assert not isinstance(one, BaseException), one
    assert not isinstance(two, BaseException), two
    assert one.message.id == two.message.id
    assert len(engine.said) == 1
    assert chat.texts() == ["Hei", "echo: Hei"]
    assert [reply.text for reply in chat.say("Hei", client_id="one").replies] == ["echo: Hei"]


def test_a_repeat_while_the_first_is_being_answered_asks_nobody_twice(engine: ScriptedEngine, chat: Chat) -> None:
    meanwhile = []

    def repeat(text: str, form: WrittenForm) -> list[Reply]:
        meanwhile.append(chat.say("Hei", client_id="one"))
        return [reply_with(form)]

    engine.script = repeat
    chat.say("Hei", client_id="one")
    assert [(exchanged.message.state, exchanged.replies) for exchanged in meanwhile] == [(MessageState.RECEIVED, ())]
    assert chat.texts() == ["Hei", "svar"]


@pytest.mark.parametrize("client_id", ["x" * 65, "a\x00b", "a\nb"])
def test_a_client_id_that_cannot_be_kept_is_refused(chat: Chat, client_id: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        chat.say("Hei", client_id=client_id)
    assert refusal.value.values == {"field": "client_id"}
    assert chat.texts() == []


def test_a_client_id_is_needed(services: Services, chat: Chat) -> None:
    with pytest.raises(InvalidInput):
        exchange(
            services.database, services.engine, services.gate, services.forms, services.clock,
            conversation=chat.id, token=chat.token, typed="Hei", client_id="",
        )  # fmt: skip
    assert chat.texts() == []
