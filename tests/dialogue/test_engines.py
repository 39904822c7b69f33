"""One contract for every dialogue engine."""

from typing import Protocol

import pytest

from assistant.dialogue.engine import DialogueEngine
from assistant.dialogue.reply import Reply, ReplyKind
from assistant.errors import AssistantSilent
from knowledge_base.article import WrittenForm
from tests.dialogue.rasa import ANSWER, CONVERSATION, FORGET, GREETING, NB, engine_at, uttered
from tests.fakes import ScriptedEngine
from tests.rasa_server import SAY, STATUS, RasaServer


class Stage(Protocol):
    """An engine, and what a test may tell it to do."""

    engine: DialogueEngine

    def answer(self, *replies: Reply) -> None:
        """Answer messages so from now on."""

    def fall_silent(self) -> None:
        """Answer nothing from now on."""


class ScriptedStage:
    def __init__(self) -> None:
        self.engine = ScriptedEngine()

    def answer(self, *replies: Reply) -> None:
        self.engine.script = lambda _text, _form: list(replies)

    def fall_silent(self) -> None:
        self.engine.silent = True


class RasaStage:
    def __init__(self, rasa: RasaServer) -> None:
        self.engine = engine_at(rasa.url)
        self._rasa = rasa

    def answer(self, *replies: Reply) -> None:
        self._rasa.play(SAY, uttered(*replies))

    def fall_silent(self) -> None:
        for path in (SAY, STATUS, FORGET):
            self._rasa.play(path, b"", 503)


@pytest.fixture(params=["scripted", "rasa"])
def stage(request: pytest.FixtureRequest) -> Stage:
    return ScriptedStage() if request.param == "scripted" else RasaStage(request.getfixturevalue("rasa"))


class TestEveryEngine:
    @pytest.mark.parametrize("replies", [[GREETING], [ANSWER], [GREETING, ANSWER]])
    def test_gives_the_replies_whole_and_in_their_order(self, stage: Stage, replies):
        stage.answer(*replies)

        assert stage.engine.say(CONVERSATION, "Hei", NB) == replies

    @pytest.mark.parametrize("form", WrittenForm)
    def test_answers_in_every_form(self, stage: Stage, form):
        stage.answer(Reply(kind=ReplyKind.SMALLTALK, text="…", written_form=form))

        assert stage.engine.say(CONVERSATION, "Hei", form)[0].written_form is form

    def test_takes_having_no_reply_for_silence(self, stage: Stage):
        stage.answer()

        with pytest.raises(AssistantSilent):
            stage.engine.say(CONVERSATION, "Hei", NB)

    def test_that_is_silent_says_so(self, stage: Stage):
        stage.fall_silent()

        with pytest.raises(AssistantSilent):
            stage.engine.say(CONVERSATION, "Hei", NB)

    def test_forgets_a_conversation(self, stage: Stage):
        stage.engine.forget(CONVERSATION)

    def test_that_is_silent_has_forgotten_nothing(self, stage: Stage):
        stage.fall_silent()

        with pytest.raises(AssistantSilent):
            stage.engine.forget(CONVERSATION)

    def test_is_ready_until_it_falls_silent(self, stage: Stage):
        assert stage.engine.is_ready() is True

        stage.fall_silent()

        assert stage.engine.is_ready() is False

    @pytest.mark.parametrize("typed", ["/restart", "😀", "«»\u2019", "x" * 4000, "a\n\nb"])
    def test_takes_whatever_people_type(self, stage: Stage, typed):
        assert stage.engine.say(CONVERSATION, typed, NB)
