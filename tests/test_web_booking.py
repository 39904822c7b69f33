"""Booking on the web, and the page of an appointment behind its secret link."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from assistant import booking
from assistant.booking import Appointment, Share
from assistant.bootstrap import Services
from assistant.notifications.outbox import OutboxMail
from assistant.people import Role
from assistant.texts import day, hour, text
from assistant.triage import Reason, TopicShare, Triage, Urgency
from knowledge_base.article import Topic, WrittenForm
from tests.factories import make_counsellor
from tests.fakes import FixedClock, ScriptedEngine
from tests.web_clients import (
    Element,
    Staff,
    answer_from_articles,
    answer_with,
    browser,
    enter,
    open_page,
    open_slots,
    read_page,
    staff,
)

NB, EN = WrittenForm.BOKMAL, WrittenForm.ENGLISH
ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"


def book(client: TestClient, slot: str, **fields: str) -> str:
    """Book on the page; the address of the appointment's own page."""
    answer = client.post(f"/booking/{slot}", data={"name": "Rita", "email": "rita@example.org", **fields})
    assert answer.status_code == 303
    return answer.headers["location"]


def secret_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["secret"][0]


def path_of(address: str) -> str:
    return urlsplit(address).path


def counsellor_with_hours(services: Services) -> tuple[Staff, list[str]]:
    """A counsellor who has signed in, and the ids of the free slots."""
    counsellor = staff(services, Role.COUNSELLOR)
    with services.database.reading() as session:
        return counsellor, [slot.id for slot in booking.free_slots(session, now=services.clock())]


def times_on(page: Element) -> list[str]:
    return [link.text for link in page.one("div", class_="column").all("a", class_="ds-button")]


def content_of(part: Element) -> tuple[list[str], list[str], list[str]]:
    """What a brief says, apart from its headings: lists, topics, links."""
    return part.texts("li"), part.texts("span", class_="ds-tag"), [a.attributes["href"] for a in part.all("a")]


def talked(services: Services, engine: ScriptedEngine) -> TestClient:
    """A browser with a conversation that has words, a topic, an article and a reason in it."""
    client = browser(services)
    answer_from_articles(services, engine, uncertainty=0.9)
    client.post("/chat/messages", data={"text": ABOUT_NOTICE})
    shares = (TopicShare(Topic.FAMILY_PLANNING, 0.8),)
    answer_with(engine, Triage(shares, Urgency.SOON, needs_human=True, reasons=(Reason.STRAIN,)))
    client.post("/chat/messages", data={"text": "Jeg er <b>gravid</b>\nog sliten."})
    return client


# Choosing a time.


def test_all_free_times_are_shown_day_by_day_in_norwegian_time(services: Services):
    open_slots(services)

    page = open_page(browser(services), "/booking")

    monday = page.all("section", class_="day")[0]
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

    page = open_page(browser(services), f"/booking/{slot}")

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


# What is shared.


def test_nothing_is_asked_about_sharing_where_there_is_nothing_to_share(services: Services):
    slot, *_ = open_slots(services)

    page = open_page(browser(services), f"/booking/{slot}")

    assert page.one("form", class_="stack").fields() == {"name": "", "email": "", "share": "nothing"}
    assert page.all("details") == []


def test_no_choice_of_what_is_shared_is_made_for_anybody(stocked: Services, engine: ScriptedEngine):
    slot, *_ = open_slots(stocked)
    client = talked(stocked, engine)

    page = open_page(client, f"/booking/{slot}")
    refused = client.post(f"/booking/{slot}", data={"name": "Rita", "email": "rita@example.org"})

    assert page.one("form", class_="stack").fields() == {"name": "", "email": ""}
    assert [choice.attributes["value"] for choice in page.all("input", type="radio")] == list(Share)
    assert refused.status_code == 422
    again = read_page(refused.text)
    assert again.one("p", id="share-wrong").text == text("booking-share-choose", NB)
    assert again.one("form", class_="stack").fields() == {"name": "Rita", "email": "rita@example.org"}


@pytest.mark.parametrize("share", [Share.BRIEF, Share.TOPIC])
def test_what_is_shown_before_booking_is_exactly_what_the_counsellor_sees(
    stocked: Services, engine: ScriptedEngine, share: Share
):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)
    client = talked(stocked, engine)
    shown = {part.one("summary").text: part for part in open_page(client, f"/booking/{slot}").all("details")}

    book(client, slot, share=share)

    entry = counsellor.page("/counsellor/calendar").one("article")
    before = shown[f"{text('booking-brief', NB)}: {text(f'booking-share-{share}', NB)}"]
    assert content_of(entry.one("details")) == content_of(before)
    own_words = [ABOUT_NOTICE, "Jeg er <b>gravid</b> og sliten."]
    assert [words in entry.text for words in own_words] == [share is Share.BRIEF] * 2
    assert [text("reason-strain", NB) in entry.text, "Oppsigelsestid" in entry.text] == [share is Share.BRIEF] * 2
    assert text("topic-family_planning", NB) in entry.text


