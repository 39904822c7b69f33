"""Times to book in the chat: the next, those asked for, the nearest to them, and which of several is meant."""

import pytest

from actions.answer_question import AnswerQuestion
from actions.sessions.wording import reading_in_words
from actions.take_up_offer import TakeUpOffer
from assistant import booking
from assistant.booking.slots import spread
from assistant.bootstrap import Services
from assistant.dialogue.reply import Button, ButtonAction, ReplyKind
from assistant.texts import text
from assistant.triage import Reason
from assistant.wished_time import wished_time
from knowledge_base.article import WrittenForm
from tests.actions.sessions import SUNDAY, WEEK, Talk, labels
from tests.factories import make_counsellor
from tests.fakes import FixedClock
from tests.turns import run

NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH
ALL_TIMES = {form: text("button-all-times", form) for form in WrittenForm}


@pytest.fixture
def talk(services: Services, clock: FixedClock) -> Talk:
    return Talk(services, clock)


class TestTimesToBook:
    @pytest.mark.parametrize(
        ("form", "label"),
        [(NB, "tirsdag 1. desember 09:00"), (NN, "tysdag 1. desember 09:00"), (EN, "Tuesday 1 December 09:00")],
    )
    def test_are_the_next_free_ones_and_the_way_to_all(self, services: Services, clock: FixedClock, form, label):
        talk = Talk(services, clock, form)
        with services.database.reading() as session:
            slots = spread(booking.free_slots(session, now=clock()), 3)

        reply = talk.say("book", "book_session")

        *times, last = reply.buttons
        assert (reply.kind, reply.text) == (ReplyKind.BOOKING, text("booking-offer", form))
        assert [button.value for button in times] == [f"/booking/{slot.id}" for slot in slots]
        assert label in labels(reply)
        assert last == Button(ALL_TIMES[form], ButtonAction.OPEN, "/booking")
        assert reply.triage.reasons == (Reason.ASKED_TO_BOOK,)

    def test_are_told_to_be_none_and_the_waiting_list_and_a_person_are_offered(self, services: Services, talk: Talk):
        with services.database.transaction() as session:
            booking.replace_hours(session, counsellor=talk.counsellor, hours=[], now=talk.services.clock())

        reply = talk.say("Bestill en time", "book_session")

        assert reply.text == text("booking-none", NB)
        assert reply.buttons == (
            Button(text("button-waiting-list", NB), ButtonAction.OPEN, "/booking/waiting"),
            Button(text("button-talk", NB), ButtonAction.HANDOFF),
        )

    @pytest.mark.parametrize(
        ("form", "typed", "expected"),
        [
            (NB, "Jeg vil ha en time torsdag etter 12", ["torsdag 3. desember 12:00", "torsdag 3. desember 13:00"]),
            (NN, "Eg vil ha ein time i overmorgon klokka 10", ["tysdag 1. desember 10:00"]),
            (EN, "Book me in on Friday afternoon please", ["Friday 4 December 12:00", "Friday 4 December 13:00"]),
        ],
    )
    def test_are_those_that_were_asked_for(self, services: Services, clock: FixedClock, form, typed, expected):
        reply = Talk(services, clock, form).say(typed, "book_session")

        assert labels(reply)[: len(expected)] == expected
        assert reply.text == text("booking-offer-wished", form)

    def test_are_the_nearest_when_nothing_is_free_then(self, talk: Talk):
        reply = talk.say("Har dere noe onsdag klokka 20?", "book_session")

        assert reply.text == text("booking-not-then", NB)
        assert labels(reply)[:3] == [
            "tirsdag 1. desember 14:00",
            "onsdag 2. desember 14:00",
            "torsdag 3. desember 09:00",
        ]

    def test_of_the_past_are_told_to_be_past(self, talk: Talk):
        reply = talk.say("Kan jeg få time i går?", "book_session")

        assert reply.text == text("booking-past", NB)
        assert len(labels(reply)) == 4

    def test_name_one_counsellor_for_each_time(self, services: Services, talk: Talk):
        with services.database.transaction() as session:
            make_counsellor(session, name="Per", email="per@example.org", hours=WEEK)

        times = labels(talk.say("torsdag", "book_session"))[:-1]

        assert len(times) == len(set(times))


