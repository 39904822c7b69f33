"""Out of office on the counsellor's pages, and what those who had a session then open from their mail."""

import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from assistant import booking
from assistant.bootstrap import Services
from assistant.notifications.outbox import OutboxMail
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.web.bookings import book, path_of, secret_of
from tests.web.clients import Staff, browser, open_page, refusal_of, staff
from tests.web.pages import Element, read_page

NB = WrittenForm.BOKMAL
AWAY = "/counsellor/away"
DAYS = {"first": "2026-11-23", "last": "2026-11-24", "starts": "", "ends": ""}


@pytest.fixture
def ida(services: Services) -> Staff:
    return staff(services, Role.COUNSELLOR)


def book_at(services: Services, counsellor: Staff, start: str, client: TestClient | None = None) -> str:
    """Book on the page a slot that begins at a time in UTC: "20261123T0800"; the appointment's own address."""
    return book(client or browser(services), f"{counsellor.profile.public_id}-{start}Z-45")


def preview(counsellor: Staff, **changed: str) -> Element:
    answer = counsellor.send(f"{AWAY}/preview", **DAYS | changed)
    assert answer.status_code == 200
    return read_page(answer.text)


def sent_by(page: Element) -> dict[str, list[str]]:
    """What the form that confirms sends."""
    fields: dict[str, list[str]] = {}
    for entry in page.one("form", action=AWAY).all("input"):
        fields.setdefault(entry.attributes["name"], []).append(entry.attributes["value"])
    return fields


def leave(counsellor: Staff) -> Element:
    """Preview and confirm; the page that says what was done."""
    answer = counsellor.client.post(AWAY, data=sent_by(preview(counsellor)))
    assert answer.status_code == 303
    return counsellor.page(answer.headers["location"])


def mailed_links(services: Services) -> list[str]:
    """The addresses in the last mail to Rita, which the browser asks for."""
    with services.database.reading() as session:
        query = select(OutboxMail.body).where(OutboxMail.recipient == "rita@example.org")
        body = session.scalars(query.order_by(OutboxMail.id.desc())).first() or ""
    return [link.removeprefix("http://veivalg.test") for link in re.findall(r"http://veivalg\.test\S+", body)]


def alert_on(page: Element) -> str:
    return page.one("div", class_="ds-alert").text


# The counsellor


def test_the_days_are_previewed_and_then_closed(services: Services, ida: Staff):
    book_at(services, ida, "20261123T0800")

    seen = preview(ida)
    done = leave(ida)

    assert text("away-sessions", NB, count=1) in seen.texts("h2")
    assert seen.one("ol").texts("li") == ["mandag 23. november 09:00–09:45 Rita"]
    assert text("away-free", NB, count=13) in seen.text
    assert text("away-not-yet", NB) in seen.text
    assert alert_on(done) == text("away-done", NB, count=1)
    assert ida.page("/counsellor/exceptions").texts("li", class_="actions") != []
    assert preview(ida).texts("h2") == [text("away-sessions", NB, count=0)]


def test_sessions_that_changed_meanwhile_are_shown_again_and_nothing_is_done(services: Services, ida: Staff):
    book_at(services, ida, "20261123T0800")
    fields = sent_by(preview(ida))
    book_at(services, ida, "20261124T0800")

    refused = ida.client.post(AWAY, data=fields)
    page = read_page(refused.text)

    assert refused.status_code == 409
    assert alert_on(page) == text("error-absence_changed", NB)
    assert text("away-sessions", NB, count=2) in page.texts("h2")
    assert len(sent_by(page)["seen"]) == 2
    with services.database.reading() as session:
        assert len(booking.appointments_of(session, ida.profile.id, since=services.clock())) == 2
    assert ida.client.post(AWAY, data=sent_by(page)).headers["location"] == f"{AWAY}?told=2"


@pytest.mark.parametrize("path", [AWAY, f"{AWAY}/preview"])
@pytest.mark.parametrize(
    "wrong",
    [
        {"first": ""}, {"first": "tomorrow"}, {"last": "2026-11-20"}, {"first": "0001-01-01", "last": ""},
        {"first": "9999-12-31", "last": ""}, {"last": "2029-11-20"}, {"starts": "12:00"},
        {"starts": "12:00", "ends": "x"}, {"starts": "12:00", "ends": "11:00"}, {"starts": "24:00", "ends": "25:00"},
    ],
    ids=str,
)  # fmt: skip
def test_days_that_do_not_fit_together_are_shown_again_with_what_is_wrong(ida: Staff, path: str, wrong: dict[str, str]):
    refused = ida.send(path, **DAYS | wrong)
    page = read_page(refused.text)

    assert refused.status_code == 422
    assert page.one("p", id="away-wrong").text == text("error-broken_availability", NB)
    first = page.one("input", id="away-first").attributes
    assert (first["value"], first["aria-invalid"]) == ((DAYS | wrong)["first"], "true")
    assert "away-wrong" in first["aria-describedby"]


def test_the_form_comes_filled_in(ida: Staff):
    page = ida.page(f"{AWAY}?first=2026-12-01&last=2026-12-02&starts=09:00&ends=12:00")

    shown = [page.one("input", id=f"away-{name}").attributes["value"] for name in DAYS]
    assert shown == ["2026-12-01", "2026-12-02", "09:00", "12:00"]


