"""What a message asks for: topics, urgency, and whether a person should be offered."""

import json

import pytest

from assistant.triage import FALLBACK, Reason, TopicShare, Triage, TriageModel, Triager, Urgency, likeliest
from assistant.triage.model import LABELS, NEEDS_HUMAN, Thresholds
from knowledge_base.article import Topic
from knowledge_base.embedding import shipped_encoder

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
    "I can\u2019t sleep",
    "JEG ER UTSLITT",
]
NO_STRAIN = [
    "Hvor lang oppsigelsestid har jeg som stipendiat?",
    "Kor lang oppseiingstid har eg som stipendiat?",
    "How long is my notice period as a PhD candidate?",
    "Har jeg krav på sykepenger?",
    "I sleep well",
]

# The rules are asked for; it need not have happened to the writer.
ABOUT_RULES = [
    "What is the harassment policy?",
    "Hva er reglene om trakassering?",
    "Kva er reglane om mobbing?",
    "Hvem sier jeg fra til om trakassering?",
    "Mobbing på instituttet, kven seier eg frå til",
    "Who do I tell about bullying?",
]
OWN_STRAIN_AND_RULES = ["Jeg blir trakassert, hva er reglene?", "I was bullied. What is the policy?"]
CHOICES = [
    "Skal jeg slutte?",
    "Hvorfor skal jeg fortsette?",
    "Hva skal jeg gjøre?",
    "Kva bør eg velje?",
    "Should I quit?",
    "What should I do?",
    "Am I good enough?",
    "I'm really not good enough for this",
    "Er jeg god nok til å bli forsker?",
    "Eg er ikkje god nok",
    "Jeg er redd",
]
FACTS_AND_THANKS = [
    "Hvordan skal jeg skrive en CV?",
    "Hva skal jeg ha med i søknaden?",
    "Hvor lenge skal jeg ha permisjon?",
    "Kor lenge skal eg ha permisjon?",
    "Når bør jeg søke?",
    "How should I write a CV?",
    "What should I bring to the interview?",
    "That's good enough, thanks",
    "Det er godt nok, takk. Den var god nok!",
]


class GivenModel:
    """Triage's classifier; it finds the probabilities that it is given in every message, and 0.01 of all else."""

    thresholds = Thresholds(topic=0.5, perhaps_topic=0.4995, personal=0.6, perhaps_personal=0.2)

    def __init__(self, given: dict[str, float] | None = None) -> None:
        self._given = given or {}

    def probabilities(self, message: str) -> dict[str, float]:
        return dict.fromkeys(LABELS, 0.01) | self._given


def make_triager(given: dict[str, float] | None = None) -> Triager:
    return Triager(GivenModel(given))


def assess(text: str = "Hei", personal: float = 0.0, **fields: object) -> Triage:
    return make_triager({NEEDS_HUMAN: personal}).assess(text, {}, **fields)


class TestAPerson:
    @pytest.mark.parametrize(
        ("personal", "reasons"),
        [
            (0.0, ()),
            (0.199, ()),
            (0.2, (Reason.PERHAPS_PERSONAL,)),
            (0.599, (Reason.PERHAPS_PERSONAL,)),
            (0.6, (Reason.PERSONAL_CHOICE,)),
            (1.0, (Reason.PERSONAL_CHOICE,)),
        ],
    )
    def test_is_offered_as_soon_as_a_message_may_be_about_the_writer(self, personal, reasons):
        triage = assess(personal=personal)

        assert triage == Triage(needs_human=bool(reasons), reasons=reasons)

    @pytest.mark.parametrize(("personal", "is_personal"), [(0.3, False), (0.6, True)])
    def test_is_surely_needed_only_where_the_message_surely_is(self, personal, is_personal):
        assert assess(personal=personal).is_personal is is_personal

    @pytest.mark.parametrize("known", [Reason.ASKED_FOR_PERSON, Reason.ASKED_TO_BOOK, Reason.PERSONAL_CHOICE])
    def test_is_offered_for_what_the_caller_knows(self, known):
        assert assess(reasons=(known,)) == Triage(needs_human=True, reasons=(known,))

    def test_is_not_offered_just_because_there_is_no_answer(self):
        assert assess(reasons=(Reason.NO_ANSWER,)) == Triage(needs_human=False, reasons=(Reason.NO_ANSWER,))

    def test_is_offered_when_there_is_no_answer_to_a_choice_of_ones_own(self):
        triage = assess(personal=0.7, reasons=(Reason.NO_ANSWER,))

        assert triage.needs_human
        assert triage.reasons == (Reason.NO_ANSWER, Reason.PERSONAL_CHOICE)

    def test_is_offered_for_each_reason_once(self):
        assert assess(personal=0.7, reasons=(Reason.PERSONAL_CHOICE,)).reasons == (Reason.PERSONAL_CHOICE,)


