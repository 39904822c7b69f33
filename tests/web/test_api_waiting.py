"""The JSON interface: joining the waiting list and leaving it."""

from typing import Any

import pytest

from assistant.bootstrap import Services
from tests.web.bookings import path_of, secret_of
from tests.web.clients import Program, bearer, browser, open_page, refusal_of
from tests.web.waits import RITA, entries, mails, place_mailed


def wish(**changed: Any) -> dict[str, Any]:
    return {**RITA, "written_form": "nn", **changed}


def test_a_program_joins_and_leaves(services: Services):
    client = browser(services)
    joined = client.post("/api/v1/waiting", json=wish(kind="documents", not_counsellor=["00000000"]))

    assert (joined.status_code, joined.json()) == (202, {"email": RITA["email"]})
    [entry] = entries(services)
    assert (entry.status, entry.preference["not_counsellors"]) == ("waiting", ["00000000"])
    mailed = place_mailed(services)
    path = f"/api/v1{path_of(mailed)}"
    for headers in ({}, bearer("garbage")):
        assert refusal_of(client.delete(path, headers=headers)) == (404, "not_found")
    for _ in range(2):
        left = client.delete(path, headers=bearer(secret_of(mailed)))
        assert (left.status_code, left.json()) == (200, {"ref": entry.ref, "status": "left", "number": 0})


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"email": "+47 123 45 678"}, 422, "invalid_input"),
    ({"email": None}, 422, "invalid_input"),
    ({"name": "Rita\nBcc: all@example.org"}, 422, "invalid_input"),
    ({"written_form": "sv"}, 422, "invalid_input"),
    ({"topic": "garbage"}, 422, "invalid_input"),
    ({"institution": "x" * 201}, 422, "invalid_input"),
    ({"not_faculty": ["x"] * 21}, 422, "invalid_input"),
    ({"not_faculty": "x"}, 422, "invalid_input"),
    ({"zone": "Mars/Olympus"}, 422, "unknown_zone"),
    ({"conversation": "unknown"}, 404, "not_found"),
]


def test_a_program_that_cannot_join_is_refused_and_nothing_is_kept(services: Services):
    client = browser(services)
    for changed, status, code in REFUSED:
        assert refusal_of(client.post("/api/v1/waiting", json=wish(**changed))) == (status, code), changed
    assert entries(services) == []


def test_a_program_is_answered_the_same_whether_the_address_waits_already_or_not(services: Services):
    client = browser(services)
    first, again, other = (
        client.post("/api/v1/waiting", json=wish(email=email))
        for email in ("rita@example.org", "rita@example.org", "nina@example.org")
    )
    assert first.status_code == again.status_code == other.status_code == 202
    assert first.headers == again.headers == other.headers
    assert first.text == again.text == other.text.replace("nina", "rita")
    assert len(entries(services)) == 2
    assert [mail.recipient[:4] for mail in mails(services)] == ["rita", "rita", "nina"]


def test_a_conversation_is_noted_by_nobody_but_its_holder(services: Services):
    mine, other = Program.begin(services), Program.begin(services)
    body = wish(conversation=other.id)
    assert refusal_of(mine.client.post("/api/v1/waiting", json=body, headers=mine.key)) == (404, "not_found")
    assert other.client.post("/api/v1/waiting", json=body, headers=other.key).status_code == 202
    assert entries(services)[0].conversation_id is not None


@pytest.mark.parametrize("typed", ["\0", "🙂", "<b>x</b>", "';DROP TABLE waiting_entries;--"])
def test_what_is_asked_for_is_kept_as_typed(services: Services, typed: str):
    client = browser(services)
    client.post("/api/v1/waiting", json=wish(institution=typed))
    page = open_page(client, place_mailed(services))
    assert page.one("div", class_="chosen").all("li")
