"""A Rasa server that plays, and the engine that asks it."""

from collections.abc import Iterator

import pytest

from assistant.dialogue.rasa import RasaEngine
from tests.dialogue.rasa import FORGET, GREETING, engine_at, uttered
from tests.rasa_server import FORGOTTEN, READY, SAY, STATUS, RasaServer


@pytest.fixture
def rasa() -> Iterator[RasaServer]:
    """A Rasa server that is ready, and answers every message with a greeting."""
    server = RasaServer().start()
    server.play(SAY, uttered(GREETING))
    server.play(STATUS, READY)
    server.play(FORGET, FORGOTTEN)
    yield server
    server.close()


@pytest.fixture
def rasa_engine(rasa: RasaServer) -> RasaEngine:
    return engine_at(rasa.url)
