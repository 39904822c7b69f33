"""Whoever holds the conversation speaks: the assistant while it waits, and never over a counsellor who has come."""

from assistant.bootstrap import Services
from assistant.conversations import Holder, MessageState
from assistant.dialogue.reply import Reply
from assistant.people import Profile
from assistant.triage import Reason, Triage, Urgency
from knowledge_base.article import WrittenForm
from tests.chat import Chat
from tests.conversations.answering import answer_what_was_kept, reply_with, states
from tests.counselling import ask_for_person, claim, close
from tests.fakes import ScriptedEngine
from tests.races import stopped_before_writing


def test_a_counsellor_who_comes_while_the_engine_thinks_is_not_talked_over(
    services: Services, engine: ScriptedEngine, chat: Chat, ida: Profile
) -> None:
    ask_for_person(chat)

    def taken_over(text: str, form: WrittenForm) -> list[Reply]:
        claim(chat, ida)
        return [reply_with(form, triage=Triage(urgency=Urgency.SOON, reasons=(Reason.STRAIN,)))]

    engine.script = taken_over
    exchanged = chat.say("Hei")

    assert (exchanged.replies, exchanged.with_person) == ((), True)
    assert states(chat) == [MessageState.WITH_PERSON]
    assert "svar" not in chat.texts()
    assert chat.view().urgency is Urgency.NORMAL


def test_a_counsellor_who_comes_as_a_late_reply_is_stored_is_not_talked_over(
    services: Services, engine: ScriptedEngine, chat: Chat, ida: Profile
) -> None:
    engine.silent = True
    chat.say("Hei")
    ask_for_person(chat)
    engine.silent = False

    answered, claimed = stopped_before_writing(
        services.database, lambda: answer_what_was_kept(services), lambda: claim(chat, ida)
    )

    assert (answered in {0, 1}, claimed) == (True, None)
    after = chat.texts()[[text.startswith("Ida") for text in chat.texts()].index(True) :]
    assert "echo: Hei" not in after
    assert chat.view().holder is Holder.COUNSELLOR


def test_a_message_that_a_person_has_dealt_with_is_not_answered_by_the_machine_afterwards(
    services: Services, engine: ScriptedEngine, chat: Chat, ida: Profile
) -> None:
    def dealt_with(text: str, form: WrittenForm) -> list[Reply]:
        ask_for_person(chat)
        claim(chat, ida)
        close(chat, ida)
        return [reply_with(form)]

    engine.script = dealt_with
    assert chat.say("Hei").replies == ()
    assert states(chat) == [MessageState.WITH_PERSON]
    assert "svar" not in chat.texts()


def test_a_kept_message_is_left_to_the_counsellor_who_comes(
    services: Services, engine: ScriptedEngine, chat: Chat, ida: Profile
) -> None:
    engine.silent = True
    chat.say("Hei")
    ask_for_person(chat)
    claim(chat, ida)
    engine.silent = False
    assert answer_what_was_kept(services) == 0
    assert states(chat) == [MessageState.WITH_PERSON]
    assert engine.said == []


def test_while_waiting_the_assistant_goes_on_answering(chat: Chat) -> None:
    ask_for_person(chat)
    assert [reply.text for reply in chat.say("Hei").replies] == ["echo: Hei"]


def test_while_a_person_holds_it_the_assistant_is_silent(engine: ScriptedEngine, chat: Chat, ida: Profile) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    exchanged = chat.say("Hei", client_id="one")
    assert (exchanged.message.state, exchanged.replies, exchanged.with_person) == (MessageState.WITH_PERSON, (), True)
    assert chat.say("Hei", client_id="one") == exchanged
    assert engine.said == []
