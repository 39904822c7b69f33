"""The way of a message: stored first, answered once, and never lost, whoever holds the conversation."""

import datetime

import pytest
from sqlalchemy import func, select

from assistant import handoff
from assistant.bootstrap import Services
from assistant.conversations import (
    AnswerReceipt,
    Conversation,
    CrisisAlert,
    Feedback,
    Holder,
    Message,
    MessageState,
    Sender,
    answer_kept,
    choose_form,
    exchange,
    for_counsellor,
    for_public_id,
    for_researcher,
    give_feedback,
    messages_after,
)
from assistant.conversations.exchange import LOST_AFTER, MAX_CHARS
from assistant.dialogue.reply import Basis, ButtonAction, Reply, ReplyKind, ShownPassage, ShownSource
from assistant.errors import EmptyMessage, InvalidInput, MessageTooLong, NotFound
from assistant.people import Profile
from assistant.triage import Reason, TopicShare, Triage, Urgency
from knowledge_base.article import Topic, WrittenForm
from tests.chat import CRISIS, Chat, begin_chat
from tests.factories import make_counsellor
from tests.fakes import NOON, FixedClock, ScriptedEngine
from tests.races import stopped_before_writing


@pytest.fixture
def chat(services: Services) -> Chat:
    return begin_chat(services)


@pytest.fixture
def ida(services: Services) -> Profile:
    with services.database.transaction() as session:
        return make_counsellor(session, name="Ida")


def ask_for_person(chat: Chat) -> None:
    with chat.services.database.transaction() as session:
        handoff.ask(session, for_public_id(session, chat.id), now=chat.services.clock())


def claim(chat: Chat, counsellor: Profile) -> None:
    with chat.services.database.transaction() as session:
        handoff.claim(session, public_id=chat.id, counsellor=counsellor, now=chat.services.clock())


def close(chat: Chat, counsellor: Profile) -> None:
    with chat.services.database.transaction() as session:
        handoff.close(session, public_id=chat.id, counsellor=counsellor, now=chat.services.clock())


def answer_what_was_kept(services: Services) -> int:
    return answer_kept(services.database, services.engine, services.clock)


def reply_with(form: WrittenForm = WrittenForm.BOKMAL, **fields: object) -> Reply:
    return Reply(kind=ReplyKind.ANSWER, text="svar", written_form=form, **fields)  # type: ignore[arg-type]


def states(chat: Chat) -> list[MessageState | None]:
    return [message.state for message in chat.messages() if message.sender is Sender.RESEARCHER]


# Taking in and answering


def test_a_message_is_answered_in_the_same_call(chat: Chat) -> None:
    exchanged = chat.say("Hei")
    assert exchanged.message.state is MessageState.ANSWERED
    assert [reply.text for reply in exchanged.replies] == ["echo: Hei"]
    assert not exchanged.with_person
    assert [(m.sender, m.text, m.reply_to) for m in chat.messages()] == [
        (Sender.RESEARCHER, "Hei", None),
        (Sender.ASSISTANT, "echo: Hei", exchanged.message.id),
    ]


def test_a_message_is_stored_before_anybody_is_asked(services: Services, engine: ScriptedEngine, chat: Chat) -> None:
    seen: list[tuple[str, MessageState | None]] = []

    def look_and_write(text: str, form: WrittenForm) -> list[Reply]:
        seen.extend((message.text, message.state) for message in chat.messages())
        # No transaction is held while the engine thinks: another may write.
        with services.database.transaction() as session:
            choose_form(session, for_public_id(session, chat.id), WrittenForm.NYNORSK)
        return [reply_with(form)]

    engine.script = look_and_write
    chat.say("Hei")
    assert seen == [("Hei", MessageState.RECEIVED)]


def test_several_replies_keep_their_order(engine: ScriptedEngine, chat: Chat) -> None:
    engine.script = lambda text, form: [Reply(ReplyKind.SMALLTALK, word, form) for word in ("en", "to", "tre")]
    exchanged = chat.say("Hei")
    assert [reply.text for reply in exchanged.replies] == ["en", "to", "tre"]
    assert chat.texts() == ["Hei", "en", "to", "tre"]


