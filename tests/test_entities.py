"""What a message tells of the writer, in any of the three forms; and what it does not tell."""

import pytest
import yaml

from assistant.entities import Entity, Label, entities_in
from assistant.entities.recognizer import PATTERNS, SOMETHING_ELSE


def told(message: str) -> list[tuple[Label, str]]:
    return [(entity.label, entity.value) for entity in entities_in(message)]


@pytest.mark.parametrize(
    ("message", "entity"),
    [
        ("Jeg er stipendiat på andre semester", (Label.POSITION, "phd_candidate")),
        ("Eg er ph.d.-kandidat i Volda", (Label.POSITION, "phd_candidate")),
        ("I am a PhD student", (Label.POSITION, "phd_candidate")),
        ("Jeg har en postdoktorstilling", (Label.POSITION, "postdoc")),
        ("Eg er postdoktor", (Label.POSITION, "postdoc")),
        ("I work as a post-doc", (Label.POSITION, "postdoc")),
        ("Jeg er forsker", (Label.POSITION, "researcher")),
        ("Eg er forskar", (Label.POSITION, "researcher")),
        ("I am a senior scientist", (Label.POSITION, "researcher")),
        ("Jeg er vitenskapelig assistent", (Label.POSITION, "research_assistant")),
        ("Kan en førsteamanuensis få permisjon?", (Label.POSITION, "associate_professor")),
        ("Is an assistant professor a permanent job?", (Label.POSITION, "associate_professor")),
        ("Eg er universitetslektor", (Label.POSITION, "lecturer")),
        ("Eg er mellombels tilsett", (Label.POSITION, "temporary")),
        ("I am on a fixed-term contract", (Label.POSITION, "temporary")),
        ("Jeg har nettopp begynt", (Label.PHASE, "start")),
        ("Eg har nettopp byrja", (Label.PHASE, "start")),
        ("I have just started", (Label.PHASE, "start")),
        ("Jeg er halvveis", (Label.PHASE, "under_way")),
        ("Eg er på tredje året", (Label.PHASE, "under_way")),
        ("I am in my third year", (Label.PHASE, "under_way")),
        ("Jeg er inne i siste halvår", (Label.PHASE, "way_forward")),
        ("Eg skal disputere til våren", (Label.PHASE, "way_forward")),
        ("I am about to submit: my funding ends soon", (Label.PHASE, "way_forward")),
        ("Jeg er småbarnsforelder", (Label.FAMILY, "child")),
        ("Eg har to ungar", (Label.FAMILY, "child")),
        ("I have twins", (Label.FAMILY, "child")),
        ("Jeg er gravid", (Label.FAMILY, "pregnancy")),
        ("Eg er gravid", (Label.FAMILY, "pregnancy")),
        ("I am pregnant", (Label.FAMILY, "pregnancy")),
        ("Samboeren min har fått jobb", (Label.FAMILY, "partner")),
        ("Sambuaren min har fått jobb", (Label.FAMILY, "partner")),
        ("My wife has found a job", (Label.FAMILY, "partner")),
        ("Jeg slutter i mars", (Label.MONTH, "3")),
        ("Eg sluttar i desember", (Label.MONTH, "12")),
        ("I finish in March", (Label.MONTH, "3")),
        ("I finish in october", (Label.MONTH, "10")),
    ],
)
def test_has_one_value_in_all_forms(message, entity):
    assert entity in told(message)


@pytest.mark.parametrize(
    ("message", "entity"),
    [
        ("Jeg jobber på NTNU", (Label.INSTITUTION, "NTNU")),
        ("Eg er ved Universitetet i Bergen", (Label.INSTITUTION, "Universitetet i Bergen")),
        ("I am at the University of Oslo", (Label.INSTITUTION, "University of Oslo")),
        ("Kan jeg flytte til Tyskland?", (Label.COUNTRY, "Tyskland")),
        ("Eg kjem frå Noreg", (Label.COUNTRY, "Noreg")),
        ("I come from South Africa", (Label.COUNTRY, "South Africa")),
        ("Jeg forsker i nevrovitenskap", (Label.FIELD, "nevrovitenskap")),
        ("Eg har doktorgrad i rettsvitskap", (Label.FIELD, "rettsvitskap")),
        ("My field is computer science", (Label.FIELD, "computer science")),
    ],
)
def test_is_given_as_written_where_there_are_too_many_to_list(message, entity):
    assert entity in told(message)


