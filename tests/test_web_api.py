"""The JSON interface, version 1: what other programs rely on."""

import json
import uuid
from typing import Any

import httpx2
import pytest

from assistant import handoff
from assistant.bootstrap import Services
from assistant.conversations import answer_kept
from assistant.crisis import reply_texts
from assistant.dialogue.reply import ReplyKind
from assistant.errors import GuidanceError
from assistant.people import Role
from assistant.privacy import export
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.chat import CRISIS
from tests.factories import make_counsellor
from tests.fakes import ScriptedEngine
from tests.web_clients import Program, answer_from_articles, bearer, browser, open_slots, refusal_of, staff

NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH
ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"
CALLS_WITH_SECRET: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "/cancel", {}),
    ("POST", "/reschedule", {"json": {"slot": "garbage"}}),
    ("GET", ".ics", {}),
]
REPLY = {"id", "kind", "text", "written_form", "passages", "buttons", "triage", "narrowed_to"}
PASSAGE = {"slug", "version", "title", "heading", "text", "sources", "verified_on", "score", "section"}
MESSAGE = {"id", "sender", "text", "written_form", "created_at", "state", "reply_to", "reply"}


def hold(services: Services, program: Program) -> None:
    """Let a counsellor take the conversation over."""
    with services.database.transaction() as session:
        counsellor = make_counsellor(session)
    program.call("POST", "/handoff")
    with services.database.transaction() as session:
        handoff.claim(session, public_id=program.id, counsellor=counsellor, now=services.clock())


def wish(slot: str, **changed: Any) -> dict[str, Any]:
    fields = {"slot": slot, "name": "Rita", "email": "rita@example.org", "written_form": "nb", "share": "nothing"}
    return {**fields, **changed}


def book(services: Services, slot: str) -> dict[str, Any]:
    booked: dict[str, Any] = browser(services).post("/api/v1/appointments", json=wish(slot)).json()
    return booked


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


# Messages.


def test_a_message_is_answered_in_the_same_call(stocked: Services, engine: ScriptedEngine):
    answer_from_articles(stocked, engine, uncertainty=0.9)

    answer = Program.begin(stocked).say(ABOUT_NOTICE)

    assert answer.status_code == 201
    message, (reply,) = answer.json()["message"], answer.json()["replies"]
    assert set(message) == MESSAGE
    assert (message["sender"], message["text"], message["state"]) == ("researcher", ABOUT_NOTICE, "answered")
    assert set(reply) == REPLY
    assert (reply["kind"], reply["text"]) == ("answer", "Oppsigelsestiden er tre måneder.")
    assert set(reply["passages"][0]) == PASSAGE
    assert reply["passages"][0]["sources"] == [
        {"title": "The law", "url": "https://example.org/law", "as_of": "2026"}
    ]  # fmt: skip
    assert reply["passages"][0]["verified_on"] == "2026-11-20"
    assert set(reply["buttons"][0]) == {"label", "action", "value"}
    assert reply["triage"] == {
        "topics": [{"topic": "uncertainty", "confidence": 0.7}], "urgency": "normal", "needs_human": False,
        "reasons": [],
    }  # fmt: skip


def test_a_repeated_message_gets_the_same_replies_and_is_stored_once(services: Services, engine: ScriptedEngine):
    program = Program.begin(services)

    first, second = program.say("Hei", "one"), program.say("Hei", "one")

    assert (second.status_code, second.json()) == (201, first.json())
    assert len(engine.said) == 1
    assert [message["sender"] for message in program.messages()] == ["researcher", "assistant"]


def test_the_same_words_with_another_client_id_are_another_message(services: Services, engine: ScriptedEngine):
    """If this fails, the test above proves nothing."""
    program = Program.begin(services)

    program.say("Hei", "one")
    program.say("Hei", "two")

    assert len(engine.said) == 2


def test_while_a_counsellor_holds_it_the_message_is_taken_and_the_assistant_is_silent(
    services: Services, engine: ScriptedEngine
):
    program = Program.begin(services)
    hold(services, program)

    answer = program.say("Er du der?", "one")

    assert (answer.status_code, answer.json()["replies"]) == (202, [])
    assert answer.json()["message"]["state"] == "with_person"
    assert engine.said == []
    assert program.say("Er du der?", "one").status_code == 202


