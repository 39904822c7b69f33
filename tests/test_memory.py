"""What is remembered from turn to turn: questions that were missed, what was asked before, what was just said."""

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.answer_question import AnswerQuestion
from actions.change_appointment import ChangeAppointment
from actions.change_written_form import ChangeWrittenForm
from actions.memory import NOTHING, SESSION, Memory, with_memory
from actions.offer_times import OfferTimes
from actions.out_of_scope import OutOfScope
from actions.request_handoff import RequestHandoff
from actions.small_talk import SmallTalk
from actions.turn import ReplyAction
from assistant.bootstrap import Services
from assistant.dialogue.reply import Basis, Button, ButtonAction, Reply, ReplyKind
from assistant.texts import text
from assistant.triage import Reason, Triage
from knowledge_base.article import WrittenForm
from tests.factories import make_conversation
from tests.turns import run, state

NB = WrittenForm.BOKMAL
ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"
ABOUT_SALARY = "Lønn salary nb spørsmål 3?"
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

    @pytest.mark.parametrize(("action", "intent"), [(AnswerQuestion, "job_search"), (SmallTalk, "greet")])
    def test_with_an_answer_of_its_own_is_answered_and_remembered_alone(self, talk: Talk, action, intent):
        talk.say(ABOUT_NOTICE)

        assert [passage.slug for passage in talk.say(f"Og {ABOUT_SALARY}", action, intent).passages] == ["salary"]
        assert talk.slots["asked"] == f"Og {ABOUT_SALARY}"

    def test_with_words_of_its_own_but_no_answer_leans(self, talk: Talk):
        talk.say(ABOUT_NOTICE)

        assert [passage.slug for passage in talk.say("Men hvis jeg er syk?").passages] == ["notice"]
        assert talk.slots["asked"] == ABOUT_NOTICE

    def test_is_assessed_without_it(self, talk: Talk):
        assert talk.say(f"Bør jeg si opp? {ABOUT_NOTICE}").triage.needs_human

        reply = talk.say("Og for postdoktorer?")

        assert (reply.passages[0].slug, reply.triage.needs_human) == ("notice", False)

    @pytest.mark.parametrize("typed", ["Og for postdoktorer?", "What about me?", "Men hvis jeg er syk?"])
    @pytest.mark.parametrize("intent", ["affirm", "deny", "greet", "thank"])
    def test_is_one_where_rasa_took_it_for_small_talk(self, talk: Talk, typed, intent):
        talk.say(ABOUT_NOTICE)

        assert [passage.slug for passage in talk.say(typed, SmallTalk, intent).passages] == ["notice"]

    @pytest.mark.parametrize(("sureness", "slugs"), [(0.34, ["notice"]), (0.9, [])])
    def test_is_one_where_rasa_is_unsure_whether_it_is_about_us(self, stocked: Services, talk: Talk, sureness, slugs):
        talk.say(ABOUT_NOTICE)

        reply = run(
            SmallTalk(stocked), "Hva med meg da?", intent="ask_bot", slots=talk.slots,
            probabilities={"ask_bot": sureness},
        ).reply  # fmt: skip

        assert [passage.slug for passage in reply.passages] == slugs

    @pytest.mark.parametrize(
        ("typed", "action", "intent", "kind"),
        [
            ("Men kan jeg snakke med et menneske?", RequestHandoff, "talk_to_human", ReplyKind.HANDOFF),
            ("Kan jeg få snakke med en person da?", RequestHandoff, "talk_to_human", ReplyKind.HANDOFF),
            ("Og kan jeg bestille en time?", OfferTimes, "book_session", ReplyKind.BOOKING),
            ("Kan jeg avlyse det?", ChangeAppointment, "cancel_session", ReplyKind.BOOKING),
            ("Og hva med å flytte det?", ChangeAppointment, "move_session", ReplyKind.BOOKING),
            ("Kan du slette dette?", SmallTalk, "erase_data", ReplyKind.SMALLTALK),
            ("Hvem leser dette?", SmallTalk, "ask_privacy", ReplyKind.SMALLTALK),
            ("Men takk for hjelpen", SmallTalk, "thank", ReplyKind.SMALLTALK),
            ("Men da så, ha det?", SmallTalk, "goodbye", ReplyKind.SMALLTALK),
            ("But in English please", ChangeWrittenForm, "change_language", ReplyKind.SMALLTALK),
            ("what about in English?", ChangeWrittenForm, "change_language", ReplyKind.SMALLTALK),
        ],
    )
    def test_is_never_a_service_that_is_asked_for(self, stocked: Services, talk: Talk, typed, action, intent, kind):
        with stocked.database.transaction() as session:
            conversation, _ = make_conversation(session)
        talk.say(ABOUT_NOTICE)

        asked = run(action(stocked), typed, intent=intent, conversation=conversation.public_id, slots=talk.slots)

        assert asked.reply.kind is kind
        assert asked.slots["asked"] == ABOUT_NOTICE


QUESTION = "Hva med dette?"
LIKELIEST = "**Oppsigelsestid.** Oppsigelsestiden er tre måneder."


def make_reply(kind: ReplyKind = ReplyKind.UNKNOWN, words: str = "Noe", form: WrittenForm = NB, **fields: Any) -> Reply:
    return Reply(kind=kind, text=words, written_form=form, **fields)


def make_question_back(form: WrittenForm = NB) -> Reply:
    return make_reply(
        ReplyKind.CLARIFY, f"{text('answer-clarify', form)}\n\n{LIKELIEST}", form,
        buttons=(Button("Lønn", ButtonAction.SAY, "Lønn"),), basis=Basis("build", 0.5),
    )  # fmt: skip


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
        said = with_memory(make_question_back(form), Memory(misses=2), asked=QUESTION)

        assert said.text == text("answer-person-instead", form)
        assert (said.passages, said.basis) == ((), None)
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


class TestTheSlots:
    @pytest.mark.parametrize("memory", [Memory(), Memory(SESSION, 2, "Hva?", "Dette.", ReplyKind.ANSWER)])
    def test_carry_the_memory_to_the_next_turn(self, memory):
        slots = {event["name"]: event["value"] for event in memory.to_slots()}

        assert Memory.of(Tracker.from_dict(state("Hei", slots=slots))) == memory

    def test_that_are_not_set_hold_nothing(self):
        tracker = Tracker.from_dict(state("Hei") | {"slots": {}})

        assert Memory.of(tracker) == Memory()

    @pytest.mark.parametrize(("needs_human", "offered"), [(True, SESSION), (False, NOTHING)])
    def test_tell_what_yes_would_take_up(self, needs_human, offered):
        reply = make_reply(triage=Triage(needs_human=needs_human))

        assert Memory(offered=SESSION).after(reply).offered == offered

    @pytest.mark.parametrize(("asked", "kept"), [("Ny?", "Ny?"), ("", "Gammel?")])
    def test_keep_the_last_question_until_there_is_another(self, asked, kept):
        assert Memory(asked="Gammel?").after(make_reply(), asked=asked).asked == kept
