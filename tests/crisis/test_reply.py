"""What the gate says when it opens: fixed, reviewed text with the numbers to call."""

import pytest
import yaml

from assistant.crisis import CrisisHit, crisis_reply, reply_texts
from assistant.crisis.patterns import PATTERNS
from assistant.dialogue.reply import ButtonAction, Reply, ReplyKind
from assistant.texts import text
from assistant.triage import Reason, Urgency
from knowledge_base.article import WrittenForm

CATEGORIES = sorted(yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))["categories"])


def reply_to(category: str, form: WrittenForm) -> Reply:
    return crisis_reply(CrisisHit("some-pattern", category, 0.9, "1"), form)


@pytest.mark.parametrize("form", WrittenForm)
class TestReply:
    @pytest.mark.parametrize("category", CATEGORIES)
    def test_gives_the_four_numbers(self, form, category):
        words = reply_to(category, form).text

        assert [n for n in ("113", "116 117", "116 123", "22 40 00 40") if n not in words] == []

    def test_to_violence_gives_the_number_of_the_police(self, form):
        assert "112" in reply_to("violence", form).text

    @pytest.mark.parametrize("category", CATEGORIES)
    def test_is_fixed_text_that_offers_a_person_and_goes_on(self, form, category):
        reply = reply_to(category, form)

        assert (reply.kind, reply.written_form) == (ReplyKind.CRISIS, form)
        assert reply.text in reply_texts()[form].values()
        assert [(button.label, button.action) for button in reply.buttons] == [
            (text("button-talk", form), ButtonAction.HANDOFF)
        ]
        assert reply.passages == ()

    def test_puts_the_conversation_first_in_the_queue(self, form):
        triage = reply_to("suicide_direct", form).triage

        assert (triage.urgency, triage.needs_human) == (Urgency.CRISIS, True)
        assert triage.reasons == (Reason.CRISIS,)

    def test_speaks_of_the_other_when_the_writer_fears_for_another(self, form):
        assert reply_to("third_person", form).text == reply_texts()[form]["text_third_person"]
        assert reply_to("third_person", form).text != reply_to("suicide_direct", form).text

    def test_comes_with_numbers_that_can_be_dialled(self, form):
        numbers = reply_texts()[form]["numbers"]

        assert [entry["tel"] for entry in numbers] == ["113", "112", "116117", "116123", "22400040"]
        assert all(entry["number"].replace(" ", "") == entry["tel"] and entry["label"] for entry in numbers)

    def test_says_that_it_is_a_machine(self, form):
        machine = {"nb": "Jeg er en maskin", "nn": "Eg er ei maskin", "en": "I am a machine"}[form]

        assert machine in reply_to("collapse", form).text


def test_the_reply_tells_where_its_numbers_were_read_and_when():
    assert reply_texts()["source"].startswith("https://")
    assert reply_texts()["as_of"]
    assert reply_texts()["reviewed_by"]
