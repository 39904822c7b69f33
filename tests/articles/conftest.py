"""A second process on the same database."""

from collections.abc import Iterator

import pytest

from assistant.bootstrap import Services
from assistant.database import Database


@pytest.fixture
def other_process(stocked: Services) -> Iterator[Database]:
    """The same database with connections of its own, as another process has it."""
    database = Database(stocked.database.url)
    yield database
    database.close()
