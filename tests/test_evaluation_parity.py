"""The same question in three written forms."""

import math
from typing import Any

from assistant.evaluation.figures import QUESTIONS, Pair
from assistant.evaluation.parity import parity, read_translations
from assistant.evaluation.questions import Split, read_questions
from knowledge_base.article import WrittenForm
from tests.measured import texts_missing


def asked(form: str, slug: str, **fields: str) -> Pair:
    question: dict[str, Any] = {"id": f"q1-{form}", "written_form": form} | fields
    return question, {"articles": [{"slug": slug}] if slug else []}


def measured(nb: str, nn: str, en: str):
    """A question in Bokmål, with its two translations: what each finds first."""
    return parity([asked("nb", nb, id="q1")], [asked("nn", nn, translates="q1"), asked("en", en, translates="q1")])


class TestParity:
    def test_is_how_often_two_forms_find_the_same_article(self):
        found = measured(nb="notice", nn="notice", en="salary")

        assert (dict(found.by_form), found.all) == ({"nb": 0.5, "nn": 0.5, "en": 0}, 0)

    def test_is_whole_where_all_find_the_same_or_nothing(self):
        assert measured("notice", "notice", "notice").all == measured("", "", "").all == 1

    def test_is_not_whole_where_one_finds_nothing(self):
        assert measured("notice", "notice", "").all == 0

    def test_can_be_published(self):
        found = measured("notice", "notice", "salary")

        assert texts_missing(QUESTIONS, [found.name]) == []
        assert found.lines == {"nb": 1, "nn": 0, "en": 0, "all": 1}
        assert found.asked == {"nb": 1, "nn": 1, "en": 1, "all": 3}

    def test_leaves_out_what_was_not_asked_in_every_form(self):
        assert math.isnan(parity([asked("nb", "notice", id="q1")], [asked("nn", "notice", translates="q1")]).all)
        assert math.isnan(parity([], [asked("nb", "notice", translates="q1")]).all)


class TestTranslations:
    def test_are_of_test_questions_that_an_article_answers(self):
        of = {line["id"]: line for line in read_questions(Split.TEST)}

        assert all(of[line["translates"]]["articles"] for line in read_translations())

    def test_give_each_question_in_every_form(self):
        of = {line["id"]: line["written_form"] for line in read_questions(Split.TEST)}
        forms: dict[str, list[str]] = {}
        for line in read_translations():
            forms.setdefault(line["translates"], [of[line["translates"]]]).append(line["written_form"])

        assert [found for found in forms.values() if sorted(found) != sorted(map(str, WrittenForm))] == []
        assert len(forms) >= 240