def test_where_nothing_is_shared_the_counsellor_sees_name_and_address_alone(stocked: Services, engine: ScriptedEngine):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)

    book(talked(stocked, engine), slot, share="nothing")

    entry = counsellor.page("/counsellor/calendar").one("article")
    assert entry.all("details") == []
    assert entry.text == (
        f"mandag 23. november 09:00–09:45 Rita · rita@example.org · {text('form-nb', NB)} "
        f"{text('calendar-shared-nothing', NB)}"
    )


def test_sharing_topics_where_there_are_none_says_so_on_both_sides(services: Services):
    counsellor, (slot, *_) = counsellor_with_hours(services)
    client = browser(services)
    client.post("/chat/messages", data={"text": "Hei"})
    before = open_page(client, f"/booking/{slot}").all("details")[1]

    book(client, slot, share="topic")

    after = counsellor.page("/counsellor/calendar").one("details")
    assert before.one("div").text == after.one("div").text == text("calendar-shared-nothing", NB)


def test_another_counsellor_sees_nothing_of_the_appointment(stocked: Services, engine: ScriptedEngine):
    slot, *_ = open_slots(stocked)
    book(talked(stocked, engine), slot, share="brief")

    other = staff(stocked, Role.COUNSELLOR)

    assert "Rita" not in other.page("/counsellor/calendar").text + other.page("/counsellor").text


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
    label = text(f"booking-{field}", NB)
    assert form.one("p", id=f"{field}-wrong").text == text("error-invalid_input", NB, field=label)
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


# An appointment belongs to those who hold its key.


def test_an_appointment_opens_to_its_secret_and_to_the_conversation_it_was_made_from(services: Services):
    slot, *_ = open_slots(services)
    client = browser(services)
    client.post("/chat/messages", data={"text": "Hei"})
    address = book(client, slot, share="nothing")

    assert browser(services).get(address).status_code == 200
    assert client.get(path_of(address)).status_code == 200


def test_an_appointment_looks_absent_to_everybody_else(services: Services):
    slot, later, *_ = open_slots(services)
    mine, theirs = browser(services), browser(services)
    for client in (mine, theirs):
        client.post("/chat/messages", data={"text": "Hei"})
    ref = path_of(book(theirs, later, share="nothing"))
    secret = secret_of(book(mine, slot, share="nothing"))
    employee = staff(services, Role.COUNSELLOR, Role.ADMIN).client
    attempts = [
        (mine, ref, ""),
        (mine, ref, secret),
        (mine, "/appointments/0000000000", secret),
        (browser(services), ref, ""),
        (browser(services), ref, "guess"),
        (employee, ref, ""),
    ]

    answers = [
        *(client.get(f"{path}{part}", params={"secret": key}) for part in ("", "/move", "/calendar")
          for client, path, key in attempts),
        *(client.post(f"{path}{part}", data={"secret": key, "slot": slot}) for part in ("/move", "/cancel")
          for client, path, key in attempts),
    ]  # fmt: skip

    assert {answer.status_code for answer in answers} == {404}
    said = {read_page(answer.text).one("div", class_="ds-alert").text for answer in answers}
    assert said == {text("error-not_found", NB)}
    assert open_page(theirs, ref).one("strong").text == "mandag 23. november 09:45–10:30"


def test_the_switch_of_written_form_keeps_the_appointment_open(services: Services):
    slot, *_ = open_slots(services)
    address = book(browser(services), slot)
    client = browser(services)
    switch = open_page(client, f"{path_of(address)}?secret={secret_of(address)}").one("form", action="/form")

    answer = client.post("/form", data={**switch.fields(), "written_form": "en"})

    assert text("booking-manage", EN) in open_page(client, answer.headers["location"]).text