@pytest.mark.parametrize(
    "message",
    [
        "",
        "?",
        "Hvor lang oppsigelsestid har jeg?",
        "Kor lang oppseiingstid har eg?",
        "How long is my notice period?",
        "Hvordan skriver jeg en CV?",
        "Korleis førebur eg meg til eit intervju?",
        "What should a cover letter say?",
    ],
)
def test_a_message_that_tells_nothing_of_the_writer_has_no_entities(message):
    assert entities_in(message) == ()


class TestCapitals:
    @pytest.mark.parametrize(
        ("name", "word"),
        [("Jeg søker hos BI", "Jeg ble stukket av en bi"), ("Eg er ved INN", "Eg går inn"),
         ("I moved to the US", "They told us nothing"), ("I finish this May", "I think this may work")],
    )  # fmt: skip
    def test_tell_a_name_from_a_word(self, name, word):
        assert len(entities_in(name)) == 1
        assert [one for one in entities_in(word) if one.label in {Label.INSTITUTION, Label.COUNTRY}] == []

    @pytest.mark.parametrize("message", ["jeg er STIPENDIAT", "jeg er Stipendiat", "jeg er stipendiat"])
    def test_mean_nothing_in_other_words(self, message):
        assert told(message) == [(Label.POSITION, "phd_candidate")]

    @pytest.mark.parametrize("message", ["May I ask about my contract?", "may I ask about my contract?"])
    def test_at_the_beginning_of_a_sentence_make_no_month_of_a_verb(self, message):
        assert entities_in(message) == ()


class TestSeveral:
    def test_are_all_found_with_the_words_that_they_stand_in(self):
        assert entities_in("Eg er stipendiat ved UiB, og sambuaren min ventar barn i juni.") == (
            Entity(Label.POSITION, "phd_candidate", "stipendiat"),
            Entity(Label.INSTITUTION, "UiB", "UiB"),
            Entity(Label.FAMILY, "partner", "sambuaren"),
            Entity(Label.FAMILY, "child", "barn"),
            Entity(Label.MONTH, "6", "juni"),
        )

    def test_of_one_label_are_told_apart(self):
        assert told("Kan en postdoktor bli professor?") == [(Label.POSITION, "postdoc"), (Label.POSITION, "professor")]

    def test_with_one_value_are_one(self):
        assert told("Jeg er stipendiat. Stipendiaten er sliten, og doktoranden også.") == [
            (Label.POSITION, "phd_candidate")
        ]

    def test_that_differ_in_capitals_alone_are_the_first(self):
        assert told("NTNU, altså ntnu, eller Ntnu?") == [(Label.INSTITUTION, "NTNU")]

    def test_keep_their_order_when_the_first_comes_again(self):
        assert told("Stipendiat ved UiO, altså stipendiat") == [
            (Label.POSITION, "phd_candidate"), (Label.INSTITUTION, "UiO")
        ]  # fmt: skip

    def test_in_words_that_share_a_word_are_the_longest(self):
        assert told("I have a PhD position") == [(Label.POSITION, "phd_candidate")]
        assert [entity.text for entity in entities_in("I have a PhD position")] == ["PhD position"]


class TestAWordThatMeansSomethingElse:
    """Counsellors see these in the brief: what a researcher never told must not stand there."""

    @pytest.mark.parametrize(
        ("about_a_child", "message"),
        [
            ("Vi har barn på vei", "Jeg er på vei til et intervju"),
            ("Vi har barn på veg", "Eg er på veg ut av akademia"),
        ],
    )
    def test_being_on_the_way_is_no_pregnancy(self, about_a_child, message):
        assert (Label.FAMILY, "pregnancy") in told(about_a_child)
        assert (Label.FAMILY, "pregnancy") not in told(message)

    @pytest.mark.parametrize(
        "message", ["I like my university", "Does the university pay?", "Every university is full"]
    )
    def test_a_university_without_a_name_is_no_institution(self, message):
        assert [one for one in entities_in(message) if one.label is Label.INSTITUTION] == []

    @pytest.mark.parametrize(
        ("label", "told_of", "message"),
        [
            (Label.FAMILY, "Baby due in May", "The report is due on 3 March"),
            (Label.FAMILY, "I stop before my due date", "What is the due date for applications?"),
            (Label.FAMILY, "Mannen min har fått jobb", "Jeg kjenner den mannen som leder gruppa"),
            (Label.FAMILY, "Eg er 37, og mannen vil ikkje vente", "Mannen som leier gruppa, svarar ikkje"),
            (Label.FAMILY, "My partner moved", "Our industry partner moved"),
            (Label.FAMILY, "My son is ill", "I live in Son"),
            (Label.FAMILY, "Son min er sjuk", "Eg bur i Son"),
            (Label.MONTH, "Jeg begynner 12. jan.", "Veilederen min heter Jan."),
            (Label.MONTH, "Eg sluttar i des", "Des meir eg les, des mindre veit eg"),
            (Label.COUNTRY, "Jeg vil til Island", "I did fieldwork on an island"),
            (Label.COUNTRY, "Eg kjem frå island", "We were on a small island"),
            (Label.FIELD, "I have a PhD in law", "What does employment law say?"),
            (Label.FIELD, "I teach history", "Must I show my employment history?"),
            (Label.FIELD, "Jeg forsker i historie", "Det er en lang historie"),
            (Label.FIELD, "My field is history of science", "We have a history of conflicts"),
        ],
    )
    def test_in_company_is_not_taken_for_what_it_is_alone(self, label, told_of, message):
        assert label in {entity.label for entity in entities_in(told_of)}
        assert label not in {entity.label for entity in entities_in(message)}


