"""Closing: back to the assistant, until somebody asks again."""

import datetime
from dataclasses import replace

import pytest

from assistant import handoff
from assistant.bootstrap import Services
from assistant.conversations import Holder, Sender, for_public_id
from assistant.dialogue.reply import Reply
from assistant.errors import NotFound, NotHolder
from assistant.people import Profile
from assistant.triage import Reason, TopicShare, Triage, Urgency
from knowledge_base.article import Topic
from tests.chat import Chat
from tests.counselling import ask_for_person, claim, close, logged, order, steps, write
from tests.fakes import NOON, FixedClock, ScriptedEngine, echo
from tests.races import stopped_before_writing


def test_after_closing_the_assistant_answers_again(services: Services, chat: Chat, ida: Profile) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    close(chat, ida)
    assert chat.messages()[-1].sender is Sender.SYSTEM
    assert [reply.text for reply in chat.say("Hei").replies] == ["echo: Hei"]
    assert order(services) == []
    assert [(before, after) for before, after, _ in steps(chat)] == [
        ("assistant", "waiting"),
        ("waiting", "counsellor"),
        ("counsellor", "assistant"),
    ]
    assert logged(services) == ["handoff.requested", "handoff.claimed", "handoff.closed"]


def test_who_has_closed_may_no_longer_write(chat: Chat, ida: Profile) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    close(chat, ida)
    for act in (write, close):
        with pytest.raises(NotFound):
            act(chat, ida)


def test_closing_twice_at_once_is_once(services: Services, chat: Chat, ida: Profile) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    outcomes = stopped_before_writing(services.database, lambda: close(chat, ida), lambda: close(chat, ida))
    assert outcomes.count(None) == 1
    assert len(steps(chat)) == 3


def test_after_closing_an_old_request_does_not_hand_over_again(
    services: Services, engine: ScriptedEngine, chat: Chat, ida: Profile
) -> None:
    urgent = Triage((TopicShare(Topic.UNCERTAINTY, 0.9),), Urgency.SOON, True, (Reason.ASKED_FOR_PERSON,))
    engine.script = lambda text, form: [handed_over(chat, triage=urgent)]
    chat.say("Jeg vil snakke med et menneske", client_id="asked")
    claim(chat, ida)
    close(chat, ida)
    engine.script = echo

    chat.say("Jeg vil snakke med et menneske", client_id="asked")
    chat.say("Takk")

    view = chat.view()
    assert (view.holder, view.urgency, view.needs_human) == (Holder.ASSISTANT, Urgency.NORMAL, False)
    assert (view.reasons, view.waiting_since) == ((), None)
    assert order(services) == []


def handed_over(chat: Chat, *, triage: Triage) -> Reply:
    """What the action for a request does."""
    with chat.services.database.transaction() as session:
        reply = handoff.request(session, for_public_id(session, chat.id), now=chat.services.clock())
    return replace(reply, triage=triage)


def test_after_closing_one_may_ask_again(services: Services, clock: FixedClock, chat: Chat, ida: Profile) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    close(chat, ida)
    clock.advance(hours=1)
    ask_for_person(chat)
    assert order(services) == [chat.id]
    assert chat.view().waiting_since == NOON + datetime.timedelta(hours=1)


def test_another_counsellor_may_take_it_the_next_time(chat: Chat, ida: Profile, per: Profile) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    close(chat, ida)
    ask_for_person(chat)
    claim(chat, per)
    write(chat, per)
    with pytest.raises(NotHolder):
        write(chat, ida)
