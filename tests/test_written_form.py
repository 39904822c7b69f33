"""Which written form a message is in, by the detector that `veivalg train` has made."""

import json
from collections import defaultdict

import pytest

from assistant.errors import StartRefused
from assistant.settings import ROOT
from assistant.written_form import WEIGHTS, FormDetector, train
from knowledge_base.article import WrittenForm

NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH
# Of questions in the form that the conversation has, and of others, where being undecided is wrong.
MIN_RIGHT, MIN_RIGHT_FROM_ANOTHER = 0.97, 0.85


@pytest.fixture(scope="module")
def forms() -> FormDetector:
    return FormDetector.load()


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
def test_a_clear_sentence_is_known_whatever_the_conversation_was_in(forms, words, form, otherwise):
    assert forms.detect(words, otherwise=otherwise) is form


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("I do the bare minimum at work and nobody cares", EN),
        ("Can a vet with a PhD work at the university?", EN),
        ("My supervisor Vera says that I should move to Spain", EN),
        ("Jeg lurer på om Vera får stillinga mi", NB),
    ],
)
def test_a_word_that_looks_like_another_form_does_not_decide(forms, words, form):
    assert forms.detect(words, otherwise=form) is form


@pytest.mark.parametrize("otherwise", WrittenForm)
@pytest.mark.parametrize(
    ("words", "form"), [("Eg veit ikkje", NN), ("korleis?", NN), ("Jeg vet ikke", NB), ("hvordan?", NB)]
)
def test_a_word_of_one_form_decides_however_short_the_message(forms, words, form, otherwise):
    assert forms.detect(words, otherwise=otherwise) is form


@pytest.mark.parametrize("otherwise", WrittenForm)
@pytest.mark.parametrize("words", ["", "ok", "ja takk", "CV", "hei hei", "👍", "LinkedIn?"])
def test_a_message_too_short_to_tell_keeps_the_conversations_form(forms, words, otherwise):
    assert forms.detect(words, otherwise=otherwise) is otherwise


@pytest.mark.parametrize("otherwise", WrittenForm)
@pytest.mark.parametrize("words", ["12 34 56", "? ? ? ?", "👍 👍 👍 👍"])
def test_a_message_without_words_keeps_the_conversations_form(forms, words, otherwise):
    assert forms.detect(words, otherwise=otherwise) is otherwise


@pytest.mark.parametrize("otherwise", [NB, NN])
def test_what_bokmal_and_nynorsk_share_keeps_the_conversations_form(forms, otherwise):
    assert forms.detect("kan du ta dette på nytt", otherwise=otherwise) is otherwise


def shares_right(forms: FormDetector, otherwise: WrittenForm | None) -> dict[WrittenForm, float]:
    """Share of the evaluation questions in each form that are known; `otherwise` None: the conversation has it."""
    right, asked = defaultdict(int), defaultdict(int)
    for line in (ROOT / "data/evaluation/questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        form = WrittenForm(question["written_form"])
        asked[form] += 1
        right[form] += forms.detect(question["text"], otherwise=otherwise or form) is form
    return {form: right[form] / asked[form] for form in WrittenForm}


@pytest.mark.parametrize(
    ("otherwise", "floor"), [(None, MIN_RIGHT), (NB, MIN_RIGHT_FROM_ANOTHER), (EN, MIN_RIGHT_FROM_ANOTHER)]
)
def test_real_questions_are_known_equally_well_in_the_three_forms(forms, otherwise, floor):
    assert min(shares_right(forms, otherwise).values()) >= floor


class TestTraining:
    TEXTS = (("Eg veit ikkje", NN), ("Jeg vet ikke", NB), ("I do not know", EN), ("hei", NB), ("hei", NN))

    def test_learns_what_tells_the_forms_apart(self):
        detector = train(self.TEXTS)

        found = [detector.probabilities(word) for word in ("ikkje", "ikke", "know")]
        assert [max(one, key=one.__getitem__) for one in found] == [NN, NB, EN]

    def test_learns_that_what_stands_in_both_forms_tells_nothing(self):
        probabilities = train(self.TEXTS).probabilities("hei")

        assert probabilities[NB] == pytest.approx(probabilities[NN], rel=0.3)

    def test_gives_a_detector_that_is_the_same_after_saving(self, tmp_path):
        detector = train(self.TEXTS)
        detector.save(tmp_path)

        assert FormDetector.load(tmp_path).probabilities("eg") == pytest.approx(detector.probabilities("eg"), abs=0.01)

    def test_says_what_to_do_if_there_is_no_detector(self, tmp_path):
        with pytest.raises(StartRefused, match="veivalg train"):
            FormDetector.load(tmp_path)

    def test_refuses_a_file_that_is_something_else(self, tmp_path):
        (tmp_path / WEIGHTS).write_bytes(b"something else")

        with pytest.raises(StartRefused, match="veivalg train"):
            FormDetector.load(tmp_path)
