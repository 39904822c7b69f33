"""A question that leans on the one before is searched for with it."""

import pytest

from actions.answer_question import AnswerQuestion
from actions.cancel_session import CancelSession
from actions.move_session import MoveSession
from actions.offer_times import OfferTimes
from actions.request_handoff import RequestHandoff
from actions.small_talk import SmallTalk
from assistant.bootstrap import Services
from assistant.dialogue.reply import ReplyKind
from tests.factories import make_conversation
from tests.memory.talk import ABOUT_NOTICE, ABOUT_SALARY, ABOUT_SOMETHING_ELSE, Talk
from tests.turns import run


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

        assert [passage.slug for passage in talk.say(f"Og? {ABOUT_SALARY}", action, intent).passages] == ["salary"]
        assert talk.slots["asked"] == f"Og? {ABOUT_SALARY}"

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
            ("Kan jeg avlyse det?", CancelSession, "cancel_session", ReplyKind.BOOKING),
            ("Og hva med å flytte det?", MoveSession, "move_session", ReplyKind.BOOKING),
            ("Kan du slette dette?", SmallTalk, "erase_data", ReplyKind.SMALLTALK),
            ("Hvem leser dette?", SmallTalk, "ask_privacy", ReplyKind.SMALLTALK),
            ("Men takk for hjelpen", SmallTalk, "thank", ReplyKind.SMALLTALK),
            ("Men da så, ha det?", SmallTalk, "goodbye", ReplyKind.SMALLTALK),
        ],
    )
    def test_is_never_a_service_that_is_asked_for(self, stocked: Services, talk: Talk, typed, action, intent, kind):
        with stocked.database.transaction() as session:
            conversation, _ = make_conversation(session)
        talk.say(ABOUT_NOTICE)

        asked = run(action(stocked), typed, intent=intent, conversation=conversation.public_id, slots=talk.slots)

        assert asked.reply.kind is kind
        assert asked.slots["asked"] == ABOUT_NOTICE
