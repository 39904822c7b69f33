"""Offers from the waiting list behind the link of their mail: shown, taken, declined, and refused."""

import datetime

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from assistant.booking import Appointment
from assistant.booking.waiting import WaitingOffer
from assistant.bootstrap import Services
from assistant.texts import day, hour, text
from assistant.worker import offer_waiting
from knowledge_base.article import WrittenForm
from tests.fakes import NOON, FixedClock, ScriptedEngine
from tests.web.bookings import counsellor_with_hours, lines_on, talked, wish
from tests.web.clients import browser, open_page, open_slots, read_page, refusal_of
from tests.web.waits import RITA, entries, join, offered

NB = WrittenForm.BOKMAL


def appointments(services: Services) -> list[Appointment]:
    with services.database.reading() as session:
        return list(session.scalars(select(Appointment)))


@pytest.mark.parametrize("form", WrittenForm)
def test_the_offer_shows_the_time_and_until_when(services: Services, form: WrittenForm):
    open_slots(services)
    client = browser(services, accept_language=form)

    page = open_page(client, offered(services, client))

    starts_at, until = datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC), NOON + datetime.timedelta(hours=3)
    assert page.one("html").attributes["lang"] == form
    assert f"{day(starts_at, form)} 09:00–09:45" in page.one("div", class_="chosen").text
    assert text("offer-until", form, day=day(until, form), until=hour(until, form)) in page.text
    assert text("offer-for", form, **RITA) in page.text
    assert page.all("form", class_="stack")[0].fields() == {"share": "nothing"}
    assert appointments(services) == []


def test_taking_books_and_leads_to_the_appointment(services: Services):
    open_slots(services)
    client = browser(services)
    link = offered(services, client)

    taken = client.post(f"{link}/take", data={"share": "nothing"})

    page = open_page(client, taken.headers["location"])
    assert (taken.status_code, page.one("h1").text) == (303, text("booking-done", NB))
    [booked] = appointments(services)
    assert (booked.name, booked.email, booked.share) == ("Rita", "rita@example.org", "nothing")


def test_what_is_shared_is_chosen_as_in_the_form(stocked: Services, engine: ScriptedEngine):
    counsellor, _ = counsellor_with_hours(stocked)
    client = talked(stocked, engine)
    link = offered(stocked, client)
    page = open_page(client, link)

    refused = client.post(f"{link}/take", data={"keep": lines_on(page)[1:]})
    taken = client.post(f"{link}/take", data={"share": "brief", "keep": lines_on(page)})

    again = read_page(refused.text)
    assert refused.status_code == 422
    assert again.one("p", id="share-wrong").text == text("booking-share-choose", NB)
    boxes = again.all("input", name="keep")
    assert [box.attributes["value"] for box in boxes if "checked" not in box.attributes] == lines_on(page)[:1]
    assert taken.status_code == 303
    assert "gravid" in counsellor.page("/counsellor/calendar").one("article").text


def test_from_another_browser_nothing_of_the_conversation_is_seen_or_shared(stocked: Services, engine: ScriptedEngine):
    open_slots(stocked)
    link = offered(stocked, talked(stocked, engine))
    other = browser(stocked)

    page = open_page(other, link)
    other.post(f"{link}/take", data={"share": "brief"})

    assert "gravid" not in page.text
    assert lines_on(page) == []
    [booked] = appointments(stocked)
    assert (booked.share, booked.brief, booked.conversation_id) == ("nothing", None, None)


@pytest.mark.parametrize(("button", "status"), [({}, "waiting"), ({"leave": "true"}, "left")])
def test_declining_keeps_the_place_unless_that_is_left_too(services: Services, button: dict[str, str], status: str):
    open_slots(services)
    client = browser(services)
    link = offered(services, client)

    declined = client.post(f"{link}/decline", data=button)

    page = read_page(declined.text)
    assert declined.status_code == 200
    assert text("waiting-is-left" if button else "offer-declined-text", NB) in page.text
    assert entries(services)[0].status == status
    assert appointments(services) == []


def refused_of(client: TestClient, link: str) -> set[tuple[int, str]]:
    """How an offer's page and both its answers are refused."""
    client.headers["accept"] = "application/json"
    answers = [client.get(link), client.post(f"{link}/take"), client.post(f"{link}/decline")]
    return {refusal_of(answer) for answer in answers}


@pytest.mark.parametrize("answer", ["take", "decline"])
def test_a_used_link_is_refused(services: Services, answer: str):
    open_slots(services)
    client = browser(services)
    link = offered(services, client)
    client.post(f"{link}/{answer}")
    booked = len(appointments(services))

    assert refused_of(client, link) == {(409, "offer_answered")}
    assert len(appointments(services)) == booked


def test_a_lapsed_link_is_refused(services: Services, clock: FixedClock):
    open_slots(services)
    client = browser(services)
    link = offered(services, client)
    clock.advance(hours=3)

    assert refused_of(client, link) == {(410, "offer_lapsed")}
    assert appointments(services) == []


def test_a_forged_link_is_refused(services: Services):
    open_slots(services)
    client = browser(services)
    offered(services, client)

    assert refused_of(client, "/waiting/offers/garbage") == {(404, "not_found")}


@pytest.mark.parametrize("form", WrittenForm)
def test_a_refused_link_says_why_in_words(services: Services, clock: FixedClock, form: WrittenForm):
    open_slots(services)
    client = browser(services, accept_language=form)
    link = offered(services, client)
    clock.advance(hours=3)
    assert text("error-offer_lapsed", form) in read_page(client.get(link).text).text


def test_what_is_offered_is_held_for_nobody_else(services: Services):
    slot, *_ = open_slots(services)
    offered(services, browser(services))

    other = browser(services, accept="application/json")

    refused = other.post("/api/v1/appointments", json={**RITA, "slot": slot, "written_form": "nb", "share": "nothing"})
    assert refusal_of(refused) == (409, "slot_held")
    assert slot not in [entry["id"] for entry in other.get("/api/v1/slots").json()["slots"]]


def test_the_place_in_the_line_tells_of_an_open_offer(services: Services):
    open_slots(services)
    client = browser(services)
    address = join(services, client)
    offer_waiting(services)
    told = text("waiting-open-offer", NB, day="fredag 20. november", until="16:00")
    assert told in open_page(client, address).text


def test_the_link_books_by_its_own_page_and_in_no_other_way(services: Services):
    open_slots(services)
    client = browser(services)
    link = offered(services, client)
    with services.database.reading() as session:
        [offer] = session.scalars(select(WaitingOffer))
    secret = link.rpartition("/")[2]

    refused = browser(services).post("/api/v1/appointments", json=wish(offer.slot, hold=secret))

    assert refusal_of(refused) == (409, "slot_held")
    assert client.post(f"{link}/take", data={"share": "nothing"}).status_code == 303
