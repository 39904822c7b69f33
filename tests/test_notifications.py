"""Mails: each way to send one keeps the same contract, and the outbox sends each of them, once."""

import datetime
import email
import email.policy
import logging
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from hypothesis import HealthCheck, given, settings, strategies
from icalendar import Calendar
from sqlalchemy import select

from assistant.bootstrap import Services
from assistant.conversations.calling import CALLED_AGAIN_AFTER
from assistant.database import Database
from assistant.errors import InvalidInput
from assistant.notifications import FolderMailer, Mail, Mailer, MailInvitation, SmtpMailer, enqueue, send_due
from assistant.notifications.mailer import MailRefused
from assistant.notifications.outbox import MAX_ATTEMPTS, OutboxMail
from assistant.people.accounts import check_email
from tests.chat import CRISIS, Chat, begin_chat
from tests.factories import make_counsellor
from tests.fakes import NOON, FixedClock, RecordingMailer
from tests.races import at_once, stopped_before_writing

SENDER = "Veivalg <no-reply@veivalg.test>"
INVITATION = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


# A mail server on this machine


@dataclass
class Inbox:
    """What a mail server does with what it is given: keeps it, or refuses as told."""

    answer: str = "250 OK"
    recipient_answer: str = "250 OK"
    kept: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str | None, list[str]]] = field(default_factory=list)
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  # The name aiosmtpd looks for.
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.kept.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
            self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        return self.answer

    def log_in(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"p@ss word")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A mail server that runs."""

    inbox: Inbox
    controller: Controller

    @property
    def port(self) -> int:
        return int(self.controller.port)


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Starts mail servers, and stops them at the end."""
    started: list[Controller] = []

    def start(inbox: Inbox | None = None, **options: object) -> Server:
        inbox = inbox or Inbox()
        controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        started.append(controller)
        return Server(inbox, controller)

    yield start
    for controller in started:
        controller.stop(no_assert=True)


# The contract


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


def mail(key: str = "k1", recipient: str = "kim@example.org", body: str = "Hei Kim\n") -> EmailMessage:
    message = EmailMessage()
    message["From"] = SENDER
    message["To"] = recipient
    message["Subject"] = "Samtale tirsdag 24. november kl. 09:00 – på norsk: æøå"
    message["Message-ID"] = f"<{key}@veivalg>"
    message.set_content(body)
    return message


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


# What only a mail server does


def test_the_server_is_told_who_sends_and_who_receives(serve: Callable[..., Server]) -> None:
    server = serve()
    SmtpMailer(f"smtp://127.0.0.1:{server.port}").send(mail())
    assert server.inbox.envelopes == [("no-reply@veivalg.test", ["kim@example.org"])]


@pytest.mark.parametrize("refused", ["answer", "recipient_answer"])
@pytest.mark.parametrize("words", ["550 No such mailbox", "451 Try again later", "554 Looks like spam"])
def test_any_no_of_the_server_is_a_refusal_that_says_why(
    serve: Callable[..., Server], refused: str, words: str
) -> None:
    server = serve(Inbox(**{refused: words}))
    with pytest.raises(MailRefused, match=words.partition(" ")[2]):
        SmtpMailer(f"smtp://127.0.0.1:{server.port}").send(mail())
    assert server.inbox.kept == []


def test_a_server_that_is_not_there_is_a_refusal() -> None:
    with pytest.raises(MailRefused):
        SmtpMailer(f"smtp://127.0.0.1:{free_port()}", timeout_s=5).send(mail())


def test_a_name_that_leads_nowhere_is_a_refusal() -> None:
    with pytest.raises(MailRefused):
        SmtpMailer("smtp://nowhere.invalid:25", timeout_s=5).send(mail())


def test_a_server_that_says_nothing_is_a_refusal() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(MailRefused):
            SmtpMailer(f"smtp://127.0.0.1:{silent.getsockname()[1]}", timeout_s=0.3).send(mail())


