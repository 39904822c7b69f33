"""The promises of the database that everything else rests on, on SQLite and on PostgreSQL."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import Session

from assistant import audit, people
from assistant.audit import AuditEntry
from assistant.clock import today_in_oslo, utc_now
from assistant.conversations import for_researcher
from assistant.database import Database
from assistant.errors import NotFound, StartRefused
from assistant.people import Person, PersonRole, Role
from tests.factories import make_conversation, make_person
from tests.fakes import NOON, FixedClock
from tests.races import at_once

OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A SQLite database, for what only SQLite does."""
    path = tmp_path / "locks.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


def keep(database: Database, at: datetime.datetime, action: str = "test") -> None:
    with database.transaction() as session:
        audit.record(session, action, at=at, by="test")


def count_entries(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(AuditEntry)) or 0


# Moments


@pytest.mark.parametrize(
    "stored",
    [
        datetime.datetime(2026, 7, 1, 12, 30, tzinfo=OSLO),
        datetime.datetime(2026, 12, 1, 12, 30, 15, 123456, tzinfo=datetime.UTC),
        datetime.datetime(2026, 12, 1, 12, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=-8))),
    ],
)
def test_a_moment_comes_back_as_the_same_moment_in_utc(database: Database, stored: datetime.datetime) -> None:
    keep(database, stored)
    with database.reading() as session:
        [entry] = audit.latest(session, limit=1)
    assert entry.at == stored
    assert entry.at.tzinfo is datetime.UTC


def test_the_hour_that_comes_twice_in_autumn_stays_two_moments(database: Database) -> None:
    first = datetime.datetime(2026, 10, 25, 2, 30, tzinfo=OSLO)
    keep(database, first)
    keep(database, first.replace(fold=1))
    with database.reading() as session:
        later, earlier = audit.latest(session, limit=2)
    assert later.at - earlier.at == datetime.timedelta(hours=1)


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError) as refusal:
        keep(database, datetime.datetime(2026, 11, 20, 12, 0))  # noqa: DTZ001  # That is what is refused.
    assert isinstance(refusal.value.orig, ValueError)


def test_moments_are_compared_as_moments_whatever_zone_the_question_is_in(database: Database) -> None:
    keep(database, datetime.datetime(2026, 11, 20, 12, 0, tzinfo=datetime.UTC))
    with database.reading() as session:
        before = audit.latest(session, limit=9, before=datetime.datetime(2026, 11, 20, 12, 30, tzinfo=OSLO))
        after = audit.latest(session, limit=9, before=datetime.datetime(2026, 11, 20, 13, 30, tzinfo=OSLO))
    assert (len(before), len(after)) == (0, 1)


def test_the_day_in_norway_begins_at_norwegian_midnight() -> None:
    clock = FixedClock(datetime.datetime(2026, 11, 20, 22, 59, tzinfo=datetime.UTC))
    assert today_in_oslo(clock) == datetime.date(2026, 11, 20)
    clock.advance(minutes=1)
    assert today_in_oslo(clock) == datetime.date(2026, 11, 21)


def test_the_real_clock_is_aware_and_in_utc() -> None:
    assert utc_now().tzinfo is datetime.UTC


# Transactions


def test_what_is_written_is_there_for_the_next_reader(database: Database) -> None:
    keep(database, NOON)
    with database.reading() as session:
        assert count_entries(session) == 1


def test_nothing_is_written_if_the_block_raises(database: Database) -> None:
    def write_and_fail() -> None:
        with database.transaction() as session:
            audit.record(session, "test", at=NOON, by="test")
            session.flush()
            people.for_id(session, "nobody")

    with pytest.raises(NotFound):
        write_and_fail()
    with database.reading() as session:
        assert count_entries(session) == 0


def test_a_reader_keeps_nothing_it_changes(database: Database) -> None:
    with database.reading() as session:
        audit.record(session, "test", at=NOON, by="test")
    with database.reading() as session:
        assert count_entries(session) == 0


