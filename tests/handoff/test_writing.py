"""What a counsellor writes, and that only the holder may."""

from collections.abc import Callable

import pytest

from assistant.bootstrap import Services
from assistant.conversations import Sender
from assistant.errors import EmptyMessage, GuidanceError, MessageTooLong, NotFound, NotHolder
from assistant.people import Profile
from tests.chat import Chat
from tests.counselling import ask_for_person, claim, close, queue, write


def test_what_a_counsellor_writes_is_in_the_conversation_with_its_author(
    services: Services, chat: Chat, ida: Profile
) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    chat.say("Er du der?")
    assert [entry.unread for entry in queue(services)] == [True]

    written = write(chat, ida, "  Ja, <b>her</b> er jeg. ")

    assert (written.sender, written.author_id, written.text) == (Sender.COUNSELLOR, ida.id, "Ja, <b>her</b> er jeg.")
    assert chat.messages()[-1] == written
    assert [entry.unread for entry in queue(services)] == [False]


@pytest.mark.parametrize(("typed", "refusal"), [(" \n", EmptyMessage), ("x" * 4001, MessageTooLong)])
def test_a_counsellors_message_keeps_the_same_limits(
    chat: Chat, ida: Profile, typed: str, refusal: type[GuidanceError]
) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    said = chat.texts()
    with pytest.raises(refusal):
        write(chat, ida, typed)
    assert chat.texts() == said


@pytest.mark.parametrize("act", [write, close])
def test_only_the_holder_may_write_and_close(
    chat: Chat, ida: Profile, per: Profile, act: Callable[[Chat, Profile], object]
) -> None:
    with pytest.raises(NotFound):
        act(chat, ida)
    ask_for_person(chat)
    with pytest.raises(NotHolder):
        act(chat, ida)
    claim(chat, ida)
    with pytest.raises(NotHolder):
        act(chat, per)
    act(chat, ida)
