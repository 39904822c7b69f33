"""Messages are stored first, then answered in the same call; what may be typed."""

import datetime

import pytest
from sqlalchemy import func, select

from assistant.bootstrap import Services
from assistant.conversations import (
    Message,
    MessageState,
    Sender,
    choose_form,
    for_public_id,
    for_researcher,
    messages_after,
)
from assistant.conversations.exchange import MAX_CHARS
from assistant.dialogue.reply import Reply, ReplyKind
from assistant.errors import EmptyMessage, MessageTooLong, NotFound
from knowledge_base.article import WrittenForm
from tests.chat import Chat, begin_chat
from tests.conversations.answering import reply_with
from tests.fakes import NOON, FixedClock, ScriptedEngine

# Taking in and answering


def test_a_message_is_answered_in_the_same_call(chat: Chat) -> None:
    exchanged = chat.say("Hei")
    assert exchanged.message.state is MessageState.ANSWERED
    assert [reply.text for reply in exchanged.replies] == ["echo: Hei"]
    assert not exchanged.with_person
    assert [(m.sender, m.text, m.reply_to) for m in chat.messages()] == [
        (Sender.RESEARCHER, "Hei", None),
        (Sender.ASSISTANT, "echo: Hei", exchanged.message.id),
    ]


def test_a_message_is_stored_before_anybody_is_asked(services: Services, engine: ScriptedEngine, chat: Chat) -> None:
    seen: list[tuple[str, MessageState | None]] = []

    def look_and_write(text: str, form: WrittenForm) -> list[Reply]:
        seen.extend((message.text, message.state) for message in chat.messages())
        # No transaction is held while the engine thinks: another may write.
        with services.database.transaction() as session:
            choose_form(session, for_public_id(session, chat.id), WrittenForm.NYNORSK)
        return [reply_with(form)]

    engine.script = look_and_write
    chat.say("Hei")
    assert seen == [("Hei", MessageState.RECEIVED)]


def test_several_replies_keep_their_order(engine: ScriptedEngine, chat: Chat) -> None:
    engine.script = lambda text, form: [Reply(ReplyKind.SMALLTALK, word, form) for word in ("en", "to", "tre")]
    exchanged = chat.say("Hei")
    assert [reply.text for reply in exchanged.replies] == ["en", "to", "tre"]
    assert chat.texts() == ["Hei", "en", "to", "tre"]


def test_the_engine_is_told_neither_token_nor_name(engine: ScriptedEngine, chat: Chat) -> None:
    chat.say("Hei")
    assert engine.said == [(chat.id, "Hei")]


def test_messages_are_read_from_a_number_on(services: Services, chat: Chat) -> None:
    first = chat.say("En")
    second = chat.say("To")
    with services.database.reading() as session:
        row = for_researcher(session, chat.id, chat.token)
        later = messages_after(session, row.id, first.replies[-1].id)
        assert messages_after(session, row.id, second.replies[-1].id) == []
    assert [message.text for message in later] == ["To", "echo: To"]


def test_conversations_do_not_mix(services: Services, chat: Chat) -> None:
    other = begin_chat(services)
    chat.say("Min", client_id="same")
    other.say("Din", client_id="same")
    assert (chat.texts(), other.texts()) == (["Min", "echo: Min"], ["Din", "echo: Din"])


def test_a_message_moves_the_time_that_counts_for_keeping(clock: FixedClock, chat: Chat) -> None:
    clock.advance(hours=3)
    chat.say("Hei")
    assert chat.view().created_at == NOON
    assert chat.view().last_message_at == NOON + datetime.timedelta(hours=3)


def test_an_erased_conversation_takes_no_replies(services: Services, engine: ScriptedEngine, chat: Chat) -> None:
    def erased(text: str, form: WrittenForm) -> list[Reply]:
        with services.database.transaction() as session:
            session.delete(for_public_id(session, chat.id))
        return [reply_with(form)]

    engine.script = erased
    with pytest.raises(NotFound):
        chat.say("Hei")
    with services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == 0


# What may be typed


@pytest.mark.parametrize(
    "typed", ["", "   ", "\n\t ", "\x00\x01\x1b", "\u200b\u2060", "\u00a0", "\ud800", "\ufe0f\u200d"]
)
def test_nothing_but_blanks_and_control_characters_is_refused_and_not_stored(chat: Chat, typed: str) -> None:
    with pytest.raises(EmptyMessage):
        chat.say(typed)
    assert chat.texts() == []


@pytest.mark.parametrize("typed", ["🙂", "👩‍🔬", "?", "1", "å", "日本", "🇳🇴"])
def test_a_single_sign_is_a_message(chat: Chat, typed: str) -> None:
    assert chat.say(typed).message.text == typed


def test_the_longest_message_is_taken_whole(chat: Chat) -> None:
    longest = "å" * MAX_CHARS
    assert chat.say(longest).message.text == longest


def test_one_character_more_is_refused_and_not_stored(chat: Chat) -> None:
    with pytest.raises(MessageTooLong) as refusal:
        chat.say("å" * 4001)
    assert refusal.value.values == {"max_chars": 4000}
    assert chat.texts() == []


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert('hei')</script>",
        "<b>fet</b> & &amp;",
        "'; DROP TABLE messages; --",
        "{{ 7 * 7 }} { $name }",
        "/restart",
    ],
)
def test_markup_and_commands_are_kept_as_the_text_they_are(engine: ScriptedEngine, chat: Chat, typed: str) -> None:
    assert chat.say(typed).message.text == typed
    assert engine.said == [(chat.id, typed)]
    assert chat.texts() == [typed, f"echo: {typed}"]


def test_control_characters_and_outer_blanks_go_and_line_breaks_stay(chat: Chat) -> None:
    assert chat.say("  Hei\r\n\x00du\tder\x7f \n").message.text == "Hei\ndu\tder"
