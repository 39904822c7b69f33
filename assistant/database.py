"""The database: tables' base, transactions for writing and for reading, migrations.

The same code runs on SQLite and PostgreSQL. Callers open a transaction and thereby decide what is committed
together; features never commit.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import alembic.command
import alembic.config
import sqlalchemy
from alembic.util import CommandError
from sqlalchemy import JSON, DateTime, Engine, MetaData, String, TypeDecorator, event, func, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import DeclarativeBase, Session

from assistant.errors import StartRefused

_MIGRATIONS = Path(__file__).parent / "migrations"


class UtcDateTime(TypeDecorator[datetime.datetime]):
    """Aware UTC moments. SQLite keeps no zone, so it is put back when read; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Any) -> datetime.datetime | None:
        """Convert to UTC. Raises ValueError for a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(datetime.UTC)

    def process_result_value(self, value: datetime.datetime | None, dialect: Any) -> datetime.datetime | None:
        """Give back an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=datetime.UTC) if value.tzinfo is None else value.astimezone(datetime.UTC)


class PlainText(TypeDecorator[str]):
    """Text that both databases can hold: U+FFFD stands for NUL and for half a surrogate pair, which neither takes."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """Replace what would make the driver fail, in what is stored as in what is looked for."""
        return None if value is None else re.sub("[\0\ud800-\udfff]", "\ufffd", value)


class Base(DeclarativeBase):
    """Base of all tables; constraints are named so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime.datetime: UtcDateTime(),
        dict[str, Any]: JSON(none_as_null=True),
        list[str]: JSON(none_as_null=True),
        str: PlainText(),
    }


class Database:
    """An engine and its two kinds of transaction. Raises StartRefused if the folder of a SQLite file cannot be made."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _engine(url)
        self._reading: dict[str, Any] = {"veivalg_reading": True}
        if self.engine.dialect.name == "postgresql":
            # Its default shows each statement what was committed meanwhile.
            self._reading["isolation_level"] = "REPEATABLE READ"

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session for writing: committed at the end of the block, rolled back if it raises."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and takes no lock for writing."""
        with (
            self.engine.connect().execution_options(**self._reading) as connection,
            Session(connection, autoflush=False) as session,
        ):
            yield session

    def migrate(self) -> None:
        """Bring the tables to the newest form.

        Raises StartRefused if the database cannot be used, or is of a newer Veivalg.
        """
        config = alembic.config.Config(attributes={"engine": self.engine})
        config.set_main_option("script_location", str(_MIGRATIONS))
        try:
            alembic.command.upgrade(config, "head")
        except DatabaseError as error:
            raise _cannot_open(error.orig) from error
        except CommandError as error:
            raise StartRefused(
                f"The database is of a newer Veivalg ({error}): start that one, or restore a backup."
            ) from error

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def one_at_a_time(session: Session, name: str) -> None:
    """Let nobody who gives the same name go on before this transaction ends.

    On SQLite nobody needs to be stopped: who writes does so alone.
    """
    if session.get_bind().dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))


def _engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        return _sqlite_engine(url)
    return sqlalchemy.create_engine(url, pool_pre_ping=True, json_serializer=_to_json)


def _sqlite_engine(url: str) -> Engine:
    path = sqlalchemy.make_url(url).database
    if path:
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _cannot_open(error) from error
    engine = sqlalchemy.create_engine(url, json_serializer=_to_json)

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself: the one below decides which kind.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "busy_timeout=10000", "foreign_keys=ON", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A writer that begins by reading would fail at once with "database is locked" when another
        # process has written since; taking the lock at the beginning makes it wait instead.
        reading = connection.get_execution_options().get("veivalg_reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _cannot_open(reason: object) -> StartRefused:
    # Drivers give reasons of several lines; a refusal is one sentence.
    sentence = " ".join(str(reason).split())
    return StartRefused(f"The database cannot be opened ({sentence}): check DATABASE_URL and VEIVALG_VAR_DIR.")


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
