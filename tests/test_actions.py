"""What Rasa calls: each action answers a turn with one reply; the server lets in only who knows the secret."""

import asyncio
import datetime
import importlib
import inspect
import itertools
import logging
import pkgutil
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sanic import Sanic

import actions
from actions.answer_question import AnswerQuestion
from actions.change_appointment import ChangeAppointment
from actions.change_written_form import ChangeWrittenForm, wanted_form
from actions.offer_times import OfferTimes
from actions.out_of_scope import OutOfScope
from actions.request_handoff import RequestHandoff
from actions.server import ACTIONS, build
from actions.small_talk import SmallTalk
from actions.take_up_offer import TakeUpOffer
from actions.turn import ReplyAction, Turn
from assistant import booking
from assistant.answering import SERVICES
from assistant.booking import Share
from assistant.bootstrap import Services, bootstrap
from assistant.conversations import ConversationView, Holder, for_public_id
from assistant.database import Database
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.errors import NotFound
from assistant.handoff import claim
from assistant.serving import free_port
from assistant.settings import ROOT, Settings
from assistant.texts import text
from assistant.triage import Reason, Urgency
from knowledge_base.article import WrittenForm
from knowledge_base.embedding import HashEmbedder
from tests.factories import make_conversation, make_counsellor
from tests.fakes import NOON, FixedClock, RecordingMailer, ScriptedEngine
from tests.turns import run, state

NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH
DOMAIN = yaml.safe_load((ROOT / "data/domain.yml").read_text(encoding="utf-8"))
RULES = yaml.safe_load((ROOT / "data/rules.yml").read_text(encoding="utf-8"))["rules"]
ACTION_OF = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in RULES}
ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"
SERVICE_INTENTS = sorted(SERVICES)
STRAINED = "In English please, I am exhausted"


def at_opening_hours(clock: FixedClock) -> None:
    """A Monday morning: the coming days have free times."""
    clock.now = datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC)


@pytest.fixture
def conversation(services: Services) -> ConversationView:
    with services.database.transaction() as session:
        return make_conversation(session)[0]


def book_a_session(services: Services, conversation: ConversationView) -> booking.AppointmentView:
    with services.database.transaction() as session:
        make_counsellor(session, name="Kari Rettleiar")
        (slot,) = booking.next_slots(session, now=services.clock(), count=1)
        row = for_public_id(session, conversation.public_id)
        appointment, _ = booking.book(
            session, slot=slot, name="Ada", email="ada@example.org", written_form=NB, share=Share.NOTHING,
            brief=None, conversation=row, now=services.clock(),
        )  # fmt: skip
    return appointment


