"""Moving and cancelling a session in the chat, in the three written forms."""

import datetime

import pytest

from actions.answer_question import AnswerQuestion
from assistant import booking
from assistant.booking import Hours, Share
from assistant.bootstrap import Services
from assistant.conversations import for_public_id
from assistant.dialogue.reply import ReplyKind
from assistant.notifications.outbox import OutboxMail
from assistant.texts import text
from assistant.triage import Urgency
from knowledge_base.article import WrittenForm
from tests.actions.sessions import Talk, labels
from tests.factories import make_conversation
from tests.fakes import FixedClock

NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH


@pytest.fixture
def talk(services: Services, clock: FixedClock) -> Talk:
    return Talk(services, clock)


def mails(services: Services) -> list[str]:
    with services.database.reading() as session:
        return sorted(row.recipient for row in session.query(OutboxMail))


class TestMoving:
    @pytest.mark.parametrize(
        ("form", "typed", "time"),
        [
            (NB, "Flytt timen min til torsdag etter 12", "torsdag 3. desember 12:00"),
            (NN, "Flytt timen min til torsdag etter 12", "torsdag 3. desember 12:00"),
            (EN, "Move my appointment to Thursday after 12", "Thursday 3 December 12:00"),
        ],
    )
    def test_offers_the_times_asked_for_and_moves_when_one_is_chosen(
        self, services: Services, clock: FixedClock, form, typed, time
    ):
        talk = Talk(services, clock, form)
        talk.has_session(2, 9)

        offered = talk.say(typed, "move_session")
        moved = talk.say(offered.buttons[0].value, "move_session")

        assert labels(offered)[0] == time
        assert text("booking-offer-wished", form) in offered.text
        assert time[-5:] in moved.text
        assert "Kari Rettleiar" in moved.text
        assert talk.standing() == ["03 12"]
        assert len(mails(services)) == 2

    @pytest.mark.parametrize(
        ("form", "typed"),
        [(NB, "Flytt timen til torsdag etter 12"), (NN, "Flytt timen til torsdag etter 12"),
         (EN, "Move my session to Thursday after 12")],
    )  # fmt: skip
    def test_moves_a_session_that_its_counsellor_had_to_cancel(
        self, services: Services, clock: FixedClock, form, typed
    ):
        talk = Talk(services, clock, form)
        lost = talk.has_session(2, 9)
        day = lost.starts_at.date()
        with services.database.transaction() as session:
            absence = booking.Absence(day, day)
            seen = booking.effect(session, talk.counsellor, absence, now=clock()).marks
            services.desk.leave(session, talk.counsellor, absence, seen=seen, now=clock())

        offered = talk.say(typed, "move_session")
        moved = talk.say(offered.buttons[0].value, "move_session")

        assert offered.text.startswith("Kari Rettleiar")
        assert "12:00" in moved.text
        assert talk.standing() == ["03 12"]

    def test_asks_when_if_no_time_was_named(self, talk: Talk):
        talk.has_session(2, 9)

        reply = talk.say("Kan jeg flytte timen?", "move_session")

        assert "onsdag 2. desember kl. 09:00 hos Kari Rettleiar" in reply.text
        assert text("booking-move-when", NB) in reply.text
        assert len(labels(reply)) == 4

    def test_takes_a_time_said_in_the_next_message(self, talk: Talk):
        talk.has_session(2, 9)
        talk.say("Kan jeg flytte timen?", "move_session")

        assert labels(talk.say("fredag", "nlu_fallback", AnswerQuestion, sure=0.3))[0] == "fredag 4. desember 09:00"

    def test_asks_before_it_takes_a_time_that_was_not_offered(self, talk: Talk):
        talk.has_session(2, 9)

        asked = talk.say("Flytt timen til torsdag klokka 13", "move_session")
        before = talk.standing()
        moved = talk.say("ja", "affirm")

        assert "onsdag 2. desember kl. 09:00 til torsdag 3. desember kl. 13:00" in asked.text
        assert (before, talk.standing()) == (["02 09"], ["03 13"])
        assert moved.text.startswith("Timen er flyttet til torsdag 3. desember kl. 13:00")

    def test_leaves_it_as_it_is_after_no(self, talk: Talk):
        talk.has_session(2, 9)
        talk.say("Flytt timen til torsdag klokka 13", "move_session")

        reply = talk.say("nei", "deny")

        assert reply.text == "Greit. Timen onsdag 2. desember kl. 09:00 står som den er."
        assert talk.standing() == ["02 09"]

    def test_to_a_time_of_day_alone_stays_on_the_day(self, talk: Talk):
        talk.has_session(2, 9)

        reply = talk.say("Kan vi flytte den til klokka 14?", "move_session")

        assert "til onsdag 2. desember kl. 14:00" in reply.text

    def test_asks_which_of_several_times_is_meant(self, talk: Talk, clock: FixedClock):
        clock.advance(days=1, hours=15)
        talk.has_session(4, 9)

        asked = talk.say("Flytt timen til neste fredag", "move_session")
        reply = talk.say(asked.buttons[1].value, "nlu_fallback", AnswerQuestion, sure=0.3)

        assert labels(asked) == ["fredag 4. desember", "fredag 11. desember"]
        assert labels(reply)[0] == "fredag 11. desember 09:00"

    @pytest.mark.parametrize("urgency", Urgency)
    def test_offers_what_is_held_back_to_who_cannot_wait(self, talk: Talk, services: Services, urgency: Urgency):
        talk.has_session(2, 9)
        held_back = Hours(4, datetime.time(9), datetime.time(10), 60, urgent=True)
        with services.database.transaction() as session:
            booking.replace_hours(session, counsellor=talk.counsellor, hours=[held_back], now=services.clock())
            for_public_id(session, talk.conversation).urgency = urgency

        offered = talk.say("Flytt timen til fredag klokka 9", "move_session")
        talk.say("ja", "affirm")

        may_have_it = urgency is not Urgency.NORMAL
        assert ("fredag 4. desember kl. 09:00" in offered.text) == may_have_it
        assert talk.standing() == (["04 09"] if may_have_it else ["02 09"])

    def test_offers_others_if_the_time_was_taken_meanwhile(self, talk: Talk, services: Services, clock: FixedClock):
        talk.has_session(2, 9)
        talk.say("Flytt timen til torsdag klokka 13", "move_session")
        talk_of_another(talk)

        reply = talk.say("ja", "affirm")

        assert reply.text.startswith(text("error-slot_taken", NB))
        assert len(labels(reply)) == 4
        assert talk.standing() == ["02 09", "03 13"]

    def test_knows_no_session_of_another_conversation(self, talk: Talk, services: Services):
        talk.has_session(2, 9)
        with services.database.transaction() as session:
            talk.conversation = make_conversation(session)[0].public_id

        reply = talk.say("Flytt timen til torsdag", "move_session")

        assert reply.text == text("booking-nothing-to-change", NB)
        assert [button.value for button in reply.buttons] == ["/booking"]

    def test_is_booking_where_there_is_none_to_move_and_moving_is_not_named(self, talk: Talk):
        reply = talk.say("time på torsdag?", "move_session")

        assert labels(reply)[0] == "torsdag 3. desember 09:00"
        assert talk.say("flytt den til fredag", "move_session").text == text("booking-nothing-to-change", NB)

    def test_says_that_a_session_that_is_over_is_none(self, talk: Talk, clock: FixedClock):
        talk.has_session(2, 9)
        clock.advance(days=7)

        assert talk.say("Flytt timen", "move_session").text == text("booking-nothing-to-change", NB)

    def test_asks_which_of_several_sessions(self, talk: Talk):
        refs = [talk.has_session(2, 9).ref, talk.has_session(3, 9).ref]

        reply = talk.say("Flytt timen til fredag", "move_session")

        assert [button.value for button in reply.buttons] == [*(f"/appointments/{ref}" for ref in refs), "/booking"]
        assert text("booking-several", NB) in reply.text


