"""The researcher's own time on the pages, in the JSON interface and in the mails; Norwegian time stays the first."""

import datetime

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from assistant import booking
from assistant.booking import Appointment
from assistant.bootstrap import Services
from assistant.notifications.outbox import OutboxMail
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.fakes import FixedClock
from tests.web.bookings import book, open_form, path_of, secret_of, wish
from tests.web.clients import bearer, browser, open_page, open_slots, refusal_of
from tests.web.pages import read_page

EN = WrittenForm.ENGLISH
NEW_YORK = "America/New_York"
GARBAGE = ["Mars/Base", "../../etc/passwd", "", "x" * 3000, "localtime"]


def in_zone(services: Services, zone: str, form: WrittenForm = EN) -> TestClient:
    """A browser whose script has told the zone."""
    client = browser(services, accept_language=form)
    client.cookies.set("veivalg_zone", zone)
    return client


def mails_to_researcher(services: Services) -> list[str]:
    with services.database.reading() as session:
        mails = select(OutboxMail.body).where(OutboxMail.recipient == "rita@example.org").order_by(OutboxMail.id)
        return list(session.scalars(mails))


def kept_zones(services: Services) -> list[str | None]:
    with services.database.reading() as session:
        return list(session.scalars(select(Appointment.zone)))


# On the pages


@pytest.mark.parametrize("address", ["/booking", f"/booking?zone={NEW_YORK}"], ids=["cookie", "query"])
def test_a_researcher_elsewhere_sees_their_own_time_beside_norwegian_time(services: Services, address: str) -> None:
    open_slots(services)
    client = in_zone(services, "" if "zone" in address else NEW_YORK)

    page = open_page(client, address)

    first = page.one("section", class_="day").all("a")[0]
    assert first.text == "09:00 03:00 your time"
    assert first.attributes["aria-label"] == (
        "Monday 23 November 09:00, 03:00 your time (New York), with Ida Rettleiar"
    )  # fmt: skip
    first_free = text("booking-first-free", EN, day="Monday 23 November", start="09:00 (03:00 your time, New York)")
    assert page.one("p", class_="wait").text == f"{first_free} {text('booking-wait', EN, days=3)}"
    assert text("own-time-lead", EN, place="New York") in page.text


@pytest.mark.parametrize("zone", ["Europe/Oslo", "Europe/Stockholm", *GARBAGE])
def test_nothing_is_added_where_clocks_show_the_same_or_the_cookie_is_garbage(services: Services, zone: str) -> None:
    slot, *_ = open_slots(services)
    client = in_zone(services, zone)

    for shown in (open_page(client, "/booking"), open_form(client, slot)):
        assert "09:00" in shown.text
        assert shown.all("span", class_="own") == []
        assert not any("your time (" in link.attributes.get("aria-label", "") for link in shown.all("a"))


def test_what_is_chosen_counts_before_what_the_browser_tells_and_is_kept_from_page_to_page(services: Services) -> None:
    open_slots(services)
    client = in_zone(services, NEW_YORK)

    page = open_page(client, "/booking?zone=Asia%2FKolkata")
    time = page.one("section", class_="day").all("a")[0]
    form = open_form(client, time.attributes["href"])
    booked = client.post(
        form.one("form", class_="stack").attributes["action"], data={"name": "Rita", "email": "rita@example.org"}
    )
    appointment = open_page(client, booked.headers["location"])
    move = open_page(client, appointment.all("a", class_="ds-button")[1].attributes["href"])

    assert page.one("select", id="zone").all("option", selected="")[0].text == "India, Kolkata"
    assert all("zone=Asia%2FKolkata" in link.attributes["href"] for link in page.one("table", class_="picker").all("a"))
    assert form.one("span", class_="own").text == "13:30–14:15 your time (Kolkata)"
    assert appointment.one("span", class_="own").text == "13:30–14:15 your time (Kolkata)"
    assert move.one("section", class_="day").all("button")[0].text == "09:45 14:15 your time"


def test_a_zone_that_is_not_among_those_to_choose_stays_chosen(services: Services) -> None:
    open_slots(services)
    page = open_page(browser(services), "/booking?zone=Etc%2FGMT%2B5")
    assert page.one("form", class_="stack").fields()["zone"] == "Etc/GMT+5"
    assert page.one("select", id="zone").all("option", selected="")[0].text == "UTC−5"


