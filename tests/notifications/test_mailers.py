"""Each way to send a mail keeps the same contract: into a folder, to a server, and into a test's own list."""

import email
import email.policy
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest

from assistant.notifications import FolderMailer, Mailer, SmtpMailer
from assistant.notifications.mailer import MailRefused
from tests.fakes import RecordingMailer
from tests.notifications.mail_server import Server
from tests.notifications.mails import INVITATION, mail
from tests.races import at_once


@dataclass
class Post:
    """A mailer, what has arrived by it, and how to make it refuse."""

    mailer: Mailer
    arrived: Callable[[], list[EmailMessage]]
    refuse: Callable[[], None]


def by_folder(tmp_path: Path) -> Post:
    folder = tmp_path / "outbox"

    def read() -> list[EmailMessage]:
        files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns) if folder.is_dir() else []
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files]

    def block() -> None:
        assert not folder.exists()
        folder.write_text("a file where the folder should be")

    return Post(FolderMailer(folder), read, block)


def by_server(serve: Callable[..., Server]) -> Post:
    server = serve()

    def refuse() -> None:
        server.inbox.answer = "452 The mailbox is full"

    return Post(SmtpMailer(f"smtp://127.0.0.1:{server.port}", timeout_s=10), lambda: server.inbox.kept, refuse)


def by_recording() -> Post:
    mailer = RecordingMailer()

    def refuse() -> None:
        mailer.refusing = True

    return Post(mailer, lambda: mailer.sent, refuse)


@pytest.fixture(params=["folder", "server", "recording"])
def post(request: pytest.FixtureRequest, tmp_path: Path) -> Post:
    """Every implementation of Mailer, one after the other."""
    if request.param == "server":
        return by_server(request.getfixturevalue("serve"))
    return by_folder(tmp_path) if request.param == "folder" else by_recording()


def test_a_mail_arrives_as_it_was(post: Post) -> None:
    sent = mail(body="Hei, Åse\n\n.En linje med punktum først\n" + "lang " * 300 + "\n")
    sent.add_alternative(INVITATION, subtype="calendar", params={"method": "REQUEST"})
    sent.add_attachment(INVITATION.encode(), maintype="application", subtype="ics", filename="invite.ics")

    post.mailer.send(sent)

    [came] = post.arrived()
    for name in ("From", "To", "Subject", "Message-ID"):
        assert str(came[name]) == str(sent[name])
    body = came.get_body(preferencelist=("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n").startswith("Hei, Åse\n\n.En linje med punktum først\nlang lang")
    assert [part.get_content_type() for part in came.walk()] == [part.get_content_type() for part in sent.walk()]


def test_two_mails_are_two(post: Post) -> None:
    post.mailer.send(mail("k1"))
    post.mailer.send(mail("k2"))
    assert [came["Message-ID"] for came in post.arrived()] == ["<k1@veivalg>", "<k2@veivalg>"]


def test_a_mail_that_is_not_taken_is_said_to_be_refused(post: Post) -> None:
    post.refuse()
    with pytest.raises(MailRefused):
        post.mailer.send(mail())
    assert post.arrived() == []


def test_mails_may_be_sent_from_several_threads(post: Post) -> None:
    outcomes = at_once(*(lambda number=number: post.mailer.send(mail(f"k{number}")) for number in range(4)))  # type: ignore[misc]
    assert outcomes == [None] * 4
    assert len(post.arrived()) == 4


# What only a folder does


def test_the_folder_is_made_and_a_mail_sent_again_takes_its_own_place(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path / "var" / "outbox")
    mailer.send(mail("k1"))
    mailer.send(mail("k1", body="Igjen\n"))
    [path] = (tmp_path / "var" / "outbox").iterdir()
    assert path.name == "k1.eml"
    assert "Igjen" in path.read_text()


def test_no_mail_leaves_the_folder(tmp_path: Path) -> None:
    FolderMailer(tmp_path / "outbox").send(mail("../../etc/passwd"))
    assert [path.parent.name for path in tmp_path.rglob("*.eml")] == ["outbox"]


def test_a_mail_to_nobody_is_refused_and_not_a_failure_of_ours(serve: Callable[..., Server]) -> None:
    server = serve()
    with pytest.raises(MailRefused):
        SmtpMailer(f"smtp://127.0.0.1:{server.port}").send(mail(recipient=""))