class TestCancelling:
    @pytest.mark.parametrize(("form", "typed"), [(NB, "Avlys timen"), (NN, "Avlys timen min"), (EN, "cancel it")])
    def test_asks_and_cancels_after_yes(self, services: Services, clock: FixedClock, form, typed):
        talk = Talk(services, clock, form)
        talk.has_session(2, 9)

        asked = talk.say(typed, "cancel_session")
        before = talk.standing()
        cancelled = talk.say(asked.buttons[0].value, "affirm")

        assert asked.text.endswith("?")
        assert (before, talk.standing()) == (["02 09"], [])
        assert "Kari Rettleiar" in cancelled.text
        assert len(mails(services)) == 2

    def test_happens_when_it_is_said_again(self, talk: Talk):
        talk.has_session(2, 9)
        talk.say("Avlys timen", "cancel_session")

        talk.say("Ja, avlys den", "cancel_session")

        assert talk.standing() == []

    def test_does_not_happen_after_no(self, talk: Talk):
        talk.has_session(2, 9)
        talk.say("Avlys timen", "cancel_session")

        assert talk.say("nei", "deny").kind is ReplyKind.BOOKING
        assert talk.standing() == ["02 09"]

    def test_is_forgotten_after_something_else(self, talk: Talk):
        talk.has_session(2, 9)
        talk.say("Avlys timen", "cancel_session")
        talk.say("Hei", "greet")

        talk.say("ja", "affirm")

        assert talk.standing() == ["02 09"]

    def test_of_what_was_cancelled_elsewhere_says_that_there_is_none(self, talk: Talk, services: Services):
        ref = talk.has_session(2, 9).ref
        talk.say("Avlys timen", "cancel_session")
        with services.database.transaction() as session:
            row = session.query(booking.Appointment).filter_by(ref=ref).one()
            booking.cancel(session, row, by="researcher", now=services.clock())

        assert talk.say("ja", "affirm").text == text("booking-nothing-to-change", NB)


def talk_of_another(talk: Talk) -> None:
    """Somebody else books Thursday at 13."""
    starts_at = datetime.datetime(2026, 12, 3, 12, tzinfo=datetime.UTC)
    with talk.services.database.transaction() as session:
        free = booking.free_slots(session, now=talk.services.clock())
        booking.book(
            session, slot=next(slot for slot in free if slot.starts_at == starts_at), name="Bo",
            email="bo@example.org", written_form=NB, share=Share.NOTHING, brief=None, conversation=None,
            now=talk.services.clock(),
        )  # fmt: skip