def test_without_cookie_the_zone_kept_with_the_appointment_is_shown_on_its_page(services: Services) -> None:
    slot, *_ = open_slots(services)
    address = book(in_zone(services, NEW_YORK), slot)

    page = open_page(browser(services, accept_language=EN), f"{path_of(address)}?secret={secret_of(address)}")

    assert page.one("strong").text == "Monday 23 November 09:00–09:45"
    assert page.one("span", class_="own").text == "03:00–03:45 your time (New York)"


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (112, "09:00 04:00 your time"),
        (129, "09:00 03:00 your time"),
        (346, "09:00 04:00 your time"),
        (353, "09:00 03:00 your time"),
    ],
    ids=["15 March", "1 April", "3 November", "10 November"],
)
def test_the_own_time_is_right_when_only_one_of_the_two_clocks_has_been_changed(
    services: Services, clock: FixedClock, days: int, first: str
) -> None:
    clock.advance(days=days)
    open_slots(services)
    day = open_page(in_zone(services, NEW_YORK), "/booking").one("section", class_="day")
    assert day.all("a")[0].text == first


def test_a_day_is_a_norwegian_one_and_the_own_day_is_told_where_it_is_another(services: Services) -> None:
    open_slots(services)
    times = open_page(in_zone(services, "Pacific/Auckland"), "/booking").one("section", class_="day")
    assert times.one("h2").text.startswith("Monday 23 November")
    assert times.texts("a")[2:4] == ["10:30 22:30 your time", "12:15 Tuesday 24 November 00:15 your time"]


# What is no zone


@pytest.mark.parametrize("form", WrittenForm)
def test_an_unknown_zone_is_refused_in_the_persons_form_and_nothing_is_done(
    services: Services, form: WrittenForm
) -> None:
    slot, later, *_ = open_slots(services)
    client = browser(services, accept_language=form)
    key = f"secret={secret_of(book(client, later))}"
    [path] = {f"/appointments/{ref}" for ref in refs(services)}
    fields = {"name": "Ola", "email": "ola@example.org", "slot": slot, "secret": key.removeprefix("secret=")}
    refused = [
        *(client.get(f"{page}{'&' if '?' in page else '?'}zone=Mars/Base") for page in
          ("/booking", f"/booking/{slot}", f"{path}?{key}", f"{path}/move?{key}")),
        *(client.post(f"{page}?zone=Mars/Base", data=fields) for page in
          (f"/booking/{slot}", f"{path}/move", f"{path}/cancel")),
    ]  # fmt: skip

    assert {answer.status_code for answer in refused} == {422}
    assert {read_page(answer.text).one("div", class_="ds-alert").text for answer in refused} == {
        text("error-unknown_zone", form)
    }
    assert refs(services) == [path.rpartition("/")[2]]
    assert open_page(client, f"{path}?{key}").all("h1")[0].text == text("booking-manage", form)


def refs(services: Services) -> list[str]:
    with services.database.reading() as session:
        return list(session.scalars(select(Appointment.ref)))


@pytest.mark.parametrize("form", WrittenForm)
def test_a_program_is_refused_an_unknown_zone_in_the_form_it_asks_for(services: Services, form: WrittenForm) -> None:
    slot, later, *_ = open_slots(services)
    client = browser(services, accept_language=form)
    booked = client.post("/api/v1/appointments", json=wish(later)).json()
    answers = [
        client.get("/api/v1/slots", params={"zone": "Mars/Base"}),
        client.post("/api/v1/appointments", json=wish(slot, zone="Mars/Base")),
        client.post(
            f"/api/v1/appointments/{booked['ref']}/reschedule", json={"slot": slot, "zone": "Mars/Base"},
            headers=bearer(booked["secret"]),
        ),
    ]  # fmt: skip

    assert {refusal_of(answer) for answer in answers} == {(422, "unknown_zone")}
    assert {answer.json()["message"] for answer in answers} == {text("error-unknown_zone", form)}
    assert refs(services) == [booked["ref"]]


# For programs


