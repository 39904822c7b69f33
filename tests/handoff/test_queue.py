"""The queue as counsellors see it: who comes first, and which alerts are open."""

from collections.abc import Callable

import pytest

from assistant import handoff
from assistant.bootstrap import Services
from assistant.conversations import for_public_id
from assistant.dialogue.reply import Reply, ReplyKind
from assistant.people import Profile
from assistant.triage import Triage, Urgency
from tests.chat import CRISIS, Chat, begin_chat
from tests.counselling import ask_for_person, claim, close, order, queue, steps, write
from tests.fakes import FixedClock, ScriptedEngine


def test_crises_come_first_then_the_urgent_then_who_waited_longest(
    services: Services, engine: ScriptedEngine, clock: FixedClock
) -> None:
    chats = {name: begin_chat(services) for name in ("first", "second", "soon", "crisis", "nobody asked")}
    for name in ("first", "second", "soon"):
        ask_for_person(chats[name])
        clock.advance(minutes=1)
    engine.script = lambda text, form: [Reply(ReplyKind.SMALLTALK, "svar", form, triage=Triage(urgency=Urgency.SOON))]
    chats["soon"].say("Jeg er helt utslitt")
    chats["crisis"].say(CRISIS)
    chats["nobody asked"].say("Hei")

    assert order(services) == [chats[name].id for name in ("crisis", "soon", "first", "second")]


def test_the_queue_shows_the_latest_words_and_what_is_unread(services: Services, chat: Chat, ida: Profile) -> None:
    chat.say("Først")
    chat.say("Sist")
    ask_for_person(chat)
    [entry] = queue(services)
    assert (entry.latest_words, entry.unread, entry.counsellor, entry.has_crisis) == ("Sist", True, "", False)


def test_asking_without_a_word_is_nothing_to_read(services: Services, chat: Chat) -> None:
    ask_for_person(chat)
    [entry] = queue(services)
    assert (entry.latest_words, entry.unread) == ("", False)


# Alerts


def seen(chat: Chat) -> list[str | None]:
    with chat.services.database.reading() as session:
        return [alert.seen_by for alert in handoff.alerts(session, for_public_id(session, chat.id))]


def test_an_alert_is_open_until_somebody_takes_the_conversation(services: Services, chat: Chat, ida: Profile) -> None:
    chat.say(CRISIS)
    assert (seen(chat), queue(services)[0].has_crisis) == ([None], True)
    claim(chat, ida)
    assert (seen(chat), queue(services)[0].has_crisis) == ([ida.public_id], False)


@pytest.mark.parametrize("act", [write, close])
def test_an_alert_while_a_counsellor_is_there_is_open_until_the_counsellor_acts(
    services: Services, chat: Chat, ida: Profile, act: Callable[[Chat, Profile], object]
) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    chat.say(CRISIS)
    assert (seen(chat), queue(services)[0].has_crisis) == ([None], True)
    act(chat, ida)
    assert seen(chat) == [ida.public_id]


def test_who_saw_an_alert_first_stays_in_the_log(chat: Chat, ida: Profile, per: Profile) -> None:
    chat.say(CRISIS)
    claim(chat, ida)
    close(chat, ida)
    ask_for_person(chat)
    claim(chat, per)
    assert seen(chat) == [ida.public_id]


def test_a_crisis_is_a_step_in_the_log_too(chat: Chat) -> None:
    chat.say(CRISIS)
    chat.say(CRISIS)
    assert steps(chat) == [("assistant", "waiting", "system")]
