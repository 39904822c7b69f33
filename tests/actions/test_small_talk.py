"""The action for small talk: the text of the intent, never the same twice in a row."""

import itertools

import pytest

from actions.small_talk import SmallTalk
from actions.take_up_offer import TakeUpOffer
from assistant.answering import SERVICES
from assistant.bootstrap import Services
from assistant.dialogue.reply import ReplyKind
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.actions.domain import ACTION_OF, SERVICE_INTENTS
from tests.turns import run

EN = WrittenForm.ENGLISH


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


class TestHesitation:
    @pytest.mark.parametrize("intent", ["affirm", "deny", "greet", "nlu_fallback"])
    def test_is_met_with_time_whatever_rasa_takes_it_for(self, services: Services, intent):
        action = TakeUpOffer(services) if intent == "affirm" else SmallTalk(services)

        first = run(action, "hmm", intent=intent, form=EN, slots={"offered": "session"})
        second = run(action, "hmm?", intent=intent, form=EN, slots=first.slots)

        assert first.reply.text == text("smalltalk-hesitate", EN)
        assert second.reply.text == text("smalltalk-hesitate-2", EN)
