"""The actions that search the articles: for a question, and for what seems to be none of our business."""

import pytest

from actions.answer_question import AnswerQuestion
from actions.out_of_scope import OutOfScope
from assistant.bootstrap import Services
from assistant.dialogue.reply import ButtonAction, ReplyKind
from assistant.texts import text
from knowledge_base.article import WrittenForm
from knowledge_base.decision import Decision
from tests.turns import run

ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"


class TestAnswerQuestion:
    def test_gives_the_passage_that_answers(self, stocked: Services):
        reply = run(AnswerQuestion(stocked), ABOUT_NOTICE, probabilities={"uncertainty": 0.8}).reply

        assert (reply.kind, reply.passages[0].slug) == (ReplyKind.ANSWER, "notice")
        assert [share.topic for share in reply.triage.topics] == ["uncertainty"]

    def test_says_that_it_has_no_answer(self, stocked: Services):
        reply = run(AnswerQuestion(stocked), "Hvor kjøper man sykkel?").reply

        assert (reply.kind, reply.passages) == (ReplyKind.UNKNOWN, ())


class TestOutOfScope:
    @pytest.mark.parametrize("form", WrittenForm)
    def test_says_what_veivalg_is_for(self, stocked: Services, form):
        reply = run(OutOfScope(stocked), "Hva blir været i morgen?", form=form).reply

        assert (reply.kind, reply.text) == (ReplyKind.UNKNOWN, text("answer-out-of-scope", form))
        assert [button.action for button in reply.buttons] == [ButtonAction.OPEN, ButtonAction.HANDOFF]
        assert reply.basis.decision is Decision.UNKNOWN

    def test_answers_all_the_same_when_an_article_does(self, stocked: Services):
        reply = run(OutOfScope(stocked), ABOUT_NOTICE, intent="out_of_scope").reply

        assert (reply.kind, reply.passages[0].slug) == (ReplyKind.ANSWER, "notice")