def test_slots_are_written_with_the_offset_of_the_zone_asked_for(services: Services) -> None:
    open_slots(services)
    client = in_zone(services, "Pacific/Auckland")

    def first(**query: str) -> tuple[str, str]:
        slot = client.get("/api/v1/slots", params=query).json()["slots"][0]
        return slot["starts_at"], slot["ends_at"]

    assert first() == ("2026-11-23T08:00:00Z", "2026-11-23T08:45:00Z")
    assert first(zone="Asia/Kolkata") == ("2026-11-23T13:30:00+05:30", "2026-11-23T14:15:00+05:30")
    assert first(zone=NEW_YORK) == ("2026-11-23T03:00:00-05:00", "2026-11-23T03:45:00-05:00")


def test_a_program_keeps_a_zone_with_the_appointment_and_changes_it_by_moving(services: Services) -> None:
    slot, later, last, *_ = open_slots(services)
    client = browser(services)
    booked = client.post("/api/v1/appointments", json=wish(slot, written_form="en", zone=NEW_YORK)).json()
    address, key = f"/api/v1/appointments/{booked['ref']}/reschedule", bearer(booked["secret"])

    client.post(address, json={"slot": later}, headers=key)
    assert kept_zones(services) == [NEW_YORK]
    client.post(address, json={"slot": last, "zone": "Asia/Kolkata"}, headers=key)
    assert kept_zones(services) == ["Asia/Kolkata"]

    told = [body.split("–")[1].partition(")")[0] for body in mails_to_researcher(services)]
    assert told == ["09:45 (03:00", "10:30 (03:45", "11:15 (15:00"]


# In the mails


def test_every_mail_to_the_researcher_gives_both_times_and_the_counsellors_only_norwegian_time(
    services: Services, clock: FixedClock
) -> None:
    slot, later, *_ = open_slots(services)
    client = in_zone(services, NEW_YORK)
    address = book(client, slot)
    secret = {"secret": secret_of(address)}
    client.post(f"{path_of(address)}/move", data={**secret, "slot": later})
    clock.advance(days=1, hours=21)
    with services.database.transaction() as session:
        booking.Desk("http://veivalg.test", "Veivalg <no-reply@veivalg.test>").remind(session, now=services.clock())
    client.post(f"{path_of(address)}/cancel", data=secret)

    booked, moved, reminded, cancelled = mails_to_researcher(services)
    assert "Monday 23 November, 09:00–09:45 (03:00–03:45 your time, New York)." in booked
    assert "Monday 23 November, 09:45–10:30 (03:45–04:30 your time, New York), with" in moved
    assert "Monday 23 November, 09:45–10:30 (03:45–04:30 your time, New York)." in reminded
    assert "Monday 23 November at 09:45 (03:45 your time, New York) has been cancelled" in cancelled
    with services.database.reading() as session:
        others = session.scalars(select(OutboxMail).where(OutboxMail.recipient != "rita@example.org")).all()
        invitations = [mail.calendar or "" for mail in session.scalars(select(OutboxMail))]
    assert len(others) == 3
    assert not any("New York" in mail.subject + mail.body for mail in others)
    assert all("New_York" not in invitation for invitation in invitations)
    assert sum("TZID=Europe/Oslo" in invitation for invitation in invitations) == 6


def test_a_zone_that_is_known_no_longer_makes_no_mail_fail(services: Services) -> None:
    slot, later, *_ = open_slots(services)
    address = book(in_zone(services, NEW_YORK), slot)
    with services.database.transaction() as session:
        session.scalars(select(Appointment)).one().zone = "Asia/Atlantis"

    answer = browser(services).post(f"{path_of(address)}/move", data={"secret": secret_of(address), "slot": later})

    assert answer.status_code == 303
    assert "your time" not in mails_to_researcher(services)[-1]


def test_the_zone_is_forgotten_with_the_name(services: Services) -> None:
    slot, *_ = open_slots(services)
    book(in_zone(services, NEW_YORK), slot)
    assert kept_zones(services) == [NEW_YORK]
    with services.database.transaction() as session:
        booking.remove_personal(session, before=services.clock() + datetime.timedelta(days=30))
    assert kept_zones(services) == [None]
