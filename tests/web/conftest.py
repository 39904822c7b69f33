"""Something for every route to act on."""

import pytest

from assistant import booking
from assistant.bootstrap import Services
from tests.factories import make_counsellor
from tests.web.bookings import wish
from tests.web.clients import Program, bearer, open_slots
from tests.web.routes import World


@pytest.fixture
def world(stocked: Services) -> World:
    program, (slot, *_) = Program.begin(stocked), open_slots(stocked)
    booked = program.client.post("/api/v1/appointments", json=wish(slot)).json()
    program.say("Hei")
    with stocked.database.transaction() as session:
        row = booking.for_secret(session, booked["ref"], booked["secret"], now=stocked.clock())
        secrets = {
            "survey": booking.new_survey(session, row.id, now=stocked.clock()),
            "calendar": booking.subscribe(session, counsellor=make_counsellor(session), now=stocked.clock()),
        }
    names = {
        "conversation": program.id, "ref": booked["ref"], "slug": "notice", "form": "nb", "slot": "garbage",
        "public_id": "00000000", "message": "2", "number": "1",
    }  # fmt: skip
    return World(names, secrets, program.key, bearer(booked["secret"]))