def test_the_engine_is_told_neither_token_nor_name(engine: ScriptedEngine, chat: Chat) -> None:
    chat.say("Hei")
    assert engine.said == [(chat.id, "Hei")]


def test_messages_are_read_from_a_number_on(services: Services, chat: Chat) -> None:
    first = chat.say("En")
    second = chat.say("To")
    with services.database.reading() as session:
        row = for_researcher(session, chat.id, chat.token)
        later = messages_after(session, row.id, first.replies[-1].id)
        assert messages_after(session, row.id, second.replies[-1].id) == []
    assert [message.text for message in later] == ["To", "echo: To"]


def test_conversations_do_not_mix(services: Services, chat: Chat) -> None:
    other = begin_chat(services)
    chat.say("Min", client_id="same")
    other.say("Din", client_id="same")
    assert (chat.texts(), other.texts()) == (["Min", "echo: Min"], ["Din", "echo: Din"])


def test_a_message_moves_the_time_that_counts_for_keeping(clock: FixedClock, chat: Chat) -> None:
    clock.advance(hours=3)
    chat.say("Hei")
    assert chat.view().created_at == NOON
    assert chat.view().last_message_at == NOON + datetime.timedelta(hours=3)


# The same message twice


def test_the_same_client_id_again_gives_the_same_replies_and_one_message(engine: ScriptedEngine, chat: Chat) -> None:
    first = chat.say("Hei", client_id="one")
    again = chat.say("Hei", client_id="one")
    assert again == first
    assert len(engine.said) == 1
    assert chat.texts() == ["Hei", "echo: Hei"]


def test_what_was_typed_first_counts_under_a_client_id(chat: Chat) -> None:
    chat.say("Hei", client_id="one")
    assert chat.say("Noe annet", client_id="one").message.text == "Hei"
    assert chat.texts() == ["Hei", "echo: Hei"]


def test_another_client_id_is_another_message(chat: Chat) -> None:
    """If this fails, the tests above prove nothing."""
    chat.say("Hei", client_id="one")
    chat.say("Hei", client_id="two")
    assert chat.texts() == ["Hei", "echo: Hei", "Hei", "echo: Hei"]


def test_the_same_client_id_twice_at_once_is_one_message_answered_once(
    services: Services, engine: ScriptedEngine, chat: Chat
) -> None:
    one, two = stopped_before_writing(
        services.database, lambda: chat.say("Hei", client_id="one"), lambda: chat.say("Hei", client_id="one")
    )

    assert not isinstance(one, BaseException), one
    assert not isinstance(two, BaseException), two
    assert one.message.id == two.message.id
    assert len(engine.said) == 1
    assert chat.texts() == ["Hei", "echo: Hei"]
    assert [reply.text for reply in chat.say("Hei", client_id="one").replies] == ["echo: Hei"]


def test_a_repeat_while_the_first_is_being_answered_asks_nobody_twice(engine: ScriptedEngine, chat: Chat) -> None:
    meanwhile = []

    def repeat(text: str, form: WrittenForm) -> list[Reply]:
        meanwhile.append(chat.say("Hei", client_id="one"))
        return [reply_with(form)]

    engine.script = repeat
    chat.say("Hei", client_id="one")
    assert [(exchanged.message.state, exchanged.replies) for exchanged in meanwhile] == [(MessageState.RECEIVED, ())]
    assert chat.texts() == ["Hei", "svar"]


