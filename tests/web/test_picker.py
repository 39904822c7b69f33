"""The days to choose among on the booking page: a table of a month, whose free days lead to their times."""

import datetime

import pytest

from assistant import booking
from assistant.bootstrap import Services
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.factories import make_counsellor
from tests.fakes import FixedClock
from tests.web.bookings import book, path_of, secret_of
from tests.web.clients import browser, open_page, open_slots
from tests.web.pages import Element, read_page

NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH


def cell(page: Element, day: str) -> Element:
    return page.one("td", data_day=day)


def read_out(within: Element) -> list[str]:
    return within.texts("span", class_="ds-sr-only")


def link_to(page: Element, rel: str) -> list[str]:
    return [link.attributes["href"] for link in page.all("a") if rel in link.attributes.get("rel", "").split()]


@pytest.mark.parametrize(
    ("form", "month", "weekday", "free", "one", "none"),
    [
        (NB, "November 2026", "Mandag", "tirsdag 24. november, 7 ledige timer", "tirsdag 24. november, 1 ledig time",
         "lørdag 28. november, ingen ledige timer"),
        (NN, "November 2026", "Måndag", "tysdag 24. november, 7 ledige timar", "tysdag 24. november, 1 ledig time",
         "laurdag 28. november, ingen ledige timar"),
        (EN, "November 2026", "Monday", "Tuesday 24 November, 7 available times",
         "Tuesday 24 November, 1 available time", "Saturday 28 November, no available times"),
    ],
)  # fmt: skip
def test_weekday_date_and_number_of_free_times_are_read_out(
    services: Services, form: WrittenForm, month: str, weekday: str, free: str, one: str, none: str
) -> None:
    open_slots(services)
    client = browser(services, accept_language=form)

    page = open_page(client, "/booking")

    table = page.one("table", class_="picker")
    assert table.one("caption").text == f"{text('picker-label', form)}: {month}"
    assert [head.attributes["scope"] for head in table.all("th")] == ["col"] * 7
    assert read_out(table.all("th")[0]) == [weekday]
    assert read_out(cell(page, "2026-11-24").one("a")) == [free]
    assert read_out(cell(page, "2026-11-28")) == [none]
    assert cell(page, "2026-11-28").all("a") == []
    for slot in free_on_tuesday(services)[1:]:
        book(browser(services), slot)
    assert read_out(cell(open_page(client, "/booking"), "2026-11-24").one("a")) == [one]


def free_on_tuesday(services: Services) -> list[str]:
    with services.database.reading() as session:
        return [slot.id for slot in booking.free_slots(session, now=services.clock()) if "20261124" in slot.id]


def test_weeks_begin_on_monday_and_those_that_are_over_are_left_out(services: Services) -> None:
    open_slots(services)

    def weeks(month: str) -> list[list[str]]:
        rows = open_page(browser(services), f"/booking?day={month}-30").one("tbody").all("tr")
        return [[day.attributes.get("data-day", "")[-2:] for day in row.all("td")] for row in rows]

    # Today is Friday 20 November.
    assert weeks("2026-11") == [
        ["16", "17", "18", "19", "20", "21", "22"],
        ["23", "24", "25", "26", "27", "28", "29"],
        ["30", "", "", "", "", "", ""],
    ]
    assert weeks("2026-12")[0] == ["", "01", "02", "03", "04", "05", "06"]
    assert weeks("2026-12")[-1] == ["28", "29", "30", "31", "", "", ""]


def test_the_first_free_day_is_chosen_at_first(services: Services) -> None:
    open_slots(services)
    page = open_page(browser(services), "/booking")
    assert [link.attributes["href"] for link in page.all("a", aria_current="true")] == ["/booking?day=2026-11-23#times"]
    assert page.one("h2", id="times").text.startswith("mandag 23. november")


def test_choosing_a_day_leads_to_its_times_under_a_heading_that_takes_the_focus(services: Services) -> None:
    open_slots(services)
    client = browser(services)

    address, _, fragment = cell(open_page(client, "/booking"), "2026-11-25").one("a").attributes["href"].partition("#")
    page = open_page(client, address)

    heading = page.one("h2", id=fragment)
    assert heading.text == f"onsdag 25. november {text('booking-free', NB, count=7)}"
    assert heading.attributes["tabindex"] == "-1"
    assert all("20261125" in link.attributes["href"] for link in page.one("section", class_="day").all("a"))


