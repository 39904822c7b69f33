"""A conversation that remembers."""

import pytest

from assistant.bootstrap import Services
from tests.memory.talk import Talk


@pytest.fixture
def talk(stocked: Services) -> Talk:
    return Talk(stocked)
