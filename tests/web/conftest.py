"""Something for every route to act on."""

import pytest

from assistant import booking
from assistant.booking import waiting
from assistant.booking.waiting.rounds import offer
from assistant.bootstrap import Services
from tests.factories import make_counsellor
from tests.web.bookings import path_of, secret_of, wish
from tests.web.clients import Program, bearer, open_slots
from tests.web.routes import World
from tests.web.waits import place_mailed

NEWCOMER = {"name": "Nina", "email": "nina@example.org", "written_form": "nn"}


@pytest.fixture
def world(stocked: Services) -> World:
    program, (slot, *_) = Program.begin(stocked), open_slots(stocked)
    booked = program.client.post("/api/v1/appointments", json=wish(slot)).json()
    program.say("Hei")
    program.client.post("/api/v1/waiting", json=NEWCOMER)
    place = place_mailed(stocked)
    entry_ref, entry_secret = path_of(place).rpartition("/")[2], secret_of(place)
    with stocked.database.transaction() as session:
        row = booking.for_secret(session, booked["ref"], booked["secret"], now=stocked.clock())
        secrets = {
            "survey": booking.new_survey(session, row.id, now=stocked.clock()),
            "calendar": booking.subscribe(session, counsellor=make_counsellor(session), now=stocked.clock()),
        }
        entry = waiting.entry_for_secret(session, entry_ref, entry_secret)
        made = offer(session, entry.id, now=stocked.clock())
        assert made is not None
    names = {
        "conversation": program.id, "ref": booked["ref"], "slug": "notice", "form": "nb", "slot": "garbage",
        "public_id": "00000000", "message": "2", "number": "1", "entry": entry_ref, "offer": "garbage",
    }  # fmt: skip
    return World(names, secrets, program.key, bearer(booked["secret"]), bearer(entry_secret), made.secret)