def test_a_message_answered_before_a_counsellor_came_keeps_its_replies(services: Services):
    program = Program.begin(services)
    first = program.say("Hei", "one")
    hold(services, program)

    again = program.say("Hei", "one")

    assert (again.status_code, again.json()["replies"]) == (201, first.json()["replies"])


def test_when_the_engine_is_silent_the_message_is_kept_and_the_ways_to_a_person_are_shown(
    services: Services, engine: ScriptedEngine
):
    engine.silent = True
    program = Program.begin(services)

    answer = program.say("Hei")

    (reply,) = answer.json()["replies"]
    assert (answer.status_code, answer.json()["message"]["state"]) == (201, "kept")
    assert (reply["kind"], reply["text"]) == ("notice", text("assistant-silent", NB))
    assert [button["action"] for button in reply["buttons"]] == ["handoff", "open"]


def test_a_kept_message_is_answered_when_the_engine_is_back(services: Services, engine: ScriptedEngine):
    engine.silent = True
    program = Program.begin(services)
    kept = program.say("Hei").json()["message"]["id"]

    engine.silent = False
    answer_kept(services.database, engine, services.clock)

    first, _, late = program.messages()
    assert (first["id"], first["state"]) == (kept, "answered")
    assert (late["reply"]["text"], late["reply_to"]) == ("echo: Hei", kept)


def test_a_crisis_is_answered_at_once_without_the_engine(services: Services, engine: ScriptedEngine):
    program = Program.begin(services)

    (reply,) = program.say(CRISIS).json()["replies"]

    assert (reply["kind"], reply["triage"]["urgency"]) == ("crisis", "crisis")
    assert engine.said == []
    assert program.say("Hva nå?").json()["replies"][0]["kind"] == "smalltalk"


def test_the_numbers_to_call_are_given_from_a_crisis_on_also_while_a_person_holds_it(services: Services):
    program = Program.begin(services, NN)
    before = [program.say("Hei").json(), program.call("GET", "/messages").json()]

    crisis = program.say(CRISIS).json()
    program.call("POST", "/handoff")
    counsellor = staff(services, Role.COUNSELLOR)
    counsellor.send(f"/counsellor/conversations/{program.id}/claim")
    later = program.say("Takk")

    assert [answer["numbers_to_call"] for answer in before] == [[], []]
    assert later.status_code == 202
    for answer in (crisis, later.json(), program.call("GET", "/messages").json()):
        assert answer["numbers_to_call"] == reply_texts()[NN]["numbers"]


TYPED = [
    "🙂",
    "/restart",
    "<script>alert('x')</script> & <b>fet</b>",
    "Blåbærsyltetøy\n\nmed linjer\tog tabulator",
    "x" * 4000,
    "?",
    "';DROP TABLE messages;--",
    "\u202eomvendt",
]


def test_what_was_typed_is_kept_as_typed(services: Services):
    program = Program.begin(services)

    statuses = {program.say(typed).status_code for typed in TYPED}

    assert statuses == {201}
    assert [message["text"] for message in program.messages() if message["sender"] == "researcher"] == TYPED


def test_control_characters_and_blanks_around_are_left_out(services: Services):
    assert Program.begin(services).say("  a\x00b\x1b[31m\x7fc \n").json()["message"]["text"] == "ab[31mc"


REFUSED_MESSAGES: list[tuple[dict[str, Any], str]] = [
    ({"text": ""}, "empty_message"),
    ({"text": " \n\t\u00a0"}, "empty_message"),
    ({"text": "\x00\x07\x1b"}, "empty_message"),
    ({"text": "x" * 4001}, "message_too_long"),
    ({"text": 5}, "invalid_input"),
    ({"text": None}, "invalid_input"),
    ({"text": ["Hei"]}, "invalid_input"),
    ({"client_id": ""}, "invalid_input"),
    ({"client_id": "x" * 65}, "invalid_input"),
    ({"client_id": 7}, "invalid_input"),
    ({"client_id": None}, "invalid_input"),
    ({"client_id": "a\x00b"}, "invalid_input"),
]


