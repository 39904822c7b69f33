"""Ways to send a mail: a mail server, or a folder of .eml files when none is set."""

import asyncio
import logging
import re
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib

logger = logging.getLogger(__name__)


class MailRefused(Exception):
    """The mail was not taken; it is tried again later."""


class Mailer(Protocol):
    """Sends one mail. Every implementation passes tests/notifications/test_mailers.py."""

    def send(self, mail: EmailMessage) -> None:
        """Hand the mail on. Raises MailRefused."""


class SmtpMailer:
    """A mail server: `smtp://user:password@host:587` (STARTTLS when offered) or `smtps://` (TLS from the start)."""

    def __init__(self, url: str, timeout_s: float = 20) -> None:
        parts = urlsplit(url)
        self._hostname = parts.hostname or "localhost"
        self._use_tls = parts.scheme == "smtps"
        self._port = parts.port or (465 if self._use_tls else 587)
        self._username = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._timeout_s = timeout_s

    def send(self, mail: EmailMessage) -> None:
        """See Mailer."""
        sending = aiosmtplib.send(
            mail, hostname=self._hostname, port=self._port, username=self._username, password=self._password,
            use_tls=self._use_tls, timeout=self._timeout_s,
        )  # fmt: skip
        try:
            asyncio.run(sending)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise MailRefused(f"{type(error).__name__}: {error}") from error


class FolderMailer:
    """Writes each mail to a folder as a file that mail programs open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, mail: EmailMessage) -> None:
        """See Mailer."""
        name = re.sub(r"[^A-Za-z0-9-]", "-", mail["Message-ID"].strip("<>").partition("@")[0])
        path = self._folder / f"{name}.eml"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bytes(mail))
        except OSError as error:
            raise MailRefused(str(error)) from error
        logger.info("No mail server is set (VEIVALG_SMTP_URL): wrote a mail to %s", path)
