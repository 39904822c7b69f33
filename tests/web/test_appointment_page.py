"""The page of an appointment: it belongs to those who hold its key, who move and cancel there."""

from sqlalchemy import select
from starlette.testclient import TestClient

from assistant.bootstrap import Services
from assistant.notifications.outbox import OutboxMail
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.web.bookings import book, path_of, secret_of
from tests.web.clients import browser, open_page, open_slots, staff
from tests.web.pages import read_page

NB, EN = WrittenForm.BOKMAL, WrittenForm.ENGLISH


def times_of_first_day(client: TestClient) -> list[str]:
    return open_page(client, "/booking").all("section", class_="day")[0].texts("a")


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
        *(client.get(f"{path}{part}", params={"secret": key}) for part in ("", "/move", "/calendar", "/share")
          for client, path, key in attempts),
        *(client.post(f"{path}{part}", data={"secret": key, "slot": slot, "share": "nothing", "line": "Hei"})
          for part in ("/move", "/cancel", "/share", "/cut", "/lines") for client, path, key in attempts),
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
