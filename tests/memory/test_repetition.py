"""Never the same sentence twice in a row without saying so."""

import pytest

from actions.memory import Memory, with_memory
from actions.small_talk import SmallTalk
from assistant.dialogue.reply import ReplyKind
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.memory.talk import ABOUT_NOTICE, NB, QUESTION, Talk, make_reply


class TestTheSameReply:
    def test_twice_in_a_row_says_that_it_is_the_same(self, talk: Talk):
        first, second = talk.say(ABOUT_NOTICE), talk.say(ABOUT_NOTICE)

        assert second.text == f"{text('said-again', NB)}\n\n{first.text}"
        assert second.passages == first.passages

    def test_thrice_in_a_row_is_a_person_offered_instead(self, talk: Talk):
        replies = [talk.say(ABOUT_NOTICE) for _ in range(4)]

        assert replies[2].text == text("answer-person-instead", NB)
        assert (replies[2].kind, replies[2].triage.needs_human) == (ReplyKind.UNKNOWN, True)
        assert replies[3].text == replies[0].text

    @pytest.mark.parametrize("intent", ["thank", "greet"])
    def test_to_small_talk_has_other_words_each_time(self, talk: Talk, intent):
        said = [talk.say("Takk", SmallTalk, intent).text for _ in range(4)]

        assert said == [text(f"smalltalk-{intent}{number}", NB) for number in ("", "-2", "-3", "")]

    def test_after_another_is_given_as_it_is(self, talk: Talk):
        first = talk.say(ABOUT_NOTICE)
        talk.say("Takk", SmallTalk, "thank")

        assert talk.say(ABOUT_NOTICE).text == first.text


class TestNeverTheSameSentenceTwiceInARow:
    @pytest.mark.parametrize("form", WrittenForm)
    def test_what_would_be_said_again_is_said_to_be_the_same(self, form):
        first = make_reply(ReplyKind.ANSWER, "Tre måneder.", form)

        second = with_memory(first, Memory().after(first))

        assert second.text == f"{text('said-again', form)}\n\nTre måneder."

    @pytest.mark.parametrize("other", [make_reply(words="Noe annet"), make_reply(ReplyKind.SMALLTALK, "Hei")])
    def test_what_was_said_before_something_else_is_said_as_it_is(self, other):
        reply = make_reply(ReplyKind.ANSWER, "Tre måneder.")

        assert with_memory(reply, Memory().after(reply).after(other)) == reply

    @pytest.mark.parametrize("kind", [ReplyKind.ANSWER, ReplyKind.GUIDANCE, ReplyKind.LEARNING, ReplyKind.UNKNOWN])
    def test_nor_thrice(self, kind):
        reply, memory, said = make_reply(kind, "Tre måneder."), Memory(), []
        for _ in range(5):
            said.append(with_memory(reply, memory).text)
            memory = memory.after(with_memory(reply, memory))

        again, person = f"{text('said-again', NB)}\n\nTre måneder.", text("answer-person-instead", NB)
        assert said == ["Tre måneder.", again, person, "Tre måneder.", again]

    @pytest.mark.parametrize("kind", [ReplyKind.SMALLTALK, ReplyKind.HANDOFF, ReplyKind.BOOKING, ReplyKind.NOTICE])
    def test_what_is_no_answer_is_never_said_to_be_the_best_that_was_found(self, kind):
        reply = make_reply(kind, "Bare hyggelig!")

        assert with_memory(reply, Memory().after(reply)) == reply

    def test_the_offer_of_a_person_has_other_words_the_second_time(self):
        memory = Memory(misses=3, said=text("answer-person-instead", NB))

        assert with_memory(make_reply(), memory, asked=QUESTION).text == text("answer-person-instead-2", NB)
