"""The waiting list: joining, the place in the line, leaving, and what is told about the wait."""

import datetime
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import select, update

from assistant import booking
from assistant.booking import Kind, Place, Preference
from assistant.booking.waiting import (
    MAX_PLACES,
    EntryStatus,
    WaitingEntry,
    WaitingOffer,
    WaitingWish,
    entry_for_secret,
    remove_ended_waiting,
)
from assistant.booking.waiting.entries import join as join_out_of_turn
from assistant.conversations import Conversation
from assistant.database import Database
from assistant.errors import InvalidInput, NotFound
from assistant.notifications.outbox import OutboxMail
from assistant.texts import text
from knowledge_base.article import Topic, WrittenForm
from tests.booking.waits import ask, join, leave, mails_to, offered_after, view_of
from tests.factories import make_conversation
from tests.fakes import NOON
from tests.races import at_once, stopped_before_writing, without_index

DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)
PICKY = Preference(
    topic=Topic.JOB_SEARCH, kind=Kind.DOCUMENTS, place=Place.ROOM, institution="NTNU", counsellor="0a1b2c3d",
    not_counsellors=frozenset({"00000000", "11111111"}), not_faculties=frozenset({"Det humanistiske"}),
)  # fmt: skip
WISHES = [Preference(topic=topic) for topic in list(Topic)[:5]]


def entries(database: Database) -> list[WaitingEntry]:
    with database.reading() as session:
        return list(session.scalars(select(WaitingEntry).order_by(WaitingEntry.id)))


# Joining


def test_who_joins_stands_last_in_the_line(database: Database) -> None:
    first, second = join(database), join(database, "Ola", now=NOON + MINUTE)
    assert (first[0].number, second[0].number) == (1, 2)
    assert first[0].status is EntryStatus.WAITING


def test_what_is_wished_is_kept(database: Database) -> None:
    joined = join(database, preference=PICKY, form="nn", zone="Asia/Kolkata")
    view = view_of(database, joined)
    assert view.preference == replace(PICKY, written_form=WrittenForm.NYNORSK)
    assert view.zone == "Asia/Kolkata"


@pytest.mark.parametrize("form", WrittenForm)
def test_a_mail_brings_the_link_to_the_place_in_the_line(database: Database, form: WrittenForm) -> None:
    view, secret = join(database, form=form)
    [mail] = mails_to(database, "kim")
    assert mail.subject == text("mail-waiting-subject", form)
    assert f"http://veivalg.test/waiting/{view.ref}?secret={secret}\n" in mail.body