@pytest.mark.parametrize("client_id", ["x" * 65, "a\x00b", "a\nb"])
def test_a_client_id_that_cannot_be_kept_is_refused(chat: Chat, client_id: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        chat.say("Hei", client_id=client_id)
    assert refusal.value.values == {"field": "client_id"}
    assert chat.texts() == []


def test_a_client_id_is_needed(services: Services, chat: Chat) -> None:
    with pytest.raises(InvalidInput):
        exchange(
            services.database, services.engine, services.gate, services.forms, services.clock,
            conversation=chat.id, token=chat.token, typed="Hei", client_id="",
        )  # fmt: skip
    assert chat.texts() == []


# What may be typed


@pytest.mark.parametrize(
    "typed", ["", "   ", "\n\t ", "\x00\x01\x1b", "\u200b\u2060", "\u00a0", "\ud800", "\ufe0f\u200d"]
)
def test_nothing_but_blanks_and_control_characters_is_refused_and_not_stored(chat: Chat, typed: str) -> None:
    with pytest.raises(EmptyMessage):
        chat.say(typed)
    assert chat.texts() == []


@pytest.mark.parametrize("typed", ["🙂", "👩‍🔬", "?", "1", "å", "日本", "🇳🇴"])
def test_a_single_sign_is_a_message(chat: Chat, typed: str) -> None:
    assert chat.say(typed).message.text == typed


def test_the_longest_message_is_taken_whole(chat: Chat) -> None:
    longest = "å" * MAX_CHARS
    assert chat.say(longest).message.text == longest


def test_one_character_more_is_refused_and_not_stored(chat: Chat) -> None:
    with pytest.raises(MessageTooLong) as refusal:
        chat.say("å" * 4001)
    assert refusal.value.values == {"max_chars": 4000}
    assert chat.texts() == []


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert('hei')</script>",
        "<b>fet</b> & &amp;",
        "'; DROP TABLE messages; --",
        "{{ 7 * 7 }} { $name }",
        "/restart",
    ],
)
def test_markup_and_commands_are_kept_as_the_text_they_are(engine: ScriptedEngine, chat: Chat, typed: str) -> None:
    assert chat.say(typed).message.text == typed
    assert engine.said == [(chat.id, typed)]
    assert chat.texts() == [typed, f"echo: {typed}"]


def test_control_characters_and_outer_blanks_go_and_line_breaks_stay(chat: Chat) -> None:
    assert chat.say("  Hei\r\n\x00du\tder\x7f \n").message.text == "Hei\ndu\tder"


# Doors


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


# The crisis gate


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


# Silence


def test_a_message_to_a_silent_engine_is_kept_and_the_researcher_told_so(engine: ScriptedEngine, chat: Chat) -> None:
    engine.silent = True
    exchanged = chat.say("Hva er oppsigelsestiden?")
    assert exchanged.message.state is MessageState.KEPT
    [apology] = exchanged.replies
    assert apology.reply is not None
    assert apology.reply.kind is ReplyKind.NOTICE
    assert {button.action for button in apology.reply.buttons} == {ButtonAction.HANDOFF, ButtonAction.OPEN}
    assert states(chat) == [MessageState.KEPT]


def test_an_engine_without_a_reply_is_silent(engine: ScriptedEngine, chat: Chat) -> None:
    engine.script = lambda text, form: []
    assert chat.say("Hei").message.state is MessageState.KEPT


def test_a_kept_message_is_answered_when_the_engine_is_back(
    services: Services, engine: ScriptedEngine, chat: Chat
) -> None:
    engine.silent = True
    chat.say("En", client_id="one")
    chat.say("To")
    assert answer_what_was_kept(services) == 0
    assert states(chat) == [MessageState.KEPT, MessageState.KEPT]

    engine.silent = False
    assert answer_what_was_kept(services) == 2

    assert chat.texts()[-2:] == ["echo: En", "echo: To"]
    assert states(chat) == [MessageState.ANSWERED, MessageState.ANSWERED]
    assert [reply.text for reply in chat.say("En", client_id="one").replies][-1] == "echo: En"
    assert answer_what_was_kept(services) == 0


def test_a_message_that_the_engine_never_answers_does_not_hold_up_the_others(
    services: Services, engine: ScriptedEngine, chat: Chat
) -> None:
    engine.silent = True
    chat.say("uforståelig")
    chat.say("Hei")
    engine.silent = False
    engine.script = lambda text, form: [] if text == "uforståelig" else [reply_with(form)]
    assert answer_what_was_kept(services) == 1
    assert states(chat) == [MessageState.KEPT, MessageState.ANSWERED]


def test_a_kept_message_is_answered_once_by_two_workers(services: Services, engine: ScriptedEngine, chat: Chat) -> None:
    engine.silent = True
    chat.say("Hei")
    engine.silent = False

    stopped_before_writing(
        services.database, lambda: answer_what_was_kept(services), lambda: answer_what_was_kept(services)
    )

    assert chat.texts().count("echo: Hei") == 1


