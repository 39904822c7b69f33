"""The hours that a counsellor offers, on their page."""

from assistant import booking
from assistant.bootstrap import Services
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.web.clients import browser, open_page, staff
from tests.web.consoles import alert_of

NB = WrittenForm.BOKMAL


def week(*rows: tuple[str, str, str, str]) -> dict[str, list[str]]:
    weekdays, starts, ends, minutes = zip(*rows, strict=True)
    return {"weekday": list(weekdays), "starts": list(starts), "ends": list(ends), "minutes": list(minutes)}


def test_the_week_is_shown_as_it_can_be_sent_again(services: Services):
    counsellor = staff(services, Role.COUNSELLOR)
    page = counsellor.page("/counsellor/hours")

    rows = page.one("tbody").all("tr")
    first = [choice.attributes["value"] for choice in rows[0].all("input") if choice.attributes["name"] != "urgent"]

    assert len(rows) == 10 + 2
    assert first == ["09:00", "11:15"]
    chosen = [option.text for option in rows[0].all("option", selected="")]
    assert chosen == [text("weekday-0", NB), "45", text("kind-individual", NB)]


def test_new_hours_are_what_researchers_can_book(services: Services):
    counsellor = staff(services, Role.COUNSELLOR)

    saved = counsellor.send("/counsellor/hours", **week(("1", "10:00", "11:00", "30"), ("0", "", "", "45")))

    assert text("hours-saved", NB) in open_page(counsellor.client, saved.headers["location"]).text
    day = open_page(browser(services), "/booking").all("section", class_="day")[0]
    assert day.one("h2").text.startswith("tirsdag 24. november")
    assert day.texts("a") == ["10:00", "10:30"]


BROKEN_WEEKS = [
    [("0", "12:00", "11:00", "45")],
    [("0", "09:00", "12:00", "45"), ("0", "11:00", "13:00", "45")],
    [("0", "09:10", "12:00", "45")],
    [("0", "09:00", "09:15", "45")],
    [("0", "09:00", "12:00", "7")],
    [("7", "09:00", "12:00", "45")],
    [("0", "9 o'clock", "12:00", "45")],
    [("0", "24:00", "25:00", "45")],
    [("0", "09:00", "", "45")],
]


def test_hours_that_do_not_fit_together_are_refused_and_the_week_stays(services: Services):
    counsellor = staff(services, Role.COUNSELLOR)

    for rows in BROKEN_WEEKS:
        refused = counsellor.send("/counsellor/hours", **week(*rows))
        assert refused.status_code == 422, rows
        assert alert_of(refused.text) == text("error-broken_availability", NB), rows
    with services.database.reading() as session:
        assert booking.hours_of(session, counsellor.profile.id) == sorted(booking.ordinary_week())


def test_rows_that_miss_a_field_are_refused(services: Services):
    counsellor = staff(services, Role.COUNSELLOR)

    assert counsellor.send("/counsellor/hours", weekday="0", starts="09:00").status_code == 422
    assert counsellor.send("/counsellor/hours", weekday="monday").status_code == 422