class TestEveryAction:
    def test_stands_in_the_domain_and_the_domain_names_no_other(self, services: Services):
        assert sorted(action(services).name() for action in ACTIONS) == sorted(DOMAIN["actions"])

    def test_of_the_package_is_served(self):
        modules = [importlib.import_module(f"actions.{info.name}") for info in pkgutil.iter_modules(actions.__path__)]
        written = {
            value
            for module in modules
            for value in vars(module).values()
            if inspect.isclass(value) and issubclass(value, ReplyAction) and value.__module__ == module.__name__
        }

        assert written - {ReplyAction} == set(ACTIONS)

    def test_is_used_by_a_rule(self):
        assert set(ACTION_OF.values()) == set(DOMAIN["actions"])

    @pytest.mark.parametrize("action", ACTIONS)
    def test_is_async(self, action):
        assert inspect.iscoroutinefunction(action.run)

    @pytest.mark.parametrize("form", WrittenForm)
    def test_answers_with_one_reply_in_the_form_of_the_turn(self, services: Services, form):
        with services.database.transaction() as session:
            conversation, _ = make_conversation(session, written_form=form)

        for action in ACTIONS:
            answered = run(action(services), "?", conversation=conversation.public_id, intent="affirm", form=form)

            assert answered.reply.written_form is form, action
            assert answered.reply.text, action

    @pytest.mark.parametrize("intent", SERVICE_INTENTS)
    def test_of_a_service_intent_gives_what_predictions_name(
        self, services: Services, conversation: ConversationView, intent
    ):
        (action,) = (action for action in ACTIONS if action(services).name() == ACTION_OF[intent])

        reply = run(action(services), "in English please", conversation=conversation.public_id, intent=intent).reply

        assert (reply.kind, reply.triage.reasons) == (SERVICES[intent].kind, SERVICES[intent].reasons)

    @pytest.mark.parametrize("intent", SERVICE_INTENTS)
    def test_of_a_service_intent_sees_strain_where_predictions_see_it(
        self, services: Services, conversation: ConversationView, intent
    ):
        (action,) = (action for action in ACTIONS if action(services).name() == ACTION_OF[intent])

        reply = run(action(services), STRAINED, conversation=conversation.public_id, intent=intent).reply
        predicted = services.answerer.triage_of_service(intent, STRAINED, probabilities={intent: 1.0})

        if SERVICES[intent].may_be_personal:
            assert (reply.kind, reply.triage.urgency) == (ReplyKind.UNKNOWN, Urgency.SOON)
        else:
            assert (reply.kind, reply.triage) == (SERVICES[intent].kind, predicted)

    def test_hands_its_work_to_a_thread_so_that_no_conversation_waits_for_another(self, services: Services):
        meeting = threading.Barrier(2)

        class Meeting(ReplyAction):
            def answer(self, turn: Turn) -> Reply:
                meeting.wait(20)
                return Reply(kind=ReplyKind.SMALLTALK, text=turn.text, written_form=turn.written_form)

        async def both() -> None:
            tracker = Tracker.from_dict(state("Hei"))
            await asyncio.gather(*(Meeting(services).run(CollectingDispatcher(), tracker, {}) for _ in range(2)))

        asyncio.run(both())

    def test_that_fails_is_logged_without_the_words_and_raised(
        self, services: Services, caplog: pytest.LogCaptureFixture
    ):
        with caplog.at_level(logging.ERROR), pytest.raises(NotFound):
            run(RequestHandoff(services), "en hemmelighet", conversation="no-such-id")

        assert "action_request_handoff failed in conversation no-such-id" in caplog.text
        assert "Traceback" in caplog.text
        assert "en hemmelighet" not in caplog.text

    def test_whose_reply_offers_a_person_remembers_that_a_session_was_offered(self, stocked: Services):
        offering = run(AnswerQuestion(stocked), f"Bør jeg si opp? {ABOUT_NOTICE}", slots={"offered": "nothing"})
        offering_none = run(AnswerQuestion(stocked), ABOUT_NOTICE, slots={"offered": "session"})

        assert (offering.reply.triage.needs_human, offering.slots["offered"]) == (True, "session")
        assert (offering_none.reply.triage.needs_human, offering_none.slots["offered"]) == (False, "nothing")

    def test_sets_the_slots_of_the_domain(self, services: Services):
        assert set(run(SmallTalk(services), intent="greet").slots) == set(DOMAIN["slots"])

    def test_understands_a_tracker_that_tells_next_to_nothing(self, services: Services):
        bare = {"sender_id": "some-id", "slots": {}, "latest_message": {}, "events": []}
        dispatcher = CollectingDispatcher()

        asyncio.run(OutOfScope(services).run(dispatcher, Tracker.from_dict(bare), {}))

        assert Reply.from_json(dispatcher.messages[0]["custom"]).kind is ReplyKind.UNKNOWN


class TestAnswerQuestion:
    def test_gives_the_passage_that_answers(self, stocked: Services):
        reply = run(AnswerQuestion(stocked), ABOUT_NOTICE, probabilities={"uncertainty": 0.8}).reply

        assert (reply.kind, reply.passages[0].slug) == (ReplyKind.ANSWER, "notice")
        assert [share.topic for share in reply.triage.topics] == ["uncertainty"]

    def test_says_that_it_has_no_answer(self, stocked: Services):
        reply = run(AnswerQuestion(stocked), "Hvor kjøper man sykkel?").reply

        assert (reply.kind, reply.passages) == (ReplyKind.UNKNOWN, ())


