"""What holds for every action: it answers a turn with one reply, in the form of the turn, and fails aloud."""

import asyncio
import importlib
import inspect
import logging
import pkgutil
import threading

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions
from actions.answer_question import AnswerQuestion
from actions.out_of_scope import OutOfScope
from actions.reply_action import ReplyAction
from actions.request_handoff import RequestHandoff
from actions.server import ACTIONS
from actions.small_talk import SmallTalk
from actions.turn import Turn
from assistant.answering import SERVICES
from assistant.bootstrap import Services
from assistant.conversations import ConversationView
from assistant.dialogue.reply import Reply, ReplyKind
from assistant.errors import NotFound
from assistant.triage import Urgency
from knowledge_base.article import WrittenForm
from tests.actions.domain import ACTION_OF, DOMAIN, SERVICE_INTENTS
from tests.factories import make_conversation
from tests.turns import run, state

ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"
STRAINED = "In English please, I am exhausted"


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
