"""Asking for a person puts the conversation in the queue, once, and is always answered."""

import pytest

from assistant.bootstrap import Services
from assistant.conversations import Holder
from assistant.dialogue.reply import ReplyKind
from assistant.people import Profile
from knowledge_base.article import WrittenForm
from tests.chat import CRISIS, Chat, begin_chat
from tests.counselling import ask_for_person, claim, logged, order, steps
from tests.fakes import NOON, FixedClock
from tests.races import stopped_before_writing


def test_asking_puts_the_conversation_in_the_queue_and_says_so(services: Services, chat: Chat) -> None:
    answer = ask_for_person(chat)
    assert answer.reply is not None
    assert answer.reply.kind is ReplyKind.HANDOFF
    assert chat.texts() == [answer.text]
    assert (chat.view().holder, chat.view().waiting_since) == (Holder.WAITING, NOON)
    assert order(services) == [chat.id]


def test_asking_twice_changes_nothing_but_is_answered(services: Services, clock: FixedClock, chat: Chat) -> None:
    ask_for_person(chat)
    clock.advance(minutes=10)
    again = ask_for_person(chat)
    assert again.reply is not None
    assert chat.view().waiting_since == NOON
    assert steps(chat) == [("assistant", "waiting", "researcher")]
    assert logged(services) == ["handoff.requested"]


def test_asking_twice_at_once_is_one_step(services: Services, chat: Chat) -> None:
    outcomes = stopped_before_writing(services.database, lambda: ask_for_person(chat), lambda: ask_for_person(chat))
    assert not [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert steps(chat) == [("assistant", "waiting", "researcher")]
    assert order(services) == [chat.id]


def test_asking_while_a_counsellor_is_there_says_that_one_is(chat: Chat, ida: Profile) -> None:
    first = ask_for_person(chat)
    claim(chat, ida)
    assert ask_for_person(chat).text != first.text
    assert chat.view().holder is Holder.COUNSELLOR


def test_asking_as_a_counsellor_comes_does_not_send_the_counsellor_away(
    services: Services, chat: Chat, ida: Profile
) -> None:
    chat.say(CRISIS)

    outcomes = stopped_before_writing(services.database, lambda: ask_for_person(chat), lambda: claim(chat, ida))

    assert not [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert chat.view().holder is Holder.COUNSELLOR


@pytest.mark.parametrize("form", list(WrittenForm))
def test_the_answer_is_in_the_conversations_form(services: Services, form: WrittenForm) -> None:
    assert ask_for_person(begin_chat(services, form)).written_form is form
