"""A process that is killed while it books: the appointment and its mails are both there, or neither is."""

import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from assistant.booking import Appointment
from assistant.bootstrap import Services
from assistant.notifications import send_due
from assistant.settings import ROOT
from tests.booking.bookings import hours, slots, with_hours
from tests.fakes import FixedClock, RecordingMailer

SENDER = "Veivalg <no-reply@veivalg.test>"
# What a process does that books and is killed at once, before or after its transaction is committed.
BOOKS = """
import datetime, os, signal, sys
from assistant.booking import Desk, Wish
from assistant.database import Database
from knowledge_base.article import WrittenForm

url, slot, moment, now = sys.argv[1:]
database = Database(url)
with database.transaction() as session:
    wish = Wish(slot, "Ada", "ada@example.org", WrittenForm.BOKMAL)
    Desk("http://veivalg.test", "a@b.no").book(
        session, wish, conversation=None, now=datetime.datetime.fromisoformat(now)
    )
    if moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
"""


def book_and_be_killed(services: Services, moment: str) -> None:
    with_hours(services.database, hours(0, 9, 12))
    slot = slots(services.database, now=services.clock())[0].id
    url = services.database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", BOOKS, url, slot, moment, services.clock().isoformat()]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()


def send(services: Services) -> int:
    return send_due(services.database, services.mailer, SENDER, services.clock)


@pytest.mark.parametrize(("moment", "kept"), [("before", 0), ("after", 1)])
def test_leaves_the_appointment_with_its_mails_or_neither(
    services: Services, mailer: RecordingMailer, clock: FixedClock, moment: str, kept: int
) -> None:
    book_and_be_killed(services, moment)

    sent = [send(services) for _ in range(2)]
    clock.advance(hours=12)
    sent.append(send(services))

    with services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Appointment)) == kept
    assert sent == [2 * kept, 0, 0]
    assert len({mail["Message-ID"] for mail in mailer.sent}) == len(mailer.sent) == 2 * kept
