"""What can be set from outside, and how a mistake in it is told."""

import os
from pathlib import Path

import pytest

from assistant.errors import StartRefused
from assistant.settings import Settings, load


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("VEIVALG_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)


def test_without_any_setting_it_runs_on_this_machine_with_a_sqlite_file() -> None:
    settings = load()
    assert settings.address == "http://localhost:8000"
    assert settings.database == f"sqlite:///{Path('var/veivalg.db').resolve()}"
    assert settings.outbox == Path("var/outbox")
    assert settings.retention_days == 30


@pytest.mark.parametrize(
    ("variable", "value", "field", "expected"),
    [
        ("VEIVALG_VAR_DIR", "/srv/one", "var_dir", Path("/srv/one")),
        ("VEIVALG_PORT", "8123", "port", 8123),
        ("VEIVALG_RETENTION_DAYS", "7", "retention_days", 7),
        ("VEIVALG_SECURE_COOKIES", "true", "secure_cookies", True),
        ("VEIVALG_SMTP_URL", "smtps://mail.example.org", "smtp_url", "smtps://mail.example.org"),
        ("VEIVALG_INTERNAL_SECRET", "shared", "internal_secret", "shared"),
        ("DATABASE_URL", "sqlite:////srv/other.db", "database", "sqlite:////srv/other.db"),
    ],
)
def test_a_setting_comes_from_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, field: str, expected: object
) -> None:
    monkeypatch.setenv(variable, value)
    assert getattr(load(), field) == expected


@pytest.mark.parametrize(
    "given",
    [
        "postgres://ida:word@db/veivalg?sslmode=require",
        "postgresql://ida:word@db/veivalg?sslmode=require",
        "postgresql+psycopg://ida:word@db/veivalg?sslmode=require",
    ],
)
def test_each_way_to_write_a_postgresql_address_reaches_our_driver(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("DATABASE_URL", given)
    assert load().database == "postgresql+psycopg://ida:word@db/veivalg?sslmode=require"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("VEIVALG_PORT", "eighty"),
        ("VEIVALG_PORT", "65536"),
        ("VEIVALG_RETENTION_DAYS", "0"),
        ("VEIVALG_RASA_TIMEOUT_S", "0"),
        ("VEIVALG_WORKER_INTERVAL_S", "-1"),
        ("VEIVALG_SECURE_COOKIES", "perhaps"),
        ("VEIVALG_SMTP_URL", "http://mail.example.org"),
        ("DATABASE_URL", "mysql://ida:hidden-word@db/veivalg"),
        ("DATABASE_URL", "veivalg.db"),
    ],
)
def test_a_value_that_is_not_allowed_refuses_the_start_in_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(StartRefused) as refusal:
        load()
    assert variable in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert "hidden-word" not in str(refusal.value)


def test_variables_that_are_not_ours_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "1")
    monkeypatch.setenv("HOST", "elsewhere")
    monkeypatch.setenv("VEIVALG_DATABASE_URL", "mysql://not-read")
    monkeypatch.setenv("VEIVALG_UNHEARD_OF", "1")
    settings = load()
    assert (settings.port, settings.host, settings.database_url) == (8000, "127.0.0.1", "")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://localhost:8123"),
        ("0.0.0.0", "http://localhost:8123"),
        ("::", "http://localhost:8123"),
        ("10.0.0.7", "http://10.0.0.7:8123"),
        ("fd00::7", "http://[fd00::7]:8123"),
    ],
)
def test_links_lead_to_the_address_it_listens_on(host: str, address: str) -> None:
    assert Settings(host=host, port=8123).address == address


def test_links_lead_to_the_address_that_is_set_without_a_slash_at_the_end() -> None:
    assert Settings(base_url="https://veivalg.example.org/").address == "https://veivalg.example.org"


def test_two_installations_with_folders_of_their_own_share_nothing(tmp_path: Path) -> None:
    one, two = Settings(var_dir=tmp_path / "one"), Settings(var_dir=tmp_path / "two")
    assert one.database != two.database
    assert one.outbox != two.outbox


def test_the_shared_secret_is_new_at_each_start_unless_it_is_set() -> None:
    assert load().internal_secret != load().internal_secret
    assert len(load().internal_secret) >= 32


def test_every_setting_says_what_it_is() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