class TestRequestHandoff:
    def test_puts_the_conversation_in_the_queue(self, services: Services, conversation: ConversationView):
        reply = run(RequestHandoff(services), "Jeg vil snakke med noen", conversation=conversation.public_id).reply

        with services.database.reading() as session:
            assert for_public_id(session, conversation.public_id).holder == Holder.WAITING
        assert (reply.kind, reply.text) == (ReplyKind.HANDOFF, text("handoff-requested", NB))
        assert (reply.triage.urgency, reply.triage.reasons) == (Urgency.NORMAL, (Reason.ASKED_FOR_PERSON,))

    def test_twice_in_a_row_is_told_in_other_words(self, services: Services, conversation: ConversationView):
        first = run(RequestHandoff(services), conversation=conversation.public_id)

        second = run(RequestHandoff(services), conversation=conversation.public_id, slots=first.slots).reply

        assert second.text == text("handoff-requested-2", NB)

    def test_says_that_a_counsellor_is_there_already(self, services: Services, conversation: ConversationView):
        run(RequestHandoff(services), conversation=conversation.public_id)
        with services.database.transaction() as session:
            counsellor = make_counsellor(session)
            claim(session, public_id=conversation.public_id, counsellor=counsellor, now=NOON)

        reply = run(RequestHandoff(services), conversation=conversation.public_id).reply

        assert reply.text == text("handoff-with-person", NB)


class TestOfferTimes:
    @pytest.mark.parametrize(
        ("form", "label"),
        [(NB, "tirsdag 24. november 09:00"), (NN, "tysdag 24. november 09:00"), (EN, "Tuesday 24 November 09:00")],
    )
    def test_offers_the_next_free_times_and_the_way_to_all(self, services: Services, clock: FixedClock, form, label):
        at_opening_hours(clock)
        with services.database.transaction() as session:
            make_counsellor(session)
            slots = booking.next_slots(session, now=clock(), count=3)

        reply = run(OfferTimes(services), form=form).reply

        *times, last = reply.buttons
        assert (reply.kind, reply.text) == (ReplyKind.BOOKING, text("booking-offer", form))
        assert [button.value for button in times] == [f"/booking/{slot.id}" for slot in slots]
        assert times[0] == Button(label, ButtonAction.OPEN, f"/booking/{slots[0].id}")
        assert last == Button(text("button-all-times", form), ButtonAction.OPEN, "/booking")
        assert reply.triage.reasons == (Reason.ASKED_TO_BOOK,)

    def test_offers_a_person_when_there_are_no_times(self, services: Services):
        reply = run(OfferTimes(services)).reply

        assert reply.text == text("booking-none", NB)
        assert reply.buttons == (Button(text("button-talk", NB), ButtonAction.HANDOFF),)


class TestChangeAppointment:
    def test_shows_the_session_booked_from_the_conversation(
        self, services: Services, conversation: ConversationView, clock: FixedClock
    ):
        at_opening_hours(clock)
        appointment = book_a_session(services, conversation)

        reply = run(ChangeAppointment(services), conversation=conversation.public_id).reply

        assert reply.kind is ReplyKind.BOOKING
        assert "tirsdag 24. november kl. 09:00 hos Kari Rettleiar" in reply.text
        assert text("booking-change", NB) in reply.text
        assert [button.value for button in reply.buttons] == [f"/appointments/{appointment.ref}", "/booking"]

    def test_says_that_there_is_none(self, services: Services, conversation: ConversationView):
        reply = run(ChangeAppointment(services), conversation=conversation.public_id).reply

        assert reply.text == text("booking-nothing-to-change", NB)
        assert [button.value for button in reply.buttons] == ["/booking"]

    def test_does_not_show_another_conversations_session(
        self, services: Services, conversation: ConversationView, clock: FixedClock
    ):
        at_opening_hours(clock)
        book_a_session(services, conversation)
        with services.database.transaction() as session:
            another, _ = make_conversation(session)

        reply = run(ChangeAppointment(services), conversation=another.public_id).reply

        assert reply.text == text("booking-nothing-to-change", NB)

    def test_does_not_show_a_session_that_is_over(
        self, services: Services, conversation: ConversationView, clock: FixedClock
    ):
        at_opening_hours(clock)
        book_a_session(services, conversation)
        clock.advance(days=7)

        reply = run(ChangeAppointment(services), conversation=conversation.public_id).reply

        assert reply.text == text("booking-nothing-to-change", NB)


