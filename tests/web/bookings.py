"""Bookings on the web as a test makes them: on the page, and over the JSON interface."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.testclient import TestClient

from assistant import booking
from assistant.bootstrap import Services
from assistant.people import Role
from assistant.triage import Reason, TopicShare, Triage, Urgency
from knowledge_base.article import Topic
from tests.fakes import ScriptedEngine
from tests.web.clients import ABOUT_NOTICE, Staff, answer_from_articles, answer_with, browser, open_page, staff
from tests.web.pages import Element, read_page


def book(client: TestClient, slot: str, **fields: Any) -> str:
    """Book on the page, with every line that it shows unless others are to be kept; the appointment's own address."""
    if fields.get("share", "nothing") != "nothing":
        fields = {"keep": lines_on(open_form(client, slot)), **fields}
    answer = client.post(f"/booking/{slot}", data={"name": "Rita", "email": "rita@example.org", **fields})
    assert answer.status_code == 303
    return answer.headers["location"]


def open_form(client: TestClient, slot: str) -> Element:
    """The form for a slot, by its id or a link, to which a client without a hold is led with a cookie for one."""
    address = slot if slot.startswith("/") else f"/booking/{slot}"
    answer = client.get(address)
    return open_page(client, answer.headers["location"]) if answer.status_code == 303 else read_page(answer.text)


def times_of_days(client: TestClient, address: str = "/booking") -> list[Element]:
    """The free times of every day that the picker offers, day by day, found by its links from month to month."""
    page, days = open_page(client, address), []
    while True:
        links = [link.attributes["href"] for table in page.all("table", class_="picker") for link in table.all("a")]
        days += [open_page(client, link.partition("#")[0]).one("section", class_="day") for link in links]
        later = [link for link in page.all("a") if "next" in link.attributes.get("rel", "").split()]
        if not later:
            return days
        page = open_page(client, later[0].attributes["href"].partition("#")[0])


def lines_on(page: Element) -> list[str]:
    """The keys of the lines that a page offers to share, ticked or not."""
    return [box.attributes["value"] for box in page.all("input", name="keep")]


def secret_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["secret"][0]


def path_of(address: str) -> str:
    return urlsplit(address).path


def counsellor_with_hours(services: Services) -> tuple[Staff, list[str]]:
    """A counsellor who has signed in, and the ids of the free slots."""
    counsellor = staff(services, Role.COUNSELLOR)
    with services.database.reading() as session:
        return counsellor, [slot.id for slot in booking.free_slots(session, now=services.clock())]


def talked(services: Services, engine: ScriptedEngine) -> TestClient:
    """A browser with a conversation that has words, a topic, an article and a reason in it."""
    client = browser(services)
    answer_from_articles(services, engine, uncertainty=0.9)
    client.post("/chat/messages", data={"text": ABOUT_NOTICE})
    shares = (TopicShare(Topic.FAMILY_PLANNING, 0.8),)
    answer_with(engine, Triage(shares, Urgency.SOON, needs_human=True, reasons=(Reason.STRAIN,)))
    client.post("/chat/messages", data={"text": "Jeg er <b>gravid</b>\nog sliten."})
    return client


def wish(slot: str, **changed: Any) -> dict[str, Any]:
    fields = {"slot": slot, "name": "Rita", "email": "rita@example.org", "written_form": "nb", "share": "nothing"}
    return {**fields, **changed}


def book_by_program(services: Services, slot: str) -> dict[str, Any]:
    booked: dict[str, Any] = browser(services).post("/api/v1/appointments", json=wish(slot)).json()
    return booked
