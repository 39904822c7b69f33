"""The JSON interface: what was typed is kept as it is, or refused."""

from typing import Any

import httpx2

from assistant.bootstrap import Services
from tests.web.clients import Program, refusal_of

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
