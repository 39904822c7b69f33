"""What is shared: chosen line by line, changed and withdrawn later, and cut off from the conversation."""

import pytest
from sqlalchemy import select

from assistant import audit, booking
from assistant.booking import Desk, Share, Wish, change_share, for_secret, share_choices, shareable, ticked
from assistant.bootstrap import Services
from assistant.conversations import Brief, for_researcher
from assistant.dialogue.reply import Reply, ReplyKind
from assistant.errors import NotFound, SlotUnknown
from assistant.notifications.outbox import OutboxMail
from assistant.triage import Reason, TopicShare, Triage, Urgency
from knowledge_base.article import Topic, WrittenForm
from tests.booking.bookings import Booked, row_of, with_hours
from tests.chat import Chat, begin_chat
from tests.fakes import FixedClock, ScriptedEngine

DESK = Desk("http://veivalg.test", "Veivalg <no-reply@veivalg.test>")
WORDS = "Eg er gravid. Leiaren min veit det ikkje."


@pytest.fixture
def talk(services: Services, engine: ScriptedEngine) -> Chat:
    """A conversation with two sentences, a topic and a reason, and a counsellor who can be booked."""
    with_hours(services.database, *booking.ordinary_week())
    triage = Triage((TopicShare(Topic.FAMILY_PLANNING, 0.8),), Urgency.SOON, True, (Reason.STRAIN,))
    engine.script = lambda text, form: [Reply(ReplyKind.SMALLTALK, "Ja.", form, triage=triage)]
    chat = begin_chat(services)
    chat.say(WORDS)
    return chat


def offered(chat: Chat) -> Brief:
    with chat.services.database.reading() as session:
        brief = booking.brief_of(session, for_researcher(session, chat.id, chat.token))
    assert brief is not None
    return brief


def without(brief: Brief, *struck: str) -> frozenset[str]:
    """The keys of all lines but those that begin with these values."""
    return frozenset(line.key for line in brief.lines() if line.told[0] not in struck)


def book(chat: Chat, share: Share = Share.BRIEF, keep: frozenset[str] | None = None) -> Booked:
    with chat.services.database.transaction() as session:
        row = for_researcher(session, chat.id, chat.token)
        slot = booking.free_slots(session, now=chat.services.clock())[0]
        wish = Wish(slot.id, "Kim", "kim@example.org", WrittenForm.NYNORSK, share, keep=keep)
        return DESK.book(session, wish, conversation=row, now=chat.services.clock())


def stored(chat: Chat, booked: Booked) -> tuple[Share, Brief | None]:
    row = row_of(chat.services.database, booked[0].ref)
    return Share(row.share), Brief.from_json(row.brief) if row.brief else None


def change(chat: Chat, booked: Booked, share: Share, keep: frozenset[str]) -> None:
    with chat.services.database.transaction() as session:
        row = for_secret(session, booked[0].ref, booked[1], now=chat.services.clock())
        change_share(session, row, share=share, keep=keep, now=chat.services.clock())


def can_share(chat: Chat, booked: Booked) -> Brief | None:
    with chat.services.database.reading() as session:
        row = for_secret(session, booked[0].ref, booked[1], now=chat.services.clock())
        return shareable(session, row, now=chat.services.clock())


def cut(chat: Chat, booked: Booked, secret: str | None = None) -> str:
    with chat.services.database.transaction() as session:
        row = for_secret(session, booked[0].ref, booked[1], now=chat.services.clock())
        return DESK.unlink(session, row, secret=booked[1] if secret is None else secret, now=chat.services.clock())


# Choosing


def test_a_sentence_that_is_struck_is_not_stored(talk: Chat) -> None:
    brief = offered(talk)

    booked = book(talk, keep=without(brief, "Eg er gravid."))

    share, shared = stored(talk, booked)
    assert share is Share.BRIEF
    assert shared == Brief(("Leiaren min veit det ikkje.",), ("family_planning",), ("strain",))
    assert brief.situation == (("family", "pregnancy"),)


def test_a_line_written_between_the_showing_and_the_booking_is_not_shared_unseen(talk: Chat) -> None:
    shown = offered(talk)
    talk.say("Dette er hemmeleg.")

    share, shared = stored(talk, book(talk, keep=shown.keys()))

    assert "Dette er hemmeleg." in offered(talk).own_words
    assert (share, shared) == (Share.BRIEF, shown)


