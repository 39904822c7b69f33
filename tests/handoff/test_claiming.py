"""Taking over: two counsellors never both have a conversation."""

from collections.abc import Callable
from threading import Barrier

import pytest

from assistant.bootstrap import Services
from assistant.conversations import Holder, Sender, for_public_id
from assistant.errors import AlreadyClaimed, NotFound
from assistant.people import Profile
from tests.chat import Chat
from tests.counselling import ask_for_person, claim, logged, queue, steps
from tests.races import at_once, stopped_before_writing


def test_who_takes_over_is_announced_and_holds_it(services: Services, chat: Chat, ida: Profile) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    assert (chat.view().holder, chat.view().counsellor_id) == (Holder.COUNSELLOR, ida.id)
    announcement = chat.messages()[-1]
    assert announcement.sender is Sender.SYSTEM
    assert "Ida" in announcement.text
    assert steps(chat)[-1] == ("waiting", "counsellor", ida.public_id)
    assert logged(services) == ["handoff.requested", "handoff.claimed"]
    assert [entry.counsellor for entry in queue(services)] == ["Ida"]


def test_a_conversation_that_nobody_handed_over_cannot_be_taken(services: Services, chat: Chat, ida: Profile) -> None:
    chat.say("Hei")
    for absent in (chat, Chat(services, "unknown", "")):
        with pytest.raises(NotFound):
            claim(absent, ida)
    assert chat.view().holder is Holder.ASSISTANT


def test_taking_over_twice_is_once(chat: Chat, ida: Profile) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    said = chat.texts()
    claim(chat, ida)
    assert chat.texts() == said
    assert len(steps(chat)) == 2


def test_what_another_has_taken_is_refused(chat: Chat, ida: Profile, per: Profile) -> None:
    ask_for_person(chat)
    claim(chat, ida)
    with pytest.raises(AlreadyClaimed):
        claim(chat, per)
    assert chat.view().counsellor_id == ida.id


@pytest.mark.parametrize("together", [at_once, stopped_before_writing], ids=["at once", "after both have read"])
def test_of_two_counsellors_who_take_over_at_once_one_wins(
    services: Services, chat: Chat, ida: Profile, per: Profile, together: Callable[..., list[object]]
) -> None:
    ask_for_person(chat)
    calls = [lambda: claim(chat, ida), lambda: claim(chat, per)]

    outcomes = together(*calls) if together is at_once else together(services.database, *calls)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyClaimed", "NoneType"]
    winner = ida if outcomes[0] is None else per
    assert chat.view().counsellor_id == winner.id
    assert [step[2] for step in steps(chat)] == ["researcher", winner.public_id]
    assert len([text for text in chat.texts() if text.startswith(("Ida", "Per"))]) == 1


def test_if_they_looked_first_and_took_it_afterwards_both_would_win(
    services: Services, chat: Chat, ida: Profile, per: Profile
) -> None:
    """If this fails, the test above proves nothing."""
    ask_for_person(chat)
    both_have_looked = Barrier(2)

    def careless_claim(counsellor: Profile) -> str:
        with services.database.reading() as session:
            free = for_public_id(session, chat.id).holder == Holder.WAITING
        both_have_looked.wait(timeout=30)
        if not free:
            return "refused"
        with services.database.transaction() as session:
            row = for_public_id(session, chat.id)
            row.holder, row.counsellor_id = Holder.COUNSELLOR, counsellor.id
        return "won"

    assert at_once(lambda: careless_claim(ida), lambda: careless_claim(per)) == ["won", "won"]


def test_the_same_counsellor_twice_at_once_is_no_refusal(services: Services, chat: Chat, ida: Profile) -> None:
    ask_for_person(chat)
    outcomes = stopped_before_writing(services.database, lambda: claim(chat, ida), lambda: claim(chat, ida))
    assert outcomes == [None, None]
    assert len(steps(chat)) == 2
