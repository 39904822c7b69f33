"""The JSON interface: a conversation begins, opens to its key, and is handed over, taken along and erased."""

import json
import uuid

import pytest

from assistant import handoff
from assistant.bootstrap import Services
from assistant.people import Role
from assistant.privacy import export
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.chat import CRISIS
from tests.fakes import ScriptedEngine
from tests.web.bookings import wish
from tests.web.clients import Program, bearer, browser, open_slots, refusal_of, staff

NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH


# Beginning.


@pytest.mark.parametrize("form", WrittenForm)
def test_a_conversation_begins_with_its_key_and_with_what_this_is(services: Services, form: WrittenForm):
    answer = browser(services).post("/api/v1/conversations", json={"written_form": form})

    assert answer.status_code == 201
    assert set(answer.json()) == {"id", "token", "disclosure"}
    assert answer.json()["disclosure"] == text("disclosure", form, days=30)


@pytest.mark.parametrize(("language", "form"), [("nn", NN), ("en-GB,en;q=0.9", EN), ("no", NB), ("", NB)])
def test_without_a_form_given_the_disclosure_is_in_the_senders_language(
    services: Services, language: str, form: WrittenForm
):
    answer = browser(services, accept_language=language).post("/api/v1/conversations")

    assert answer.json()["disclosure"] == text("disclosure", form, days=30)


def test_a_form_that_is_given_wins_over_what_is_detected(services: Services):
    english_words = "How long is my notice period as a PhD candidate?"

    assert Program.begin(services, NN).say(english_words).json()["replies"][0]["written_form"] == "nn"
    client = browser(services)
    begun = client.post("/api/v1/conversations").json()
    left_open = Program(client, begun["id"], begun["token"])
    assert left_open.say(english_words).json()["replies"][0]["written_form"] == "en"


def test_a_form_that_does_not_exist_is_refused(services: Services):
    answer = browser(services).post("/api/v1/conversations", json={"written_form": "sv"})

    assert refusal_of(answer) == (422, "invalid_input")


# The key.


CALLS_WITH_KEY = [
    ("POST", "/messages"), ("GET", "/messages"), ("GET", "/stream"), ("POST", "/handoff"), ("GET", "/export"),
    ("DELETE", ""),
]  # fmt: skip


def test_anothers_conversation_looks_like_one_that_does_not_exist(services: Services):
    mine, other = Program.begin(services), Program.begin(services)
    attempts = [
        (str(uuid.uuid4()), mine.key),
        (other.id, mine.key),
        (other.id, bearer("guess")),
        (other.id, bearer("")),
        (other.id, {"Authorization": f"Basic {other.token}"}),
        (other.id, {}),
        ("%00'", mine.key),
    ]
    for method, path in CALLS_WITH_KEY:
        body = {"json": {"client_id": "one", "text": "Hei"}} if (method, path) == ("POST", "/messages") else {}
        answers = [
            mine.client.request(method, f"/api/v1/conversations/{number}{path}", headers=headers, **body)
            for number, headers in attempts
        ]
        assert {refusal_of(answer) for answer in answers} == {(404, "not_found")}, path
        assert len({answer.text for answer in answers}) == 1, path
    assert other.messages() == []


def test_the_holder_of_the_key_is_let_through_everywhere(services: Services):
    """If this fails, the test above proves nothing."""
    program = Program.begin(services)
    calls = [(method, path) for method, path in CALLS_WITH_KEY if path != "/stream"]

    for method, path in calls:
        body = {"json": {"client_id": "one", "text": "Hei"}} if (method, path) == ("POST", "/messages") else {}
        assert program.call(method, path, **body).is_success, path


def test_the_browsers_cookie_opens_its_own_conversation_and_no_other(services: Services):
    client, other = browser(services), Program.begin(services)
    client.post("/chat/messages", data={"text": "Hei"})
    number = client.cookies["veivalg_conversation"].partition(".")[0]

    assert len(client.get(f"/api/v1/conversations/{number}/messages").json()["messages"]) == 2
    assert refusal_of(client.get(f"/api/v1/conversations/{other.id}/messages")) == (404, "not_found")


def test_staff_cookies_open_no_researchers_conversation(services: Services):
    program = Program.begin(services)
    program.call("POST", "/handoff")
    counsellor = staff(services, Role.COUNSELLOR)

    answer = counsellor.client.get(f"/api/v1/conversations/{program.id}/messages")

    assert refusal_of(answer) == (404, "not_found")


# Asking for a person, taking along, erasing.


def test_asking_for_a_counsellor_puts_the_conversation_in_the_queue_once(services: Services):
    program = Program.begin(services)

    first, second = program.call("POST", "/handoff"), program.call("POST", "/handoff")

    assert (first.status_code, first.json()["kind"], second.status_code) == (201, "handoff", 201)
    assert program.call("GET", "/messages").json()["holder"] == "waiting"
    with services.database.reading() as session:
        assert [entry.conversation.public_id for entry in handoff.queue(session)] == [program.id]


def test_the_export_holds_all_of_the_conversation(services: Services):
    (slot, *_), program = open_slots(services), Program.begin(services)
    program.say("Hei på deg")
    program.client.post("/api/v1/appointments", json=wish(slot, share="brief", conversation=program.id),
                        headers=program.key)  # fmt: skip

    taken = program.call("GET", "/export").json()

    assert taken == json.loads(json.dumps(export(services, program.id, program.token)))
    assert [message["text"] for message in taken["messages"]] == ["Hei på deg", "echo: Hei på deg"]
    assert taken["appointments"][0]["brief"]["own_words"] == ["Hei på deg"]


def test_erasing_gives_a_receipt_for_each_store_and_nothing_is_left(services: Services, engine: ScriptedEngine):
    (slot, *_), program = open_slots(services), Program.begin(services)
    program.say(CRISIS)
    booked = program.client.post(
        "/api/v1/appointments", json=wish(slot, share="brief", conversation=program.id), headers=program.key
    ).json()

    receipt = program.call("DELETE").json()

    assert set(receipt) == {"erased_at", "stores"}
    assert receipt["stores"] == [
        {"store": "messages", "removed": 2}, {"store": "crisis_alerts", "removed": 1},
        {"store": "appointment_briefs", "removed": 1}, {"store": "dialogue_state", "removed": 1},
    ]  # fmt: skip
    assert engine.forgotten == [program.id]
    assert refusal_of(program.call("GET", "/messages")) == (404, "not_found")
    assert refusal_of(program.call("DELETE")) == (404, "not_found")
    calendar = program.client.get(f"/api/v1/appointments/{booked['ref']}.ics", headers=bearer(booked["secret"]))
    assert calendar.status_code == 200