def test_a_message_that_cannot_be_used_is_refused_and_nothing_is_stored(services: Services):
    program = Program.begin(services)

    for sent, code in REFUSED_MESSAGES:
        answer = program.call("POST", "/messages", json={"client_id": "one", "text": "Hei", **sent})
        assert refusal_of(answer) == (422, code), sent
    assert program.messages() == []


def send_bytes(program: Program, body: bytes, content_type: str = "application/json") -> httpx2.Response:
    headers = {**program.key, "Content-Type": content_type}
    return program.client.post(f"/api/v1/conversations/{program.id}/messages", content=body, headers=headers)


MALFORMED = [
    b"{",
    b"Hei",
    b"[]",
    b'"Hei"',
    b"7",
    b"null",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"text": "Hei", "client_id": "one"',
]


def test_a_body_that_is_not_as_described_is_refused(services: Services):
    program = Program.begin(services)

    for body in MALFORMED:
        assert refusal_of(send_bytes(program, body)) == (400, "malformed_request"), body[:40]
    for body in (b"", b"{}", b'{"text": "Hei"}'):
        assert refusal_of(send_bytes(program, body)) == (422, "invalid_input"), body
    assert program.messages() == []


def test_half_a_character_is_left_out(services: Services):
    program = Program.begin(services)

    answer = send_bytes(program, b'{"client_id": "one", "text": "Hei \\ud83d"}')

    assert answer.json()["message"]["text"] == "Hei"


def test_messages_after_a_number_are_read(services: Services):
    program = Program.begin(services)
    first = program.say("Hei").json()
    second = program.say("Og så?").json()

    answer = program.call("GET", "/messages", params={"after": first["replies"][0]["id"]}).json()

    assert answer["holder"] == "assistant"
    assert [message["id"] for message in answer["messages"]] == [
        second["message"]["id"], second["replies"][0]["id"]
    ]  # fmt: skip
    assert program.call("GET", "/messages", params={"after": 2**31 - 1}).json()["messages"] == []


def test_a_number_that_no_message_can_have_is_refused(services: Services):
    program = Program.begin(services)

    for path in ("/messages", "/stream"):
        for after in ("-1", "x", "1.5", str(2**31), "9" * 30, "NaN"):
            assert refusal_of(program.call("GET", path, params={"after": after})) == (422, "invalid_input"), after


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


# Slots and appointments.


def test_free_slots_are_listed_soonest_first(services: Services):
    open_slots(services)

    slots = browser(services).get("/api/v1/slots").json()["slots"]

    assert set(slots[0]) == {"id", "starts_at", "ends_at", "counsellor", "kind"}
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
    book(services, slot)

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
    booked = book(services, slot)
    client = browser(services)

    answer = client.post(f"/api/v1/appointments/{booked['ref']}/reschedule", json={"slot": later},
                         headers=bearer(booked["secret"]))  # fmt: skip

    free = [entry["id"] for entry in client.get("/api/v1/slots").json()["slots"]]
    assert (answer.status_code, answer.json()["starts_at"]) == (200, "2026-11-23T08:45:00Z")
    assert slot in free
    assert later not in free


def test_a_move_that_is_refused_leaves_the_appointment_where_it_was(services: Services):
    slot, taken, *_ = open_slots(services)
    booked = book(services, slot)
    book(services, taken)
    client, key, path = browser(services), bearer(booked["secret"]), f"/api/v1/appointments/{booked['ref']}"

    refused = [
        refusal_of(client.post(f"{path}/reschedule", json={"slot": wanted}, headers=key))
        for wanted in (taken, "garbage", slot.replace("20261123", "20261120"))
    ]

    assert refused == [(409, "slot_taken"), (404, "slot_unknown"), (409, "slot_past")]
    assert "DTSTART;TZID=Europe/Oslo:20261123T090000" in client.get(f"{path}.ics", headers=key).text