class TestAChoiceOfOnesOwn:
    @pytest.mark.parametrize("words", CHOICES)
    def test_is_known_by_words_that_always_say_so(self, words):
        assert assess(words).reasons == (Reason.PERSONAL_CHOICE,)

    @pytest.mark.parametrize("words", FACTS_AND_THANKS)
    def test_is_not_seen_in_a_question_of_fact_or_in_thanks(self, words):
        assert assess(words) == Triage()


class TestStrain:
    @pytest.mark.parametrize("words", ABOUT_RULES)
    def test_is_not_seen_where_only_the_rules_are_asked_for(self, words):
        assert assess(words) == Triage()

    @pytest.mark.parametrize("words", ABOUT_RULES)
    def test_is_seen_where_the_classifier_knows_that_it_is_ones_own(self, words):
        assert Reason.STRAIN in assess(words, personal=0.7).reasons

    @pytest.mark.parametrize("words", OWN_STRAIN_AND_RULES)
    def test_of_the_writer_is_seen_beside_a_question_about_the_rules(self, words):
        assert assess(words).reasons == (Reason.STRAIN,)

    @pytest.mark.parametrize("words", STRAIN)
    def test_should_be_seen_soon(self, words):
        triage = assess(words)

        assert triage == Triage(urgency=Urgency.SOON, needs_human=True, reasons=(Reason.STRAIN,))
        assert triage.is_personal

    @pytest.mark.parametrize("words", NO_STRAIN)
    def test_is_not_seen_in_a_question_of_fact(self, words):
        assert assess(words) == Triage()

    def test_stands_beside_a_choice_of_ones_own(self):
        assert assess("I am burned out", personal=0.7).reasons == (Reason.PERSONAL_CHOICE, Reason.STRAIN)


def test_what_the_model_said_before_is_not_asked_for_again():
    triage = make_triager().assess("Hei", {}, labels=dict.fromkeys(LABELS, 0.01) | {Topic.JOB_SEARCH: 0.7})

    assert [share.topic for share in triage.topics] == [Topic.JOB_SEARCH]


class TestTopics:
    @pytest.mark.parametrize(
        ("given", "topics"),
        [
            ({Topic.JOB_SEARCH: 0.6, Topic.CAREER_PATHS: 0.9}, [Topic.CAREER_PATHS, Topic.JOB_SEARCH]),
            ({Topic.JOB_SEARCH: 0.5, Topic.CAREER_PATHS: 0.499}, [Topic.JOB_SEARCH]),
            ({Topic.JOB_SEARCH: 0.499}, []),
            (dict.fromkeys(Topic, 0.9), [*Topic]),
            ({NEEDS_HUMAN: 0.9}, []),
        ],
    )
    def test_are_those_that_reach_the_threshold_best_first(self, given, topics):
        assert [share.topic for share in make_triager(given).assess("Hei", {}).topics] == topics

    def test_keep_the_classifiers_probability(self):
        triage = make_triager({Topic.JOB_SEARCH: 0.7}).assess("Hei", {})

        assert triage.topics == (TopicShare(Topic.JOB_SEARCH, 0.7),)

    def test_below_the_threshold_are_the_best_one_where_it_may_be_one(self):
        assert [share.topic for share in make_triager({Topic.JOB_SEARCH: 0.4999}).assess("Hei", {}).topics] == [
            Topic.JOB_SEARCH
        ]
        assert make_triager({Topic.JOB_SEARCH: 0.49}).assess("Hei", {}).topics == ()

    @pytest.mark.parametrize(
        ("intents", "topics"),
        [
            ({"job_search": 0.6, "greet": 0.4}, [Topic.FAMILY_PLANNING]),
            ({FALLBACK: 0.7, "job_search": 0.2, "greet": 0.1}, [Topic.FAMILY_PLANNING]),
            ({"greet": 0.6, "job_search": 0.4}, []),
            ({FALLBACK: 0.7, "greet": 0.2, "job_search": 0.1}, []),
            ({FALLBACK: 1.0}, []),
            ({}, []),
        ],
    )
    def test_below_the_threshold_are_the_best_one_where_rasa_takes_the_message_for_a_topic(self, intents, topics):
        triager = make_triager({Topic.FAMILY_PLANNING: 0.4, Topic.JOB_SEARCH: 0.3})

        assert [share.topic for share in triager.assess("Hei", intents).topics] == topics

    def test_above_the_threshold_are_given_whatever_rasa_says(self):
        triager = make_triager({Topic.FAMILY_PLANNING: 0.8, Topic.JOB_SEARCH: 0.6})

        topics = {triager.assess("Hei", intents).topics for intents in ({}, {"greet": 1.0}, {"career_paths": 1.0})}

        assert topics == {(TopicShare(Topic.FAMILY_PLANNING, 0.8), TopicShare(Topic.JOB_SEARCH, 0.6))}


