"""A line to the counsellor, written on the appointment's own page."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from assistant.booking import MAX_LINE_CHARS, MAX_LINES, AppointmentLine
from assistant.bootstrap import Services
from assistant.conversations import MAX_CHARS
from assistant.crisis import CrisisGate, CrisisHit, reply_texts
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.chat import CRISIS
from tests.fakes import FixedClock, ScriptedEngine
from tests.web.bookings import book, counsellor_with_hours, path_of, secret_of, talked
from tests.web.clients import browser, open_page, open_slots, staff
from tests.web.pages import Element, read_page

NB = WrittenForm.BOKMAL
IN_DANGER = {
    WrittenForm.BOKMAL: "Jeg vil ikke leve lenger.",
    WrittenForm.NYNORSK: "Eg vil ikkje leve lenger, og eg veit ikkje korleis eg skal klare dette.",
    WrittenForm.ENGLISH: "I do not want to live anymore.",
}


def send(client: TestClient, address: str, line: str) -> Element:
    """Write a line on the page; the page that shows what came of it."""
    page = open_page(client, f"{path_of(address)}?secret={secret_of(address)}")
    (form,) = [one for one in page.all("form") if one.attributes["action"].endswith("/lines")]
    answer = client.post(form.attributes["action"], data={**form.fields(), "line": line})
    return open_page(client, answer.headers["location"]) if answer.is_redirect else read_page(answer.text)


def lines_shown(page: Element) -> list[str]:
    return [line for part in page.all("ul", class_="lines") for line in part.texts("p", class_="typed")]


def stored(services: Services) -> list[str]:
    with services.database.reading() as session:
        return list(session.scalars(select(AppointmentLine.text)))


@pytest.mark.parametrize("form", WrittenForm)
def test_a_line_is_shown_to_its_writer_and_to_the_counsellor(services: Services, form: WrittenForm):
    counsellor, (slot, *_) = counsellor_with_hours(services)
    client = browser(services, accept_language=form)
    counsellor.client.headers["accept-language"] = form
    address = book(client, slot)

    page = send(client, address, "<i>Jeg</i> tar med CV-en.\nTakk!")

    entry = counsellor.page("/counsellor/calendar").one("article")
    assert text("appointment-done-written", form) in page.text
    assert lines_shown(page) == lines_shown(entry) == ["<i>Jeg</i> tar med CV-en. Takk!"]
    assert text("lines-title", form) in entry.texts("h3")
    assert lines_shown(counsellor.page("/counsellor")) == lines_shown(page)
    assert page.all("section", class_="kind-crisis") + page.all("details", class_="to-call") == []


@pytest.mark.parametrize("form", WrittenForm)
@pytest.mark.parametrize(("line", "why"), [(" ", "error-empty_message"), ("æ" * 501, "appointment-line-too-long")])
def test_a_line_that_cannot_be_taken_is_shown_again_as_it_was_typed(
    services: Services, form: WrittenForm, line: str, why: str
):
    slot, *_ = open_slots(services)
    client = browser(services, accept_language=form)
    address = book(client, slot)

    page = send(client, address, line)

    field = page.one("textarea", id="line")
    values = {"max_chars": MAX_LINE_CHARS} if "too-long" in why else {}
    assert page.one("p", id="line-wrong").text == text(why, form, **values)
    assert field.attributes["aria-invalid"] == "true"
    assert "".join(child for child in field.children if isinstance(child, str)).removeprefix("\n") == line
    assert stored(services) == []


def test_when_there_is_no_room_for_more_the_page_says_so(services: Services):
    slot, *_ = open_slots(services)
    client = browser(services)
    address = book(client, slot)
    for number in range(MAX_LINES):
        send(client, address, f"Linje {number}")

    page = send(client, address, "En til")

    assert page.one("p", id="line-wrong").text == text("error-too_many_lines", NB, number=MAX_LINES)
    assert "En til" in page.one("textarea", id="line").text
    assert len(stored(services)) == MAX_LINES


def test_a_cancelled_session_takes_no_lines(services: Services):
    slot, *_ = open_slots(services)
    client = browser(services)
    address = book(client, slot)
    fields = {"secret": secret_of(address), "line": "Hei"}
    client.post(f"{path_of(address)}/lines", data=fields)
    client.post(f"{path_of(address)}/cancel", data=fields)

    refused = client.post(f"{path_of(address)}/lines", data={**fields, "line": "Hei igjen"})

    page = read_page(refused.text)
    assert refused.status_code == 409
    assert text("error-appointment_over", NB) in page.text
    assert (page.all("textarea"), lines_shown(page), stored(services)) == ([], ["Hei"], ["Hei"])


def test_another_counsellor_sees_no_line(services: Services):
    slot, *_ = open_slots(services)
    client = browser(services)
    send(client, book(client, slot), "Bare til deg")
    other = staff(services, Role.COUNSELLOR)

    assert "Bare til deg" not in other.page("/counsellor/calendar").text + other.page("/counsellor").text


# In danger


@pytest.mark.parametrize("form", WrittenForm)
def test_a_line_that_speaks_of_danger_is_sent_and_shows_the_numbers_in_its_own_form(
    services: Services, form: WrittenForm
):
    counsellor, (slot, *_) = counsellor_with_hours(services)
    client = browser(services)
    address = book(client, slot)

    page = send(client, address, IN_DANGER[form])
    later = open_page(client, address.partition("&")[0])

    card = page.one("section", class_="kind-crisis")
    numbers = [f"tel:{entry['tel']}" for entry in reply_texts()[form]["numbers"]]
    assert card.attributes["lang"] == form
    assert [link.attributes["href"] for link in card.all("a")] == numbers
    assert text("danger-in-line", form).split(",")[0] in card.text
    assert later.all("section", class_="kind-crisis") == []
    assert [link.attributes["href"] for link in later.one("details", class_="to-call").all("a")] == numbers
    assert lines_shown(counsellor.page("/counsellor/calendar")) == [IN_DANGER[form]]


def test_the_counsellors_pages_flag_a_line_that_speaks_of_danger_however_late_the_session(services: Services):
    counsellor, slots = counsellor_with_hours(services)
    for slot in slots[:5]:
        book(browser(services), slot)
    client = browser(services)
    address = book(client, slots[5])
    before = counsellor.page("/counsellor").all("div", class_="ds-alert")

    send(client, address, CRISIS)

    assert before == []
    for path in ("/counsellor", "/counsellor/calendar"):
        (alert,) = counsellor.page(path).all("div", class_="ds-alert")
        assert text("counsellor-alerts", NB) in alert.text
        assert "suicide_direct" in alert.text
    assert len(counsellor.page("/counsellor").all("article", class_="entry")) == 6


def test_a_refused_line_that_speaks_of_danger_shows_the_numbers_too(services: Services):
    slot, *_ = open_slots(services)
    client = browser(services)
    address = book(client, slot)
    fields = {"secret": secret_of(address)}
    client.post(f"{path_of(address)}/cancel", data=fields)

    refused = client.post(f"{path_of(address)}/lines", data={**fields, "line": CRISIS})

    assert refused.status_code == 409
    assert len(read_page(refused.text).all("section", class_="kind-crisis")) == 1


@pytest.mark.parametrize("form", WrittenForm)
def test_after_the_session_danger_is_still_answered_with_the_numbers(
    services: Services, clock: FixedClock, form: WrittenForm
):
    slot, *_ = open_slots(services)
    client = browser(services)
    address = book(client, slot)
    clock.advance(days=7)
    fields = {"secret": secret_of(address)}

    late = client.post(f"{path_of(address)}/lines", data={**fields, "line": IN_DANGER[form]})
    ordinary = client.post(f"{path_of(address)}/lines", data={**fields, "line": "Takk for sist"})

    card = read_page(late.text).one("section", class_="kind-crisis")
    numbers = [f"tel:{entry['tel']}" for entry in reply_texts()[form]["numbers"]]
    assert late.status_code == ordinary.status_code == 410
    assert [link.attributes["href"] for link in card.all("a")] == numbers
    assert text("error-link_expired", NB) in read_page(late.text).text
    assert read_page(ordinary.text).all("section", class_="kind-crisis") == []
    assert stored(services) == []


@dataclass
class Listening:
    """The crisis gate, and what it was asked."""

    gate: CrisisGate
    asked: list[str] = field(default_factory=list)

    def check(self, text: str) -> CrisisHit | None:
        self.asked.append(text)
        return self.gate.check(text)


def test_a_line_from_nobody_is_not_read_and_of_a_huge_one_only_the_ends(services: Services):
    slot, *_ = open_slots(services)
    gate: Any = Listening(services.gate)
    client = browser(replace(services, gate=gate))
    address = book(client, slot)

    forged = client.post(f"{path_of(address)}/lines", data={"line": CRISIS, "secret": "forged"})
    gate.asked.clear()
    huge = client.post(f"{path_of(address)}/lines", data={"line": "a" * 50_000 + CRISIS, "secret": secret_of(address)})

    assert (forged.status_code, huge.status_code) == (404, 422)
    assert max(map(len, gate.asked)) <= MAX_CHARS
    assert len(read_page(huge.text).all("section", class_="kind-crisis")) == 1


def test_a_conversation_does_not_open_an_appointment_that_is_over(
    stocked: Services, engine: ScriptedEngine, clock: FixedClock
):
    slot, *_ = open_slots(stocked)
    client = talked(stocked, engine)
    path = path_of(book(client, slot, share="nothing"))
    before = client.get(path).status_code
    clock.advance(days=7)

    over = [client.get(path), client.get(f"{path}/calendar"), client.post(f"{path}/cut")]

    assert (before, [answer.status_code for answer in over]) == (200, [410, 410, 410])