def test_closing_days_alone_says_which_sessions_stay_and_leads_to_what_offers_new_times(services: Services, ida: Staff):
    book_at(services, ida, "20261123T0800")
    ida.send("/counsellor/exceptions/closed", first="2026-11-23", starts="09:30", ends="12:00")
    ida.send("/counsellor/exceptions/closed", first="2026-11-24")

    inside, without = ida.page("/counsellor/exceptions").all("li", class_="actions")

    assert text("exceptions-inside", NB, count=1) in inside.text
    assert without.all("a") == []
    filled = ida.page(inside.one("a").attributes["href"])
    assert [filled.one("input", id=f"away-{name}").attributes["value"] for name in DAYS] == [
        "2026-11-23", "2026-11-23", "09:30", "12:00"
    ]  # fmt: skip


def test_another_counsellors_sessions_are_neither_seen_nor_touched(services: Services, ida: Staff):
    book_at(services, ida, "20261123T0800")
    other = staff(services, Role.COUNSELLOR)

    assert "Rita" not in preview(other).text
    leave(other)

    with services.database.reading() as session:
        assert len(booking.appointments_of(session, ida.profile.id, since=services.clock())) == 1


# The researcher


def test_a_time_of_the_mail_is_confirmed_on_its_page_and_not_by_opening_it(services: Services, ida: Staff):
    book_at(services, ida, "20261123T0800")
    leave(ida)
    offer, client = mailed_links(services)[0], browser(services)

    page = open_page(client, offer)
    again = open_page(client, offer)
    form = page.one("form", action=f"/appointments/{offer.split('/')[2]}/move")
    moved = client.post(
        form.attributes["action"], data=form.fields() | {"slot": form.one("button").attributes["value"]}
    )

    told = text(
        "new-time-instead", NB, day="mandag 23. november", start="09:00", end="09:45", counsellor="Ida Rettleiar"
    )
    assert told in page.text
    assert "onsdag 25. november 09:00–09:45" in page.text
    assert again.text == page.text
    shown = open_page(client, moved.headers["location"])
    assert shown.one("h1").text == text("booking-moved", NB)
    assert "onsdag 25. november" in shown.text


def test_a_time_that_somebody_else_took_leads_to_the_others(services: Services, ida: Staff):
    book_at(services, ida, "20261123T0800")
    leave(ida)
    offer, client = mailed_links(services)[0], browser(services)
    slot = urlsplit(offer).path.rpartition("/")[2]
    book(browser(services), slot, email="other@example.org")

    answer = client.get(offer)
    page = read_page(answer.text)

    assert answer.status_code == 409
    assert page.one("div", id="alerts").text == text("error-slot_taken", NB)
    assert text("displaced-move-lead", NB) in page.text
    [day, *_] = page.one("table", class_="picker").all("a")
    assert open_page(client, day.attributes["href"].partition("#")[0]).one("section", class_="day").all("button")


def test_the_appointments_page_says_what_happened_and_what_can_be_done(services: Services, ida: Staff):
    client = browser(services)
    address = book_at(services, ida, "20261123T0800", client)
    leave(ida)

    page = open_page(client, address)

    told = text("displaced-text", NB, counsellor="Ida Rettleiar", until="fredag 4. desember")
    assert told in page.text
    assert page.one("h1").text == text("booking-cancelled", NB)
    chosen = page.one("a", class_="ds-button").attributes["href"]
    assert open_page(client, chosen).one("h1").text == text("booking-move", NB)


def test_who_wants_no_new_time_says_so_and_the_offers_end(services: Services, ida: Staff):
    client = browser(services)
    address = book_at(services, ida, "20261123T0800", client)
    leave(ida)
    offer = mailed_links(services)[0]

    declined = client.post(f"{path_of(address)}/cancel", data={"secret": secret_of(address)})
    page = open_page(client, declined.headers["location"])

    assert text("displaced-choose", NB) not in page.text
    assert path_of(client.get(offer).headers["location"]) == path_of(address)
    slot = urlsplit(offer).path.rpartition("/")[2]
    refused = client.post(
        f"{path_of(address)}/move", data={"secret": secret_of(address), "slot": slot},
        headers={"Accept": "application/json"},
    )  # fmt: skip
    assert refusal_of(refused) == (409, "appointment_over")


def test_the_page_of_a_time_is_for_who_holds_the_secret(services: Services, ida: Staff):
    address = book_at(services, ida, "20261123T0800")
    slot = f"{ida.profile.public_id}-20261124T0800Z-45"

    answers = [
        browser(services, accept="application/json").get(f"{path_of(address)}/move/{slot}", params={"secret": secret})
        for secret in ("", "forged")
    ]
    page = open_page(browser(services), f"{path_of(address)}/move/{slot}", secret=secret_of(address))

    assert [refusal_of(answer) for answer in answers] == [(404, "not_found")] * 2
    assert text("new-time-not-yet", NB) in page.text
    now = text("new-time-moved-from", NB, day="mandag 23. november", start="09:00", end="09:45",
               counsellor="Ida Rettleiar")  # fmt: skip
    assert now in page.text