def test_an_appointment_is_cancelled_once(services: Services):
    slot, later, *_ = open_slots(services)
    booked = book(services, slot)
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
    mine, other = book(services, slot), book(services, later)
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
    booked = book(services, slot)

    answer = browser(services).get(f"/api/v1/appointments/{booked['ref']}.ics", params={"secret": booked["secret"]})

    assert answer.headers["content-type"].startswith("text/calendar; method=REQUEST")
    assert f"UID:{booked['ref']}@veivalg" in answer.text


# Articles.


def test_all_articles_are_listed_by_title(stocked: Services):
    found = browser(stocked).get("/api/v1/articles", params={"written_form": "nn"}).json()["articles"]

    assert [article["title"] for article in found] == ["Lønn", "Oppsigelsestid"]
    assert {article["written_form"] for article in found} == {"nn"}
    assert set(found[0]) == {"slug", "title", "written_form", "topic", "answer", "verified_on", "url", "score"}


def test_a_search_finds_the_article_whose_page_its_address_opens(stocked: Services):
    client = browser(stocked)

    best = client.get("/api/v1/articles", params={"q": ABOUT_NOTICE, "written_form": "en"}).json()["articles"][0]

    assert (best["slug"], best["written_form"]) == ("notice", "en")
    assert best["score"] > 0.5
    assert best["title"] in client.get(best["url"]).text


def test_a_search_without_a_hit_gives_an_empty_list(stocked: Services):
    client = browser(stocked)

    for q in ("Hvor kjøper man sykkel i Tromsø?", "\x00", "🙂", "%", "x" * 4000):
        assert client.get("/api/v1/articles", params={"q": q}).json() == {"articles": []}, q[:40]


def test_a_search_that_cannot_be_used_is_refused(stocked: Services):
    client = browser(stocked)

    assert refusal_of(client.get("/api/v1/articles", params={"q": "x" * 4001})) == (422, "invalid_input")
    assert refusal_of(client.get("/api/v1/articles", params={"written_form": "sv"})) == (422, "invalid_input")


# One shape of refusal, whatever is wrong.


def test_a_path_or_method_that_is_not_there_is_refused_in_the_one_shape(services: Services):
    client = browser(services)

    for path in ("/api/v1/nothing", "/api/v2/conversations", "/api/", "/api/v1/articles/x/y"):
        assert refusal_of(client.get(path)) == (404, "not_found"), path
    for method, path in (("PUT", "/api/v1/conversations"), ("DELETE", "/api/v1/slots"), ("PATCH", "/api/v1/articles")):
        answer = client.request(method, path)
        assert refusal_of(answer)[0] == 405, path
        assert answer.headers["allow"], path


def test_a_refusal_is_told_in_the_senders_language(services: Services):
    for form in WrittenForm:
        answer = browser(services, accept_language=form).get("/api/v1/nothing")
        assert answer.json()["message"] == text("error-not_found", form)


def test_an_unexpected_error_leaks_nothing(services: Services, engine: ScriptedEngine):
    def fail(_typed: str, _form: WrittenForm) -> list[Any]:
        raise RuntimeError("a password in a traceback")

    program = Program.begin(services)
    engine.script = fail
    answer = browser(services, fails_loudly=False).post(
        f"/api/v1/conversations/{program.id}/messages", json={"client_id": "one", "text": "Hei"}, headers=program.key
    )

    assert refusal_of(answer) == (500, "error")
    assert "password" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert program.messages()[0]["text"] == "Hei"


@pytest.mark.parametrize("form", WrittenForm)
def test_every_refusal_that_the_code_knows_has_its_shape_and_its_words(services: Services, form: WrittenForm):
    values = {
        "field": "name",
        "max_chars": 9,
        "minutes": 9,
        "min_chars": 9,
        "email": "a@b.no",
        "problem": "x",
        "number": 2,
    }
    client = browser(services, accept_language=form)
    kinds = [GuidanceError, *GuidanceError.__subclasses__()]
    for kind in kinds:
        refuse(client.app, kind, values)

    answers = {kind.code: client.get(f"/api/test/{kind.code}") for kind in kinds}

    assert {code: refusal_of(answer) for code, answer in answers.items()} == {
        kind.code: (kind.status, kind.code) for kind in kinds
    }
    assert len({answer.json()["message"] for answer in answers.values()}) == len(kinds)