@pytest.mark.parametrize(
    ("share", "struck", "left"),
    [
        (Share.BRIEF, ["Eg er gravid.", "Leiaren min veit det ikkje.", "strain"], Share.TOPIC),
        (Share.TOPIC, [], Share.TOPIC),
        (Share.TOPIC, ["family_planning"], Share.NOTHING),
        (Share.NOTHING, [], Share.NOTHING),
    ],
)
def test_the_choice_that_is_kept_says_what_is_left(talk: Chat, share: Share, struck: list[str], left: Share) -> None:
    kept, shared = stored(talk, book(talk, share, without(offered(talk), *struck)))

    assert kept is left
    assert (shared.topics if shared else None) == (("family_planning",) if left is Share.TOPIC else None)
    assert not shared or shared == shared.only_topics()


def test_keys_that_name_no_line_share_nothing(talk: Chat) -> None:
    assert stored(talk, book(talk, keep=frozenset({"0" * 16, ""}))) == (Share.NOTHING, None)


def test_without_topics_there_is_no_choice_of_them() -> None:
    assert share_choices(Brief(("Hei",))) == [Share.BRIEF, Share.NOTHING]
    assert share_choices(Brief(topics=("skills_and_planning",))) == [Share.TOPIC, Share.NOTHING]
    assert share_choices(Brief(("Hei",), ("skills_and_planning",))) == list(Share)


# Changing


def test_more_is_shared_later_while_the_session_is_ahead(talk: Chat) -> None:
    booked = book(talk, Share.NOTHING)
    talk.say("No er det greitt.")

    change(talk, booked, Share.BRIEF, offered(talk).keys())

    assert stored(talk, booked) == (Share.BRIEF, offered(talk))


def test_before_a_new_choice_the_lines_that_are_shared_are_ticked(talk: Chat) -> None:
    struck = without(offered(talk), "Eg er gravid.")
    shared, brief = stored(talk, book(talk, keep=struck))[1], offered(talk)
    assert shared is not None

    assert ticked(shared, Share.BRIEF, brief) == shared.keys()
    assert ticked(shared.only_topics(), Share.TOPIC, brief) == brief.keys()
    assert ticked(None, Share.NOTHING, brief) == brief.keys()


def test_what_was_written_after_booking_is_not_ticked(talk: Chat) -> None:
    shared = stored(talk, book(talk))[1]
    assert shared is not None
    talk.say("Noko nytt.")

    brief = offered(talk)

    assert ticked(shared, Share.BRIEF, brief) == without(brief, "Noko nytt.")


@pytest.mark.parametrize("why", ["cut", "begun", "cancelled"])
def test_once_it_is_cut_begun_or_cancelled_lines_can_only_be_struck(talk: Chat, clock: FixedClock, why: str) -> None:
    booked = book(talk, keep=without(offered(talk), "Eg er gravid."))
    more = offered(talk).keys()
    if why == "cut":
        cut(talk, booked)
    elif why == "begun":
        clock.now = booked[0].starts_at
    else:
        with talk.services.database.transaction() as session:
            row = for_secret(session, booked[0].ref, booked[1], now=clock())
            DESK.cancel(session, row, by=audit.RESEARCHER, now=clock())
    before = stored(talk, booked)

    change(talk, booked, Share.BRIEF, more)
    assert stored(talk, booked) == before
    change(talk, booked, Share.TOPIC, more)
    assert stored(talk, booked) == (Share.TOPIC, Brief(topics=("family_planning",)))
    change(talk, booked, Share.NOTHING, more)
    assert stored(talk, booked) == (Share.NOTHING, None)
    assert can_share(talk, booked) is None


def test_a_change_is_in_the_log_without_words(talk: Chat) -> None:
    booked = book(talk)

    change(talk, booked, Share.TOPIC, offered(talk).keys())

    with talk.services.database.reading() as session:
        [entry] = audit.latest(session, limit=1)
    assert (entry.action, entry.by, entry.about, entry.data) == (
        "booking.appointment.shared", "researcher", booked[0].ref, {"share": "topic"},
    )  # fmt: skip