def test_a_reader_sees_one_state_though_somebody_writes_meanwhile(database: Database) -> None:
    with database.reading() as session:
        before = count_entries(session)
        keep(database, NOON)
        assert count_entries(session) == before
    with database.reading() as session:
        assert count_entries(session) == before + 1


def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    with database.transaction() as writing:
        audit.record(writing, "test", at=NOON, by="test")
        writing.flush()
        with database.reading() as session:
            assert count_entries(session) == 0


def test_rows_point_at_rows_that_exist(database: Database) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(PersonRole(person_id=12345, role=Role.ADMIN))


@pytest.mark.parametrize("unkept", ["\x00", "a\x00b", "\ud800"])
def test_text_that_a_database_cannot_hold_finds_nothing_and_breaks_nothing(database: Database, unkept: str) -> None:
    with database.transaction() as session:
        make_conversation(session)
    with pytest.raises(NotFound), database.reading() as session:
        for_researcher(session, unkept, "token")
    with pytest.raises(NotFound), database.reading() as session:
        people.for_id(session, unkept)


def test_text_that_a_database_cannot_hold_is_kept_with_a_mark_in_its_place(database: Database) -> None:
    keep(database, NOON, action="a\x00b\ud800c")
    with database.reading() as session:
        [entry] = audit.latest(session, limit=1)
    assert entry.action == "a\ufffdb\ufffdc"


# Two who read first and then write, on SQLite


def rename(session: Session, person_id: int, suffix: str) -> None:
    person = session.get_one(Person, person_id)
    session.execute(update(Person).where(Person.id == person_id).values(name=f"{person.name}{suffix}"))


def test_two_who_read_and_then_write_wait_for_each_other(sqlite: Database) -> None:
    with sqlite.transaction() as session:
        number = make_person(session, name="Ida").id

    def write(suffix: str) -> None:
        with sqlite.transaction() as session:
            rename(session, number, suffix)

    outcomes = at_once(lambda: write("+"), lambda: write("+"))

    assert outcomes == [None, None]
    with sqlite.reading() as session:
        assert session.get_one(Person, number).name == "Ida++"


def test_without_the_lock_at_the_beginning_one_of_them_fails(sqlite: Database) -> None:
    """If this fails, the test above proves nothing."""
    with sqlite.transaction() as session:
        number = make_person(session, name="Ida").id
    both_have_read = Barrier(2)

    def write() -> None:
        with sqlite.engine.connect().execution_options(veivalg_reading=True) as connection, Session(connection) as own:
            own.get_one(Person, number)
            both_have_read.wait(timeout=30)
            rename(own, number, "+")
            own.commit()
            connection.commit()

    outcomes = at_once(write, write)

    assert [type(outcome) for outcome in outcomes if outcome] == [OperationalError]


# Starting


def test_a_database_that_cannot_be_reached_refuses_the_start() -> None:
    database = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(StartRefused, match="DATABASE_URL"):
        database.migrate()


def test_a_file_that_is_no_database_refuses_the_start(tmp_path: Path) -> None:
    path = tmp_path / "veivalg.db"
    path.write_text("This is a letter, and long enough to be taken for more than an empty file. " * 20)
    with pytest.raises(StartRefused, match="DATABASE_URL"):
        Database(f"sqlite:///{path}").migrate()


def test_a_folder_that_cannot_be_made_refuses_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StartRefused, match="VEIVALG_VAR_DIR"):
        Database(f"sqlite:///{tmp_path}/file/veivalg.db")


def test_tables_of_a_newer_veivalg_refuse_the_start(sqlite: Database) -> None:
    with sqlite.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StartRefused, match="newer"):
        sqlite.migrate()


def test_the_folder_for_the_database_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/var/deep/veivalg.db")
    database.migrate()
    database.close()
    assert (tmp_path / "var/deep/veivalg.db").exists()
