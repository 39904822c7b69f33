"""From the assistant to a counsellor and back; two counsellors never both have a conversation."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import select

from assistant import audit, handoff
from assistant.bootstrap import Services
from assistant.conversations import (
    Brief,
    HandoffStep,
    Holder,
    MessageState,
    MessageView,
    Sender,
    for_public_id,
)
from assistant.dialogue.reply import Reply, ReplyKind
from assistant.errors import AlreadyClaimed, EmptyMessage, GuidanceError, MessageTooLong, NotFound, NotHolder
from assistant.notifications.outbox import OutboxMail
from assistant.people import Profile, Role, set_active
from assistant.triage import Reason, TopicShare, Triage, Urgency
from knowledge_base.article import Topic, WrittenForm
from tests.chat import CRISIS, Chat, begin_chat
from tests.factories import make_counsellor, make_person
from tests.fakes import NOON, FixedClock, ScriptedEngine, echo
from tests.races import at_once, stopped_before_writing


@pytest.fixture
def chat(services: Services) -> Chat:
    return begin_chat(services)


@pytest.fixture
def ida(services: Services) -> Profile:
    with services.database.transaction() as session:
        return make_counsellor(session, name="Ida")


@pytest.fixture
def per(services: Services) -> Profile:
    with services.database.transaction() as session:
        return make_counsellor(session, name="Per")


def ask(chat: Chat) -> MessageView:
    with chat.services.database.transaction() as session:
        return handoff.ask(session, for_public_id(session, chat.id), now=chat.services.clock())


def claim(chat: Chat, counsellor: Profile) -> None:
    with chat.services.database.transaction() as session:
        handoff.claim(session, public_id=chat.id, counsellor=counsellor, now=chat.services.clock())


def write(chat: Chat, counsellor: Profile, typed: str = "Hei, dette er Ida.") -> MessageView:
    with chat.services.database.transaction() as session:
        return handoff.write(session, public_id=chat.id, counsellor=counsellor, typed=typed, now=chat.services.clock())


def close(chat: Chat, counsellor: Profile) -> None:
    with chat.services.database.transaction() as session:
        handoff.close(session, public_id=chat.id, counsellor=counsellor, now=chat.services.clock())


def queue(services: Services) -> list[handoff.QueueEntry]:
    with services.database.reading() as session:
        return handoff.queue(session)


def order(services: Services) -> list[str]:
    return [entry.conversation.public_id for entry in queue(services)]


def steps(chat: Chat) -> list[tuple[str, str, str]]:
    with chat.services.database.reading() as session:
        found: list[HandoffStep] = handoff.steps(session, for_public_id(session, chat.id))
        return [(step.before, step.after, step.by) for step in found]


def logged(services: Services) -> list[str]:
    with services.database.reading() as session:
        return [entry.action for entry in reversed(audit.latest(session, limit=50)) if "handoff" in entry.action]


# Asking


def test_asking_puts_the_conversation_in_the_queue_and_says_so(services: Services, chat: Chat) -> None:
    answer = ask(chat)
    assert answer.reply is not None
    assert answer.reply.kind is ReplyKind.HANDOFF
    assert chat.texts() == [answer.text]
    assert (chat.view().holder, chat.view().waiting_since) == (Holder.WAITING, NOON)
    assert order(services) == [chat.id]


def test_asking_twice_changes_nothing_but_is_answered(services: Services, clock: FixedClock, chat: Chat) -> None:
    ask(chat)
    clock.advance(minutes=10)
    again = ask(chat)
    assert again.reply is not None
    assert chat.view().waiting_since == NOON
    assert steps(chat) == [("assistant", "waiting", "researcher")]
    assert logged(services) == ["handoff.requested"]


def test_asking_twice_at_once_is_one_step(services: Services, chat: Chat) -> None:
    outcomes = stopped_before_writing(services.database, lambda: ask(chat), lambda: ask(chat))
    assert not [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert steps(chat) == [("assistant", "waiting", "researcher")]
    assert order(services) == [chat.id]


def test_asking_while_a_counsellor_is_there_says_that_one_is(chat: Chat, ida: Profile) -> None:
    first = ask(chat)
    claim(chat, ida)
    assert ask(chat).text != first.text
    assert chat.view().holder is Holder.COUNSELLOR


def test_asking_as_a_counsellor_comes_does_not_send_the_counsellor_away(
    services: Services, chat: Chat, ida: Profile
) -> None:
    chat.say(CRISIS)

    outcomes = stopped_before_writing(services.database, lambda: ask(chat), lambda: claim(chat, ida))

    assert not [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert chat.view().holder is Holder.COUNSELLOR


@pytest.mark.parametrize("form", list(WrittenForm))
def test_the_answer_is_in_the_conversations_form(services: Services, form: WrittenForm) -> None:
    assert ask(begin_chat(services, form)).written_form is form


# Taking over


def test_who_takes_over_is_announced_and_holds_it(services: Services, chat: Chat, ida: Profile) -> None:
    ask(chat)
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
    ask(chat)
    claim(chat, ida)
    said = chat.texts()
    claim(chat, ida)
    assert chat.texts() == said
    assert len(steps(chat)) == 2


def test_what_another_has_taken_is_refused(chat: Chat, ida: Profile, per: Profile) -> None:
    ask(chat)
    claim(chat, ida)
    with pytest.raises(AlreadyClaimed):
        claim(chat, per)
    assert chat.view().counsellor_id == ida.id


@pytest.mark.parametrize("together", [at_once, stopped_before_writing], ids=["at once", "after both have read"])
def test_of_two_counsellors_who_take_over_at_once_one_wins(
    services: Services, chat: Chat, ida: Profile, per: Profile, together: Callable[..., list[object]]
) -> None:
    ask(chat)
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
    ask(chat)
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
    ask(chat)
    outcomes = stopped_before_writing(services.database, lambda: claim(chat, ida), lambda: claim(chat, ida))
    assert outcomes == [None, None]
    assert len(steps(chat)) == 2


# Writing and closing


def test_what_a_counsellor_writes_is_in_the_conversation_with_its_author(
    services: Services, chat: Chat, ida: Profile
) -> None:
    ask(chat)
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
    ask(chat)
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
    ask(chat)
    with pytest.raises(NotHolder):
        act(chat, ida)
    claim(chat, ida)
    with pytest.raises(NotHolder):
        act(chat, per)
    act(chat, ida)


def test_after_closing_the_assistant_answers_again(services: Services, chat: Chat, ida: Profile) -> None:
    ask(chat)
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
    ask(chat)
    claim(chat, ida)
    close(chat, ida)
    for act in (write, close):
        with pytest.raises(NotFound):
            act(chat, ida)


def test_closing_twice_at_once_is_once(services: Services, chat: Chat, ida: Profile) -> None:
    ask(chat)
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
    ask(chat)
    claim(chat, ida)
    close(chat, ida)
    clock.advance(hours=1)
    ask(chat)
    assert order(services) == [chat.id]
    assert chat.view().waiting_since == NOON + datetime.timedelta(hours=1)


def test_another_counsellor_may_take_it_the_next_time(chat: Chat, ida: Profile, per: Profile) -> None:
    ask(chat)
    claim(chat, ida)
    close(chat, ida)
    ask(chat)
    claim(chat, per)
    write(chat, per)
    with pytest.raises(NotHolder):
        write(chat, ida)


# The queue


def test_crises_come_first_then_the_urgent_then_who_waited_longest(
    services: Services, engine: ScriptedEngine, clock: FixedClock
) -> None:
    chats = {name: begin_chat(services) for name in ("first", "second", "soon", "crisis", "nobody asked")}
    for name in ("first", "second", "soon"):
        ask(chats[name])
        clock.advance(minutes=1)
    engine.script = lambda text, form: [Reply(ReplyKind.SMALLTALK, "svar", form, triage=Triage(urgency=Urgency.SOON))]
    chats["soon"].say("Jeg er helt utslitt")
    chats["crisis"].say(CRISIS)
    chats["nobody asked"].say("Hei")

    assert order(services) == [chats[name].id for name in ("crisis", "soon", "first", "second")]


def test_the_queue_shows_the_latest_words_and_what_is_unread(services: Services, chat: Chat, ida: Profile) -> None:
    chat.say("Først")
    chat.say("Sist")
    ask(chat)
    [entry] = queue(services)
    assert (entry.latest_words, entry.unread, entry.counsellor, entry.has_crisis) == ("Sist", True, "", False)


def test_asking_without_a_word_is_nothing_to_read(services: Services, chat: Chat) -> None:
    ask(chat)
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
    ask(chat)
    claim(chat, ida)
    chat.say(CRISIS)
    assert (seen(chat), queue(services)[0].has_crisis) == ([None], True)
    act(chat, ida)
    assert seen(chat) == [ida.public_id]


def test_who_saw_an_alert_first_stays_in_the_log(chat: Chat, ida: Profile, per: Profile) -> None:
    chat.say(CRISIS)
    claim(chat, ida)
    close(chat, ida)
    ask(chat)
    claim(chat, per)
    assert seen(chat) == [ida.public_id]


def test_a_crisis_is_a_step_in_the_log_too(chat: Chat) -> None:
    chat.say(CRISIS)
    chat.say(CRISIS)
    assert steps(chat) == [("assistant", "waiting", "system")]


# The brief


def test_a_brief_is_made_of_the_researchers_own_words(
    services: Services, engine: ScriptedEngine, chat: Chat, ida: Profile
) -> None:
    topics = Triage((TopicShare(Topic.UNCERTAINTY, 0.9),), Urgency.SOON, True, (Reason.STRAIN,))
    engine.script = lambda text, form: [Reply(ReplyKind.ANSWER, "svar", form, triage=topics)]
    chat.say("Kontrakten min går ut")
    ask(chat)
    claim(chat, ida)
    write(chat, ida)
    chat.say("Takk")

    brief = Brief.of(chat.view(), chat.messages())

    assert brief == Brief(("Kontrakten min går ut", "Takk"), ("uncertainty",), ("strain", "asked_for_person"), ())
    assert Brief.from_json(brief.to_json()) == brief
    assert brief.only_topics() == Brief(topics=("uncertainty",))
    assert {message.state for message in chat.messages() if message.sender is Sender.RESEARCHER} == {
        MessageState.ANSWERED,
        MessageState.WITH_PERSON,
    }


def test_counsellors_are_called_once_when_somebody_waits_and_told_nothing_of_what_was_said(
    services: Services, chat: Chat, ida: Profile
) -> None:
    chat.say("Jeg vurderer å slutte")
    ask(chat)
    ask(chat)

    with services.database.reading() as session:
        [mail] = session.scalars(select(OutboxMail))
    assert (mail.recipient, mail.subject) == (ida.email, "Noen venter i Veivalg")
    assert "slutte" not in mail.body


def test_counsellors_are_called_again_when_it_becomes_urgent(services: Services, chat: Chat, ida: Profile) -> None:
    ask(chat)
    chat.say(CRISIS)

    with services.database.reading() as session:
        subjects = list(session.scalars(select(OutboxMail.subject).order_by(OutboxMail.id)))
    assert subjects == ["Noen venter i Veivalg", "Noe haster i Veivalg"]


def calls(services: Services) -> list[tuple[str, str]]:
    with services.database.reading() as session:
        return [(mail.recipient, mail.subject) for mail in session.scalars(select(OutboxMail).order_by(OutboxMail.id))]


def test_only_counsellors_with_an_open_account_are_called(
    services: Services, chat: Chat, ida: Profile, per: Profile
) -> None:
    with services.database.transaction() as session:
        make_person(session, Role.ADMIN)
        set_active(session, public_id=per.public_id, active=False, now=NOON, by="test")
    ask(chat)
    assert calls(services) == [(ida.email, "Noen venter i Veivalg")]


def test_a_crisis_calls_once_however_often_it_is_said(services: Services, chat: Chat, ida: Profile) -> None:
    chat.say(CRISIS)
    chat.say(CRISIS)
    assert calls(services) == [(ida.email, "Noe haster i Veivalg")]


def test_a_crisis_calls_also_while_a_counsellor_is_there(services: Services, chat: Chat, ida: Profile) -> None:
    ask(chat)
    claim(chat, ida)
    chat.say(CRISIS)
    assert [subject for _, subject in calls(services)] == ["Noen venter i Veivalg", "Noe haster i Veivalg"]


def test_who_asks_again_after_closing_calls_again(
    services: Services, clock: FixedClock, chat: Chat, ida: Profile
) -> None:
    ask(chat)
    claim(chat, ida)
    close(chat, ida)
    clock.advance(hours=1)
    ask(chat)
    assert calls(services) == [(ida.email, "Noen venter i Veivalg")] * 2
