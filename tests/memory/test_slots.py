"""The slots that carry the memory from turn to turn."""

import pytest
from rasa_sdk import Tracker

from actions.memory import Memory
from actions.sessions.offer import NO_OFFER, Offer, Offered
from assistant.dialogue.reply import ReplyKind
from assistant.triage import Triage
from tests.memory.talk import make_reply
from tests.turns import state

SESSION = Offer(Offered.SESSION)


class TestTheSlots:
    @pytest.mark.parametrize(
        "memory",
        [
            Memory(),
            Memory(SESSION, 2, "Hva?", "Dette.", ReplyKind.ANSWER),
            Memory(Offer(Offered.MOVE, "0a1b2c3d4e", ("aaaaaaaa-20261203T1300Z-45", "aaaaaaaa-20261204T0800Z-45"))),
            Memory(Offer(Offered.CANCEL, "0a1b2c3d4e")),
        ],
        ids=["empty", "of a question", "of times", "of a cancellation"],
    )
    def test_carry_the_memory_to_the_next_turn(self, memory):
        slots = {event["name"]: event["value"] for event in memory.to_slots()}

        assert Memory.of(Tracker.from_dict(state("Hei", slots=slots))) == memory

    def test_that_are_not_set_hold_nothing(self):
        tracker = Tracker.from_dict(state("Hei") | {"slots": {}})

        assert Memory.of(tracker) == Memory()

    @pytest.mark.parametrize(
        ("needs_human", "offered"), [(True, SESSION), (False, NO_OFFER)], ids=["a session", "nothing"]
    )
    def test_tell_what_yes_would_take_up(self, needs_human, offered):
        reply = make_reply(triage=Triage(needs_human=needs_human))

        assert Memory(offered=SESSION).after(reply).offered == offered

    def test_keep_what_a_reply_offers_itself(self):
        reply = make_reply(triage=Triage(needs_human=True))

        assert Memory().after(reply, offer=Offer(Offered.TIMES)).offered == Offer(Offered.TIMES)

    def test_of_an_earlier_version_offer_nothing(self):
        assert Offer.of("something else") == NO_OFFER

    @pytest.mark.parametrize(("asked", "kept"), [("Ny?", "Ny?"), ("", "Gammel?")])
    def test_keep_the_last_question_until_there_is_another(self, asked, kept):
        assert Memory(asked="Gammel?").after(make_reply(), asked=asked).asked == kept
