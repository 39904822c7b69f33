"""One contract for every dialogue engine, and what Rasa's answers, good and bad, become."""

import datetime
import json
from collections.abc import Iterator
from typing import Any, Protocol

import pytest

from assistant.dialogue.engine import DialogueEngine
from assistant.dialogue.rasa import RasaEngine, as_plain_text
from assistant.dialogue.reply import (
    Basis,
    Button,
    ButtonAction,
    Reply,
    ReplyKind,
    ShownPassage,
    ShownSource,
)
from assistant.errors import AssistantSilent
from assistant.serving import free_port
from assistant.triage import Reason, TopicShare, Triage, Urgency
from knowledge_base.article import Topic, WrittenForm
from tests.fakes import ScriptedEngine
from tests.rasa_server import FORGOTTEN, NO_MODEL, PARSE, READY, SAY, STATUS, RasaServer, parsed

NB = WrittenForm.BOKMAL
CONVERSATION = "7c8a91c1-923b-44a5-b916-506026b8411c"
FORGET = f"/conversations/{CONVERSATION}/tracker/events"
SECRET = "shared & secret"

ANSWER = Reply(
    kind=ReplyKind.GUIDANCE,
    text="Oppsigelsestiden er **tre måneder**.",
    written_form=NB,
    passages=(
        ShownPassage(
            slug="quitting-and-notice",
            version=3,
            title="Si opp",
            text="Etter ett år.",
            sources=(ShownSource("Statsansatteloven", "https://lovdata.no/lov/2017-06-16-67", "2026-07-02"),),
            verified_on=datetime.date(2026, 11, 20),
            score=0.8277,
            heading="Frister",
        ),
    ),
    buttons=(Button("Snakk med en veileder", ButtonAction.HANDOFF), Button("Ny time", ButtonAction.SAY, "bestill")),
    triage=Triage((TopicShare(Topic.UNCERTAINTY, 0.67),), Urgency.SOON, True, (Reason.STRAIN,)),
    basis=Basis("0123456789ab", 0.42),
)
GREETING = Reply(kind=ReplyKind.SMALLTALK, text="Hei!", written_form=NB)


def uttered(*replies: Reply) -> list[dict[str, Any]]:
    """Replies as Rasa's REST channel gives them back."""
    return [{"recipient_id": CONVERSATION, "custom": reply.to_json()} for reply in replies]


@pytest.fixture
def rasa() -> Iterator[RasaServer]:
    """A Rasa server that is ready, and answers every message with a greeting."""
    server = RasaServer().start()
    server.play(SAY, uttered(GREETING))
    server.play(STATUS, READY)
    server.play(FORGET, FORGOTTEN)
    yield server
    server.close()


def engine_at(url: str, timeout_s: float = 10) -> RasaEngine:
    return RasaEngine(url, SECRET, timeout_s)


@pytest.fixture
def rasa_engine(rasa: RasaServer) -> RasaEngine:
    return engine_at(rasa.url)


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


def assert_silent(engine: RasaEngine) -> None:
    with pytest.raises(AssistantSilent):
        engine.say(CONVERSATION, "Hei", NB)
    with pytest.raises(AssistantSilent):
        engine.parse("Hei")
    with pytest.raises(AssistantSilent):
        engine.forget(CONVERSATION)
    assert engine.is_ready() is False


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


def test_a_reply_survives_its_way_as_json():
    assert Reply.from_json(json.loads(json.dumps(ANSWER.to_json()))) == ANSWER


def test_a_reply_stored_before_passages_had_headings_can_still_be_read():
    fields = ANSWER.to_json()
    del fields["passages"][0]["heading"]

    assert Reply.from_json(fields).passages[0].heading == ""
