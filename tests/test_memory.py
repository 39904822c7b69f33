"""What is remembered from turn to turn: questions that were missed, what was asked before, what was just said."""

from typing import Any

import pytest

from actions.answer_question import AnswerQuestion
from actions.change_written_form import ChangeWrittenForm
from actions.out_of_scope import OutOfScope
from actions.small_talk import SmallTalk
from actions.turn import ReplyAction
from assistant.bootstrap import Services
from assistant.dialogue.reply import ButtonAction, Reply, ReplyKind
from assistant.texts import text
from assistant.triage import Reason
from knowledge_base.article import WrittenForm
from tests.turns import run

NB = WrittenForm.BOKMAL
ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"
ABOUT_SOMETHING_ELSE = "Hvor kjøper man sykkel i Tromsø?"


class Talk:
    """A conversation with one action after the other, each remembering what the last one left."""

    def __init__(self, services: Services, form: WrittenForm = NB) -> None:
        self._services = services
        self._form = form
        self.slots: dict[str, Any] = {}

    def say(self, typed: str, action: type[ReplyAction] = AnswerQuestion, intent: str = "uncertainty") -> Reply:
        answered = run(action(self._services), typed, intent=intent, form=self._form, slots=self.slots)
        self.slots = answered.slots
        return answered.reply


@pytest.fixture
def talk(stocked: Services) -> Talk:
    return Talk(stocked)


class TestQuestionsThatAreMissed:
    @pytest.mark.parametrize("form", WrittenForm)
    def test_one_after_the_other_are_asked_back_about_and_then_given_to_a_person(self, stocked: Services, form):
        talk = Talk(stocked, form)

        first, second, third = (talk.say(f"{ABOUT_SOMETHING_ELSE} {number}") for number in range(3))

        assert first.text in {text("answer-unknown", form), text("answer-unknown-near", form)}
        assert second.text == text("answer-rephrase", form)
        assert third.text == text("answer-person-instead", form)
        assert [reply.triage.needs_human for reply in (first, second, third)] == [False, False, True]

    def test_thrice_are_a_reason_to_offer_a_person_that_counsellors_are_told(self, talk: Talk):
        for number in range(2):
            talk.say(f"{ABOUT_SOMETHING_ELSE} {number}")

        reply = talk.say(ABOUT_SOMETHING_ELSE)

        assert Reason.NOT_UNDERSTOOD in reply.triage.reasons
        assert [button.action for button in reply.buttons] == [
            ButtonAction.SAY, ButtonAction.HANDOFF, ButtonAction.OPEN
        ]  # fmt: skip
        assert talk.slots["offered"] == "session"

    def test_are_counted_whichever_action_missed_them(self, talk: Talk):
        talk.say(ABOUT_SOMETHING_ELSE)

        assert talk.say("Hva blir været?", OutOfScope, "out_of_scope").text == text("answer-rephrase", NB)

    def test_with_small_talk_in_between_are_still_in_a_row(self, talk: Talk):
        talk.say(ABOUT_SOMETHING_ELSE)
        talk.say("Takk", SmallTalk, "thank")

        assert talk.say("Hvor er nærmeste bakeri?").text == text("answer-rephrase", NB)

    def test_with_an_answer_in_between_are_not_in_a_row(self, talk: Talk):
        talk.say(ABOUT_SOMETHING_ELSE)
        assert talk.say(ABOUT_NOTICE).kind is ReplyKind.ANSWER

        assert talk.say("Hvor er nærmeste bakeri?").text != text("answer-rephrase", NB)

    @pytest.mark.parametrize(("action", "intent"), [(AnswerQuestion, "uncertainty"), (SmallTalk, "deny")])
    def test_do_not_spoil_the_answer_to_the_next_one(self, talk: Talk, action, intent):
        talk.say(ABOUT_SOMETHING_ELSE)
        talk.say("Hvor er nærmeste bakeri?")

        assert talk.say(ABOUT_NOTICE, action, intent).text == "Oppsigelsestiden er tre måneder."

    def test_do_not_keep_the_assistant_from_asking_which_form_is_wanted(self, talk: Talk):
        talk.say(ABOUT_SOMETHING_ELSE)

        assert talk.say("Bytt målform", ChangeWrittenForm, "change_language").text == text("form-which", NB)


class TestAnAnswerThatIsTurnedDown:
    def test_counts_as_a_question_that_was_missed(self, talk: Talk):
        talk.say(ABOUT_SOMETHING_ELSE)

        assert talk.say("Nei", SmallTalk, "deny").text == text("answer-rephrase", NB)

    def test_once_is_small_talk(self, talk: Talk):
        talk.say(ABOUT_NOTICE)

        assert talk.say("Nei", SmallTalk, "deny").text == text("smalltalk-deny", NB)

    def test_before_anything_was_said_is_none(self, talk: Talk):
        talk.say("Nei", SmallTalk, "deny")

        assert talk.slots["misses"] == 0


class TestTheSameReply:
    def test_twice_in_a_row_says_that_it_is_the_same(self, talk: Talk):
        first, second = talk.say(ABOUT_NOTICE), talk.say(ABOUT_NOTICE)

        assert second.text == f"{text('said-again', NB)}\n\n{first.text}"
        assert second.passages == first.passages

    def test_after_another_is_given_as_it_is(self, talk: Talk):
        first = talk.say(ABOUT_NOTICE)
        talk.say("Takk", SmallTalk, "thank")

        assert talk.say(ABOUT_NOTICE).text == first.text


class TestAQuestionThatLeansOnTheOneBefore:
    def test_is_searched_for_with_it(self, talk: Talk):
        talk.say(ABOUT_NOTICE)

        assert [passage.slug for passage in talk.say("Og for postdoktorer?").passages] == ["notice"]

    def test_is_not_understood_alone(self, talk: Talk):
        """If this fails, the test above proves nothing."""
        assert talk.say("Og for postdoktorer?").passages == ()

    def test_leans_on_the_last_question_and_not_on_small_talk(self, talk: Talk):
        talk.say(ABOUT_NOTICE)
        talk.say("Takk", SmallTalk, "thank")

        assert [passage.slug for passage in talk.say("Og for postdoktorer?").passages] == ["notice"]

    def test_that_can_stand_alone_does_not_lean(self, talk: Talk):
        talk.say(ABOUT_NOTICE)

        assert talk.say(ABOUT_SOMETHING_ELSE).passages == ()
