"""The JSON interface: free slots."""

from assistant import booking
from assistant.bootstrap import Services
from assistant.people import Role
from assistant.triage import Reason, Triage, Urgency
from tests.fakes import ScriptedEngine
from tests.web.clients import Program, answer_with, browser, open_slots, refusal_of, staff


def test_free_slots_are_listed_soonest_first(services: Services):
    open_slots(services)

    slots = browser(services).get("/api/v1/slots").json()["slots"]

    assert set(slots[0]) == {"id", "starts_at", "ends_at", "counsellor", "kind", "place"}
    assert slots[0]["starts_at"] == "2026-11-23T08:00:00Z"
    assert slots[0]["counsellor"] == "Ida Rettleiar"
    assert slots == sorted(slots, key=lambda slot: slot["starts_at"])


def test_slots_are_narrowed_to_a_stretch_of_time(services: Services):
    open_slots(services)
    tuesday = {"from": "2026-11-24T00:00:00+01:00", "to": "2026-11-25T00:00:00+01:00"}

    slots = browser(services).get("/api/v1/slots", params=tuesday).json()["slots"]

    assert len(slots) == 7
    assert {slot["starts_at"][:10] for slot in slots} == {"2026-11-24"}


UNUSABLE_MOMENTS = [
    {"from": "2026-11-24T00:00:00"},
    {"to": "2026-11-24"},
    {"from": "tomorrow"},
    {"from": "0001-01-01T00:00:00+05:00"},
    {"to": "0001-01-01T00:00:00+05:00"},
    {"from": "9999-12-31T23:59:59-05:00"},
    {"to": "9999-12-31T23:59:59-05:00"},
    {"written_form": "sv"},
]


def test_a_moment_that_cannot_be_used_is_refused(services: Services):
    open_slots(services)
    client = browser(services)

    for query in UNUSABLE_MOMENTS:
        assert refusal_of(client.get("/api/v1/slots", params=query)) == (422, "invalid_input"), query


def test_a_time_with_nothing_free_gives_an_empty_list(services: Services):
    open_slots(services)
    client = browser(services)

    assert client.get("/api/v1/slots", params={"to": "2020-01-01T00:00:00Z"}).json() == {"slots": []}
    assert client.get("/api/v1/slots", params={"from": "2030-01-01T00:00:00Z"}).json() == {"slots": []}


def test_slots_that_are_held_back_are_there_for_a_conversation_that_the_triage_marked(
    services: Services, engine: ScriptedEngine
):
    ida = staff(services, Role.COUNSELLOR).profile
    with services.database.transaction() as session:
        week = [booking.Hours(one.weekday, one.starts, one.ends, 45, urgent=True) for one in booking.ordinary_week()]
        booking.replace_hours(session, counsellor=ida, hours=week, now=services.clock())
    calm, marked = Program.begin(services), Program.begin(services)
    calm.say("Hei")
    answer_with(engine, Triage((), Urgency.SOON, needs_human=True, reasons=(Reason.STRAIN,)))
    marked.say("Jeg er sliten.")

    def offered(program: Program) -> list[str]:
        answer = program.client.get("/api/v1/slots", params={"conversation": program.id}, headers=program.key)
        return [slot["id"] for slot in answer.json()["slots"]]

    def hold(program: Program) -> int:
        body = {"conversation": program.id}
        return program.client.post(f"/api/v1/slots/{slot}/hold", json=body, headers=program.key).status_code

    assert offered(calm) == []
    [slot, *_] = offered(marked)
    assert (hold(calm), hold(marked)) == (404, 201)


def test_a_conversation_is_opened_by_its_own_token_alone(services: Services):
    slot, *_ = open_slots(services)
    one, other = Program.begin(services), Program.begin(services)
    client = browser(services)

    for key in ({}, other.key):
        assert refusal_of(client.get("/api/v1/slots", params={"conversation": one.id}, headers=key)) == (
            404,
            "not_found",
        )
        held = client.post(f"/api/v1/slots/{slot}/hold", json={"conversation": one.id}, headers=key)
        assert refusal_of(held) == (404, "not_found")
