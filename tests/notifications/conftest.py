"""Mail servers that a test starts."""

from collections.abc import Callable, Iterator

import pytest
from aiosmtpd.controller import Controller

from assistant.serving import free_port
from tests.notifications.mail_server import Inbox, Server


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
