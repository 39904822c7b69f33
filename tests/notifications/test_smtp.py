"""What only a mail server does: it says no, asks for a password, and encrypts."""

import socket
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.notifications import SmtpMailer
from assistant.notifications.mailer import MailRefused
from assistant.serving import free_port
from tests.notifications.mail_server import Inbox, Server
from tests.notifications.mails import mail


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


# Encrypted


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
