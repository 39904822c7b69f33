"""A question that leans on the one before is searched for with it; one that can stand alone is not."""

import pytest

from assistant.follow_up import MAX_WORDS, in_context, is_follow_up

BEFORE = "Hvor lang oppsigelsestid har jeg?"

LEANING = [
    "Og for postdoktorer?",
    "Hva med meg da?",
    "Hva om jeg er gravid?",
    "Gjelder det også midlertidig ansatte?",
    "Samme for forskere?",
    "Hva betyr det?",
    "eller for stipendiater",
    "Og for postdoktorar?",
    "Kva med meg då?",
    "Kva om eg er gravid?",
    "Gjeld det òg mellombelse?",
    "Men viss eg er sjuk?",
    "Kva tyder dette?",
    "And for postdocs?",
    "What about me?",
    "How about part-time?",
    "Even if I am on leave?",
    "but what does that mean",
    "Can I get it too?",
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
    "Andrea Berg",
]
# A whole question of its own may begin with a word that a follow-up begins with too.
WHOLE_QUESTIONS = [
    "Når må jeg søke om foreldrepenger?",
    "Når går kontrakten min ut?",
    "Gjelder arbeidsmiljøloven for stipendiater?",
    "When is the deadline for parental benefit?",
    "Does my contract end in June?",
]


@pytest.mark.parametrize("message", LEANING)
def test_a_question_that_leans_is_searched_for_with_the_one_before(message):
    assert in_context(message, BEFORE) == f"{BEFORE} {message}"


@pytest.mark.parametrize("message", STANDING_ALONE)
def test_a_message_that_can_stand_alone_is_searched_for_alone(message):
    assert in_context(message, BEFORE) == message


@pytest.mark.parametrize("message", WHOLE_QUESTIONS)
def test_a_whole_question_does_not_lean_because_of_its_first_word(message):
    assert not is_follow_up(message)


@pytest.mark.parametrize("message", [*LEANING, *STANDING_ALONE])
def test_with_nothing_before_it_every_message_is_searched_for_alone(message):
    assert in_context(message, "") == message


@pytest.mark.parametrize(
    "change", [str.upper, str.lower, lambda message: f"  {message} ", lambda message: f"«{message}"]
)
def test_a_question_leans_however_it_is_typed(change):
    assert all(is_follow_up(change(message)) for message in ("Og for postdoktorer?", "What about me?"))


def test_a_question_that_leans_is_short():
    words = ["og", *["for"] * (MAX_WORDS - 1)]

    assert is_follow_up(" ".join(words))
    assert not is_follow_up(" ".join([*words, "meg"]))
