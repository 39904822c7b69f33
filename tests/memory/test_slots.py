"""The slots that carry the memory from turn to turn."""

import pytest
from rasa_sdk import Tracker

from actions.memory import NOTHING, SESSION, Memory
from assistant.dialogue.reply import ReplyKind
from assistant.triage import Triage
from tests.memory.talk import make_reply
from tests.turns import state


class TestTheSlots:
    @pytest.mark.parametrize("memory", [Memory(), Memory(SESSION, 2, "Hva?", "Dette.", ReplyKind.ANSWER)])
    def test_carry_the_memory_to_the_next_turn(self, memory):
        slots = {event["name"]: event["value"] for event in memory.to_slots()}

        assert Memory.of(Tracker.from_dict(state("Hei", slots=slots))) == memory

    def test_that_are_not_set_hold_nothing(self):
        tracker = Tracker.from_dict(state("Hei") | {"slots": {}})

        assert Memory.of(tracker) == Memory()

    @pytest.mark.parametrize(("needs_human", "offered"), [(True, SESSION), (False, NOTHING)])
    def test_tell_what_yes_would_take_up(self, needs_human, offered):
        reply = make_reply(triage=Triage(needs_human=needs_human))

        assert Memory(offered=SESSION).after(reply).offered == offered

    @pytest.mark.parametrize(("asked", "kept"), [("Ny?", "Ny?"), ("", "Gammel?")])
    def test_keep_the_last_question_until_there_is_another(self, asked, kept):
        assert Memory(asked="Gammel?").after(make_reply(), asked=asked).asked == kept
