"""The desk: booking with all that belongs to it, the mails and what is shared of the conversation."""

import datetime

import icalendar
import pytest
from sqlalchemy import select

from assistant import audit, booking, privacy
from assistant.booking import Desk, Share, Slot, Wish, for_secret
from assistant.bootstrap import Services
from assistant.conversations import for_researcher
from assistant.database import Database
from assistant.dialogue.reply import Reply, ReplyKind
from assistant.errors import InvalidInput, NotFound, SlotTaken
from assistant.notifications.outbox import OutboxMail
from assistant.people import Profile
from assistant.triage import TopicShare, Triage
from knowledge_base.article import Topic, WrittenForm
from tests.booking.bookings import book_slot, slots, standing, with_hours
from tests.chat import begin_chat
from tests.fakes import NOON, ScriptedEngine
from tests.races import stopped_before_writing


@pytest.fixture
def desk() -> Desk:
    return Desk("http://veivalg.test", "Veivalg <no-reply@veivalg.test>")


def wish(slot: Slot, share: Share = Share.NOTHING, **fields: str) -> Wish:
    return Wish(slot.id, fields.get("name", "Kim"), fields.get("email", "kim@example.org"), WrittenForm.NYNORSK, share)


def mails(database: Database) -> list[OutboxMail]:
    with database.reading() as session:
        return list(session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def test_booking_at_the_desk_tells_both_in_the_same_transaction(database: Database, ida: Profile, desk: Desk) -> None:
    with database.transaction() as session:
        view, secret = desk.book(session, wish(slots(database)[0]), conversation=None, now=NOON)
    researcher, counsellor = mails(database)
    assert (researcher.recipient, counsellor.recipient) == ("kim@example.org", ida.email)
    assert f"http://veivalg.test/appointments/{view.ref}?secret={secret}" in researcher.body
    assert secret not in counsellor.body
    assert {mail.calendar_method for mail in mails(database)} == {"REQUEST"}


def test_a_refused_booking_tells_nobody(database: Database, ida: Profile, desk: Desk) -> None:
    slot = slots(database)[0]
    book_slot(database, slot)
    for refused, error in ((wish(slot), SlotTaken), (wish(slots(database)[0], email="kim"), InvalidInput)):
        with pytest.raises(error), database.transaction() as session:
            desk.book(session, refused, conversation=None, now=NOON)
    assert mails(database) == []
    assert len(standing(database)) == 1


def test_each_change_is_told_once(database: Database, ida: Profile, desk: Desk) -> None:
    slot, other = slots(database)[:2]
    with database.transaction() as session:
        view, secret = desk.book(session, wish(slot), conversation=None, now=NOON)
    with database.transaction() as session:
        desk.move(session, for_secret(session, view.ref, secret, now=NOON), slot=other.id, secret=secret, now=NOON)
    with database.transaction() as session:
        desk.cancel(session, for_secret(session, view.ref, secret, now=NOON), by=audit.RESEARCHER, now=NOON)
    told = [(mail.recipient, mail.calendar_method) for mail in mails(database)]
    assert told[::2] == [("kim@example.org", "REQUEST"), ("kim@example.org", "REQUEST"), ("kim@example.org", "CANCEL")]
    assert told[1::2] == [(ida.email, method) for _, method in told[::2]]


def test_moved_without_the_secret_the_mail_brings_a_link_that_opens_it(services: Services, desk: Desk) -> None:
    database = services.database
    with_hours(database, *booking.ordinary_week())
    chat = begin_chat(services)
    slot, other = slots(database)[:2]
    with database.transaction() as session:
        row = for_researcher(session, chat.id, chat.token)
        view, _ = desk.book(session, wish(slot), conversation=row, now=NOON)

    with database.transaction() as session:
        own = for_researcher(session, chat.id, chat.token)
        opened = booking.of_conversation(session, view.ref, conversation_id=own.id)
        desk.move(session, opened, slot=other.id, secret="", now=NOON)

    mailed = mails(database)[2].body.partition("?secret=")[2].split()[0]
    with database.reading() as session:
        assert for_secret(session, view.ref, mailed, now=NOON).starts_at == other.starts_at


def test_an_appointment_is_not_opened_from_another_conversation(services: Services, desk: Desk) -> None:
    with_hours(services.database, *booking.ordinary_week())
    chat, other = begin_chat(services), begin_chat(services)
    with services.database.transaction() as session:
        row = for_researcher(session, chat.id, chat.token)
        view, _ = desk.book(session, wish(slots(services.database)[0]), conversation=row, now=NOON)
    with services.database.reading() as session:
        own = for_researcher(session, other.id, other.token).id
        with pytest.raises(NotFound):
            booking.of_conversation(session, view.ref, conversation_id=own)


@pytest.mark.parametrize(
    ("share", "words", "topics"),
    [(Share.BRIEF, ["Hei"], ["uncertainty"]), (Share.TOPIC, [], ["uncertainty"]), (Share.NOTHING, None, None)],
)
def test_the_counsellor_sees_what_was_shared_and_no_more(
    services: Services,
    engine: ScriptedEngine,
    desk: Desk,
    share: Share,
    words: list[str] | None,
    topics: list[str] | None,
) -> None:
    triage = Triage((TopicShare(Topic.UNCERTAINTY, 0.9),))
    engine.script = lambda text, form: [Reply(ReplyKind.SMALLTALK, "Ja.", form, triage=triage)]
    with_hours(services.database, *booking.ordinary_week())
    chat = begin_chat(services)
    chat.say("Hei")
    with services.database.transaction() as session:
        row = for_researcher(session, chat.id, chat.token)
        view, _ = desk.book(session, wish(slots(services.database)[0], share), conversation=row, now=NOON)
    assert view.share is share
    shown = view.brief or {}
    assert (shown.get("own_words"), shown.get("topics")) == (words, topics)


def test_without_a_conversation_there_is_nothing_to_share(database: Database, ida: Profile, desk: Desk) -> None:
    with database.transaction() as session:
        view, _ = desk.book(session, wish(slots(database)[0], Share.BRIEF), conversation=None, now=NOON)
    assert (view.share, view.brief) == (Share.NOTHING, None)


def test_who_loses_a_session_to_another_counsellor_is_told_and_sent_a_cancellation(
    database: Database, ida: Profile, desk: Desk
) -> None:
    slot, *_ = slots(database)
    with database.transaction() as session:
        view, secret = desk.book(session, wish(slot), conversation=None, now=NOON)
    per = with_hours(database, *booking.ordinary_week(), name="Per")
    to_per = next(one for one in slots(database) if one.counsellor == per.public_id and one.starts_at > slot.starts_at)

    with database.transaction() as session:
        row = for_secret(session, view.ref, secret, now=NOON)
        desk.move(session, row, slot=to_per.id, secret=secret, now=NOON)

    told = {mail.recipient: mail for mail in mails(database) if f"-{view.ref}-1-" in mail.key}
    assert set(told) == {"kim@example.org", ida.email, per.email}
    lost = told[ida.email]
    event = icalendar.Calendar.from_ical(lost.calendar).walk("VEVENT")[0]
    assert (lost.calendar_method, told[per.email].calendar_method) == ("CANCEL", "REQUEST")
    assert (event["UID"], event["SEQUENCE"]) == (f"{view.ref}@veivalg", 1)
    assert event.decoded("DTSTART") == slot.starts_at
    assert ida.email in str(event["ATTENDEE"])


def test_without_an_address_no_mail_is_written_when_the_tie_is_cut(services: Services, desk: Desk) -> None:
    with_hours(services.database, *booking.ordinary_week())
    chat = begin_chat(services)
    slot, *_ = slots(services.database)
    with services.database.transaction() as session:
        conversation = for_researcher(session, chat.id, chat.token)
        view, _ = desk.book(session, wish(slot), conversation=conversation, now=NOON)
        booking.remove_personal(session, before=slot.ends_at + datetime.timedelta(days=1))
    with services.database.transaction() as session:
        row = session.get_one(booking.Appointment, view.id, populate_existing=True)
        desk.unlink(session, row, secret="", now=NOON)
    assert [mail.key for mail in mails(services.database) if mail.key.startswith("unlinked")] == []


def test_booking_from_a_conversation_that_is_erased_at_that_moment_is_refused_or_comes_first(
    services: Services, desk: Desk
) -> None:
    with_hours(services.database, *booking.ordinary_week())
    chat = begin_chat(services)
    slot, *_ = slots(services.database)

    def book() -> object:
        with services.database.transaction() as session:
            conversation = for_researcher(session, chat.id, chat.token)
            return desk.book(session, wish(slot), conversation=conversation, now=NOON)

    booked, erased = stopped_before_writing(
        services.database, book, lambda: privacy.erase(services, chat.id, chat.token)
    )

    assert isinstance(erased, dict)
    assert len(standing(services.database)) == (0 if isinstance(booked, NotFound) else 1)
    assert isinstance(booked, NotFound | tuple)
