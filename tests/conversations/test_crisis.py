"""The crisis gate in a conversation: a fixed text instead of an answer, an alert, and the top of the queue."""

from sqlalchemy import select

from assistant import handoff
from assistant.bootstrap import Services
from assistant.conversations import CrisisAlert, Holder, MessageState
from assistant.dialogue.reply import ReplyKind
from assistant.people import Profile
from assistant.triage import Urgency
from knowledge_base.article import WrittenForm
from tests.chat import CRISIS, Chat, begin_chat
from tests.counselling import ask_for_person, claim
from tests.fakes import NOON, FixedClock, ScriptedEngine


def alerts(services: Services) -> list[CrisisAlert]:
    with services.database.reading() as session:
        return list(session.scalars(select(CrisisAlert).order_by(CrisisAlert.id)))


def test_a_crisis_is_answered_by_fixed_text_and_goes_on_top_of_the_queue(
    services: Services, engine: ScriptedEngine, chat: Chat
) -> None:
    waiting = begin_chat(services)
    ask_for_person(waiting)

    exchanged = chat.say(CRISIS)

    assert engine.said == []
    [reply] = exchanged.replies
    assert reply.reply is not None
    assert reply.reply.kind is ReplyKind.CRISIS
    assert "116 123" in reply.text
    assert exchanged.message.state is MessageState.ANSWERED
    view = chat.view()
    assert (view.holder, view.urgency, view.needs_human) == (Holder.WAITING, Urgency.CRISIS, True)
    with services.database.reading() as session:
        queue = handoff.queue(session)
    assert [(entry.conversation.public_id, entry.has_crisis) for entry in queue] == [
        (chat.id, True),
        (waiting.id, False),
    ]


def test_a_crisis_is_explained_by_its_pattern_probability_and_version(services: Services, chat: Chat) -> None:
    exchanged = chat.say(CRISIS)
    [alert] = alerts(services)
    hit = services.gate.check(CRISIS)
    assert hit is not None
    assert (alert.pattern, alert.category, alert.version) == (hit.pattern, hit.category, hit.version)
    assert alert.probability == hit.probability
    assert (alert.message_id, alert.at, alert.seen_at) == (exchanged.message.id, NOON, None)


def test_the_conversation_goes_on_after_a_crisis(engine: ScriptedEngine, chat: Chat) -> None:
    chat.say(CRISIS)
    assert [reply.text for reply in chat.say("Takk. Hva er oppsigelsestiden?").replies] == [
        "echo: Takk. Hva er oppsigelsestiden?"
    ]
    assert chat.view().urgency is Urgency.CRISIS


def test_a_crisis_repeated_by_the_browser_alerts_once(services: Services, chat: Chat) -> None:
    assert chat.say(CRISIS, client_id="one") == chat.say(CRISIS, client_id="one")
    assert len(alerts(services)) == 1


def test_a_crisis_while_waiting_keeps_the_place_and_raises_the_urgency(
    services: Services, clock: FixedClock, chat: Chat
) -> None:
    ask_for_person(chat)
    clock.advance(minutes=5)
    assert [reply.reply.kind for reply in chat.say(CRISIS).replies if reply.reply] == [ReplyKind.CRISIS]
    view = chat.view()
    assert (view.holder, view.urgency, view.waiting_since) == (Holder.WAITING, Urgency.CRISIS, NOON)


def test_a_crisis_before_a_counsellor_alerts_the_person_and_no_machine_speaks(
    services: Services, engine: ScriptedEngine, chat: Chat, ida: Profile
) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    before = chat.texts()

    exchanged = chat.say(CRISIS)

    assert (exchanged.replies, exchanged.with_person) == ((), True)
    assert engine.said == []
    assert chat.texts() == [*before, CRISIS]
    assert (chat.view().holder, chat.view().urgency) == (Holder.COUNSELLOR, Urgency.CRISIS)
    with services.database.reading() as session:
        [entry] = handoff.queue(session)
    assert entry.has_crisis


def test_the_crisis_text_is_in_the_messages_own_written_form(services: Services) -> None:
    english = begin_chat(services, WrittenForm.ENGLISH, form_is_chosen=True)
    [reply] = english.say("I want to kill myself").replies
    assert reply.written_form is WrittenForm.ENGLISH
    assert "you should not have to carry this alone" in reply.text.casefold()
