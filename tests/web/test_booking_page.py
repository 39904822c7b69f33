"""Booking on the web: a time is chosen and booked."""

import pytest
from sqlalchemy import select

from assistant import booking
from assistant.booking import Appointment
from assistant.bootstrap import Services
from assistant.notifications.outbox import OutboxMail
from assistant.texts import day, hour, text
from knowledge_base.article import WrittenForm
from tests.factories import make_counsellor
from tests.fakes import FixedClock, ScriptedEngine
from tests.web.bookings import book, counsellor_with_hours, open_form, path_of, secret_of, talked
from tests.web.clients import browser, enter, open_page, open_slots
from tests.web.pages import read_page

NB, EN = WrittenForm.BOKMAL, WrittenForm.ENGLISH


# Choosing a time.


def test_the_free_times_of_the_first_day_are_shown_in_norwegian_time(services: Services):
    open_slots(services)

    page = open_page(browser(services), "/booking")

    monday = page.one("section", class_="day")
    assert monday.one("h2").text == f"mandag 23. november {text('booking-free', NB, count=7)}"
    assert monday.texts("a") == ["09:00", "09:45", "10:30", "12:15", "13:00", "13:45", "14:30"]
    assert monday.all("a")[0].attributes["aria-label"] == (
        f"mandag 23. november 09:00, {text('booking-with', NB, counsellor='Ida Rettleiar')}"
    )
    assert text("booking-time-zone", NB) in page.text


def test_without_any_free_time_the_page_says_what_to_do(services: Services):
    assert text("booking-no-slots", NB) in open_page(browser(services), "/booking").text


def test_choosing_a_time_books_nothing_yet(services: Services):
    slot, *_ = open_slots(services)

    page = open_form(browser(services), slot)

    assert "mandag 23. november 09:00–09:45" in page.text
    assert text("booking-not-yet", NB) in page.text
    with services.database.reading() as session:
        assert session.scalars(select(Appointment)).all() == []


@pytest.mark.parametrize(
    ("slot", "status", "name"),
    [("garbage", 404, "slot_unknown"), ("00000000-20261123T0800Z-45", 404, "slot_unknown"),
     ("00000000-20261120T1200Z-45", 409, "slot_past")],
)  # fmt: skip
def test_a_time_that_is_not_offered_is_refused_in_words(services: Services, slot: str, status: int, name: str):
    answer = browser(services, accept_language="en").get(f"/booking/{slot}")

    assert answer.status_code == status
    assert text(f"error-{name}", EN) in read_page(answer.text).text


# Booking.


def test_a_booked_session_has_a_page_of_its_own_and_mails_to_both(services: Services):
    counsellor, (slot, *_) = counsellor_with_hours(services)
    client = browser(services, accept_language="en")

    page = open_page(client, book(client, slot))

    assert page.one("h1").text == text("booking-done", EN)
    assert text("booking-done-text", EN, day="Monday 23 November", start="09:00", end="09:45",
                counsellor="Ida Rettleiar", email="rita@example.org") in page.text  # fmt: skip
    with services.database.reading() as session:
        mails = session.scalars(select(OutboxMail).order_by(OutboxMail.id)).all()
    assert [mail.recipient for mail in mails] == ["rita@example.org", counsellor.profile.email]
    assert mails[0].subject == text("mail-booked-subject", EN, day="Monday 23 November", start="09:00")


def test_the_mailed_link_opens_the_appointment(services: Services):
    slot, *_ = open_slots(services)
    address = book(browser(services), slot)

    with services.database.reading() as session:
        body = session.scalars(select(OutboxMail.body).order_by(OutboxMail.id)).first()

    link = f"http://veivalg.test{path_of(address)}?secret={secret_of(address)}"
    assert link in (body or "")
    assert "09:00" in open_page(browser(services), link.removeprefix("http://veivalg.test")).text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"email": "+47 123 45 678"}, "email"), ({"email": ""}, "email"), ({"name": " "}, "name"),
     ({"name": "x" * 101}, "name")],
)  # fmt: skip
def test_a_field_that_cannot_be_used_is_marked_and_nothing_that_was_typed_is_lost(
    stocked: Services, engine: ScriptedEngine, wrong: dict[str, str], field: str
):
    slot, *_ = open_slots(stocked)
    client = talked(stocked, engine)
    sent = {"name": "Rita", "email": "rita@example.org", "share": "topic", **wrong}

    refused = client.post(f"/booking/{slot}", data=sent)

    form = read_page(refused.text).one("form", class_="stack")
    assert refused.status_code == 422
    assert form.fields() == sent
    marked = form.one("input", id=field)
    assert marked.attributes["aria-invalid"] == "true"
    told = {"email": text("booking-email-wrong", NB), "name": text("error-invalid_input", NB, field="Navn")}
    assert form.one("p", id=f"{field}-wrong").text == told[field]
    with stocked.database.reading() as session:
        assert session.scalars(select(Appointment)).all() == []


def test_a_time_that_somebody_took_meanwhile_leads_to_the_times_that_are_left(services: Services):
    slot, later, *_ = open_slots(services)
    book(browser(services), slot)

    refused = browser(services).post(f"/booking/{slot}", data={"name": "Ola", "email": "ola@example.org"})

    page = read_page(refused.text)
    assert refused.status_code == 409
    assert page.one("div", id="alerts").text == text("error-slot_taken", NB)
    links = [link.attributes["href"] for link in page.all("section", class_="day")[0].all("a")]
    assert links[0] == f"/booking/{later}"


def test_a_time_that_came_too_near_meanwhile_leads_to_the_times_that_are_left(services: Services, clock: FixedClock):
    slot, *_ = open_slots(services)
    clock.advance(days=2, hours=18)

    refused = browser(services).post(f"/booking/{slot}", data={"name": "Ola", "email": "ola@example.org"})

    assert refused.status_code == 409
    assert read_page(refused.text).one("div", id="alerts").text == text("error-slot_past", NB)


def test_a_counsellor_is_told_of_the_session_on_their_own_pages(services: Services):
    with services.database.transaction() as session:
        profile = make_counsellor(session)
        slot = booking.free_slots(session, now=services.clock())[0].id
    book(browser(services), slot)

    counsellor = enter(services, profile)

    assert "Rita" in counsellor.page("/counsellor/calendar").text
    assert "Rita" in counsellor.page("/counsellor").text


@pytest.mark.parametrize("form", WrittenForm)
def test_every_page_of_booking_is_valid_and_in_the_form_asked_for(
    stocked: Services, engine: ScriptedEngine, form: WrittenForm
):
    slot, *_ = open_slots(stocked)
    client = talked(stocked, engine)
    client.headers["accept-language"] = form
    with stocked.database.reading() as session:
        starts_at = booking.slot_for_id(session, slot, now=stocked.clock()).starts_at
    shown = open_form(client, slot)
    address = book(client, slot, share="brief")

    assert f"{day(starts_at, form)} {hour(starts_at, form)}" in shown.text
    for path in ("/booking", address, f"{path_of(address)}/move", "/booking/garbage", "/appointments/x"):
        page = read_page(client.get(path).text)
        assert page.one("html").attributes["lang"] == form, path
        assert len(page.all("h1")) == 1, path