class TestDates:
    @pytest.mark.parametrize(
        ("message", "value", "words"),
        [
            ("Kontrakten går ut 31.12.2026.", "2026-12-31", "31.12.2026"),
            ("Kontrakten går ut 31.12.2026", "2026-12-31", "31.12.2026"),
            ("My contract ends 2026-12-31", "2026-12-31", "2026-12-31"),
            ("Eg byrja 1. august 2024", "2024-08-01", "1. august 2024"),
            ("I finish on the 3rd of March 2027", "2027-03-03", "3rd of March 2027"),
            ("I finish on March 3, 2027", "2027-03-03", "March 3, 2027"),
            ("Ferdig 5. des. 2026, trur eg", "2026-12-05", "5. des. 2026"),
            ("Jeg slutter i august 2027", "2027-08", "august 2027"),
            ("I stop in May 2027", "2027-05", "May 2027"),
            ("Jeg disputerer i vår 2027", "2027-spring", "vår 2027"),
            ("Jeg begynte høsten 2026", "2026-autumn", "høsten 2026"),
            ("Eg byrja hausten 2026", "2026-autumn", "hausten 2026"),
            ("I defend in spring 2026", "2026-spring", "spring 2026"),
            ("Ferdig sommeren 2026", "2026-summer", "sommeren 2026"),
            ("Done by winter of 2026", "2026-winter", "winter of 2026"),
        ],
    )
    def test_with_a_year_are_as_exact_as_they_are_told(self, message, value, words):
        found = [one for one in entities_in(message) if one.label in {Label.DATE, Label.MONTH}]

        assert found == [Entity(Label.DATE, value, words)]

    @pytest.mark.parametrize(
        ("message", "month"),
        [("The deadline is 3 March", "3"), ("flytte avtalen fra 3. mars", "3"), ("ends 30 nov.", "11"),
         ("It ends 31 May", "5"), ("It ends May 31st", "5")],
    )  # fmt: skip
    def test_without_a_year_tell_the_month(self, message, month):
        assert told(message) == [(Label.MONTH, month)]

    @pytest.mark.parametrize(
        "message", ["31.02.2027", "99.99.2026", "See 10.1038/s41746-023-2027", "version 1.2.2026.4", "3 may apply"]
    )
    def test_are_days_of_the_calendar(self, message):
        assert entities_in(message) == ()

    def test_stand_in_the_order_of_the_message(self):
        assert told("Stipendiat fra 1.8.2024 til juni, ved NTNU") == [
            (Label.POSITION, "phd_candidate"), (Label.DATE, "2024-08-01"), (Label.MONTH, "6"),
            (Label.INSTITUTION, "NTNU"),
        ]  # fmt: skip


class TestTheListOfPatterns:
    CONTENT = yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))

    def test_has_every_label_and_no_other(self):
        assert set(self.CONTENT) == {*Label, SOMETHING_ELSE} - {Label.DATE}

    def test_numbers_the_months_from_one_to_twelve(self):
        assert list(self.CONTENT[Label.MONTH]) == [str(number) for number in range(1, 13)]

    def test_lists_no_pattern_twice_under_a_label(self):
        for label, values in self.CONTENT.items():
            patterns = [pattern for patterns in values.values() for pattern in patterns]

            assert len(patterns) == len(set(patterns)), label
