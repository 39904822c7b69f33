"""A conversation for the actions that look it up."""

import pytest

from assistant.bootstrap import Services
from assistant.conversations import ConversationView
from tests.factories import make_conversation


@pytest.fixture
def conversation(services: Services) -> ConversationView:
    with services.database.transaction() as session:
        return make_conversation(session)[0]