class TestChangeWrittenForm:
    @pytest.mark.parametrize("form", WrittenForm)
    def test_answers_in_the_form_asked_for_from_now_on(self, services: Services, conversation: ConversationView, form):
        name = text(f"form-{form}", NB)

        reply = run(ChangeWrittenForm(services), f"Kan vi ta {name}?", conversation=conversation.public_id).reply

        assert (reply.written_form, reply.text) == (form, text("smalltalk-change_language", form))
        with services.database.reading() as session:
            row = for_public_id(session, conversation.public_id)
            assert (row.written_form, row.form_is_chosen) == (form, True)

    @pytest.mark.parametrize("form", WrittenForm)
    def test_asks_which_when_none_is_named(self, services: Services, conversation: ConversationView, form):
        reply = run(ChangeWrittenForm(services), "another one", conversation=conversation.public_id, form=form).reply

        assert (reply.kind, reply.text) == (ReplyKind.CLARIFY, text("form-which", form))
        assert [(button.action, button.value) for button in reply.buttons] == [
            (ButtonAction.FORM, other) for other in WrittenForm
        ]
        with services.database.reading() as session:
            assert not for_public_id(session, conversation.public_id).form_is_chosen

    @pytest.mark.parametrize(
        ("typed", "form"),
        [
            ("bokmål", NB),
            ("change to bokmal", NB),
            ("svar på ny norsk", NN),
            ("Kan jeg få det samme svaret en gang til, men på nynorsk?", NN),
            ("kan vi ta det på engelsk", EN),
            ("SAY THAT AGAIN IN ENGLISH", EN),
            ("Hvorfor svarer du på engelsk når jeg skriver norsk?", NB),
            ("ikke nynorsk takk, bokmål går raskere for meg å lese", NB),
            ("Kona mi er også postdoktor og kan ikke norsk. Finnes dette på engelsk?", EN),
            ("My Norwegian is only at A2 level, so please use English", EN),
            ("engelsk i stedet for norsk", EN),
            ("I don't understand Norwegian", None),
            ("I don\u2019t understand Norwegian", None),
            ("why are you answering in norwegian", None),
            ("ikkje bokmål", None),
            ("har dere dette på andre språk enn norsk", None),
            ("bytt til en annen målform", None),
            ("skriv en kortere tekst", None),
            ("", None),
        ],
    )
    def test_takes_the_form_named_last_that_is_not_refused(self, typed, form):
        assert wanted_form(typed, now=NB) is form

    @pytest.mark.parametrize(("now", "form"), [(NB, NB), (NN, NN), (EN, NB)])
    def test_takes_norwegian_for_the_norwegian_that_is_written(self, now, form):
        assert wanted_form("svar på norsk takk", now=now) is form
        assert wanted_form("in Norwegian please", now=now) is form


class TestSmallTalk:
    @pytest.mark.parametrize("form", WrittenForm)
    def test_says_the_text_of_the_intent(self, services: Services, form):
        intents = [intent for intent, action in ACTION_OF.items() if action == "action_small_talk"]

        for intent in [*intents, "affirm"]:
            reply = run(SmallTalk(services), intent=intent, form=form).reply

            assert reply.kind is ReplyKind.SMALLTALK
            assert reply.text == text(f"smalltalk-{intent}", form, days=services.settings.retention_days)

    def test_tells_for_how_many_days_a_conversation_is_kept(self, services: Services):
        assert "30 days" in run(SmallTalk(services), intent="ask_privacy", form=EN).reply.text

    @pytest.mark.parametrize(
        ("intent", "pages"),
        [
            ("ask_privacy", ["/chat/download", "/chat/erase"]),
            ("erase_data", ["/chat/erase", "/chat/download"]),
            ("ask_capabilities", ["/articles", ""]),
            ("greet", []),
        ],
    )
    def test_offers_what_one_may_want_next(self, services: Services, intent, pages):
        reply = run(SmallTalk(services), intent=intent).reply

        assert [button.value for button in reply.buttons] == pages

    @pytest.mark.parametrize("form", WrittenForm)
    @pytest.mark.parametrize("intent", [intent for intent in SERVICE_INTENTS if SERVICES[intent].may_be_personal])
    def test_never_says_the_same_twice_in_a_row(self, services: Services, form, intent):
        slots, said = {}, []
        for _ in range(5):
            answered = run(SmallTalk(services), "Hei", intent=intent, form=form, slots=slots)
            slots = answered.slots
            said.append(answered.reply.text)

        assert all(one != other for one, other in itertools.pairwise(said))
        assert not any(words.startswith(text("said-again", form)) for words in said)


