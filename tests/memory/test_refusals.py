"""A no to an answer counts as a question that was missed."""

import pytest

from actions.memory import Memory
from actions.small_talk import SmallTalk
from assistant.bootstrap import Services
from assistant.dialogue.reply import ReplyKind
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.memory.talk import ABOUT_NOTICE, ABOUT_SOMETHING_ELSE, NB, Talk, make_reply


class TestAnAnswerThatIsTurnedDown:
    def test_counts_as_a_question_that_was_missed(self, talk: Talk):
        talk.say(ABOUT_SOMETHING_ELSE)

        assert talk.say("Nei", SmallTalk, "deny").text == text("answer-rephrase", NB)

    @pytest.mark.parametrize("form", WrittenForm)
    def test_again_and_again_leads_from_other_words_to_a_person(self, stocked: Services, form):
        talk = Talk(stocked, form)
        talk.say(ABOUT_NOTICE)

        first, second, third, fourth = (talk.say("Nei", SmallTalk, "deny") for _ in range(4))

        assert [reply.text for reply in (first, second, third)] == [
            text("smalltalk-deny", form), text("answer-rephrase", form), text("answer-person-instead", form)
        ]  # fmt: skip
        assert third.triage.needs_human
        # Now "no" is said to the offer of a person.
        assert fourth.text == text("smalltalk-deny", form)

    def test_once_is_small_talk(self, talk: Talk):
        talk.say(ABOUT_NOTICE)

        assert talk.say("Nei", SmallTalk, "deny").text == text("smalltalk-deny", NB)

    def test_before_anything_was_said_is_none(self, talk: Talk):
        talk.say("Nei", SmallTalk, "deny")

        assert talk.slots["misses"] == 0


class TestARefusal:
    @pytest.mark.parametrize(
        ("said", "is_one"),
        [
            *((kind, True) for kind in (ReplyKind.ANSWER, ReplyKind.GUIDANCE, ReplyKind.LEARNING)),
            *((kind, True) for kind in (ReplyKind.CLARIFY, ReplyKind.UNKNOWN)),
            *((kind, False) for kind in (ReplyKind.SMALLTALK, ReplyKind.HANDOFF, ReplyKind.BOOKING)),
            *((kind, False) for kind in (ReplyKind.NOTICE, ReplyKind.CRISIS)),
        ],
    )
    def test_is_of_an_answer_or_a_question_back(self, said, is_one):
        assert Memory().after(make_reply(said)).can_be_refused is is_one

    @pytest.mark.parametrize("form", WrittenForm)
    def test_is_asked_for_other_words_and_then_offered_a_person(self, stocked: Services, form):
        talk = Talk(stocked, form)
        replies = []
        for number in range(2):
            talk.say(f"{ABOUT_SOMETHING_ELSE} {number}")
            replies.append(talk.say("Nei", SmallTalk, "deny"))

        assert [reply.text for reply in replies] == [
            text("answer-rephrase", form), text("answer-person-instead-2", form)
        ]  # fmt: skip
        assert replies[-1].triage.needs_human

    def test_of_a_refusal_counts_too(self, talk: Talk):
        talk.say(ABOUT_NOTICE)
        talk.say("Nei", SmallTalk, "deny")

        talk.say("Nei", SmallTalk, "deny")

        assert talk.slots["misses"] == 2

    def test_after_thanks_turns_down_nothing(self, talk: Talk):
        talk.say(ABOUT_NOTICE)
        talk.say("Takk", SmallTalk, "thank")

        talk.say("Nei", SmallTalk, "deny")

        assert talk.slots["misses"] == 0