# Cutting


def test_a_cut_leaves_the_appointment_and_what_is_shared(talk: Chat) -> None:
    booked = book(talk)
    before = stored(talk, booked)

    assert cut(talk, booked) == booked[1]

    row = row_of(talk.services.database, booked[0].ref)
    assert (row.conversation_id, row.status, row.sequence) == (None, "booked", 0)
    assert stored(talk, booked) == before


def test_after_a_cut_the_conversation_neither_shows_nor_opens_the_appointment(talk: Chat) -> None:
    booked = book(talk)
    with talk.services.database.reading() as session:
        own = for_researcher(session, talk.id, talk.token).id
        before = booking.for_conversation(session, own, now=talk.services.clock())

    cut(talk, booked)

    with talk.services.database.reading() as session:
        assert [entry.ref for entry in before] == [booked[0].ref]
        assert booking.for_conversation(session, own, now=talk.services.clock()) == []
        with pytest.raises(NotFound):
            booking.of_conversation(session, booked[0].ref, conversation_id=own)


def test_whoever_cuts_from_the_conversation_is_mailed_a_link_that_opens_the_appointment(talk: Chat) -> None:
    booked = book(talk)

    fresh = cut(talk, booked, secret="")
    again = cut(talk, booked)

    with talk.services.database.reading() as session:
        mails = list(session.scalars(select(OutboxMail).where(OutboxMail.key.startswith("unlinked-"))))
        assert for_secret(session, booked[0].ref, fresh, now=talk.services.clock()).ref == booked[0].ref
    assert [mail.recipient for mail in mails] == ["kim@example.org"]
    assert DESK.link(booked[0].ref, fresh) in mails[0].body
    assert (fresh != booked[1], again) == (True, booked[1])


def test_a_cut_is_in_the_log_once(talk: Chat) -> None:
    booked = book(talk)

    cut(talk, booked)
    cut(talk, booked)

    with talk.services.database.reading() as session:
        actions = [entry.action for entry in audit.latest(session, limit=20)]
    assert actions.count("booking.appointment.unlinked") == 1


def test_an_urgent_conversation_no_longer_counts_once_it_is_cut(services: Services, talk: Chat) -> None:
    week = booking.ordinary_week()
    held_back = booking.Hours(0, week[0].starts, week[0].ends, 45, urgent=True)
    with_hours(services.database, held_back, name="Per")
    with services.database.reading() as session:
        row = for_researcher(session, talk.id, talk.token)
        wanted = booking.Preference(urgent=booking.may_be_urgent(row))
        found = booking.free_slots(session, now=services.clock(), preference=wanted)
    urgent = next(slot for slot in found if slot.urgent)
    booked = book(talk)

    def move() -> None:
        with services.database.transaction() as session:
            own = for_secret(session, booked[0].ref, booked[1], now=services.clock())
            DESK.move(session, own, slot=urgent.id, secret=booked[1], now=services.clock())

    cut(talk, booked)
    with pytest.raises(SlotUnknown):
        move()


def test_a_tied_appointment_of_an_urgent_conversation_is_moved_to_what_is_held_back(
    services: Services, talk: Chat
) -> None:
    """If this fails, the test above proves nothing."""
    week = booking.ordinary_week()
    with_hours(services.database, booking.Hours(0, week[0].starts, week[0].ends, 45, urgent=True), name="Per")
    booked = book(talk)
    with services.database.transaction() as session:
        own = for_secret(session, booked[0].ref, booked[1], now=services.clock())
        assert booking.may_move_to_urgent(session, own)
        found = booking.free_slots(session, now=services.clock(), preference=booking.Preference(urgent=True))
        urgent = next(slot for slot in found if slot.urgent)
        DESK.move(session, own, slot=urgent.id, secret=booked[1], now=services.clock())


def test_nobody_is_mailed_about_a_change_made_with_the_secret(services: Services, talk: Chat) -> None:
    booked = book(talk)
    with services.database.reading() as session:
        before = len(list(session.scalars(select(OutboxMail))))

    change(talk, booked, Share.NOTHING, frozenset())
    cut(talk, booked)

    with services.database.reading() as session:
        assert len(list(session.scalars(select(OutboxMail)))) == before
