"""A question that leans on the one before is searched for with it; one that can stand alone is not."""

import pytest

from assistant.follow_up import MAX_WORDS, hesitates, in_context, leans, means_nothing_alone

BEFORE = "Hvor lang oppsigelsestid har jeg?"

MEANING_NOTHING_ALONE = [
    "Og for postdoktorer?",
    "Hva med meg da?",
    "Gjelder det også midlertidig ansatte?",
    "Samme for forskere?",
    "Hva betyr det?",
    "eller for stipendiater",
    "Og hvor lenge er det for en postdoktor?",
    "Og for postdoktorar?",
    "Kva med meg då?",
    "kva med postdoktorar?",
    "Gjeld det òg mellombelse?",
    "Kva tyder dette?",
    "And for postdocs?",
    "and for PhD students?",
    "What about me?",
    "what about in English?",
    "how long is that?",
    "but what does that mean",
    "Can I get it too?",
    "Hvor lang tid tar det?",
    "hva koster det",
    "Hvordan søker jeg om det?",
    "Er det lov?",
    "Kor lang tid tek dette?",
    "Når startar det?",
    "Korleis fungerer det?",
    "how long does it take?",
    "How do I apply for that?",
    "is that possible?",
    "Why is it so?",
]
# They have words of their own, and may be about something else altogether.
LEANING = [
    "Hva om jeg er gravid?",
    "Hva med foreldrepenger?",
    "Og permisjon?",
    "Men hvis jeg er syk?",
    "Kva om eg er gravid?",
    "Men viss eg er sjuk?",
    "What if I get pregnant?",
    "How about part-time?",
    "Even if I am on leave?",
    "Can I appeal against that?",
]
STANDING_ALONE = [
    "",
    "?",
    "Takk",
    "Hvor lang oppsigelsestid har jeg?",
    "Hvordan skriver jeg en CV?",
    "Informasjon om permisjon",
    "foreldrepenger",
    "Jeg vil gjerne vite det.",
    "Kor lang oppseiingstid har eg?",
    "Korleis førebur eg meg til eit intervju?",
    "How long is my notice period?",
    "What is a tenure track?",
    "Formal requirements of a professor",
    "Is it possible to take leave?",
    "Er det lov å jobbe hjemmefra?",
    "Kva gjer eg?",
    "Andrea Berg",
]
# A whole question of its own may begin with a word that a follow-up begins with too.
WHOLE_QUESTIONS = [
    "Når må jeg søke om foreldrepenger?",
    "Når går kontrakten min ut?",
    "Gjelder arbeidsmiljøloven for stipendiater?",
    "When is the deadline for parental benefit?",
    "Does my contract end in June?",
    "Og hvordan skriver jeg en CV?",
    "Hvordan søker jeg om foreldrepenger da?",
    "Og hva er en postdoktor?",
    "Og kan jeg bestille en time?",
    "Men kan jeg snakke med et menneske?",
    "Kan jeg få snakke med en person da?",
    "Og korleis skriv eg ein CV?",
    "And how do I write a CV?",
    "What is a postdoc?",
]


@pytest.mark.parametrize("message", MEANING_NOTHING_ALONE)
def test_a_question_that_only_points_back_means_nothing_alone(message):
    assert leans(message)
    assert means_nothing_alone(message)


@pytest.mark.parametrize("message", LEANING)
def test_a_question_with_words_of_its_own_may_lean(message):
    assert leans(message)
    assert not means_nothing_alone(message)


@pytest.mark.parametrize("message", [*STANDING_ALONE, *WHOLE_QUESTIONS])
def test_a_whole_question_does_not_lean_because_of_its_first_or_last_word(message):
    assert not leans(message)
    assert not means_nothing_alone(message)


def test_what_leans_is_searched_for_with_the_question_before():
    assert in_context("Og for postdoktorer?", BEFORE) == f"{BEFORE} Og for postdoktorer?"


@pytest.mark.parametrize(
    "change", [str.upper, str.lower, lambda message: f"  {message} ", lambda message: f"«{message}"]
)
def test_a_question_leans_however_it_is_typed(change):
    assert all(means_nothing_alone(change(message)) for message in ("Og for postdoktorer?", "What about me?"))


def test_a_question_that_leans_is_short():
    words = ["og", *["for"] * (MAX_WORDS - 1)]

    assert means_nothing_alone(" ".join(words))
    assert not leans(" ".join([*words, "meg"]))


class TestHesitating:
    @pytest.mark.parametrize("message", ["hmm", "Hæ?", "???", "...", "hm hm", "va?", "øh", "Sorry, what?", "eh …"])
    def test_is_neither_a_question_nor_an_answer(self, message):
        assert hesitates(message)

    @pytest.mark.parametrize(
        "message", ["ja", "no", "👍", "hei", "hmm ja", "hva er MSCA?", "hva nå?", "CV?", "unnskyld meg"]
    )
    def test_is_not_what_has_something_to_say(self, message):
        assert not hesitates(message)
