"""A real database for every test, built by the real migrations: SQLite, and PostgreSQL where a test asks for both."""

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy

from assistant.answering import Answerer
from assistant.articles import import_articles
from assistant.bootstrap import Services, bootstrap
from assistant.database import Base, Database
from assistant.people import Profile
from assistant.settings import Settings
from assistant.triage import Triager
from knowledge_base.article import WrittenForm
from knowledge_base.embedding import HashEmbedder
from knowledge_base.search import Weights
from tests.chat import Chat, begin_chat
from tests.factories import make_counsellor, make_document, make_weights
from tests.fakes import FixedClock, RecordingMailer, ScriptedEngine, ScriptedTriageModel

pytest_plugins = ["tests.running"]


@pytest.fixture(autouse=True)
def uncalibrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test of one process depends on the weights that were calibrated last."""
    monkeypatch.setattr(Weights, "calibrated", make_weights)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file with all tables, copied for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL 16, started for this run."""
    import pgserver

    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    name = f"veivalg_{uuid.uuid4().hex[:8]}"
    # Nothing here must outlive a power cut, and each test empties every table.
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    server.psql(f"CREATE DATABASE {name}")
    uri = server.get_uri(database=name)
    url = sqlalchemy.make_url(uri).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    database = Database(url)
    database.migrate()
    database.close()
    yield url
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with all tables; each test that asks for it runs on both."""
    if request.param == "sqlite":
        path = tmp_path / "veivalg.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        database = Database(f"sqlite:///{path}")
        yield database
        database.close()
        return
    database = Database(request.getfixturevalue("postgres_url"))
    yield database
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    database.close()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture
def mailer() -> RecordingMailer:
    return RecordingMailer()


@pytest.fixture
def services(
    database: Database, clock: FixedClock, engine: ScriptedEngine, mailer: RecordingMailer, tmp_path: Path
) -> Services:
    """Everything a process has, on a real database; vectors, triage's classifier, dialogue and mail are stand-ins.

    The crisis gate is the real one.
    """
    real = bootstrap(
        Settings(var_dir=tmp_path, base_url="http://veivalg.test"),
        database=database, embedder=HashEmbedder(), engine=engine, mailer=mailer, clock=clock, out_of_scope=(),
    )  # fmt: skip
    triager = Triager(ScriptedTriageModel())
    return replace(real, triager=triager, answerer=Answerer(real.library, triager, clock))


@pytest.fixture
def article_folder(tmp_path: Path) -> Path:
    """Two articles in three forms, on disk."""
    for slug, title in (("notice", "Oppsigelsestid"), ("salary", "Lønn")):
        folder = tmp_path / "articles" / slug
        folder.mkdir(parents=True)
        for form in WrittenForm:
            (folder / f"{form}.md").write_text(make_document(slug, form, title=title), encoding="utf-8")
    return tmp_path / "articles"


@pytest.fixture
def stocked(services: Services, article_folder: Path) -> Services:
    """Services whose database holds the two articles, live."""
    with services.database.transaction() as session:
        import_articles(session, article_folder, now=services.clock(), by="test")
    return services


@pytest.fixture
def chat(services: Services) -> Chat:
    return begin_chat(services)


@pytest.fixture
def ida(database: Database) -> Profile:
    """A counsellor with ordinary hours: from Monday to Friday, seven sessions of 45 minutes a day."""
    with database.transaction() as session:
        return make_counsellor(session, name="Ida")


@pytest.fixture
def per(database: Database) -> Profile:
    """Another counsellor with the same hours."""
    with database.transaction() as session:
        return make_counsellor(session, name="Per")
