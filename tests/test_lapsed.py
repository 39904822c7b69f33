"""Verified or silent: the article that would be the answer, but whose verification has run out."""

import datetime

import pytest

from actions.answer_question import AnswerQuestion
from actions.out_of_scope import OutOfScope
from actions.small_talk import SmallTalk
from assistant.answering import Answerer
from assistant.articles import Library, document_of, publish, save
from assistant.articles.curation import add_shipped
from assistant.bootstrap import Services
from assistant.dialogue.reply import ButtonAction, Reply, ReplyKind
from assistant.texts import date, text
from assistant.triage import Reason
from knowledge_base.article import WrittenForm
from tests.factories import make_document, make_variant, make_weights, meaning_that_is
from tests.fakes import AlikeEmbedder, FixedClock
from tests.memory.talk import Talk
from tests.turns import run

NB = WrittenForm.BOKMAL
ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"
ABOUT_SALARY = "Lønn salary nb spørsmål 3?"
ABOUT_SOMETHING_ELSE = "Hvor kjøper man sykkel i Tromsø?"
LAST_DAY = datetime.date(2027, 11, 20)
TITLES = {"notice": "Oppsigelsestid", "salary": "Lønn"}
TWO_SOURCES = """
  - id: law
    title: Statsansatteloven
    url: https://example.org/law
    as_of: "2026-07-02"
  - id: manual
    title: Personalhåndboken
    url: ""
    as_of: undated
---"""


def ask(services: Services, question: str = ABOUT_NOTICE, form: WrittenForm = NB) -> Reply:
    return services.answerer.answer(question, form, probabilities={})


def labels(reply: Reply) -> list[str]:
    return [button.label for button in reply.buttons]


def change(services: Services, slug: str, document: str, form: WrittenForm = NB) -> None:
    with services.database.transaction() as session:
        _, latest = document_of(session, slug, form)
        number = save(
            session, slug=slug, form=form, document=document, based_on=latest, now=services.clock(), by="test"
        )
        publish(session, slug=slug, form=form, number=number, now=services.clock(), by="test")


def renew(services: Services, slug: str, on: str = "2027-11-01", **changed: str) -> None:
    """Verify an article anew, in all its forms."""
    for form in WrittenForm:
        change(services, slug, make_document(slug, form, title=TITLES[slug], verified=on, **changed), form)


def with_meaning(services: Services, cosine: float) -> Answerer:
    """An answerer to whose search any two different texts have about this cosine."""
    return Answerer(Library(services.database, AlikeEmbedder(cosine)), services.triager, services.clock)


@pytest.fixture
def last_day(stocked: Services, clock: FixedClock) -> Services:
    """Two articles on the last day on which they may answer."""
    clock.now = datetime.datetime(2027, 11, 20, 12, tzinfo=datetime.UTC)
    return stocked


@pytest.fixture
def lapsed(last_day: Services, clock: FixedClock) -> Services:
    """Two articles on the day after."""
    clock.advance(days=1)
    return last_day


@pytest.fixture
def only_bokmal(services: Services, clock: FixedClock) -> Services:
    """An article that has lapsed and was never live in another form."""
    with services.database.transaction() as session:
        add_shipped(session, make_variant("notice", NB), now=clock(), by="test")
    clock.advance(days=400)
    return services


