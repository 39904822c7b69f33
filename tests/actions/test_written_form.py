"""The action that changes the written form, and how the wanted form is told from the words."""

import pytest

from actions.answer_question import AnswerQuestion
from actions.change_written_form import ChangeWrittenForm, wanted_form
from actions.small_talk import SmallTalk
from assistant.bootstrap import Services
from assistant.conversations import ConversationView, for_public_id
from assistant.dialogue.reply import ButtonAction, ReplyKind, digest_of
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.turns import run

ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"
NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH


class TestChangeWrittenForm:
    @pytest.mark.parametrize("form", WrittenForm)
    def test_answers_in_the_form_asked_for_from_now_on(self, services: Services, conversation: ConversationView, form):
        name = text(f"form-{form}", NB)

        reply = run(ChangeWrittenForm(services), f"Kan vi ta {name}?", conversation=conversation.public_id).reply

        assert (reply.written_form, reply.text) == (form, text("smalltalk-change_language", form))
        with services.database.reading() as session:
            row = for_public_id(session, conversation.public_id)
            assert (row.written_form, row.form_is_chosen) == (form, True)

    @pytest.mark.parametrize("form", WrittenForm)
    def test_says_the_last_answer_again_in_the_form_asked_for(
        self, stocked: Services, conversation: ConversationView, form
    ):
        answered = run(AnswerQuestion(stocked), ABOUT_NOTICE, conversation=conversation.public_id)

        again = run(
            ChangeWrittenForm(stocked), f"Hva med på {text(f'form-{form}', NB)}?", intent="change_language",
            conversation=conversation.public_id, slots=answered.slots,
        )  # fmt: skip

        [passage] = again.reply.passages
        assert (again.reply.kind, again.reply.written_form, passage.slug) == (ReplyKind.ANSWER, form, "notice")
        assert again.reply.basis.leans_on == digest_of(ABOUT_NOTICE)
        assert again.slots["asked"] == ABOUT_NOTICE

    def test_only_switches_when_the_last_reply_was_no_answer(self, stocked: Services, conversation: ConversationView):
        answered = run(AnswerQuestion(stocked), ABOUT_NOTICE, conversation=conversation.public_id)
        thanked = run(SmallTalk(stocked), "Takk", intent="thank", slots=answered.slots)

        reply = run(
            ChangeWrittenForm(stocked), "In English please", intent="change_language",
            conversation=conversation.public_id, slots=thanked.slots,
        ).reply  # fmt: skip

        assert reply.text == text("smalltalk-change_language", EN)

    @pytest.mark.parametrize("form", WrittenForm)
    def test_asks_which_when_none_is_named(self, services: Services, conversation: ConversationView, form):
        reply = run(ChangeWrittenForm(services), "another one", conversation=conversation.public_id, form=form).reply

        assert (reply.kind, reply.text) == (ReplyKind.CLARIFY, text("form-which", form))
        assert [(button.action, button.value) for button in reply.buttons] == [
            (ButtonAction.FORM, other) for other in WrittenForm
        ]
        with services.database.reading() as session:
            assert not for_public_id(session, conversation.public_id).form_is_chosen

    @pytest.mark.parametrize(
        ("typed", "form"),
        [
            ("bokmål", NB),
            ("change to bokmal", NB),
            ("svar på ny norsk", NN),
            ("Kan jeg få det samme svaret en gang til, men på nynorsk?", NN),
            ("kan vi ta det på engelsk", EN),
            ("SAY THAT AGAIN IN ENGLISH", EN),
            ("Hvorfor svarer du på engelsk når jeg skriver norsk?", NB),
            ("ikke nynorsk takk, bokmål går raskere for meg å lese", NB),
            ("Kona mi er også postdoktor og kan ikke norsk. Finnes dette på engelsk?", EN),
            ("My Norwegian is only at A2 level, so please use English", EN),
            ("engelsk i stedet for norsk", EN),
            ("I don't understand Norwegian", None),
            ("I don\u2019t understand Norwegian", None),
            ("why are you answering in norwegian", None),
            ("ikkje bokmål", None),
            ("har dere dette på andre språk enn norsk", None),
            ("bytt til en annen målform", None),
            ("skriv en kortere tekst", None),
            ("", None),
        ],
    )
    def test_takes_the_form_named_last_that_is_not_refused(self, typed, form):
        assert wanted_form(typed, now=NB) is form

    @pytest.mark.parametrize(("now", "form"), [(NB, NB), (NN, NN), (EN, NB)])
    def test_takes_norwegian_for_the_norwegian_that_is_written(self, now, form):
        assert wanted_form("svar på norsk takk", now=now) is form
        assert wanted_form("in Norwegian please", now=now) is form
