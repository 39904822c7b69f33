"""The actions about sessions: times to book, the one that is booked, and yes to an offer."""

import datetime

import pytest

from actions.change_appointment import ChangeAppointment
from actions.offer_times import OfferTimes
from actions.take_up_offer import TakeUpOffer
from assistant import booking
from assistant.booking import Share
from assistant.bootstrap import Services
from assistant.conversations import ConversationView, for_public_id
from assistant.dialogue.reply import Button, ButtonAction, ReplyKind
from assistant.texts import text
from assistant.triage import Reason
from knowledge_base.article import WrittenForm
from tests.factories import make_conversation, make_counsellor
from tests.fakes import FixedClock
from tests.turns import run

NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH


def at_opening_hours(clock: FixedClock) -> None:
    """A Monday morning: the coming days have free times."""
    clock.now = datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC)


def book_a_session(services: Services, conversation: ConversationView) -> booking.AppointmentView:
    with services.database.transaction() as session:
        make_counsellor(session, name="Kari Rettleiar")
        (slot,) = booking.next_slots(session, now=services.clock(), count=1)
        row = for_public_id(session, conversation.public_id)
        appointment, _ = booking.book(
            session, slot=slot, name="Ada", email="ada@example.org", written_form=NB, share=Share.NOTHING,
            brief=None, conversation=row, now=services.clock(),
        )  # fmt: skip
    return appointment


class TestOfferTimes:
    @pytest.mark.parametrize(
        ("form", "label"),
        [(NB, "tirsdag 24. november 09:00"), (NN, "tysdag 24. november 09:00"), (EN, "Tuesday 24 November 09:00")],
    )
    def test_offers_the_next_free_times_and_the_way_to_all(self, services: Services, clock: FixedClock, form, label):
        at_opening_hours(clock)
        with services.database.transaction() as session:
            make_counsellor(session)
            slots = booking.next_slots(session, now=clock(), count=3)

        reply = run(OfferTimes(services), form=form).reply

        *times, last = reply.buttons
        assert (reply.kind, reply.text) == (ReplyKind.BOOKING, text("booking-offer", form))
        assert [button.value for button in times] == [f"/booking/{slot.id}" for slot in slots]
        assert times[0] == Button(label, ButtonAction.OPEN, f"/booking/{slots[0].id}")
        assert last == Button(text("button-all-times", form), ButtonAction.OPEN, "/booking")
        assert reply.triage.reasons == (Reason.ASKED_TO_BOOK,)

    def test_offers_a_person_when_there_are_no_times(self, services: Services):
        reply = run(OfferTimes(services)).reply

        assert reply.text == text("booking-none", NB)
        assert reply.buttons == (Button(text("button-talk", NB), ButtonAction.HANDOFF),)


class TestChangeAppointment:
    def test_shows_the_session_booked_from_the_conversation(
        self, services: Services, conversation: ConversationView, clock: FixedClock
    ):
        at_opening_hours(clock)
        appointment = book_a_session(services, conversation)

        reply = run(ChangeAppointment(services), conversation=conversation.public_id).reply

        assert reply.kind is ReplyKind.BOOKING
        assert "tirsdag 24. november kl. 09:00 hos Kari Rettleiar" in reply.text
        assert text("booking-change", NB) in reply.text
        assert [button.value for button in reply.buttons] == [f"/appointments/{appointment.ref}", "/booking"]

    def test_says_that_there_is_none(self, services: Services, conversation: ConversationView):
        reply = run(ChangeAppointment(services), conversation=conversation.public_id).reply

        assert reply.text == text("booking-nothing-to-change", NB)
        assert [button.value for button in reply.buttons] == ["/booking"]

    def test_does_not_show_another_conversations_session(
        self, services: Services, conversation: ConversationView, clock: FixedClock
    ):
        at_opening_hours(clock)
        book_a_session(services, conversation)
        with services.database.transaction() as session:
            another, _ = make_conversation(session)

        reply = run(ChangeAppointment(services), conversation=another.public_id).reply

        assert reply.text == text("booking-nothing-to-change", NB)

    def test_does_not_show_a_session_that_is_over(
        self, services: Services, conversation: ConversationView, clock: FixedClock
    ):
        at_opening_hours(clock)
        book_a_session(services, conversation)
        clock.advance(days=7)

        reply = run(ChangeAppointment(services), conversation=conversation.public_id).reply

        assert reply.text == text("booking-nothing-to-change", NB)


class TestTakeUpOffer:
    def test_offers_times_when_a_session_was_offered(self, services: Services):
        reply = run(TakeUpOffer(services), "ja takk", intent="affirm", slots={"offered": "session"}).reply

        assert reply.kind is ReplyKind.BOOKING

    @pytest.mark.parametrize("offered", ["nothing", None])
    def test_asks_what_more_there_is_when_nothing_was(self, services: Services, offered):
        reply = run(TakeUpOffer(services), "ja takk", intent="affirm", slots={"offered": offered}).reply

        assert (reply.kind, reply.text) == (ReplyKind.SMALLTALK, text("smalltalk-affirm", NB))
