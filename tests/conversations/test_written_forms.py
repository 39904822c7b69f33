"""The written form of a conversation: detected and followed, unless one was chosen."""

import pytest

from assistant.bootstrap import Services
from assistant.conversations import choose_form, for_researcher
from knowledge_base.article import WrittenForm
from tests.chat import Chat, begin_chat


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("Eg lurer på kva rettar eg har når kontrakten min går ut til sommaren", WrittenForm.NYNORSK),
        ("Jeg lurer på hvilke rettigheter jeg har når kontrakten min går ut til sommeren", WrittenForm.BOKMAL),
        ("What are my rights when my contract ends next summer?", WrittenForm.ENGLISH),
    ],
)
def test_the_written_form_is_detected_and_followed(services: Services, typed: str, form: WrittenForm) -> None:
    chat = begin_chat(services, WrittenForm.BOKMAL if form is not WrittenForm.BOKMAL else WrittenForm.ENGLISH)
    exchanged = chat.say(typed)
    assert exchanged.message.written_form is form
    assert [reply.written_form for reply in exchanged.replies] == [form]
    assert chat.view().written_form is form


def test_a_short_message_keeps_the_form_of_the_conversation(services: Services) -> None:
    chat = begin_chat(services, WrittenForm.NYNORSK)
    assert chat.say("Ja").message.written_form is WrittenForm.NYNORSK


def test_a_chosen_form_wins_over_what_is_detected(services: Services, chat: Chat) -> None:
    with services.database.transaction() as session:
        choose_form(session, for_researcher(session, chat.id, chat.token), WrittenForm.NYNORSK)
    exchanged = chat.say("What are my rights when my contract ends next summer?")
    assert exchanged.message.written_form is WrittenForm.NYNORSK
    assert chat.view().form_is_chosen


def test_a_form_chosen_at_the_beginning_wins_too(services: Services) -> None:
    chat = begin_chat(services, WrittenForm.ENGLISH, form_is_chosen=True)
    assert chat.say("Jeg lurer på hvilke rettigheter jeg har nå").message.written_form is WrittenForm.ENGLISH