@pytest.mark.parametrize(("password", "enters"), [("p%40ss%20word", True), ("wrong", False)])
def test_user_and_password_come_from_the_address(serve: Callable[..., Server], password: str, enters: bool) -> None:
    inbox = Inbox()
    server = serve(inbox, authenticator=inbox.log_in, auth_required=True, auth_require_tls=False)
    mailer = SmtpMailer(f"smtp://kim%40uio.no:{password}@127.0.0.1:{server.port}")
    if enters:
        mailer.send(mail())
    else:
        with pytest.raises(MailRefused):
            mailer.send(mail())
    assert {login for login, _ in inbox.logins} == {b"kim@uio.no"}
    assert len(inbox.kept) == enters


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1 in one file."""
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", str(path), "-out", str(path.with_suffix(".crt")), "-days", "2", "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_bytes(path.read_bytes() + path.with_suffix(".crt").read_bytes())
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_over_tls_a_server_we_trust_gets_the_mail(
    serve: Callable[..., Server], tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
    server = serve(**_encrypted(scheme, tls))
    SmtpMailer(f"{scheme}://127.0.0.1:{server.port}", timeout_s=10).send(mail())
    assert len(server.inbox.kept) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_over_tls_a_server_that_we_do_not_trust_gets_nothing(
    serve: Callable[..., Server], tls: ssl.SSLContext, scheme: str
) -> None:
    server = serve(**_encrypted(scheme, tls))
    with pytest.raises(MailRefused):
        SmtpMailer(f"{scheme}://127.0.0.1:{server.port}", timeout_s=10).send(mail())
    assert server.inbox.kept == []


def _encrypted(scheme: str, tls: ssl.SSLContext) -> dict[str, object]:
    return {"ssl_context": tls} if scheme == "smtps" else {"tls_context": tls, "require_starttls": True}


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


# The outbox


@pytest.fixture
def post_office(database: Database, mailer: RecordingMailer, clock: FixedClock) -> Callable[[], int]:
    """Sends what is due, as the worker does."""
    return lambda: send_due(database, mailer, SENDER, clock)


def put(database: Database, key: str = "k1", **fields: object) -> None:
    ordinary = {"recipient": "kim@example.org", "subject": "Samtale", "body": "Lenken: https://veivalg.test/?secret=x"}
    with database.transaction() as session:
        enqueue(session, Mail(key, **(ordinary | fields)), now=NOON)  # type: ignore[arg-type]


def rows(database: Database) -> list[OutboxMail]:
    with database.reading() as session:
        return list(session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


PostOffice = Callable[[], int]


def test_a_mail_in_the_outbox_is_sent_once(
    database: Database, mailer: RecordingMailer, post_office: PostOffice
) -> None:
    put(database)
    assert [post_office(), post_office()] == [1, 0]
    [sent] = mailer.sent
    assert (sent["To"], sent["Subject"], sent["From"]) == ("kim@example.org", "Samtale", SENDER)
    assert sent["Message-ID"] == "<k1@veivalg>"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Date"].datetime == NOON
    assert "secret=x" in sent.get_content()


def test_the_same_key_is_put_in_once_and_the_first_counts(
    database: Database, mailer: RecordingMailer, post_office: PostOffice
) -> None:
    put(database)
    put(database, body="En annen tekst")
    assert post_office() == 1
    assert "secret=x" in mailer.sent[0].get_content()
    put(database)
    assert post_office() == 0


def test_a_key_that_is_there_already_does_not_undo_what_else_was_written(database: Database) -> None:
    put(database, "k1")
    with database.transaction() as session:
        for key in ("k0", "k1", "k2"):
            enqueue(session, Mail(key, "kim@example.org", "s", "b"), now=NOON)
    assert [row.key for row in rows(database)] == ["k1", "k0", "k2"]


def test_the_same_key_at_once_is_one_mail(database: Database) -> None:
    outcomes = stopped_before_writing(database, lambda: put(database), lambda: put(database))
    assert outcomes == [None, None]
    assert len(rows(database)) == 1


def test_what_is_rolled_back_is_never_mailed(database: Database, post_office: PostOffice) -> None:
    def fail() -> None:
        with database.transaction() as session:
            enqueue(session, Mail("k1", "kim@example.org", "s", "b"), now=NOON)
            raise InvalidInput(field="after")

    with pytest.raises(InvalidInput):
        fail()
    assert post_office() == 0


def test_the_body_with_its_link_is_blank_once_sent(database: Database, post_office: PostOffice) -> None:
    put(database, invitation=MailInvitation(INVITATION, "REQUEST"))
    post_office()
    [row] = rows(database)
    assert (row.body, row.calendar, row.sent_at, row.attempts) == ("", None, NOON, 1)


def test_a_refused_mail_is_kept_and_tried_again_later_each_time(
    database: Database, mailer: RecordingMailer, clock: FixedClock, post_office: PostOffice
) -> None:
    put(database)
    mailer.refusing = True
    waits = []
    for _ in range(3):
        assert post_office() == 0
        [row] = rows(database)
        assert (row.sent_at, row.last_error) == (None, "told to refuse")
        assert "secret=x" in row.body
        waits.append(row.due_at - clock.now)
        assert post_office() == 0, "not before it is due"
        clock.now = row.due_at
    assert waits == sorted(set(waits))
    assert [row.attempts for row in rows(database)] == [3]

    mailer.refusing = False
    assert post_office() == 1


def test_a_mail_that_is_always_refused_is_given_up_at_last(
    database: Database, mailer: RecordingMailer, clock: FixedClock, post_office: PostOffice
) -> None:
    put(database)
    mailer.refusing = True
    for _ in range(MAX_ATTEMPTS + 3):
        post_office()
        clock.advance(days=2)
    assert rows(database)[0].attempts == MAX_ATTEMPTS


def test_a_refused_mail_holds_up_no_other(database: Database, clock: FixedClock, tmp_path: Path) -> None:
    class Picky(RecordingMailer):
        def send(self, mail: EmailMessage) -> None:
            if mail["To"] == "full@example.org":
                raise MailRefused("full")
            super().send(mail)

    put(database, "k1", recipient="full@example.org")
    put(database, "k2")
    picky = Picky()
    assert send_due(database, picky, SENDER, clock) == 1
    assert [sent["To"] for sent in picky.sent] == ["kim@example.org"]


def test_a_crash_between_sending_and_noting_it_sends_the_same_mail_again(
    database: Database, mailer: RecordingMailer, clock: FixedClock, post_office: PostOffice
) -> None:
    class Crashing(RecordingMailer):
        def send(self, mail: EmailMessage) -> None:
            mailer.send(mail)
            raise KeyboardInterrupt

    put(database)
    with pytest.raises(KeyboardInterrupt):
        send_due(database, Crashing(), SENDER, clock)
    assert rows(database)[0].sent_at is None
    assert post_office() == 0, "another worker may still be at it"

    clock.advance(minutes=2)
    assert post_office() == 1

    first, second = mailer.sent
    assert bytes(first) == bytes(second)
    clock.advance(days=1)
    assert post_office() == 0


def test_two_workers_send_each_mail_once(database: Database, mailer: RecordingMailer, post_office: PostOffice) -> None:
    for number in range(5):
        put(database, f"k{number}")
    outcomes = stopped_before_writing(database, post_office, post_office)
    assert sum(outcome for outcome in outcomes if isinstance(outcome, int)) == 5
    assert sorted(sent["Message-ID"] for sent in mailer.sent) == [f"<k{number}@veivalg>" for number in range(5)]


def test_a_mail_that_is_not_due_waits(database: Database, clock: FixedClock, post_office: PostOffice) -> None:
    with database.transaction() as session:
        enqueue(session, Mail("k1", "kim@example.org", "s", "b"), now=NOON + datetime.timedelta(minutes=1))
    assert post_office() == 0
    clock.advance(minutes=1)
    assert post_office() == 1


def test_an_invitation_goes_along_as_a_part_and_as_a_file(
    database: Database, mailer: RecordingMailer, post_office: PostOffice
) -> None:
    put(database, invitation=MailInvitation(INVITATION, "REQUEST"))
    post_office()
    [sent] = mailer.sent
    received = email.message_from_bytes(bytes(sent), policy=email.policy.default)
    assert [part.get_content_type() for part in received.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/calendar", "application/ics",
    ]  # fmt: skip
    part = received.get_body(preferencelist=("calendar",)) or next(
        part for part in received.walk() if part.get_content_type() == "text/calendar"
    )
    assert part["Content-Type"].params["method"] == "REQUEST"
    [attached] = received.iter_attachments()
    assert attached.get_filename() == "invite.ics"
    for text in (part.get_content(), attached.get_content()):
        assert Calendar.from_ical(text)["METHOD"] == "REQUEST"


def test_without_an_invitation_it_is_a_plain_text(
    database: Database, mailer: RecordingMailer, post_office: PostOffice
) -> None:
    put(database)
    post_office()
    assert mailer.sent[0].get_content_type() == "text/plain"


def test_no_secret_reaches_the_log(
    database: Database, mailer: RecordingMailer, post_office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="assistant")
    put(database)
    put(database)
    mailer.refusing = True
    post_office()
    assert caplog.messages
    assert "secret=x" not in caplog.text
    assert "kim@example.org" not in caplog.text


# Whoever may be written to can be


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=strategies.emails() | strategies.from_regex(r"[^@\s]{1,12}@[^@\s]{1,12}\.[^@\s]{1,4}", fullmatch=True))
def test_every_address_we_take_is_one_receiver_in_a_mails_head(address: str) -> None:
    try:
        check_email(address)
    except InvalidInput:
        return
    read = email.message_from_bytes(bytes(mail(recipient=address)), policy=email.policy.default)
    assert [receiver.addr_spec for receiver in read["To"].addresses] == [address]


@pytest.mark.parametrize(
    "address",
    ["o'brien+jobb@uio.no", "a..b@uio.no", ".kim@uio.no", "kim.@uio.no", "{|}~@uio.no", "a=b?@uio.no"],
)
def test_an_odd_address_we_take_is_handed_to_the_server_as_it_is(serve: Callable[..., Server], address: str) -> None:
    check_email(address)
    server = serve()
    SmtpMailer(f"smtp://127.0.0.1:{server.port}").send(mail(recipient=address))
    assert server.inbox.envelopes == [("no-reply@veivalg.test", [address])]


# Calling counsellors.


@pytest.fixture
def distressed(services: Services) -> Chat:
    """A conversation in which the crisis gate has just opened; there is one counsellor."""
    with services.database.transaction() as session:
        make_counsellor(session)
    chat = begin_chat(services)
    chat.say(CRISIS)
    return chat


def urgent_mails(services: Services) -> int:
    with services.database.reading() as session:
        return len(session.scalars(select(OutboxMail).where(OutboxMail.subject == "Noe haster i Veivalg")).all())


def test_a_later_crisis_in_the_same_conversation_calls_again(
    services: Services, distressed: Chat, clock: FixedClock
) -> None:
    clock.advance(seconds=CALLED_AGAIN_AFTER.total_seconds())
    distressed.say(CRISIS)

    assert urgent_mails(services) == 2


def test_messages_in_a_row_call_once(services: Services, distressed: Chat, clock: FixedClock) -> None:
    clock.advance(seconds=CALLED_AGAIN_AFTER.total_seconds() - 1)
    distressed.say(CRISIS)

    assert urgent_mails(services) == 1


def test_a_later_message_that_is_no_crisis_calls_nobody(
    services: Services, distressed: Chat, clock: FixedClock
) -> None:
    clock.advance(hours=1)
    distressed.say("Hvor lang oppsigelsestid har jeg?")

    assert urgent_mails(services) == 1
