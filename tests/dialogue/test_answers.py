"""What Rasa's answers, good and bad, become, and when it is ready."""

import json
from typing import Any

import pytest

from assistant.dialogue.rasa import RasaEngine
from assistant.errors import AssistantSilent
from assistant.serving import free_port
from tests.dialogue.rasa import CONVERSATION, FORGET, GREETING, NB, SECRET, engine_at, uttered
from tests.rasa_server import FORGOTTEN, NO_MODEL, PARSE, READY, SAY, STATUS, RasaServer, parsed


def assert_silent(engine: RasaEngine) -> None:
    with pytest.raises(AssistantSilent):
        engine.say(CONVERSATION, "Hei", NB)
    with pytest.raises(AssistantSilent):
        engine.parse("Hei")
    with pytest.raises(AssistantSilent):
        engine.forget(CONVERSATION)
    assert engine.is_ready() is False


def reply_without(field: str) -> list[dict[str, Any]]:
    fields = GREETING.to_json()
    del fields[field]
    return [{"recipient_id": CONVERSATION, "custom": fields}]


class TestWhatRasaAnswers:
    @pytest.mark.parametrize(
        "answer",
        [
            [],
            None,
            {},
            {"status": "failure"},
            "Hei",
            5,
            [None],
            ["Hei"],
            [[]],
            [{"recipient_id": CONVERSATION, "text": "Hei"}],
            [{"recipient_id": CONVERSATION, "custom": {}}],
            [{"recipient_id": CONVERSATION, "custom": None}],
            [{"recipient_id": CONVERSATION, "custom": [1]}],
            [{"recipient_id": CONVERSATION, "custom": GREETING.to_json() | {"kind": "gossip"}}],
            [{"recipient_id": CONVERSATION, "custom": GREETING.to_json() | {"written_form": "da"}}],
            [{"recipient_id": CONVERSATION, "custom": GREETING.to_json() | {"triage": "none"}}],
            [{"recipient_id": CONVERSATION, "custom": GREETING.to_json() | {"basis": {"floor": 1}}}],
            [{"recipient_id": CONVERSATION, "custom": GREETING.to_json() | {"passages": [{"slug": "a"}]}}],
            *(reply_without(field) for field in ("kind", "text", "written_form", "passages", "buttons", "triage")),
            [*uttered(GREETING), {"recipient_id": CONVERSATION, "text": "and more"}],
        ],
        ids=lambda answer: json.dumps(answer)[:40],
    )
    def test_is_silence_when_it_is_no_reply(self, rasa: RasaServer, rasa_engine: RasaEngine, answer):
        rasa.play(SAY, answer)

        with pytest.raises(AssistantSilent):
            rasa_engine.say(CONVERSATION, "Hei", NB)

    @pytest.mark.parametrize("garbage", [b"", b"<html>", b"[{", b"\xff\xfe\x00"])
    def test_is_silence_when_it_cannot_be_read(self, rasa: RasaServer, rasa_engine: RasaEngine, garbage):
        for path in (SAY, PARSE, STATUS, FORGET):
            rasa.play(path, garbage)

        assert_silent(rasa_engine)

    @pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 409, 500, 503])
    def test_is_silence_when_it_is_an_error(self, rasa: RasaServer, rasa_engine: RasaEngine, status):
        for path, answer in ((SAY, uttered(GREETING)), (PARSE, parsed("Hei", greet=1.0)), (STATUS, READY)):
            rasa.play(path, answer, status)
        rasa.play(FORGET, FORGOTTEN, status)

        assert_silent(rasa_engine)

    def test_is_silence_when_it_takes_too_long(self, rasa: RasaServer):
        for path in (SAY, PARSE, STATUS, FORGET):
            rasa.hang(path)

        assert_silent(engine_at(rasa.url, timeout_s=0.05))

    def test_is_silence_when_nobody_listens(self):
        assert_silent(engine_at(f"http://127.0.0.1:{free_port()}"))

    def test_is_silence_when_no_address_is_set(self):
        assert_silent(engine_at(""))

    def test_after_silence_is_heard_again(self, rasa: RasaServer, rasa_engine: RasaEngine):
        rasa.play(SAY, b"", 500)
        with pytest.raises(AssistantSilent):
            rasa_engine.say(CONVERSATION, "Hei", NB)

        rasa.play(SAY, uttered(GREETING))

        assert rasa_engine.say(CONVERSATION, "Hei", NB) == [GREETING]

    def test_of_a_classification_is_given_as_it_is(self, rasa: RasaServer, rasa_engine: RasaEngine):
        classified = parsed("Hei", greet=0.9, thank=0.1)
        rasa.play(PARSE, classified)

        assert rasa_engine.parse("Hei") == classified

    @pytest.mark.parametrize("answer", [[], None, "uncertainty"])
    def test_of_a_classification_is_silence_when_it_is_none(self, rasa: RasaServer, rasa_engine: RasaEngine, answer):
        rasa.play(PARSE, answer)

        with pytest.raises(AssistantSilent):
            rasa_engine.parse("Hei")

    @pytest.mark.parametrize("answer", [READY | {"model_file": None}, READY | {"model_file": ""}, {}, [], None])
    def test_without_a_model_means_that_it_is_not_ready(self, rasa: RasaServer, rasa_engine: RasaEngine, answer):
        rasa.play(STATUS, answer)

        assert rasa_engine.is_ready() is False

    def test_while_it_starts_means_that_it_is_not_ready(self, rasa: RasaServer, rasa_engine: RasaEngine):
        rasa.play(STATUS, NO_MODEL, 409)

        assert rasa_engine.is_ready() is False


class TestTheActionServer:
    """Rasa answers 200 with an empty list when its action server is down, so both must be ready."""

    @pytest.fixture
    def engine(self, rasa: RasaServer) -> RasaEngine:
        return RasaEngine(rasa.url, SECRET, 10, actions_url=f"{rasa.url}/webhook")

    def test_must_be_ready_too(self, rasa: RasaServer, engine: RasaEngine):
        rasa.play("/health", {"status": "ok"})

        assert engine.is_ready() is True

    def test_that_fails_means_that_a_message_would_not_be_answered(self, rasa: RasaServer, engine: RasaEngine):
        rasa.play("/health", b"", 500)

        assert engine.is_ready() is False

    def test_that_is_down_means_that_a_message_would_not_be_answered(self, rasa: RasaServer):
        engine = RasaEngine(rasa.url, SECRET, 10, actions_url=f"http://127.0.0.1:{free_port()}/webhook")

        assert engine.is_ready() is False
