"""What is chosen before a session is booked: its kind, its counsellor; and the slot that is held meanwhile."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant import booking
from assistant.booking import Terms
from assistant.bootstrap import Services
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import Topic, WrittenForm
from tests.factories import make_counsellor
from tests.fakes import NOON, FixedClock
from tests.web.bookings import book, book_by_program, open_form, path_of, times_of_days, wish
from tests.web.clients import browser, open_page, open_slots, read_page, refusal_of, staff

NB = WrittenForm.BOKMAL


def two_counsellors(services: Services) -> dict[str, str]:
    """Ida takes job search and belongs to a faculty, Per takes everything; their public ids by name."""
    with services.database.transaction() as session:
        ida, per = (make_counsellor(session, name=name) for name in ("Ida", "Per"))
        terms = Terms(topics=frozenset({Topic.JOB_SEARCH}), faculty="Det humanistiske")
        booking.set_terms(session, counsellor=ida, terms=terms, now=NOON)
    return {"Ida": ida.public_id, "Per": per.public_id}


def counsellors_offered(client: TestClient, address: str) -> set[str]:
    links = [link for day in times_of_days(client, address) for link in day.all("a")]
    return {link.attributes["href"].split("/")[2].split("-")[0] for link in links}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Ida", "Per"}),
        ("topic=&kind=&place=", {"Ida", "Per"}),
        ("topic=family_planning", {"Per"}),
        ("not_counsellor={Per}", {"Ida"}),
        ("not_faculty=Det+humanistiske", {"Per"}),
        ("place=room", set()),
    ],
)
def test_the_times_are_those_of_counsellors_who_suit(services: Services, query: str, names: set[str]):
    ids = two_counsellors(services)
    offered = counsellors_offered(browser(services), f"/booking?{query.format(**ids)}")
    assert offered == {ids[name] for name in names}


def test_a_time_that_two_counsellors_have_is_shown_once(services: Services):
    two_counsellors(services)
    day = open_page(browser(services), "/booking").all("section", class_="day")[0]
    assert day.texts("a") == ["09:00", "09:45", "10:30", "12:15", "13:00", "13:45", "14:30"]


def test_the_wait_is_told_before_the_form(services: Services):
    open_slots(services)
    told = text("booking-first-free", NB, day="mandag 23. november", start="09:00")
    assert told in open_page(browser(services), "/booking").text


def test_the_slot_is_held_while_the_form_is_open(services: Services, clock: FixedClock):
    slot, *_ = open_slots(services)
    mine, other = browser(services), browser(services)

    form = open_form(mine, slot)
    refused = other.get(f"/booking/{slot}")

    assert text("booking-held", NB, until="13:05") in form.text
    assert refused.status_code == 409
    assert read_page(refused.text).one("div", id="alerts").text == text("error-slot_held", NB)
    assert path_of(book(mine, slot)).startswith("/appointments/")
    clock.advance(minutes=6)
    assert refusal_of(other.post("/api/v1/appointments", json=wish(slot))) == (409, "slot_taken")


def test_a_program_that_follows_links_without_cookies_holds_nothing(services: Services):
    slot, *_ = open_slots(services)
    crawler = browser(services)

    led = crawler.get(f"/booking/{slot}?written_form=en")
    crawler.cookies.clear()
    shown = crawler.get(led.headers["location"])

    assert led.headers["location"] == f"/booking/{slot}?written_form=en&asked=true"
    assert shown.status_code == 200
    assert text("booking-not-yet", WrittenForm.ENGLISH) in read_page(shown.text).text
    assert browser(services).post(f"/api/v1/slots/{slot}/hold").status_code == 201


def test_opening_another_form_gives_the_first_slot_back(services: Services):
    first, second, *_ = open_slots(services)
    mine = browser(services)
    open_form(mine, first)
    open_form(mine, second)
    assert open_form(browser(services), first)


def test_a_program_holds_a_slot_and_books_it(services: Services):
    slot, *_ = open_slots(services)
    client = browser(services)

    held = client.post(f"/api/v1/slots/{slot}/hold").json()

    assert (held["slot"]["id"], held["until"]) == (slot, "2026-11-20T12:05:00Z")
    assert refusal_of(client.post(f"/api/v1/slots/{slot}/hold")) == (409, "slot_held")
    assert refusal_of(client.post("/api/v1/appointments", json=wish(slot))) == (409, "slot_held")
    assert client.post("/api/v1/appointments", json=wish(slot, hold=held["hold"])).status_code == 201


def test_moving_stays_with_the_counsellor_unless_others_are_asked_for(services: Services):
    ids = two_counsellors(services)
    booked = book_by_program(services, first_slot_of(services, ids["Per"]))
    client = browser(services)
    address = f"/appointments/{booked['ref']}/move?secret={booked['secret']}"

    same, everybody = open_page(client, address), open_page(client, f"{address}&anybody=true")

    # Of two at the same time Ida is shown: Per has a session already.
    assert movable_to(same) == {ids["Per"]}
    assert movable_to(everybody) == {ids["Ida"]}
    assert text("booking-same-counsellor", NB, counsellor="Per") in same.text


def movable_to(page: Any) -> set[str]:
    return {button.attributes["value"][:8] for button in page.all("button", name="slot")}


def first_slot_of(services: Services, counsellor: str) -> str:
    with services.database.reading() as session:
        wanted = booking.Preference(counsellor=counsellor)
        return booking.free_slots(session, now=services.clock(), preference=wanted)[0].id


# The counsellor's pages


def test_a_preview_shows_what_a_week_would_offer_and_saves_nothing(services: Services):
    counsellor = staff(services, Role.COUNSELLOR)
    sent = {"weekday": "1", "starts": "10:00", "ends": "12:00", "minutes": "60", "kind": "documents", "preview": "true"}

    shown = read_page(counsellor.send("/counsellor/hours", **sent).text)

    assert shown.one("ul", class_="offered").texts("li") == [
        f"{day}: {text('booking-sessions', NB, count=2)}" for day in ("tirsdag 24. november", "tirsdag 1. desember")
    ]
    assert text("hours-not-saved", NB) in shown.text
    assert len(counsellor.page("/counsellor/hours").one("tbody").all("tr")) == 12


def test_days_are_closed_opened_and_left_to_the_week_again(services: Services):
    counsellor = staff(services, Role.COUNSELLOR)
    counsellor.send("/counsellor/exceptions/closed", first="2026-11-23", last="2026-11-24")
    counsellor.send("/counsellor/exceptions/opened", day="2026-11-28", starts="10:00", ends="11:00", minutes="60")

    days = [day.one("h2").text for day in times_of_days(browser(services))]
    assert days[0].startswith("onsdag 25. november")
    assert any(day.startswith("lørdag 28. november") for day in days)
    listed = counsellor.page("/counsellor/exceptions").one("ul", class_="exceptions")
    assert len(listed.all("li")) == 3
    counsellor.send(listed.all("form")[0].attributes["action"])
    assert times_of_days(browser(services))[0].one("h2").text.startswith("mandag 23. november")


def test_terms_are_kept_and_decide_what_is_offered(services: Services):
    counsellor = staff(services, Role.COUNSELLOR)
    sent = {
        "notice_hours": "72", "horizon_days": "7", "buffer_after": "15", "daily_cap": "2", "place": "room",
        "address": "Rom 12", "topics": "job_search", "institution": "UiB",
    }  # fmt: skip
    counsellor.send("/counsellor/terms", **sent)

    kept = counsellor.page("/counsellor/terms").one("form", class_="stack").fields()
    assert {name: kept[name] for name in sent} == sent
    assert counsellor.page("/counsellor/terms").one("input", id="weekly_cap").attributes["value"] == ""
    days = times_of_days(browser(services))
    assert days[0].texts("a") == ["13:15", "14:15"]
    assert days[1].texts("a") == ["09:00", "10:00", "12:15", "13:15", "14:15"]
    assert len(days) == 5


def test_the_calendar_of_a_counsellor_is_named_and_given_up_with_the_terms(services: Services):
    counsellor = staff(services, Role.COUNSELLOR)
    sent = {"notice_hours": "12", "horizon_days": "42", "feed": "https://calendar.example/secret.ics"}

    counsellor.send("/counsellor/terms", **sent)
    named, offered = counsellor.page("/counsellor/terms"), open_page(browser(services), "/booking")
    counsellor.send("/counsellor/terms", **sent | {"feed": ""})

    assert named.one("input", id="feed").attributes["value"] == sent["feed"]
    assert text("terms-feed-waiting", NB) in named.text
    assert offered.all("section", class_="day") == []
    assert open_page(browser(services), "/booking").all("section", class_="day") != []


OPENED = {"day": "2026-11-24", "starts": "09:00", "ends": "11:00", "minutes": "60"}


@pytest.mark.parametrize(
    ("path", "sent", "code"),
    [
        ("terms", {"notice_hours": "-1", "horizon_days": "7"}, "invalid_input"),
        ("terms", {"notice_hours": "1", "horizon_days": "999"}, "invalid_input"),
        ("terms", {"notice_hours": "9" * 30, "horizon_days": "7"}, "invalid_input"),
        ("terms", {"notice_hours": "1", "horizon_days": "7", "daily_cap": "many"}, "invalid_input"),
        ("terms", {"notice_hours": "1", "horizon_days": "7", "feed": "+47 123 45 678"}, "invalid_input"),
        ("terms", {"notice_hours": "1", "horizon_days": "7", "feed": "http://127.0.0.1/a.ics"}, "invalid_input"),
        ("exceptions/closed", {"first": "2026-11-24", "last": "2026-11-23"}, "broken_availability"),
        ("exceptions/closed", {"first": "2026-11-24", "last": "whenever"}, "broken_availability"),
        ("exceptions/closed", {"first": "2026-11-24", "starts": "12:00", "ends": "11:00"}, "broken_availability"),
        ("exceptions/opened", OPENED | {"starts": "9"}, "broken_availability"),
        ("exceptions/closed", {"first": "9999-12-31"}, "broken_availability"),
        ("exceptions/closed", {"first": "9999-01-01", "last": "9999-12-31"}, "broken_availability"),
        ("exceptions/closed", {"first": "0001-01-01"}, "broken_availability"),
        ("exceptions/opened", OPENED | {"day": "9999-12-31"}, "broken_availability"),
        ("exceptions/opened", OPENED | {"minutes": "9" * 30}, "broken_availability"),
        ("hours", {"weekday": "9" * 30, "starts": "09:00", "ends": "12:00", "minutes": "45"}, "broken_availability"),
        ("exceptions/99/remove", {}, "not_found"),
        (f"exceptions/{10**30}/remove", {}, "invalid_input"),
    ],
)
def test_what_makes_no_sense_is_refused(services: Services, path: str, sent: dict[str, str], code: str):
    counsellor = staff(services, Role.COUNSELLOR)
    counsellor.client.headers["accept"] = "application/json"
    assert counsellor.send(f"/counsellor/{path}", **sent).json()["code"] == code
