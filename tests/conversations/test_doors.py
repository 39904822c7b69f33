"""Who may open a conversation: whoever has its token, and counsellors once it was handed over."""

import pytest
from sqlalchemy import select

from assistant import handoff
from assistant.bootstrap import Services
from assistant.conversations import Conversation, for_counsellor
from assistant.errors import NotFound
from tests.chat import CRISIS, Chat, begin_chat
from tests.counselling import ask_for_person


def test_another_conversations_token_looks_like_no_conversation_at_all(services: Services, chat: Chat) -> None:
    other = begin_chat(services)
    refusals = []
    for key in (
        Chat(services, chat.id, other.token),
        Chat(services, "unknown", other.token),
        Chat(services, chat.id, ""),
    ):
        with pytest.raises(NotFound) as refusal:
            key.say("Hei")
        refusals.append((refusal.value.code, refusal.value.status, refusal.value.values, str(refusal.value)))
    assert len(set(map(str, refusals))) == 1
    assert chat.texts() == other.texts() == []


def test_the_token_is_not_kept(services: Services, chat: Chat) -> None:
    with services.database.reading() as session:
        assert session.scalar(select(Conversation.token_hash)) not in {None, chat.token}


def test_a_conversation_that_nobody_handed_over_is_invisible_to_counsellors(services: Services, chat: Chat) -> None:
    chat.say("Dette er mellom oss")
    for public_id in (chat.id, "unknown"):
        with pytest.raises(NotFound), services.database.reading() as session:
            for_counsellor(session, public_id)
    with services.database.reading() as session:
        assert handoff.queue(session) == []


@pytest.mark.parametrize("way", ["asked", "crisis"])
def test_a_conversation_handed_over_is_visible_to_counsellors(services: Services, chat: Chat, way: str) -> None:
    if way == "asked":
        ask_for_person(chat)
    else:
        chat.say(CRISIS)
    with services.database.reading() as session:
        assert for_counsellor(session, chat.id).public_id == chat.id
