"""The migrations make the tables that the code expects, and can take them away again."""

import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import alembic.command
import alembic.config
import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.orm import Session

import assistant.database
import assistant.handoff
from assistant.conversations import AnswerReceipt, CrisisAlert, Message, for_public_id
from assistant.database import Base, Database
from tests.factories import make_conversation, make_person
from tests.fakes import NOON

MIGRATE = "import sys; from assistant.database import Database; Database(sys.argv[1]).migrate()"
MIGRATIONS = Path(assistant.database.__file__).parent / "migrations"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of its own, without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    url = sqlalchemy.make_url(request.getfixturevalue("postgres_url"))
    name = f"empty_{uuid.uuid4().hex[:8]}"
    server = sqlalchemy.create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield url.set(database=name).render_as_string(hide_password=False)
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    database = Database(empty_url)
    yield database
    database.close()


def downgrade(database: Database, revision: str) -> None:
    config = alembic.config.Config(attributes={"engine": database.engine})
    config.set_main_option("script_location", str(MIGRATIONS))
    alembic.command.downgrade(config, revision)


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def receive(session: Session, text: str) -> Message:
    view, _ = make_conversation(session)
    conversation = for_public_id(session, view.public_id)
    message = Message(
        conversation_id=conversation.id, sender="researcher", client_id=None, text=text, written_form="nb",
        reply=None, reply_to=None, author_id=None, state=None, created_at=NOON,
    )  # fmt: skip
    session.add(message)
    session.flush()
    return message


def raise_alarm(session: Session) -> None:
    message = receive(session, "Hjelp")
    alert = CrisisAlert(
        conversation_id=message.conversation_id, message_id=message.id, pattern="no-direct-05", probability=0.9,
        category="suicide_direct", version="1", at=NOON, seen_at=None, seen_by=None,
    )  # fmt: skip
    session.add(alert)


def test_the_migrated_tables_are_those_of_the_code(empty: Database) -> None:
    empty.migrate()
    assert differences(empty) == []
    assert tables(empty) == set(Base.metadata.tables)


def test_a_table_that_no_migration_makes_is_noticed(empty: Database) -> None:
    """If this fails, the test above proves nothing."""
    empty.migrate()
    with empty.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE feedback")
        connection.exec_driver_sql("ALTER TABLE people ADD COLUMN title VARCHAR")
    assert sorted(str(entry[0]) for entry in differences(empty) if isinstance(entry, tuple)) == [
        "add_table",
        "remove_column",
    ]


def test_uniqueness_and_references_are_the_databases_own(empty: Database) -> None:
    """What compare_metadata does not look at everywhere: keys, and what goes when a row goes."""
    empty.migrate()
    found = inspect(empty.engine)
    for table in Base.metadata.sorted_tables:
        assert set(found.get_pk_constraint(table.name)["constrained_columns"]) == set(table.primary_key.columns.keys())
        rules = {
            key["constrained_columns"][0]: key["options"].get("ondelete") for key in found.get_foreign_keys(table.name)
        }
        assert rules == {key.parent.name: key.ondelete for key in table.foreign_keys}, table.name


def test_migrating_twice_changes_nothing(empty: Database) -> None:
    empty.migrate()
    with empty.transaction() as session:
        make_person(session)
    empty.migrate()
    assert differences(empty) == []
    with empty.reading() as session:
        assert session.execute(sqlalchemy.text("SELECT count(*) FROM people")).scalar_one() == 1


def test_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    command = [sys.executable, "-c", MIGRATE, empty_url]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]

    ended = [(process.communicate(timeout=120)[1][-500:], process.returncode) for process in started]

    assert ended == [("", 0)] * 3
    database = Database(empty_url)
    assert differences(database) == []
    database.close()


def test_going_back_to_the_beginning_leaves_no_table_and_forth_again_works(empty: Database) -> None:
    empty.migrate()
    downgrade(empty, "base")
    assert tables(empty) == set()
    empty.migrate()
    assert differences(empty) == []


def test_an_alert_survives_the_way_to_the_time_before_the_gate_had_a_classifier_and_back(empty: Database) -> None:
    empty.migrate()
    with empty.transaction() as session:
        raise_alarm(session)

    downgrade(empty, "0001")
    empty.migrate()

    with empty.reading() as session:
        [alert] = session.scalars(sqlalchemy.select(CrisisAlert))
        assert (alert.pattern, alert.category, alert.probability) == ("no-direct-05", "suicide_direct", None)


def test_a_receipt_survives_the_way_to_the_time_before_decisions_were_kept_and_back(empty: Database) -> None:
    empty.migrate()
    with empty.transaction() as session:
        message = receive(session, "Hva er oppsigelsestiden?")
        receipt = AnswerReceipt(
            message_id=message.id, slug="notice", version=3, index_build="build-1", score=0.75, threshold=0.5,
            decision="answer",
        )  # fmt: skip
        session.add(receipt)

    downgrade(empty, "0002")
    empty.migrate()

    with empty.reading() as session:
        [receipt] = session.scalars(sqlalchemy.select(AnswerReceipt))
        assert (receipt.slug, receipt.version, receipt.score, receipt.decision) == ("notice", 3, 0.75, None)


def test_the_migrations_are_one_line_from_the_first_to_the_newest() -> None:
    config = alembic.config.Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