def test_links_lead_from_month_to_month_and_only_where_something_is_free(services: Services) -> None:
    open_slots(services)
    client = browser(services)

    november = open_page(client, "/booking")
    december = open_page(client, link_to(november, "next")[0].partition("#")[0])
    assert link_to(november, "prev") == []
    assert december.one("h2", id="month").text == "Desember 2026"
    assert december.one("h2", id="times").text.startswith("tirsdag 1. desember")
    assert link_to(december, "prev") == ["/booking?day=2026-11-23#month"]
    # Six weeks end on 1 January, which is a holiday.
    assert link_to(december, "next") == []


def test_what_was_asked_for_is_kept_from_day_to_day(services: Services) -> None:
    open_slots(services)
    query = "topic=job_search&not_counsellor=00000000&not_counsellor=11111111&zone=Asia%2FTokyo"
    page = open_page(browser(services), f"/booking?{query}&day=2026-11-24")
    hrefs = [link.attributes["href"] for link in page.one("table", class_="picker").all("a")] + link_to(page, "next")
    assert [href.partition("&day=")[0] for href in hrefs] == [f"/booking?{query}"] * len(hrefs)


def test_moving_goes_from_day_to_day_with_the_secret(services: Services) -> None:
    slot, *_ = open_slots(services)
    client = browser(services)
    address = book(client, slot)
    secret = secret_of(address)

    page = open_page(client, f"{path_of(address)}/move", secret=secret, anybody="true")
    href = cell(page, "2026-11-26").one("a").attributes["href"].partition("#")[0]
    day = open_page(browser(services), href).one("section", class_="day")

    assert href == f"{path_of(address)}/move?secret={secret}&anybody=true&day=2026-11-26"
    assert {button.attributes["value"].split("-")[1][:8] for button in day.all("button")} == {"20261126"}
    assert {field.attributes["value"] for field in day.all("input", name="secret")} == {secret}


@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-28"])
def test_a_day_without_free_times_says_so(services: Services, day: str) -> None:
    open_slots(services)
    section = open_page(browser(services), f"/booking?day={day}").one("section", class_="day")
    assert section.all("a") == []
    assert text("picker-none", NB) in section.text


@pytest.mark.parametrize("day", ["2026-11-19", "2020-01-01", "0001-01-01", "2029-01-01", "9999-12-31", ""])
def test_a_day_that_cannot_be_chosen_leads_to_the_first_that_can(services: Services, day: str) -> None:
    open_slots(services)
    page = open_page(browser(services), f"/booking?day={day}")
    assert page.one("h2", id="times").text.startswith("mandag 23. november")


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "2026-11-24T09:00", "24.11.2026"])
def test_what_is_no_day_is_refused(services: Services, day: str) -> None:
    open_slots(services)
    answer = browser(services).get("/booking", params={"day": day})
    assert answer.status_code == 422
    assert read_page(answer.text).one("div", class_="ds-alert").text == text("error-invalid_input", NB, field="day")


def test_a_time_that_was_taken_leads_to_days_of_the_booking_page(services: Services) -> None:
    slot, *_ = open_slots(services)
    book(browser(services), slot)
    refused = read_page(browser(services).get(f"/booking/{slot}?zone=Asia%2FTokyo").text)
    assert cell(refused, "2026-11-24").one("a").attributes["href"] == "/booking?zone=Asia%2FTokyo&day=2026-11-24#times"


def test_a_day_belongs_to_the_month_it_has_in_norway(services: Services, clock: FixedClock) -> None:
    """Monday 00:00 to 01:00 in Norway is still Sunday in UTC, and in this case the month before."""
    clock.advance(days=(datetime.date(2027, 2, 26) - datetime.date(2026, 11, 20)).days)
    midnight = booking.Hours(0, datetime.time(0), datetime.time(1), 60)
    with services.database.transaction() as session:
        make_counsellor(session, hours=[midnight])
    page = open_page(browser(services), "/booking")
    assert page.one("h2", id="month").text == "Mars 2027"
    assert page.one("section", class_="day").texts("a") == ["00:00"]
