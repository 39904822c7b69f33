"""Something for every route to act on."""

import pytest

from assistant import booking
from assistant.booking.waiting_rounds import offer
from assistant.bootstrap import Services
from tests.web.bookings import wish
from tests.web.clients import Program, bearer, open_slots
from tests.web.routes import World

NEWCOMER = {"name": "Nina", "email": "nina@example.org", "written_form": "nn"}


@pytest.fixture
def world(stocked: Services) -> World:
    program, (slot, *_) = Program.begin(stocked), open_slots(stocked)
    booked = program.client.post("/api/v1/appointments", json=wish(slot)).json()
    program.say("Hei")
    joined = program.client.post("/api/v1/waiting", json=NEWCOMER).json()
    with stocked.database.transaction() as session:
        entry = booking.entry_for_secret(session, joined["ref"], joined["secret"])
        made = offer(session, entry.id, now=stocked.clock())
        assert made is not None
    names = {
        "conversation": program.id, "ref": booked["ref"], "slug": "notice", "form": "nb", "slot": "garbage",
        "public_id": "00000000", "message": "2", "number": "1", "entry": joined["ref"], "offer": "garbage",
    }  # fmt: skip
    return World(names, program.key, bearer(booked["secret"]), bearer(joined["secret"]), made.secret)
