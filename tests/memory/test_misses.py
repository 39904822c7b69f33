"""Questions that were missed, one after the other: other words are asked for, then a person is offered."""

import pytest

from actions.answer_question import AnswerQuestion
from actions.change_written_form import ChangeWrittenForm
from actions.memory import Memory, with_memory
from actions.out_of_scope import OutOfScope
from actions.small_talk import SmallTalk
from assistant.bootstrap import Services
from assistant.dialogue.reply import Basis, Button, ButtonAction, Reply, ReplyKind
from assistant.texts import text
from assistant.triage import Reason, Triage
from knowledge_base.article import WrittenForm
from tests.memory.talk import ABOUT_NOTICE, ABOUT_SOMETHING_ELSE, NB, QUESTION, Talk, make_reply

LIKELIEST = "**Oppsigelsestid.** Oppsigelsestiden er tre måneder."


def make_question_back(form: WrittenForm = NB) -> Reply:
    return make_reply(
        ReplyKind.CLARIFY, f"{text('answer-clarify', form)}\n\n{LIKELIEST}", form,
        buttons=(Button("Lønn", ButtonAction.SAY, "Lønn"),), basis=Basis("build", 0.5),
    )  # fmt: skip


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


class TestARowOfMisses:
    @pytest.mark.parametrize(
        ("kind", "misses"),
        [
            (ReplyKind.CLARIFY, 2),
            (ReplyKind.UNKNOWN, 2),
            (ReplyKind.ANSWER, 0),
            (ReplyKind.GUIDANCE, 0),
            (ReplyKind.LEARNING, 0),
            (ReplyKind.HANDOFF, 0),
            (ReplyKind.BOOKING, 0),
            (ReplyKind.SMALLTALK, 1),
            (ReplyKind.NOTICE, 1),
            (ReplyKind.CRISIS, 1),
        ],
    )
    def test_grows_ends_or_stays_with_the_reply_to_a_question(self, kind, misses):
        assert Memory(misses=1).after(make_reply(kind), asked=QUESTION).misses == misses

    @pytest.mark.parametrize("kind", [ReplyKind.CLARIFY, ReplyKind.UNKNOWN])
    def test_does_not_grow_where_nothing_was_asked(self, kind):
        assert Memory(misses=1).after(make_reply(kind)).misses == 1

    @pytest.mark.parametrize("form", WrittenForm)
    def test_keeps_the_likeliest_article_while_other_words_are_asked_for(self, form):
        back = make_question_back(form)

        said = with_memory(back, Memory(misses=1), asked=QUESTION)

        assert said.text == f"{text('answer-rephrase', form)}\n\n{LIKELIEST}"
        assert (said.buttons, said.basis) == (back.buttons, back.basis)

    @pytest.mark.parametrize("form", WrittenForm)
    def test_ends_with_a_person_instead_of_articles(self, form):
        back = make_question_back(form)

        said = with_memory(back, Memory(misses=2), asked=QUESTION)

        assert said.text == text("answer-person-instead", form)
        assert (said.passages, said.basis) == ((), back.basis)
        assert [button.label for button in said.buttons] == [
            text(name, form) for name in ("button-see-times", "button-talk", "button-articles")
        ]

    @pytest.mark.parametrize("known", [(), (Reason.NO_ANSWER,), (Reason.NO_ANSWER, Reason.NOT_UNDERSTOOD)])
    def test_adds_its_reason_once_to_what_is_known(self, known):
        missed = make_reply(triage=Triage(reasons=known))

        said = with_memory(missed, Memory(misses=2), asked=QUESTION)

        assert said.triage.reasons == tuple(dict.fromkeys((*known, Reason.NOT_UNDERSTOOD)))

    @pytest.mark.parametrize("misses", [3, 4, 50])
    def test_that_goes_on_still_offers_a_person(self, misses):
        said = with_memory(make_reply(), Memory(misses=misses), asked=QUESTION)

        assert said.text == text("answer-person-instead", NB)
        assert said.triage.needs_human
