"""One real Veivalg for all tests of a worker, started as a user starts it; tests/live and tests/browser share it."""

import datetime
import email
import email.policy
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx
import pytest
from sqlalchemy import select

from assistant import booking, people
from assistant.booking import waiting
from assistant.clock import utc_now
from assistant.database import Database
from assistant.people import Role
from assistant.settings import ROOT
from knowledge_base.article import WrittenForm

T = TypeVar("T")

START_TIMEOUT_S = 240
PASSWORD = "a password of one's own"


@dataclass(frozen=True)
class Running:
    """A running installation; `one_time_passwords` are those it printed when it started, by e-mail address."""

    base_url: str
    var_dir: Path
    one_time_passwords: Mapping[str, str]

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.base_url}/readyz", timeout=10, trust_env=False).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def pid_of(self, name: str) -> int:
        """The process id of `web`, `actions` or `rasa`."""
        return int(json.loads((self.var_dir / "processes.json").read_text(encoding="utf-8"))[name]["pid"])

    def mails(self) -> list[str]:
        """The raw mails in the outbox, oldest first."""
        return [path.read_text(encoding="utf-8") for path in sorted((self.var_dir / "outbox").glob("*.eml"))]

    def offered_to(self, email_address: str) -> str:
        """The path of the link that somebody on the waiting list is mailed; they are offered a time now."""
        database = Database(f"sqlite:///{self.var_dir / 'veivalg.db'}")
        desk = waiting.WaitingDesk(booking.Desk(self.base_url, "Veivalg <no-reply@veivalg.test>"))
        with database.transaction() as session:
            entry = session.scalars(select(waiting.WaitingEntry).filter_by(email=email_address)).one()
            desk.offer(session, entry.id, now=utc_now())
        database.close()
        return until(lambda: self._mailed_to(email_address, r"/waiting/offers/\S+"), what="no offer was mailed")

    def place_of(self, email_address: str) -> str:
        """The path of the link to the place in the line that who joins the waiting list is mailed."""
        place = r"/waiting/\w+\?secret=\S+"
        return until(lambda: self._mailed_to(email_address, place), what="no link to the place in the line was mailed")

    def _mailed_to(self, email_address: str, link: str) -> str:
        parsed = [email.message_from_string(raw, policy=email.policy.default) for raw in self.mails()]
        bodies = [mail.get_body(("plain",)) for mail in parsed if mail["To"] == email_address]
        found = [re.search(link, body.get_content()) for body in bodies if body]
        return next((match[0] for match in found if match), "")

    def add_person(self, email: str, name: str, *roles: Role) -> None:
        """An account whose password is PASSWORD; no hours are offered."""
        database = Database(f"sqlite:///{self.var_dir / 'veivalg.db'}")
        with database.transaction() as session:
            people.register(
                session, email=email, name=name, roles=roles, password=PASSWORD, now=utc_now(), by="test"
            )  # fmt: skip
        database.close()

    def add_past_session(self, email: str, *, survey: str) -> None:
        """A session of yesterday with this counsellor, not recorded; `survey` is the secret that opens its question."""
        now, database = utc_now(), Database(f"sqlite:///{self.var_dir / 'veivalg.db'}")
        yesterday = now.replace(hour=9, minute=0, second=0, microsecond=0) - datetime.timedelta(days=1)
        with database.transaction() as session:
            counsellor = session.scalars(select(people.Person).where(people.Person.email == email)).one()
            slot = booking.Slot(
                yesterday, yesterday + datetime.timedelta(minutes=45), counsellor.public_id, counsellor.name
            )  # fmt: skip
            view, _ = booking.book(
                session, slot=slot, name="Test Testesen", email="test@example.org", written_form=WrittenForm.BOKMAL,
                share=booking.Share.NOTHING, brief=None, conversation=None, now=yesterday - datetime.timedelta(days=1),
            )  # fmt: skip
            ends = now + datetime.timedelta(days=30)
            session.add(
                booking.Survey(
                    secret_hash=booking.hash_of(survey), appointment_id=view.id, expires_at=ends, answered=False
                )
            )
        database.close()


def until(found: Callable[[], T], *, within_s: float = 30, what: str = "it did not come") -> T:
    """What `found` returns once it is true; fails with `what` when the time is over."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if result := found():
            return result
        time.sleep(0.1)
    raise AssertionError(what)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**settings: str | Path | int) -> dict[str, str]:
    """This process's environment with no settings of Veivalg's but these."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("VEIVALG_", "DATABASE_"))}
    return inherited | {name: str(value) for name, value in settings.items()}


def command(*arguments: str | Path, **settings: str | Path | int) -> subprocess.CompletedProcess[str]:
    """Run `veivalg ARGUMENTS` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "assistant", *map(str, arguments)], cwd=ROOT, env=environment(**settings),
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests of the running Veivalg, which take longest, else in the random order that they have."""
    items.sort(key=lambda item: "veivalg" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def veivalg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Veivalg, ready; stopped when the run is over."""
    var_dir, port = tmp_path_factory.mktemp("veivalg"), free_port()
    printed = var_dir / "serve.log"
    with printed.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "serve"], cwd=ROOT, stdout=output, stderr=subprocess.STDOUT,
            env=environment(VEIVALG_VAR_DIR=var_dir, VEIVALG_PORT=port, VEIVALG_WORKER_INTERVAL_S="0.3"),
        )  # fmt: skip
    try:
        waiting = Running(f"http://127.0.0.1:{port}", var_dir, {})
        if not _becomes_ready(waiting, process):
            pytest.fail(f"Veivalg did not start.\n{_logs(var_dir)}")
        yield Running(waiting.base_url, var_dir, _passwords(printed.read_text(encoding="utf-8")))
    finally:
        process.terminate()
        process.wait(timeout=60)


def _becomes_ready(waiting: Running, process: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        if waiting.is_ready():
            return True
        time.sleep(0.3)
    return False


def _passwords(printed: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\S+@\S+) +(\S+)$", printed, re.MULTILINE))


def _logs(var_dir: Path) -> str:
    files = [var_dir / "serve.log", *sorted((var_dir / "logs").glob("*.log"))]
    return "\n".join(f"== {path.name}\n{path.read_text(encoding='utf-8', errors='replace')[-3000:]}" for path in files)