class TestTakeUpOffer:
    def test_offers_times_when_a_session_was_offered(self, services: Services):
        reply = run(TakeUpOffer(services), "ja takk", intent="affirm", slots={"offered": "session"}).reply

        assert reply.kind is ReplyKind.BOOKING

    @pytest.mark.parametrize("offered", ["nothing", None])
    def test_asks_what_more_there_is_when_nothing_was(self, services: Services, offered):
        reply = run(TakeUpOffer(services), "ja takk", intent="affirm", slots={"offered": offered}).reply

        assert (reply.kind, reply.text) == (ReplyKind.SMALLTALK, text("smalltalk-affirm", NB))


class TestOutOfScope:
    @pytest.mark.parametrize("form", WrittenForm)
    def test_says_what_veivalg_is_for(self, stocked: Services, form):
        reply = run(OutOfScope(stocked), "Hva blir været i morgen?", form=form).reply

        assert (reply.kind, reply.text) == (ReplyKind.UNKNOWN, text("answer-out-of-scope", form))
        assert [button.action for button in reply.buttons] == [ButtonAction.OPEN, ButtonAction.HANDOFF]

    def test_answers_all_the_same_when_an_article_does(self, stocked: Services):
        reply = run(OutOfScope(stocked), ABOUT_NOTICE, intent="out_of_scope").reply

        assert (reply.kind, reply.passages[0].slug) == (ReplyKind.ANSWER, "notice")


@pytest.fixture(scope="module")
def action_server(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an action server whose secret is "the secret"."""
    folder = tmp_path_factory.mktemp("actions")
    shutil.copy(sqlite_template, folder / "veivalg.db")
    database = Database(f"sqlite:///{folder / 'veivalg.db'}")
    services = bootstrap(
        Settings(var_dir=folder, internal_secret="the secret"),
        database=database, embedder=HashEmbedder(), engine=ScriptedEngine(), mailer=RecordingMailer(),
        clock=FixedClock(),
    )  # fmt: skip
    app, port, loop = build(services), free_port(), asyncio.new_event_loop()
    server = loop.run_until_complete(
        app.create_server(host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False)
    )
    loop.run_until_complete(server.startup())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    loop.call_soon_threadsafe(loop.stop)
    thread.join(20)
    server.close()
    loop.run_until_complete(server.wait_closed())
    loop.close()
    database.close()
    Sanic.unregister_app(app)


class TestServer:
    def ask(self, server: str, method: str, path: str, authorization: bytes | None, body: Any = None) -> httpx.Response:
        headers = {b"Authorization": authorization} if authorization is not None else {}
        return httpx.request(method, server + path, headers=headers, json=body, trust_env=False)

    def call(self, action: str, **fields: Any) -> dict[str, Any]:
        return {"next_action": action, "tracker": state("Hei", **fields), "domain": DOMAIN, "version": "3.6.21"}

    @pytest.mark.parametrize(
        "authorization", [None, b"", b"the secret", b"Bearer", b"Bearer wrong", b"Bearer the secret!", b"Bearer \xe6"]
    )
    @pytest.mark.parametrize(("method", "path"), [("POST", "/webhook"), ("GET", "/actions")])
    def test_refuses_calls_without_the_secret(self, action_server: str, method, path, authorization):
        body = self.call("action_small_talk", intent="greet") if method == "POST" else None

        response = self.ask(action_server, method, path, authorization, body)

        assert response.status_code == 403
        assert response.json()["code"] == "not_allowed"

    def test_runs_an_action_for_who_has_the_secret(self, action_server: str):
        response = self.ask(
            action_server, "POST", "/webhook", b"Bearer the secret", self.call("action_small_talk", intent="greet")
        )

        answered = response.json()
        assert response.status_code == 200
        assert Reply.from_json(answered["responses"][0]["custom"]).text == text("smalltalk-greet", NB)
        assert {event["name"] for event in answered["events"]} == set(DOMAIN["slots"])

    def test_tells_rasa_that_an_action_failed(self, action_server: str):
        response = self.ask(
            action_server, "POST", "/webhook", b"Bearer the secret",
            self.call("action_request_handoff", conversation="no-such-id"),
        )  # fmt: skip

        assert response.status_code == 500

    def test_has_the_actions_of_the_domain(self, action_server: str):
        response = self.ask(action_server, "GET", "/actions", b"Bearer the secret")

        assert sorted(action["name"] for action in response.json()) == sorted(DOMAIN["actions"])

    def test_tells_anybody_that_it_is_alive(self, action_server: str):
        assert self.ask(action_server, "GET", "/health", None).json() == {"status": "ok"}
