"""What the classifier takes for small talk or a service, and is a question to the articles, or about oneself."""

import pytest

from assistant.bootstrap import Services
from assistant.triage import FALLBACK, Reason
from knowledge_base.article import WrittenForm

NB = WrittenForm.BOKMAL
ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"


class TestWordsTakenForSmallTalk:
    def test_that_are_an_articles_own_are_answered_from_it(self, stocked: Services):
        reply = stocked.answerer.answer_if_exact(ABOUT_NOTICE, NB, probabilities={"greet": 1.0})

        assert reply == stocked.answerer.answer(ABOUT_NOTICE, NB, probabilities={"greet": 1.0})
        assert reply.passages[0].slug == "notice"

    @pytest.mark.parametrize(
        ("probabilities", "is_answered"),
        [
            ({"book_session": 0.39, "job_search": 0.3}, True),
            ({FALLBACK: 0.3, "greet": 0.2}, True),
            ({"greet": 0.94}, True),
            ({"greet": 0.96}, False),
            ({"book_session": 0.74}, True),
            ({"book_session": 0.76}, False),
            ({"talk_to_human": 0.39}, False),
            ({"talk_to_human": 0.99}, False),
        ],
    )
    def test_that_are_plainly_about_an_article_are_answered_where_the_classifier_is_not_sure(
        self, stocked: Services, probabilities, is_answered
    ):
        reply = stocked.answerer.answer_if_exact(f"{ABOUT_NOTICE} Hei", NB, probabilities=probabilities)

        assert (reply is not None) is is_answered

    @pytest.mark.parametrize("intent", ["book_session", "move_session", "cancel_session"])
    def test_that_ask_for_an_appointment_for_sure_are_never_answered_from_an_article(self, stocked: Services, intent):
        assert stocked.answerer.answer_if_exact(ABOUT_NOTICE, NB, probabilities={intent: 0.96}) is None

    @pytest.mark.parametrize("probability", [0.2, 0.6, 0.9, 1.0])
    def test_that_are_no_articles_own_are_left_alone(self, stocked: Services, probability):
        assert stocked.answerer.answer_if_exact("Hei på deg", NB, probabilities={"greet": probability}) is None

    def test_that_are_about_a_choice_of_ones_own_get_a_person_offered(self, stocked: Services):
        reply = stocked.answerer.answer_if_personal("Jeg vet ikke om jeg bør slutte", NB, probabilities={"deny": 1.0})

        assert reply.triage.needs_human
        assert Reason.PERSONAL_CHOICE in reply.triage.reasons

    @pytest.mark.parametrize("typed", ["Nei", "Nei, kanskje senere"])
    def test_that_are_hardly_about_oneself_are_left_alone(self, stocked: Services, typed):
        assert stocked.answerer.answer_if_personal(typed, NB, probabilities={"deny": 1.0}) is None
