"""The JSON interface: appointments are booked, moved and cancelled, and open to their secret alone."""

from typing import Any

from assistant.bootstrap import Services
from tests.web.bookings import book_by_program, wish
from tests.web.clients import Program, bearer, browser, open_slots, refusal_of

CALLS_WITH_SECRET: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "/cancel", {}),
    ("POST", "/reschedule", {"json": {"slot": "garbage"}}),
    ("GET", ".ics", {}),
]


def test_a_slot_is_booked_and_no_longer_free(services: Services):
    slot, *_ = open_slots(services)
    client = browser(services)

    answer = client.post("/api/v1/appointments", json=wish(slot))

    assert answer.status_code == 201
    assert set(answer.json()) == {"ref", "secret", "starts_at", "ends_at", "counsellor", "status"}
    assert answer.json()["starts_at"] == "2026-11-23T08:00:00Z"
    assert slot not in [entry["id"] for entry in client.get("/api/v1/slots").json()["slots"]]


REFUSED_BOOKINGS: list[tuple[dict[str, Any], int, str]] = [
    ({"slot": "garbage"}, 404, "slot_unknown"),
    ({"slot": ""}, 404, "slot_unknown"),
    ({"slot": "00000000-20261123T0800Z-45"}, 404, "slot_unknown"),
    ({"slot": "00000000-20261399T9999Z-45"}, 404, "slot_unknown"),
    ({"slot": "00000000-20261120T1200Z-45"}, 409, "slot_past"),
    ({"email": "+47 123 45 678"}, 422, "invalid_input"),
    ({"email": "rita@example.org\r\nBcc: all@example.org"}, 422, "invalid_input"),
    ({"email": ""}, 422, "invalid_input"),
    ({"name": "  "}, 422, "invalid_input"),
    ({"name": "Rita\nBcc: all@example.org"}, 422, "invalid_input"),
    ({"name": "x" * 101}, 422, "invalid_input"),
    ({"name": None}, 422, "invalid_input"),
    ({"share": "everything"}, 422, "invalid_input"),
    ({"written_form": "sv"}, 422, "invalid_input"),
    ({"conversation": "unknown"}, 404, "not_found"),
]


def test_a_booking_that_cannot_be_taken_is_refused_and_the_slot_stays_free(services: Services):
    slot, *_ = open_slots(services)
    client = browser(services)

    for changed, status, code in REFUSED_BOOKINGS:
        answer = client.post("/api/v1/appointments", json={**wish(slot), **changed})
        assert refusal_of(answer) == (status, code), changed
    assert client.get("/api/v1/slots").json()["slots"][0]["id"] == slot


def test_a_slot_that_somebody_else_took_is_refused(services: Services):
    slot, *_ = open_slots(services)
    book_by_program(services, slot)

    assert refusal_of(browser(services).post("/api/v1/appointments", json=wish(slot))) == (409, "slot_taken")


def test_a_conversation_is_shared_by_nobody_but_its_holder(services: Services):
    (slot, *_), mine, other = open_slots(services), Program.begin(services), Program.begin(services)
    other.say("Lønn, med mine egne ord")

    answer = mine.client.post(
        "/api/v1/appointments", json=wish(slot, share="brief", conversation=other.id), headers=mine.key
    )

    assert refusal_of(answer) == (404, "not_found")


def test_an_appointment_is_moved_and_its_old_time_is_free_again(services: Services):
    slot, later, *_ = open_slots(services)
    booked = book_by_program(services, slot)
    client = browser(services)

    answer = client.post(f"/api/v1/appointments/{booked['ref']}/reschedule", json={"slot": later},
                         headers=bearer(booked["secret"]))  # fmt: skip

    free = [entry["id"] for entry in client.get("/api/v1/slots").json()["slots"]]
    assert (answer.status_code, answer.json()["starts_at"]) == (200, "2026-11-23T08:45:00Z")
    assert slot in free
    assert later not in free


def test_a_move_that_is_refused_leaves_the_appointment_where_it_was(services: Services):
    slot, taken, *_ = open_slots(services)
    booked = book_by_program(services, slot)
    book_by_program(services, taken)
    client, key, path = browser(services), bearer(booked["secret"]), f"/api/v1/appointments/{booked['ref']}"

    refused = [
        refusal_of(client.post(f"{path}/reschedule", json={"slot": wanted}, headers=key))
        for wanted in (taken, "garbage", slot.replace("20261123", "20261120"))
    ]

    assert refused == [(409, "slot_taken"), (404, "slot_unknown"), (409, "slot_past")]
    assert "DTSTART;TZID=Europe/Oslo:20261123T090000" in client.get(f"{path}.ics", headers=key).text


def test_an_appointment_is_cancelled_once(services: Services):
    slot, later, *_ = open_slots(services)
    booked = book_by_program(services, slot)
    client, key, path = browser(services), bearer(booked["secret"]), f"/api/v1/appointments/{booked['ref']}"

    assert client.post(f"{path}/cancel", headers=key).json()["status"] == "cancelled"
    assert refusal_of(client.post(f"{path}/cancel", headers=key)) == (409, "appointment_over")
    assert refusal_of(client.post(f"{path}/reschedule", json={"slot": later}, headers=key)) == (
        409, "appointment_over"
    )  # fmt: skip
    assert client.get("/api/v1/slots").json()["slots"][0]["id"] == slot
    assert "METHOD:CANCEL" in client.get(f"{path}.ics", headers=key).text


def test_an_appointment_opens_to_its_secret_alone(services: Services):
    slot, later, *_ = open_slots(services)
    mine, other = book_by_program(services, slot), book_by_program(services, later)
    client = browser(services)
    attempts = [
        (other["ref"], bearer(mine["secret"])),
        (other["ref"], bearer("guess")),
        (other["ref"], {}),
        ("0" * 10, bearer(mine["secret"])),
    ]

    answers = [
        client.request(method, f"/api/v1/appointments/{ref}{path}", headers=headers, **body)
        for method, path, body in CALLS_WITH_SECRET
        for ref, headers in attempts
    ]

    assert {refusal_of(answer) for answer in answers} == {(404, "not_found")}
    assert len({answer.text for answer in answers}) == 1
    assert client.get(f"/api/v1/appointments/{other['ref']}.ics", headers=bearer(other["secret"])).is_success


def test_the_calendar_file_opens_by_the_mailed_links_secret_too(services: Services):
    slot, *_ = open_slots(services)
    booked = book_by_program(services, slot)

    answer = browser(services).get(f"/api/v1/appointments/{booked['ref']}.ics", params={"secret": booked["secret"]})

    assert answer.headers["content-type"].startswith("text/calendar; method=REQUEST")
    assert f"UID:{booked['ref']}@veivalg" in answer.text