class TestTheAnswerThatHasLapsed:
    def test_is_given_until_the_last_day_and_from_then_on_only_named(self, last_day: Services, clock: FixedClock):
        assert ask(last_day).text == "Oppsigelsestiden er tre måneder."

        clock.advance(days=1)

        assert ask(last_day).kind is ReplyKind.UNKNOWN
        assert "tre måneder" not in ask(last_day).text

    @pytest.mark.parametrize("form", WrittenForm)
    def test_is_named_with_its_sources_and_a_person_is_offered(self, lapsed: Services, form):
        reply = ask(lapsed, form=form)

        opening, source, closing = reply.text.split("\n\n")
        assert opening == text("answer-lapsed", form, title="Oppsigelsestid", until=date(LAST_DAY, form), count=1)
        assert source == f"- The law: <https://example.org/law> ({text('reply-as-of', form, date='2026')})"
        assert closing == text("answer-lapsed-person", form)
        assert [button.action for button in reply.buttons] == [ButtonAction.HANDOFF]

    @pytest.mark.parametrize("form", WrittenForm)
    def test_tells_each_source_as_far_as_it_is_known(self, lapsed: Services, form):
        document, *_ = make_document("notice", form, title="Oppsigelsestid").partition("\n  - id: law")
        body = make_document("notice", form).partition("\n---\n")[2].replace("More about", "[^manual] More about")
        change(lapsed, "notice", f"{document}{TWO_SOURCES}\n{body}", form)

        _, sources, _ = ask(lapsed, form=form).text.split("\n\n")

        assert sources.splitlines() == [
            f"- Statsansatteloven: <https://example.org/law> ({text('reply-as-of', form, date='2026-07-02')})",
            f"- Personalhåndboken ({text('reply-undated', form)})",
        ]

    def test_shows_no_passage_and_is_no_reason_to_call_a_person(self, lapsed: Services):
        reply = ask(lapsed)

        assert reply.passages == ()
        assert (reply.triage.reasons, reply.triage.needs_human) == ((Reason.LAPSED,), False)

    def test_about_a_choice_of_ones_own_offers_times_as_well(self, lapsed: Services):
        reply = ask(lapsed, f"Bør jeg si opp? {ABOUT_NOTICE}")

        assert reply.triage.reasons == (Reason.LAPSED, Reason.PERSONAL_CHOICE)
        assert labels(reply) == [text("button-see-times", NB), text("button-talk", NB)]

    def test_that_was_mainly_a_conversation_offers_times_as_well(self, lapsed: Services):
        renew(lapsed, "notice", "2026-11-20", kind="guidance")

        assert labels(ask(lapsed)) == [text("button-see-times", NB), text("button-talk", NB)]

    def test_lapses_in_all_forms_with_the_one_that_runs_out_first(self, lapsed: Services):
        for form in (NB, WrittenForm.NYNORSK):
            change(lapsed, "notice", make_document("notice", form, title="Oppsigelsestid", verified="2027-11-01"), form)

        reply = ask(lapsed, form=NB)

        assert reply.triage.reasons == (Reason.LAPSED,)
        assert date(LAST_DAY, NB) in reply.text

    def test_answers_again_once_it_is_verified_anew(self, lapsed: Services):
        renew(lapsed, "notice")

        assert ask(lapsed).text == "Oppsigelsestiden er tre måneder."


class TestAnotherArticle:
    def test_that_is_verified_is_not_named_beside_it(self, lapsed: Services):
        renew(lapsed, "salary")

        reply = ask(lapsed)

        assert (reply.triage.reasons, reply.passages) == ((Reason.LAPSED,), ())
        assert "Lønn" not in reply.text
        assert labels(reply) == [text("button-talk", NB)]

    def test_that_is_verified_does_not_answer_in_its_place_however_near_it_is(self, lapsed: Services):
        renew(lapsed, "salary")

        reply = with_meaning(lapsed, 0.95).answer(ABOUT_NOTICE, NB, probabilities={})

        assert (reply.triage.reasons, reply.passages) == ((Reason.LAPSED,), ())
        assert labels(reply) == [text("button-talk", NB)]

    def test_would_answer_in_its_place_if_nothing_was_known_of_the_one_that_has_lapsed(self, services: Services):
        """If this fails, the test above proves nothing."""
        with services.database.transaction() as session:
            for form in WrittenForm:
                add_shipped(session, make_variant("salary", form, title="Lønn"), now=services.clock(), by="test")

        reply = with_meaning(services, 0.95).answer(ABOUT_NOTICE, NB, probabilities={})

        assert (reply.kind, reply.passages[0].slug) == (ReplyKind.ANSWER, "salary")

    def test_that_is_verified_and_the_best_answers_as_ever(self, lapsed: Services):
        renew(lapsed, "salary")

        reply = ask(lapsed, ABOUT_SALARY)

        assert (reply.kind, [passage.slug for passage in reply.passages]) == (ReplyKind.ANSWER, ["salary"])

    def test_that_another_sentence_asks_for_is_a_button(self, lapsed: Services):
        renew(lapsed, "salary")

        reply = ask(lapsed, f"{ABOUT_NOTICE} {ABOUT_SALARY.replace('3', '2')}")

        assert reply.triage.reasons == (Reason.LAPSED,)
        assert "«Oppsigelsestid»" in reply.text
        assert labels(reply) == ["Lønn", text("button-talk", NB)]

    def test_that_is_the_best_is_answered_as_if_the_one_beside_it_did_not_exist(self, lapsed: Services):
        renew(lapsed, "salary")

        # The salary is asked for in an article's own words, the notice in nearly such.
        reply = ask(lapsed, f"{ABOUT_SALARY} {ABOUT_NOTICE.replace('spørsmål', '')}")

        assert (reply.kind, [passage.slug for passage in reply.passages]) == (ReplyKind.ANSWER, ["salary"])
        assert reply.basis.answerable > lapsed.library.knowledge_base().weights.floor


