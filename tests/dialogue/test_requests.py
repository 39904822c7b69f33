"""What Rasa is told: the words and no command, the secret, and no more than it needs."""

import pytest

from assistant.dialogue.rasa import RasaEngine, as_plain_text
from assistant.serving import free_port
from knowledge_base.article import WrittenForm
from tests.dialogue.rasa import CONVERSATION, FORGET, GREETING, NB, SECRET, engine_at
from tests.rasa_server import PARSE, SAY, RasaServer, parsed


class TestWhatRasaIsTold:
    def test_is_the_conversation_the_words_and_the_form_and_no_more(self, rasa: RasaServer, rasa_engine: RasaEngine):
        rasa_engine.say(CONVERSATION, "Hei på deg", WrittenForm.NYNORSK)

        (asked,) = rasa.asked
        assert (asked.method, asked.path) == ("POST", SAY)
        assert asked.body == {"sender": CONVERSATION, "message": "Hei på deg", "metadata": {"written_form": "nn"}}

    @pytest.mark.parametrize(
        ("typed", "sent"),
        [
            ("/restart", "restart"),
            (" /x", "x"),
            ("\n\t / //greet", "greet"),
            ("\u00a0/restart", "restart"),
            ("\u2003/restart", "restart"),
            ('/greet{"a": "b"}', 'greet{"a": "b"}'),
            ("/", "?"),
            (" ", "?"),
            ("og/eller", "og/eller"),
            ("http://uio.no/karriere", "http://uio.no/karriere"),
            ("Hei", "Hei"),
        ],
    )
    def test_is_never_a_command(self, rasa: RasaServer, rasa_engine: RasaEngine, typed, sent):
        rasa.play(PARSE, parsed(sent, greet=1.0))

        rasa_engine.say(CONVERSATION, typed, NB)
        rasa_engine.parse(typed)

        said, classified = rasa.asked
        assert said.body["message"] == classified.body["text"] == as_plain_text(typed) == sent

    def test_comes_with_the_secret(self, rasa: RasaServer, rasa_engine: RasaEngine):
        rasa.play(PARSE, parsed("Hei", greet=1.0))

        rasa_engine.say(CONVERSATION, "Hei", NB)
        rasa_engine.parse("Hei")
        rasa_engine.forget(CONVERSATION)
        rasa_engine.is_ready()

        assert [asked.headers["authorization"] for asked in rasa.asked] == [f"Bearer {SECRET}"] * 4
        assert [asked.query["token"] for asked in rasa.asked] == [[SECRET]] * 4

    def test_to_forget_replaces_all_events_with_none(self, rasa: RasaServer, rasa_engine: RasaEngine):
        rasa_engine.forget(CONVERSATION)

        (asked,) = rasa.asked
        assert (asked.method, asked.path, asked.body) == ("PUT", FORGET, [])

    def test_does_not_go_through_a_proxy(self, rasa: RasaServer, monkeypatch: pytest.MonkeyPatch):
        """What a researcher writes must not leave the machine because a proxy is set for something else."""
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")

        assert engine_at(rasa.url).say(CONVERSATION, "Hei", NB) == [GREETING]
