"""Web servers that a test starts."""

from collections.abc import Callable, Iterator

import pytest

from tests.busy_feeds.feed_server import Answer, FeedServer


@pytest.fixture
def serve() -> Iterator[Callable[..., FeedServer]]:
    """Starts web servers that answer as they are told, and stops them at the end."""
    started: list[FeedServer] = []

    def start(answer: Answer, **options: object) -> FeedServer:
        server = FeedServer(answer, **options)  # type: ignore[arg-type]
        started.append(server)
        server.start()
        return server

    yield start
    for server in started:
        server.stop()