class TestAnArticleThatWouldNotHaveBeenTheAnswer:
    def test_is_not_named(self, lapsed: Services):
        reply = ask(lapsed, ABOUT_SOMETHING_ELSE)

        assert (reply.text, reply.triage.reasons) == (text("answer-unknown", NB), (Reason.NO_ANSWER,))

    def test_is_not_named_where_several_might_have_been_meant(self, lapsed: Services):
        unsure = with_meaning(lapsed, meaning_that_is(answerable=1.1 * make_weights().floor))

        reply = unsure.answer(ABOUT_SOMETHING_ELSE, NB, probabilities={})

        assert (reply.text, reply.triage.reasons) == (text("answer-unknown", NB), (Reason.NO_ANSWER,))

    def test_is_one_that_is_not_live_in_the_form_of_the_reply(self, only_bokmal: Services):
        assert ask(only_bokmal).triage.reasons == (Reason.LAPSED,)
        assert ask(only_bokmal, form=WrittenForm.ENGLISH).triage.reasons == (Reason.NO_ANSWER,)


class TestWordsTakenForSomethingElse:
    def test_that_are_the_articles_own_are_no_small_talk(self, lapsed: Services):
        reply = lapsed.answerer.answer_if_exact(ABOUT_NOTICE, NB, probabilities={"greet": 1.0})

        assert reply is not None
        assert reply.triage.reasons == (Reason.LAPSED,)

    def test_that_are_those_of_no_article_that_would_be_the_answer_are_left_alone(self, only_bokmal: Services):
        def exact(form: WrittenForm) -> Reply | None:
            return only_bokmal.answerer.answer_if_exact(ABOUT_NOTICE, form, probabilities={"greet": 1.0})

        assert exact(NB) is not None
        assert exact(WrittenForm.ENGLISH) is None

    def test_stand_alone_after_another_question(self, lapsed: Services):
        assert lapsed.answerer.can_answer(ABOUT_NOTICE, NB, probabilities={})
        assert not lapsed.answerer.can_answer(ABOUT_SOMETHING_ELSE, NB, probabilities={})


class TestTheActions:
    @pytest.mark.parametrize(
        ("action", "intent"), [(AnswerQuestion, "uncertainty"), (OutOfScope, "out_of_scope"), (SmallTalk, "greet")]
    )
    def test_give_the_answer_until_the_last_day_and_then_name_it(
        self, last_day: Services, clock: FixedClock, action, intent
    ):
        before = run(action(last_day), ABOUT_NOTICE, intent=intent).reply
        clock.advance(days=1)
        after = run(action(last_day), ABOUT_NOTICE, intent=intent).reply

        assert (before.kind, before.passages[0].slug) == (ReplyKind.ANSWER, "notice")
        assert (after.kind, after.passages, after.triage.reasons) == (ReplyKind.UNKNOWN, (), (Reason.LAPSED,))
        assert "<https://example.org/law>" in after.text

    def test_do_not_take_it_for_a_question_that_was_not_understood(self, lapsed: Services):
        talk = Talk(lapsed)
        talk.say(ABOUT_SOMETHING_ELSE)
        talk.say(f"{ABOUT_SOMETHING_ELSE} 2")

        assert talk.say(ABOUT_NOTICE).text == ask(lapsed).text
        assert talk.slots["misses"] == 0

    def test_search_a_question_that_leans_on_it_together_with_it(self, lapsed: Services):
        talk = Talk(lapsed)
        talk.say(ABOUT_NOTICE)

        assert talk.say("Og for postdoktorer?").triage.reasons == (Reason.LAPSED,)

    def test_offer_a_person_instead_of_saying_it_thrice(self, lapsed: Services):
        talk = Talk(lapsed)
        _, again, instead = (talk.say(ABOUT_NOTICE) for _ in range(3))

        assert again.text.startswith(text("said-again", NB))
        assert instead.text == text("answer-person-instead", NB)
