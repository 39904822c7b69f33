"""Which written form a message is in."""

import json
from collections import defaultdict

import pytest

from assistant.settings import ROOT
from assistant.written_form import detect
from knowledge_base.article import WrittenForm

NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH
# Some questions are dialect or keywords, or use only words that two forms share.
MIN_RIGHT = 0.95


@pytest.mark.parametrize("otherwise", WrittenForm)
@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("Hvor lang oppsigelsestid har jeg egentlig som stipendiat?", NB),
        ("Jeg vet ikke hva jeg skal gjøre når kontrakten går ut", NB),
        ("Kor lang oppseiingstid har eg eigentleg som stipendiat?", NN),
        ("Eg veit ikkje kva eg skal gjere når kontrakten går ut", NN),
        ("How long is my notice period as a PhD candidate?", EN),
        ("i dont know what to do when my contract ends", EN),
    ],
)
def test_a_clear_sentence_is_known_whatever_the_conversation_was_in(words, form, otherwise):
    assert detect(words, otherwise=otherwise) is form


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("I do the bare minimum at work and nobody cares", EN),
        ("Can a vet with a PhD work at the university?", EN),
        ("My supervisor Vera says that I should move to Spain", EN),
        ("Jeg lurer på om Vera får stillinga mi", NB),
    ],
)
def test_a_word_that_looks_like_another_form_does_not_decide(words, form):
    assert detect(words, otherwise=form) is form


@pytest.mark.parametrize("otherwise", WrittenForm)
@pytest.mark.parametrize(
    ("words", "form"), [("Eg veit ikkje", NN), ("korleis?", NN), ("Jeg vet ikke", NB), ("hvordan?", NB)]
)
def test_a_word_of_one_form_decides_however_short_the_message(words, form, otherwise):
    assert detect(words, otherwise=otherwise) is form


@pytest.mark.parametrize("otherwise", WrittenForm)
@pytest.mark.parametrize("words", ["", "ok", "ja takk", "CV", "hei hei", "👍", "LinkedIn?"])
def test_a_message_too_short_to_tell_keeps_the_conversations_form(words, otherwise):
    assert detect(words, otherwise=otherwise) is otherwise


@pytest.mark.parametrize("otherwise", WrittenForm)
@pytest.mark.parametrize("words", ["12 34 56", "? ? ? ?", "👍 👍 👍 👍"])
def test_a_message_without_words_keeps_the_conversations_form(words, otherwise):
    assert detect(words, otherwise=otherwise) is otherwise


@pytest.mark.parametrize("otherwise", [NB, NN])
def test_what_bokmal_and_nynorsk_share_keeps_the_conversations_form(otherwise):
    assert detect("kan du ta dette på nytt", otherwise=otherwise) is otherwise


def test_real_questions_are_known_equally_well_in_the_three_forms():
    right, asked = defaultdict(int), defaultdict(int)
    for line in (ROOT / "data/evaluation/questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        form = WrittenForm(question["written_form"])
        asked[form] += 1
        right[form] += detect(question["text"], otherwise=form) is form

    assert {form: share for form in WrittenForm if (share := right[form] / asked[form]) < MIN_RIGHT} == {}