def refuse(app: Any, kind: type[GuidanceError], values: dict[str, Any]) -> None:
    """Add a call that is refused in this way."""

    @app.get(f"/api/test/{kind.code}")
    def call() -> None:
        raise kind(**values)


# What is written down about it.


def test_the_description_lists_every_call_with_its_refusals(services: Services):
    described = browser(services).get("/api/v1/openapi.json").json()

    operations = {
        f"{method.upper()} {path}": operation
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }
    assert sorted(operations) == sorted([
        "POST /api/v1/conversations",
        "POST /api/v1/conversations/{conversation}/messages",
        "GET /api/v1/conversations/{conversation}/messages",
        "GET /api/v1/conversations/{conversation}/stream",
        "POST /api/v1/conversations/{conversation}/handoff",
        "GET /api/v1/conversations/{conversation}/export",
        "DELETE /api/v1/conversations/{conversation}",
        "GET /api/v1/slots",
        "POST /api/v1/appointments",
        "POST /api/v1/appointments/{ref}/cancel",
        "POST /api/v1/appointments/{ref}/reschedule",
        "GET /api/v1/appointments/{ref}.ics",
        "GET /api/v1/articles",
        "GET /api/v1/quality",
    ])  # fmt: skip
    shape = {"$ref": "#/components/schemas/Refusal"}
    for name, operation in operations.items():
        schemas = [operation["responses"][code]["content"]["application/json"]["schema"] for code in ("404", "422")]
        assert schemas == [shape, shape], name
    assert "202" in operations["POST /api/v1/conversations/{conversation}/messages"]["responses"]
    assert described["components"]["schemas"]["ReplyKind"]["enum"] == [
        "answer", "clarify", "unknown", "guidance", "learning", "handoff", "booking", "crisis", "smalltalk", "notice",
    ]  # fmt: skip
    assert [kind.value for kind in ReplyKind] == described["components"]["schemas"]["ReplyKind"]["enum"]


# Health.


def test_the_process_says_that_it_is_alive(services: Services):
    assert browser(services).get("/healthz").json() == {"status": "ok"}


def test_it_is_ready_when_every_part_is(services: Services):
    answer = browser(services).get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"ready": True, "parts": {"database": True, "dialogue": True}})


def test_a_part_that_is_not_ready_is_named(services: Services, engine: ScriptedEngine):
    engine.silent = True

    answer = browser(services).get("/readyz")

    assert (answer.status_code, answer.json()) == (
        503,
        {"ready": False, "parts": {"database": True, "dialogue": False}},
    )


def test_a_database_without_its_tables_is_named(services: Services):
    with services.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE article_variants RENAME TO elsewhere")

    answer = browser(services).get("/readyz")

    with services.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO article_variants")
    assert (answer.status_code, answer.json()["parts"]["database"]) == (503, False)


def test_the_figures_count_and_name_nobody(services: Services, engine: ScriptedEngine):
    engine.silent = True
    program = Program.begin(services)
    program.say("Lønn, med mine egne ord")
    program.say(CRISIS)
    book(services, open_slots(services)[0])

    figures = browser(services).get("/metrics").text

    lines = dict(line.rsplit(" ", 1) for line in figures.splitlines() if not line.startswith("#"))
    assert lines == {
        "veivalg_conversations": "1.0", "veivalg_messages": "4.0", "veivalg_messages_kept": "1.0",
        "veivalg_crisis_alerts_unseen": "1.0", "veivalg_mails_unsent": "2.0",
    }  # fmt: skip
    assert "egne" not in figures


def test_staff_cookies_open_no_researchers_conversation(services: Services):
    program = Program.begin(services)
    program.call("POST", "/handoff")
    counsellor = staff(services, Role.COUNSELLOR)

    answer = counsellor.client.get(f"/api/v1/conversations/{program.id}/messages")

    assert refusal_of(answer) == (404, "not_found")