def test_a_cancelled_session_says_so_and_its_time_is_free_again(services: Services):
    slot, *_ = open_slots(services)
    client = browser(services)
    address = book(client, slot)
    form = open_page(client, address).one("form", action=f"{path_of(address)}/cancel")

    answer = client.post(f"{path_of(address)}/cancel", data=form.fields())

    page = open_page(client, answer.headers["location"])
    assert page.one("h1").text == text("booking-cancelled", NB)
    assert page.all("details") == []
    assert times_of_first_day(client)[0] == "09:00"
    again = client.post(f"{path_of(address)}/cancel", data=form.fields())
    assert again.status_code == 409
    assert text("error-appointment_over", NB) in read_page(again.text).text


def times_of_first_day(client: TestClient) -> list[str]:
    return open_page(client, "/booking").all("section", class_="day")[0].texts("a")


def test_a_session_is_moved_to_another_free_time(services: Services):
    slot, later, *_ = open_slots(services)
    client = browser(services)
    address = book(client, slot)
    secret = secret_of(address)
    times = open_page(client, f"{path_of(address)}/move", secret=secret)
    form = times.all("section", class_="day")[0].all("form")[0]
    assert form.one("button").attributes["value"] == later

    answer = client.post(form.attributes["action"], data={**form.fields(), "slot": later})

    page = open_page(client, answer.headers["location"])
    assert page.one("h1").text == text("booking-moved", NB)
    assert page.one("strong").text == "mandag 23. november 09:45–10:30"
    assert times_of_first_day(client)[:2] == ["09:00", "10:30"]


def test_a_session_moved_from_the_conversation_gets_a_mailed_link_that_opens_it(services: Services):
    slot, later, *_ = open_slots(services)
    client = browser(services)
    client.post("/chat/messages", data={"text": "Hei"})
    path = path_of(book(client, slot, share="nothing"))

    answer = client.post(f"{path}/move", data={"slot": later})

    assert open_page(client, answer.headers["location"]).one("h1").text == text("booking-moved", NB)
    with services.database.reading() as session:
        mails = select(OutboxMail.body).where(OutboxMail.recipient == "rita@example.org").order_by(OutboxMail.id.desc())
        body = session.scalars(mails).first() or ""
    link = next(word for word in body.split() if word.startswith("http://veivalg.test/appointments/"))
    assert "09:45" in open_page(browser(services), link.removeprefix("http://veivalg.test")).text


def test_a_move_that_is_refused_leaves_the_session_where_it_was(services: Services):
    slot, later, *_ = open_slots(services)
    client = browser(services)
    address = book(client, slot)
    book(browser(services), later)
    fields = {"secret": secret_of(address)}

    statuses = [
        client.post(f"{path_of(address)}/move", data={**fields, "slot": wanted}).status_code
        for wanted in (later, "garbage", later.replace("20261123", "20261120"))
    ]

    assert statuses == [409, 404, 409]
    assert open_page(client, address).one("strong").text == "mandag 23. november 09:00–09:45"


def test_the_calendar_file_names_no_topic(services: Services):
    slot, *_ = open_slots(services)
    client = browser(services)
    address = book(client, slot)

    answer = client.get(f"{path_of(address)}/calendar", params={"secret": secret_of(address)})

    assert answer.headers["content-type"].startswith("text/calendar; method=REQUEST")
    assert answer.headers["content-disposition"] == 'attachment; filename="samtale.ics"'
    assert f"SUMMARY:{text('calendar-title', NB)}" in answer.text


@pytest.mark.parametrize("form", WrittenForm)
def test_every_page_of_booking_is_valid_and_in_the_form_asked_for(
    stocked: Services, engine: ScriptedEngine, form: WrittenForm
):
    slot, *_ = open_slots(stocked)
    client = talked(stocked, engine)
    client.headers["accept-language"] = form
    with stocked.database.reading() as session:
        starts_at = booking.slot_for_id(session, slot, now=stocked.clock()).starts_at
    shown = open_page(client, f"/booking/{slot}")
    address = book(client, slot, share="brief")

    assert f"{day(starts_at, form)} {hour(starts_at, form)}" in shown.text
    for path in ("/booking", address, f"{path_of(address)}/move", "/booking/garbage", "/appointments/x"):
        page = read_page(client.get(path).text)
        assert page.one("html").attributes["lang"] == form, path
        assert len(page.all("h1")) == 1, path


def test_a_counsellor_is_told_of_the_session_on_their_own_pages(services: Services):
    with services.database.transaction() as session:
        profile = make_counsellor(session)
        slot = booking.free_slots(session, now=services.clock())[0].id
    book(browser(services), slot)

    counsellor = enter(services, profile)

    assert "Rita" in counsellor.page("/counsellor/calendar").text
    assert "Rita" in counsellor.page("/counsellor").text