class TestWhatMayMeanSeveralTimes:
    @pytest.mark.parametrize(
        ("form", "typed", "expected"),
        [
            (
                NB,
                "Time neste fredag ettermiddag?",
                ["fredag 4. desember 12:00–18:00", "fredag 11. desember 12:00–18:00"],
            ),
            (NN, "Kan eg få time neste fredag?", ["fredag 4. desember", "fredag 11. desember"]),
            (EN, "Can I have a session on 5/12?", ["Saturday 5 December", "Wednesday 12 May"]),
        ],
    )
    def test_is_asked_about(self, services: Services, clock: FixedClock, form, typed, expected):
        talk = Talk(services, clock, form)
        clock.advance(days=1, hours=15)

        reply = talk.say(typed, "book_session")

        assert reply.text == text("booking-which-time", form)
        assert reply.buttons == tuple(Button(label, ButtonAction.SAY, label) for label in expected)

    def test_is_clear_once_it_is_chosen(self, services: Services, clock: FixedClock, talk: Talk):
        clock.advance(days=1, hours=15)
        asked = talk.say("Time neste fredag ettermiddag?", "book_session")

        reply = talk.say(asked.buttons[1].value, "out_of_scope", AnswerQuestion, sure=0.4)

        assert labels(reply)[:-1] == [
            "fredag 11. desember 12:00",
            "fredag 11. desember 13:00",
            "fredag 11. desember 14:00",
        ]

    @pytest.mark.parametrize("form", WrittenForm)
    @pytest.mark.parametrize(
        "typed",
        ["neste fredag", "next Friday afternoon", "5/12", "neste helg", "next weekend", "neste fredag etter 14",
         "tirsdag 4. desember", "Tuesday 4 December"],
    )  # fmt: skip
    @pytest.mark.parametrize("days", range(7))
    def test_means_one_thing_in_the_words_of_its_buttons(self, form, typed, days):
        now = SUNDAY.replace(day=25 - days, hour=9)
        readings = wished_time(typed, now=now, written_form=form).readings

        again = [wished_time(reading_in_words(one, form), now=now, written_form=form).readings for one in readings]

        assert again == [(reading,) for reading in readings]


class TestATimeSaidAfterTimesWereOffered:
    @pytest.mark.parametrize("intent", ["nlu_fallback", "out_of_scope", "career_paths"])
    def test_is_no_question(self, talk: Talk, intent):
        talk.say("Jeg vil bestille en time", "book_session")

        reply = talk.say("torsdag etter 12", intent, AnswerQuestion, sure=0.5)

        assert labels(reply)[0] == "torsdag 3. desember 12:00"

    def test_is_all_about_time_however_sure_rasa_is_of_something_else(self, talk: Talk):
        talk.say("Jeg vil bestille en time", "book_session")

        reply = talk.say("og neste uke?", "family_planning", AnswerQuestion, sure=0.99)

        assert reply.text == text("booking-offer-wished", NB)

    @pytest.mark.parametrize(("sure", "offered"), [(0.43, "times"), (0.8, "move")])
    def test_is_about_moving_only_if_rasa_is_sure_of_it(self, talk: Talk, sure, offered):
        talk.has_session(2, 9)
        talk.say("Jeg vil bestille en time til", "book_session")

        talk.say("torsdag", "move_session", sure=sure)

        assert talk.slots["offered"].split()[0] == offered

    def test_may_follow_a_no(self, talk: Talk):
        talk.say("Jeg vil bestille en time", "book_session")

        assert labels(talk.say("Nei, heller fredag", "deny"))[0] == "fredag 4. desember 09:00"

    def test_is_a_question_where_none_were_offered(self, talk: Talk):
        """If this fails, the tests above prove nothing."""
        assert talk.say("torsdag etter 12", "nlu_fallback", AnswerQuestion).kind is not ReplyKind.BOOKING

    @pytest.mark.parametrize(
        ("typed", "intent", "sure"),
        [
            ("Kontrakten min går ut i mai", "uncertainty", 0.9),
            ("Kontrakten min går ut i mai, og veilederen min har sagt at det ikke blir noe mer", "nlu_fallback", 0.3),
            ("Hvordan skriver jeg en CV?", "job_search", 0.4),
        ],
    )
    def test_is_not_seen_in_a_question_about_something_else(self, talk: Talk, typed, intent, sure):
        talk.say("Jeg vil bestille en time", "book_session")

        assert talk.say(typed, intent, AnswerQuestion, sure=sure).kind is not ReplyKind.BOOKING


class TestYesToAnOffer:
    @pytest.mark.parametrize("offered", ["session", "times"])
    def test_of_a_session_gives_times(self, talk: Talk, offered):
        talk.slots = {"offered": offered}

        assert talk.say("ja takk", "affirm").kind is ReplyKind.BOOKING

    @pytest.mark.parametrize("offered", ["nothing", None])
    def test_of_nothing_asks_what_more_there_is(self, services: Services, offered):
        reply = run(TakeUpOffer(services), "ja takk", intent="affirm", slots={"offered": offered}).reply

        assert (reply.kind, reply.text) == (ReplyKind.SMALLTALK, text("smalltalk-affirm", NB))
