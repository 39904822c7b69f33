"""Did this help? The latest answer counts, on replies in one's own conversation."""

import pytest
from sqlalchemy import select

from assistant.bootstrap import Services
from assistant.conversations import Feedback, for_researcher, give_feedback
from assistant.errors import NotFound
from tests.chat import Chat, begin_chat


def feedback(services: Services) -> list[bool]:
    with services.database.reading() as session:
        return list(session.scalars(select(Feedback.helped)))


def help_given(chat: Chat, message_id: int, helped: bool) -> None:
    with chat.services.database.transaction() as session:
        row = for_researcher(session, chat.id, chat.token)
        give_feedback(session, row, message_id, helped=helped, now=chat.services.clock())


def test_the_latest_answer_to_whether_it_helped_counts(services: Services, chat: Chat) -> None:
    [reply] = chat.say("Hei").replies
    help_given(chat, reply.id, True)
    help_given(chat, reply.id, False)
    assert feedback(services) == [False]


def test_only_a_reply_in_ones_own_conversation_can_have_helped(services: Services, chat: Chat) -> None:
    own = chat.say("Hei")
    other = begin_chat(services).say("Hei")
    for message_id in (own.message.id, other.replies[0].id, 999_999):
        with pytest.raises(NotFound):
            help_given(chat, message_id, True)
    assert feedback(services) == []
