"""What a message asks for: topics, urgency, and whether a person should be offered."""

import json

import pytest

from assistant.triage import FALLBACK, Reason, TopicShare, Triage, Urgency, assess, topics_in
from knowledge_base.article import Topic

PLAIN = [
    "Hvor lang oppsigelsestid har jeg som stipendiat?",
    "Kor lang oppseiingstid har eg som stipendiat?",
    "How long is my notice period as a PhD candidate?",
    "cv for næringslivet",
    "Kva er ein førsteamanuensis?",
    "What is a tenure track?",
]
PERSONAL_CHOICE = [
    "Bør jeg fortsette i akademia?",
    "Bør eg ta ein postdoktor til?",
    "Should I quit my PhD?",
    "Jeg er usikker på om dette er noe for meg",
    "Eg er i tvil om eg skal halde fram",
    "I am not sure if academia is for me",
    "I'm torn between two offers",
    "I don't know whether to stay",
    "Hva skal jeg bli?",
    "Er jeg god nok til dette?",
    "Eg veit ikkje kva eg vil",
    "Do I belong here?",
    "Jeg trenger hjelp",
    "Eg treng hjelp",
    "i need help",
]
STRAIN = [
    "Jeg er helt utbrent",
    "Eg får ikkje sove om natta",
    "I can't sleep because of the deadline",
    "Veilederen min truer meg med å stoppe kontrakten",
    "Eg blir mobba av kollegaene mine",
    "I was harassed by a professor",
    "I am burned out",
    "Jeg har angst før hvert møte",
    "eg er sjukmeldt",
]


@pytest.mark.parametrize("words", PLAIN)
def test_a_question_of_fact_needs_no_person(words):
    assert assess(words, {}) == Triage()


@pytest.mark.parametrize("words", PERSONAL_CHOICE)
def test_a_choice_of_ones_own_is_offered_a_person(words):
    triage = assess(words, {})

    assert (triage.needs_human, triage.urgency) == (True, Urgency.NORMAL)
    assert triage.reasons == (Reason.PERSONAL_CHOICE,)


@pytest.mark.parametrize("words", STRAIN)
def test_signs_of_strain_should_be_seen_soon(words):
    triage = assess(words, {})

    assert (triage.needs_human, triage.urgency) == (True, Urgency.SOON)
    assert Reason.STRAIN in triage.reasons


@pytest.mark.parametrize("words", ["Should I quit?", "SHOULD I QUIT?", "should i quit?"])
def test_case_does_not_matter(words):
    assert assess(words, {}).reasons == (Reason.PERSONAL_CHOICE,)


@pytest.mark.parametrize("words", ["I can't sleep, and I'm unsure", "I can\u2019t sleep, and I\u2019m unsure"])
def test_the_apostrophe_of_a_phone_is_read_like_that_of_a_keyboard(words):
    assert assess(words, {}).reasons == (Reason.PERSONAL_CHOICE, Reason.STRAIN)


@pytest.mark.parametrize(
    ("known", "needs_human", "urgency"),
    [
        (Reason.ASKED_FOR_PERSON, True, Urgency.NORMAL),
        (Reason.ASKED_TO_BOOK, True, Urgency.NORMAL),
        (Reason.PERSONAL_CHOICE, True, Urgency.NORMAL),
        (Reason.NO_ANSWER, False, Urgency.NORMAL),
    ],
)
def test_what_the_caller_knows_counts_too(known, needs_human, urgency):
    triage = assess("Hei", {}, reasons=(known,))

    assert triage == Triage(urgency=urgency, needs_human=needs_human, reasons=(known,))


def test_a_reason_is_given_once():
    triage = assess("Should I quit?", {}, reasons=(Reason.PERSONAL_CHOICE,))

    assert triage.reasons == (Reason.PERSONAL_CHOICE,)


def test_no_answer_to_a_personal_choice_still_needs_a_person():
    triage = assess("Should I quit?", {}, reasons=(Reason.NO_ANSWER,))

    assert triage.needs_human
    assert triage.reasons == (Reason.NO_ANSWER, Reason.PERSONAL_CHOICE)


@pytest.mark.parametrize(
    ("probabilities", "topics"),
    [
        ({"job_search": 0.3, "career_paths": 0.6, "greet": 0.1}, [Topic.CAREER_PATHS, Topic.JOB_SEARCH]),
        ({"job_search": 0.2, "uncertainty": 0.19, "greet": 0.61}, [Topic.JOB_SEARCH]),
        ({"job_search": 0.15, "greet": 0.1}, [Topic.JOB_SEARCH]),
        ({"job_search": 0.1, "greet": 0.15}, []),
        ({"greet": 1.0}, []),
        ({FALLBACK: 0.7, "job_search": 0.15, "greet": 0.1}, [Topic.JOB_SEARCH]),
        ({FALLBACK: 1.0}, []),
        ({}, []),
    ],
)
def test_topics_are_those_that_reach_the_floor_or_are_likeliest_of_all(probabilities, topics):
    assert [share.topic for share in topics_in(probabilities)] == topics


def test_a_topic_keeps_the_classifiers_probability():
    assert topics_in({"job_search": 0.7}) == (TopicShare(Topic.JOB_SEARCH, 0.7),)


def test_a_triage_survives_its_way_as_json():
    triage = assess("Should I quit? I can't sleep", {"uncertainty": 0.7, "job_search": 0.25})

    assert Triage.from_json(json.loads(json.dumps(triage.to_json()))) == triage


@pytest.mark.parametrize(
    ("field", "value"),
    [("urgency", "whenever"), ("reasons", ["bored"]), ("topics", [{"topic": "gardening", "confidence": 1}])],
)
def test_json_with_a_value_that_is_not_allowed_is_refused(field, value):
    fields = Triage().to_json() | {field: value}

    with pytest.raises(ValueError):
        Triage.from_json(fields)