def test_of_the_secret_only_the_hash_is_kept(database: Database) -> None:
    _, secret = join(database)
    assert entries(database)[0].secret_hash == hashlib.sha256(secret.encode()).hexdigest()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"email": "+47 123 45 678"}, "email"), ({"email": ""}, "email"), ({"email": "a@b.no\r\nBcc: c@d.no"}, "email"),
     ({"name": " ", "email": "kim@example.org"}, "name"),
      ({"name": "x" * 101, "email": "kim@example.org"}, "name")],
)  # fmt: skip
def test_who_cannot_be_written_to_does_not_join(database: Database, wrong: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        join(database, **wrong)
    assert refused.value.values == {"field": field}
    assert entries(database) == []


def test_the_same_address_waits_for_the_same_once(database: Database) -> None:
    join(database, preference=PICKY)
    for again in ("kim@example.org", " KIM@example.org "):
        assert ask(database, preference=PICKY, email=again) == again.strip()
    assert len(entries(database)) == 1


def test_the_same_address_may_wait_for_something_else_too(database: Database) -> None:
    join(database, preference=PICKY)
    join(database)
    join(database, form="en")
    assert len(entries(database)) == 3


@pytest.mark.parametrize("form", WrittenForm)
def test_who_asks_again_is_told_by_mail_that_they_wait(database: Database, form: WrittenForm) -> None:
    joined = join(database, form=form)
    ask(database, "Mallory", email="kim@example.org", form=form)
    _, mail = mails_to(database, "kim")
    assert mail.subject == text("mail-waiting-again-subject", form)
    assert mail.body == text("mail-waiting-again-body", form, places=MAX_PLACES)
    # Nothing of it can open the place, or was typed by whoever asked.
    assert joined[0].ref not in mail.body + mail.key
    assert "http" not in mail.body
    assert "Mallory" not in mail.body


def test_who_asks_again_and_again_gets_one_such_mail_a_day(database: Database) -> None:
    join(database)
    # In Norway the day ends at 23 in UTC.
    for hours in (0, 1, 10, 11, 12, 34):
        ask(
            database,
            now=NOON + datetime.timedelta(hours=hours),
            email="KIM@example.org" if hours else "kim@example.org",
        )
    with database.reading() as session:
        again = select(OutboxMail.created_at).where(OutboxMail.key.startswith("waiting-again-"))
        written = list(session.scalars(again.order_by(OutboxMail.id)))
    assert written == [NOON, NOON + datetime.timedelta(hours=11)]


def test_the_key_of_such_a_mail_does_not_show_the_address(database: Database) -> None:
    join(database)
    ask(database)
    assert re.fullmatch(r"waiting-again-[0-9a-f]{20}", mails_to(database, "kim")[1].key)


def test_an_address_has_three_places_at_most(database: Database) -> None:
    first = join(database, preference=WISHES[0])
    join(database, preference=WISHES[1], email="KIM@example.org")
    join(database, preference=WISHES[2])
    ask(database, preference=WISHES[3])
    join(database, "Ola", preference=WISHES[3])
    assert [row.name for row in entries(database)] == ["Kim"] * 3 + ["Ola"]
    assert mails_to(database, "kim")[-1].subject == text("mail-waiting-again-subject", WrittenForm.BOKMAL)
    leave(database, first)
    join(database, preference=WISHES[3])
    assert len(entries(database)) == 5


# Joining at once


def places_after_asking(database: Database, *asking: Callable[[], object]) -> int:
    outcomes = stopped_before_writing(database, *asking)
    assert [outcome for outcome in outcomes if isinstance(outcome, BaseException)] == []
    return len(entries(database))


def asking_for(database: Database, *wishes: Preference) -> list[Callable[[], object]]:
    return [partial(ask, database, preference=wish) for wish in wishes]


def test_of_those_who_join_with_one_address_at_once_one_does(database: Database) -> None:
    assert places_after_asking(database, *asking_for(database, *[PICKY] * MAX_PLACES)) == 1
    assert len(mails_to(database, "kim")) == 2


@pytest.fixture
def without_the_index(database: Database) -> Iterator[Database]:
    """The database without the promise that nobody waits twice for the same."""
    columns = "waiting_entries (wish_hash) WHERE status = 'waiting'"
    with without_index(database, "ix_waiting_entries_wish_hash", columns):
        yield database


def test_without_the_index_the_race_to_join_is_real(without_the_index: Database) -> None:
    """If this fails, the test above proves nothing."""
    asking = asking_for(without_the_index, *[PICKY] * MAX_PLACES)
    assert places_after_asking(without_the_index, *asking) == MAX_PLACES


def test_who_asks_for_many_things_at_once_gets_three_places(database: Database) -> None:
    assert places_after_asking(database, *asking_for(database, *WISHES)) == MAX_PLACES


def test_who_does_not_wait_for_their_turn_gets_more_places(database: Database) -> None:
    """If this fails, the test above proves nothing. On SQLite each waits for all others anyway."""

    def join_with(preference: Preference) -> None:
        wish = WaitingWish("Kim", "kim@example.org", WrittenForm.BOKMAL, preference)
        with database.transaction() as session:
            join_out_of_turn(session, wish, conversation=None, now=NOON)

    places = places_after_asking(database, *[partial(join_with, wish) for wish in WISHES])
    assert places == (len(WISHES) if database.engine.dialect.name == "postgresql" else MAX_PLACES)


# The place in the line


def test_urgent_conversations_go_ahead(database: Database) -> None:
    ordinary = join(database)
    with database.transaction() as session:
        made, _ = make_conversation(session)
        session.execute(update(Conversation).values(urgency="soon"))
        conversation = session.scalars(select(Conversation)).one()
    urgent = join(database, "Ola", now=NOON + MINUTE, conversation=conversation)
    assert made.public_id == conversation.public_id
    assert (view_of(database, urgent).number, view_of(database, ordinary).number) == (1, 2)


def test_a_conversation_that_is_erased_leaves_its_place_in_the_line(database: Database) -> None:
    with database.transaction() as session:
        make_conversation(session)
        conversation = session.scalars(select(Conversation)).one()
    joined = join(database, conversation=conversation)
    with database.transaction() as session:
        session.delete(session.get_one(Conversation, conversation.id))
    assert view_of(database, joined).number == 1
    assert entries(database)[0].conversation_id is None


# Leaving


def test_who_leaves_makes_room_and_may_come_back(database: Database) -> None:
    first, second = join(database), join(database, "Ola", now=NOON + MINUTE)
    leave(database, first)
    assert (view_of(database, first).status, view_of(database, first).number) == (EntryStatus.LEFT, 0)
    assert view_of(database, second).number == 1
    assert join(database, now=NOON + 2 * MINUTE)[0].number == 2


def test_leaving_twice_at_once_is_leaving_once(database: Database) -> None:
    joined = join(database)
    assert at_once(*[lambda: leave(database, joined)] * 2) == [None, None]
    leave(database, joined, now=NOON + DAY)
    assert entries(database)[0].ended_at == NOON


@pytest.mark.parametrize("secret", ["", "garbage", "\0", "x" * 5000])
def test_a_forged_secret_opens_nothing(database: Database, secret: str) -> None:
    view, _ = join(database)
    with database.reading() as session, pytest.raises(NotFound):
        entry_for_secret(session, view.ref, secret)


def test_anothers_secret_opens_nothing(database: Database) -> None:
    (mine, _), (_, other) = join(database), join(database, "Ola")
    with database.reading() as session, pytest.raises(NotFound):
        entry_for_secret(session, mine.ref, other)


# Forgetting


def test_places_that_ended_are_forgotten_with_their_offers(database: Database) -> None:
    left, waiting = join(database), join(database, "Ola")
    offered_after(database, left, 1)
    leave(database, left)
    with database.transaction() as session:
        remove_ended_waiting(session, before=NOON)
        assert session.query(WaitingOffer).count() == 1
        remove_ended_waiting(session, before=NOON + MINUTE)
        assert session.query(WaitingOffer).count() == 0
    assert [row.ref for row in entries(database)] == [waiting[0].ref]


def test_what_is_waited_for_is_every_field_of_a_preference() -> None:
    """What is added to Preference must be kept on the waiting list too."""
    kept = {"topic", "kind", "place", "institution", "counsellor", "not_counsellors", "not_faculties"}
    assert set(booking.Preference.__dataclass_fields__) == kept | {"written_form", "urgent"}
