"""A message cut into its sentences."""

import pytest

from knowledge_base.sentences import MAX_SENTENCES, parts_in, questions_in


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("One question?", ["One question?"]),
        ("no end and no beginning", ["no end and no beginning"]),
        ("First. Second?", ["First. Second?", "First.", "Second?"]),
        ("Eg lurer\npå noko! Kor lenge?", ["Eg lurer\npå noko! Kor lenge?", "Eg lurer\npå noko!", "Kor lenge?"]),
        ("Får jeg permisjon? Åh.", ["Får jeg permisjon? Åh.", "Får jeg permisjon?", "Åh."]),
        ("", [""]),
    ],
)
def test_a_message_is_the_whole_and_then_its_sentences(message, questions):
    assert questions_in(message) == questions


@pytest.mark.parametrize("message", ["!!! Kor lenge?", "Kor lenge? ...", "12. 13.", "?!"])
def test_a_sentence_without_a_word_is_none(message):
    assert questions_in(message) == [message]


def test_what_stands_around_a_sentence_is_left_out_of_it_but_not_of_the_whole():
    assert questions_in("  One.   Two. ") == ["  One.   Two. ", "One.", "Two."]


@pytest.mark.parametrize(("sentences", "searched"), [(MAX_SENTENCES, MAX_SENTENCES), (100, MAX_SENTENCES)])
def test_only_the_first_sentences_of_a_long_message_count(sentences, searched):
    message = " ".join(f"Now comes {'x' * number}!" for number in range(sentences))

    whole, *found = questions_in(message)

    assert whole == message
    assert found == [f"Now comes {'x' * number}!" for number in range(searched)]


def test_the_same_message_gives_the_same_sentences():
    assert questions_in("First. Second?") == questions_in("First. Second?")


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Én setning", ["Én setning"]),
        ("Eg er sliten. kva no? Hjelp!", ["Eg er sliten.", "kva no?", "Hjelp!"]),
        ("Jeg er ph.d. ved NTNU til 1. mars 2027. Hva nå?", ["Jeg er ph.d. ved NTNU til 1. mars 2027.", "Hva nå?"]),
        ("I am a Ph.D. student, e.g. at NTNU. See a.no/b.html. Ok",
         ["I am a Ph.D. student, e.g. at NTNU.", "See a.no/b.html.", "Ok"]),
        ("Hun sa «nei.» Så gikk hun.", ["Hun sa «nei.»", "Så gikk hun."]),
        ("Dr. Hansen kjem kl. 12. Eg ventar.", ["Dr. Hansen kjem kl. 12. Eg ventar."]),
        ("Kontrakten går ut.\n\nhva nå", ["Kontrakten går ut.", "hva nå"]),
        ("- én ting\n- en til", ["- én ting", "- en til"]),
        ("en linje som\nfortsetter", ["en linje som\nfortsetter"]),
        ("Hva nå? 😢 12.", ["Hva nå? 😢 12."]),
        ("...", ["..."]),
        ("  ", []),
    ],
)  # fmt: skip
def test_a_message_is_cut_for_people_without_losing_a_sign(message, parts):
    assert parts_in(message) == parts
    assert "".join("".join(parts).split()) == "".join(message.split())