@pytest.mark.parametrize(
    ("intents", "name"),
    [
        ({"greet": 0.4, "thank": 0.6}, "thank"),
        ({FALLBACK: 0.7, "greet": 0.2, "thank": 0.1}, "greet"),
        ({FALLBACK: 1.0}, ""),
        ({}, ""),
    ],
)
def test_the_likeliest_intent_is_never_rasas_fallback(intents, name):
    assert likeliest(intents) == name


class TestItsWayAsJson:
    def test_changes_nothing(self):
        triager = make_triager({Topic.UNCERTAINTY: 0.7, Topic.JOB_SEARCH: 0.6, NEEDS_HUMAN: 0.7})
        triage = triager.assess("Should I quit? I can't sleep", {})

        assert Triage.from_json(json.loads(json.dumps(triage.to_json()))) == triage

    @pytest.mark.parametrize(
        ("field", "value"),
        [("urgency", "whenever"), ("reasons", ["bored"]), ("topics", [{"topic": "gardening", "confidence": 1}])],
    )
    def test_refuses_a_value_that_is_not_allowed(self, field, value):
        fields = Triage().to_json() | {field: value}

        with pytest.raises(ValueError):
            Triage.from_json(fields)


@pytest.fixture(scope="module")
def trained() -> Triager:
    return Triager(TriageModel.load(shipped_encoder()))


class TestTheTrainedModel:
    @pytest.mark.parametrize(
        ("message", "topic"),
        [
            ("Hva kan jeg bli etter doktorgraden?", Topic.CAREER_PATHS),
            ("Kva krevst for å bli førsteamanuensis?", Topic.CAREER_PATHS),
            ("What is a tenure track?", Topic.CAREER_PATHS),
            ("Hvordan skriver jeg en god CV?", Topic.JOB_SEARCH),
            ("Korleis førebur eg meg til eit jobbintervju?", Topic.JOB_SEARCH),
            ("How do I write a cover letter?", Topic.JOB_SEARCH),
            ("Hvor lang oppsigelsestid har jeg som stipendiat?", Topic.UNCERTAINTY),
            ("Kva skjer når den mellombelse kontrakten min går ut?", Topic.UNCERTAINTY),
            ("How long is my notice period as a PhD candidate?", Topic.UNCERTAINTY),
            ("Hvor lenge kan jeg ha foreldrepermisjon?", Topic.FAMILY_PLANNING),
            ("Får eg forlenga stipendperioden når eg har vore i foreldrepermisjon?", Topic.FAMILY_PLANNING),
            ("Can I get parental leave as a postdoc?", Topic.FAMILY_PLANNING),
        ],
    )
    def test_finds_what_a_plain_question_is_about_without_rasas_help(self, trained: Triager, message, topic):
        assert trained.assess(message, {}).topics[0].topic is topic

    def test_finds_both_topics_of_two_questions(self, trained: Triager):
        triage = trained.assess("Hvordan skriver jeg en god CV? Og hvor lenge kan jeg ha foreldrepermisjon?", {})

        assert {share.topic for share in triage.topics} >= {Topic.JOB_SEARCH, Topic.FAMILY_PLANNING}

    @pytest.mark.parametrize("message", ["Hvordan blir været i helga?", "Kva er klokka?", "Tell me a joke"])
    def test_finds_no_topic_where_there_is_none(self, trained: Triager, message):
        assert trained.assess(message, {}).topics == ()

    @pytest.mark.parametrize(
        "message",
        [
            "Bør jeg slutte med doktorgraden? Jeg vet ikke hva jeg skal gjøre.",
            "Eg er så i tvil om eg skal halde fram i akademia eller ikkje.",
            "I don't know whether I should quit my PhD or go on.",
        ],
    )
    def test_offers_a_person_to_whom_has_a_choice_to_make(self, trained: Triager, message):
        triage = trained.assess(message, {})

        assert triage.needs_human
        assert {Reason.PERSONAL_CHOICE, Reason.PERHAPS_PERSONAL} & set(triage.reasons)

    @pytest.mark.parametrize(
        "message", ["Hva er en førsteamanuensis?", "Kor lang er foreldrepermisjonen?", "What is a cover letter?"]
    )
    def test_does_not_take_a_question_of_fact_for_personal(self, trained: Triager, message):
        assert not trained.assess(message, {}).is_personal
