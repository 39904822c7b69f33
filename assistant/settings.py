"""Everything that can be set from outside, read once from the environment; docs/settings.md is checked against this."""

import secrets
from functools import cached_property
from pathlib import Path

from pydantic import AliasChoices, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import StartRefused

ROOT = Path(__file__).parent.parent
RASA_MODEL = "veivalg"


class Settings(BaseSettings):
    """One installation's settings: `VEIVALG_<NAME>`, and `DATABASE_URL`."""

    model_config = SettingsConfigDict(env_prefix="VEIVALG_", frozen=True, extra="ignore")

    var_dir: Path = Field(Path("var"), description="Folder for all run-time data: database, outbox, logs.")
    host: str = Field("127.0.0.1", description="Address the web server listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the web server listens on.")
    base_url: str = Field("", description="Address people reach it at, for links in mails; else host and port.")
    database_url: str = Field(
        "",
        validation_alias=AliasChoices("DATABASE_URL"),
        description="SQLAlchemy URL; empty means a SQLite file in the var folder.",
    )
    encoder: str = Field(
        "", description="Sentence encoder of the search: a folder or hub name; empty means the shipped one."
    )
    rasa_url: str = Field("", description="A Rasa server run elsewhere; empty: `veivalg serve` starts one.")
    rasa_python: Path = Field(ROOT / ".venv-rasa/bin/python", description="Python of Rasa's environment.")
    rasa_models: Path = Field(ROOT / "models/rasa", description="Folder with the trained Rasa model.")
    rasa_timeout_s: float = Field(10.0, gt=0, description="Seconds to wait for a reply before it counts as silent.")
    actions_url: str = Field("", description="An action server run elsewhere; empty: `veivalg serve` starts one.")
    internal_secret: str = Field(
        default_factory=lambda: secrets.token_urlsafe(24),
        description="Shared by web, Rasa and the action server; random at each start unless set.",
    )
    smtp_url: str = Field("", description="smtp://user:password@host:587, or smtps://; empty: mails go to var/outbox.")
    mail_from: str = Field("Veivalg <no-reply@veivalg.invalid>", description="Sender of all mails.")
    secure_cookies: bool = Field(False, description="True behind HTTPS: cookies are sent over HTTPS only.")
    retention_days: int = Field(30, ge=1, description="Days after the last message before content is erased.")
    private_feeds: bool = Field(
        False, description="True: counsellors' calendar feeds may be on this machine or a private network."
    )
    worker_interval_s: float = Field(2.0, gt=0, description="Seconds between looks at mails and kept messages.")
    figures: Path = Field(
        ROOT / "data/figures.json", description="What `veivalg evaluate --publish` measured, for the page /quality."
    )
    log_level: str = Field("INFO", description="Standard log level.")

    @field_validator("smtp_url")
    @classmethod
    def _is_smtp(cls, url: str) -> str:
        if url and not url.startswith(("smtp://", "smtps://")):
            raise ValueError("must begin with smtp:// or smtps://")
        return url

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, url: str) -> str:
        if url.startswith("postgres://"):
            url = url.replace("postgres://", "postgresql://", 1)
        if url.startswith("postgresql://"):
            url = url.replace("postgresql://", "postgresql+psycopg://", 1)
        if url and not url.startswith(("sqlite:", "postgresql+psycopg:")):
            raise ValueError("must begin with sqlite: or postgresql:")
        return url

    @cached_property
    def database(self) -> str:
        """The database's URL with the default filled in."""
        return self.database_url or f"sqlite:///{(self.var_dir / 'veivalg.db').resolve()}"

    @cached_property
    def address(self) -> str:
        """Where people reach this installation, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        shown = "localhost" if self.host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104
        return (self.base_url or f"http://{shown}:{self.port}").rstrip("/")

    @property
    def rasa_model(self) -> Path:
        """The trained model, as `veivalg train` writes it."""
        return self.rasa_models / f"{RASA_MODEL}.tar.gz"

    @property
    def training_stamp(self) -> Path:
        """Where `veivalg train` notes what the models have learnt from."""
        return self.rasa_models / f"{RASA_MODEL}.sha256"

    @property
    def outbox(self) -> Path:
        """Where mails go when no mail server is set."""
        return self.var_dir / "outbox"


def load() -> Settings:
    """The settings of this process. Raises StartRefused with one sentence for the first value that is not allowed."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        variable = name if name.isupper() else f"VEIVALG_{name.upper()}"
        raise StartRefused(f"The setting {variable} is not usable ({first['msg']}): see docs/settings.md.") from error