def test_a_conversation_erased_while_its_kept_message_is_answered_stops_nobody(
    services: Services, engine: ScriptedEngine, chat: Chat
) -> None:
    other = begin_chat(services)
    engine.silent = True
    chat.say("Slett meg")
    other.say("Hei")
    engine.silent = False

    def erase_first(text: str, form: WrittenForm) -> list[Reply]:
        if text == "Slett meg":
            with services.database.transaction() as session:
                session.delete(for_public_id(session, chat.id))
        return [reply_with(form)]

    engine.script = erase_first
    assert answer_what_was_kept(services) == 1
    assert states(other) == [MessageState.ANSWERED]


def test_a_message_whose_process_ended_while_answering_is_answered_later(
    services: Services, engine: ScriptedEngine, clock: FixedClock, chat: Chat
) -> None:
    def end(text: str, form: WrittenForm) -> list[Reply]:
        raise RuntimeError("the process ends here")

    engine.script = end
    with pytest.raises(RuntimeError):
        chat.say("Hei")
    assert states(chat) == [MessageState.RECEIVED]
    engine.script = lambda text, form: [reply_with(form)]

    assert answer_what_was_kept(services) == 0, "it might still be being answered"
    clock.now = NOON + LOST_AFTER
    assert answer_what_was_kept(services) == 1

    assert chat.texts() == ["Hei", "svar"]
    assert states(chat) == [MessageState.ANSWERED]


# Whoever comes while the engine thinks


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


def test_an_erased_conversation_takes_no_replies(services: Services, engine: ScriptedEngine, chat: Chat) -> None:
    def erased(text: str, form: WrittenForm) -> list[Reply]:
        with services.database.transaction() as session:
            session.delete(for_public_id(session, chat.id))
        return [reply_with(form)]

    engine.script = erased
    with pytest.raises(NotFound):
        chat.say("Hei")
    with services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == 0


# Written forms


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


# What is kept with a reply

PASSAGE = ShownPassage(
    slug="notice", version=3, title="Oppsigelsestid", text="Tre måneder.", heading="Hvor lenge",
    sources=(ShownSource("Loven", "https://lovdata.no", "2026"),), verified_on=datetime.date(2026, 11, 20), score=0.75,
)  # fmt: skip


def test_an_answer_has_a_receipt_for_each_passage(services: Services, engine: ScriptedEngine, chat: Chat) -> None:
    engine.script = lambda text, form: [reply_with(form, passages=(PASSAGE,), basis=Basis("build-1", 0.5))]
    [reply] = chat.say("Hva er oppsigelsestiden?").replies
    with services.database.reading() as session:
        [receipt] = session.scalars(select(AnswerReceipt))
    assert (receipt.message_id, receipt.slug, receipt.version) == (reply.id, "notice", 3)
    assert (receipt.index_build, receipt.score, receipt.threshold) == ("build-1", 0.75, 0.5)


def test_a_stored_reply_comes_back_as_it_was(engine: ScriptedEngine, chat: Chat) -> None:
    sent = reply_with(
        passages=(PASSAGE,), basis=Basis("build-1", 0.5),
        triage=Triage((TopicShare(Topic.UNCERTAINTY, 0.9),), Urgency.SOON, True, (Reason.STRAIN,)),
    )  # fmt: skip
    engine.script = lambda text, form: [sent]
    chat.say("Hei")
    assert chat.messages()[-1].reply == sent


def test_topics_and_reasons_gather_and_the_urgency_never_falls(engine: ScriptedEngine, chat: Chat) -> None:
    triages = iter(
        [
            Triage((TopicShare(Topic.UNCERTAINTY, 0.9),), Urgency.SOON, True, (Reason.STRAIN,)),
            Triage((TopicShare(Topic.JOB_SEARCH, 0.8), TopicShare(Topic.UNCERTAINTY, 0.3))),
        ]
    )
    engine.script = lambda text, form: [reply_with(form, triage=next(triages))]
    chat.say("En")
    chat.say("To")
    view = chat.view()
    assert view.topics == (Topic.UNCERTAINTY, Topic.JOB_SEARCH)
    assert (view.urgency, view.needs_human, view.reasons) == (Urgency.SOON, True, (Reason.STRAIN,))


# Did this help?


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
