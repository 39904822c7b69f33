"""Whatever cannot be booked is refused in the researcher's written form, and nothing is half done."""

import datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from assistant import booking
from assistant.booking import Appointment, BookedQuarter, Terms
from assistant.bootstrap import Services
from assistant.notifications.outbox import OutboxMail
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.fakes import FixedClock
from tests.web.bookings import book, path_of, secret_of, wish
from tests.web.clients import browser, open_slots, refusal_of, staff
from tests.web.pages import read_page


def kept(services: Services) -> list[int]:
    """How many appointments, quarters in use, and mails there are."""
    with services.database.reading() as session:
        return [
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Appointment, BookedQuarter, OutboxMail)
        ]


def later(slot: str, **by: int) -> str:
    """The slot's id with its start moved."""
    counsellor, start, minutes = slot.split("-")
    moved = datetime.datetime.strptime(f"{start}+0000", "%Y%m%dT%H%MZ%z") + datetime.timedelta(**by)
    return f"{counsellor}-{moved:%Y%m%dT%H%M}Z-{minutes}"


def times(services: Services) -> dict[str, str]:
    """A slot for every reason for which one is refused, by the code of the refusal."""
    counsellor = staff(services, Role.COUNSELLOR)
    with services.database.transaction() as session:
        slots = [slot.id for slot in booking.free_slots(session, now=services.clock())]
        # From Friday at one to Monday morning: what is within the notice is too near.
        terms = Terms(notice_hours=70, horizon_days=14)
        booking.set_terms(session, counsellor=counsellor.profile, terms=terms, now=services.clock())
    free = [slot for slot in slots if "20261124" in slot or "20261125" in slot]
    book(browser(services), free[0])
    assert browser(services).post(f"/api/v1/slots/{free[1]}/hold").status_code == 201
    return {
        "slot_past": later(slots[0], weeks=-1),
        "slot_past within the notice": slots[0],
        "slot_taken": free[0],
        "slot_held": free[1],
        "slot_beyond_horizon": later(free[2], weeks=2),
        "slot_beyond_horizon of all": later(free[2], weeks=40),
        "slot_unknown": later(free[2], minutes=5),
        "slot_unknown forged": f"00000000{free[2][8:]}",
        "free": free[3],
    }


def ways_to_want(client: TestClient, slot: str) -> dict[str, Any]:
    """The answers to whoever wants a slot: the form, the booking, and the two over the JSON interface."""
    typed = {"name": "Ola", "email": "ola@example.org"}
    return {
        "open": client.get(f"/booking/{slot}"),
        "book": client.post(f"/booking/{slot}", data=typed),
        "hold": client.post(f"/api/v1/slots/{slot}/hold"),
        "book by program": client.post("/api/v1/appointments", json=wish(slot)),
    }


@pytest.mark.parametrize("form", WrittenForm)
def test_a_time_that_is_not_to_be_had_is_refused_by_every_way(services: Services, form: WrittenForm):
    wanted = times(services)
    wanted.pop("free")
    client = browser(services, accept_language=form)
    before = kept(services)

    for reason, slot in wanted.items():
        code = reason.partition(" ")[0]
        for way, answer in ways_to_want(client, slot).items():
            assert answer.status_code == (404 if code == "slot_unknown" else 409), (reason, way)
            if way in {"open", "book"}:
                assert read_page(answer.text).one("div", id="alerts").text == text(f"error-{code}", form), (reason, way)
            else:
                assert refusal_of(answer)[1] == code, (reason, way)
                assert answer.json()["message"] == text(f"error-{code}", form)
    assert kept(services) == before


@pytest.mark.parametrize("form", WrittenForm)
def test_moving_to_a_time_that_is_not_to_be_had_shows_those_that_are(services: Services, form: WrittenForm):
    wanted = times(services)
    client = browser(services, accept_language=form)
    address = book(client, wanted.pop("free"))
    before = kept(services)

    for reason, slot in wanted.items():
        code = reason.partition(" ")[0]
        fields = {"slot": slot, "secret": secret_of(address)}
        answer = client.post(f"{path_of(address)}/move", data=fields)
        page = read_page(answer.text)
        assert answer.status_code == (404 if code == "slot_unknown" else 409), reason
        assert page.one("div", id="alerts").text == text(f"error-{code}", form), reason
        sent = page.one("section", class_="day").all("form")[0]
        assert sent.fields()["secret"] == secret_of(address)
    assert kept(services) == before


@pytest.mark.parametrize("form", WrittenForm)
@pytest.mark.parametrize("email", ["+47 900 00 000", "90000000", "", "rita@", "rita@example.org, ola@example.org"])
def test_what_is_no_email_address_is_refused_and_nothing_is_lost(services: Services, form: WrittenForm, email: str):
    slot, *_ = open_slots(services)
    client = browser(services, accept_language=form)
    before = kept(services)
    answer = client.post(f"/booking/{slot}", data={"name": "Rita", "email": email})
    page = read_page(answer.text)
    assert answer.status_code == 422
    assert page.one("p", id="email-wrong").text == text("booking-email-wrong", form)
    assert page.one("form", class_="stack").fields()["name"] == "Rita"
    assert page.one("input", id="email").attributes.get("value", "") == email
    assert kept(services) == before


@pytest.mark.parametrize("form", WrittenForm)
def test_a_forged_link_is_absent_and_one_whose_session_is_over_says_so(
    services: Services, clock: FixedClock, form: WrittenForm
):
    slot, *_ = open_slots(services)
    client = browser(services, accept_language=form)
    address = book(client, slot)
    forged = client.get(f"{path_of(address)}?secret=forged")
    clock.advance(days=7)
    over = client.get(address)

    assert (forged.status_code, over.status_code) == (404, 410)
    assert text("error-not_found", form) in read_page(forged.text).text
    assert text("error-link_expired", form) in read_page(over.text).text
    assert read_page(over.text).one("main").one("a", href="/booking").text == text("booking-title", form)
    assert read_page(forged.text).one("main").all("a", href="/booking") == []
