"""The counsellor's week: what each day has, in order of time, and the way to other weeks."""

import datetime

import pytest

from assistant import booking
from assistant.booking import Hours, Opened
from assistant.bootstrap import Services
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.booking.bookings import book_slot, find, in_oslo
from tests.fakes import FixedClock
from tests.web.clients import Staff, enter, refusal_of, staff
from tests.web.pages import Element

NB = WrittenForm.BOKMAL
CALENDAR = "/counsellor/calendar"


def day_of(page: Element, beginning: str) -> Element:
    """The day of the week whose heading begins like this."""
    (found,) = [day for day in page.one("ol", class_="week").all("li", class_="week-day")
                if day.one("h3").text.startswith(beginning)]  # fmt: skip
    return found


def entries(page: Element, beginning: str) -> list[str]:
    return [entry for found in day_of(page, beginning).all("ol") for entry in found.texts("li")]


def week_shown(counsellor: Staff, week: str) -> Element:
    return counsellor.page(f"{CALENDAR}?week={week}")


def test_a_day_has_what_is_booked_and_what_is_free_in_order_of_time(services: Services):
    counsellor = staff(services, Role.COUNSELLOR)
    book_slot(services.database, find(services.database, f"{counsellor.profile.public_id}-20261123T0845Z-45"))

    shown = entries(week_shown(counsellor, "2026-W48"), "mandag 23. november")

    free = text("week-free", NB)
    assert shown[:3] == [f"09:00–09:45 {free}", f"09:45–10:30 Kim Forsker · {text('place-video', NB)}",
                         f"10:30–11:15 {free}"]  # fmt: skip
    assert len(shown) == 7


def test_a_session_leads_to_its_own_page(services: Services):
    counsellor = staff(services, Role.COUNSELLOR)
    view, _ = book_slot(services.database, find(services.database, f"{counsellor.profile.public_id}-20261123T0845Z-45"))

    page = week_shown(counsellor, "2026-W48")

    link = page.one("li", class_="session").one("a")
    assert counsellor.page(link.attributes["href"]).one("a", href=f"mailto:{view.email}")


def test_a_session_that_is_over_stays_in_its_week_without_the_name_that_was_erased(
    services: Services, clock: FixedClock
):
    counsellor = staff(services, Role.COUNSELLOR)
    book_slot(services.database, find(services.database, f"{counsellor.profile.public_id}-20261123T0845Z-45"))
    clock.advance(days=40)
    with services.database.transaction() as session:
        booking.remove_personal(session, before=clock())
    counsellor = enter(services, counsellor.profile)

    shown = entries(week_shown(counsellor, "2026-W48"), "mandag 23. november")

    assert shown == [f"09:45–10:30 {text('calendar-title', NB)} · {text('place-video', NB)}"]


def test_what_is_another_counsellors_is_not_shown(services: Services):
    counsellor, other = staff(services, Role.COUNSELLOR), staff(services, Role.COUNSELLOR)
    book_slot(services.database, find(services.database, f"{other.profile.public_id}-20261123T0845Z-45"))

    assert "Kim Forsker" not in counsellor.page(f"{CALENDAR}?week=2026-W48").text


def test_closed_hours_busy_times_and_holidays_are_told(services: Services, clock: FixedClock):
    counsellor = staff(services, Role.COUNSELLOR)
    address, now = "https://calendar.example/a.ics", clock()
    with services.database.transaction() as session:
        who = counsellor.profile
        whole, part = datetime.date(2026, 12, 21), datetime.date(2026, 12, 22)
        booking.close(session, counsellor=who, first=whole, last=whole, now=now)
        noon, one = datetime.time(12), datetime.time(13)
        booking.close(session, counsellor=who, first=part, last=part, hours=(noon, one), now=now)
        booking.set_feed(session, counsellor=who, address=address, now=now)
        busy = [(in_oslo(2026, 12, 22, 22), in_oslo(2026, 12, 24, 2))]
        booking.keep_busy_times(session, who.id, address, busy, now=now)

    page = week_shown(counsellor, "2026-W52")

    assert entries(page, "mandag 21.") == [f"{text('week-whole-day', NB)} {text('week-closed', NB)}"]
    closed, busy_told = text("week-closed", NB), text("week-busy", NB)
    assert entries(page, "tirsdag 22.")[2:5] == [
        f"10:30–11:15 {text('week-free', NB)}", f"12:00–13:00 {closed}", f"13:00–13:45 {text('week-free', NB)}"
    ]  # fmt: skip
    assert entries(page, "tirsdag 22.")[-1] == f"22:00–00:00 {busy_told}"
    assert entries(page, "onsdag 23.") == [f"{text('week-whole-day', NB)} {busy_told}"]
    assert entries(page, "torsdag 24.")[0] == f"00:00–02:00 {busy_told}"
    assert day_of(page, "fredag 25.").one("span", class_="ds-tag").text == "Første juledag"
    assert text("week-nothing", NB) in day_of(page, "fredag 25.").text


@pytest.mark.parametrize(
    ("form", "name"),
    [("nb", "Arbeidernes dag"), ("nn", "Den internasjonale arbeidardagen"), ("en", "Labor Day")],
)
def test_a_holiday_has_its_name_in_each_form(form: str, name: str):
    assert booking.holiday_name(datetime.date(2026, 5, 1), WrittenForm(form)) == name
    assert booking.holiday_name(datetime.date(2026, 5, 2), WrittenForm(form)) == ""


def test_a_weekend_is_shown_only_if_it_holds_something(services: Services, clock: FixedClock):
    counsellor = staff(services, Role.COUNSELLOR)
    ordinary = week_shown(counsellor, "2026-W48").one("ol", class_="week").texts("h3")
    with services.database.transaction() as session:
        saturday = Opened(datetime.date(2026, 11, 28), datetime.time(10), datetime.time(11), 60)
        booking.open_extra(session, counsellor=counsellor.profile, opened=saturday, now=clock())

    opened = week_shown(counsellor, "2026-W48").one("ol", class_="week").texts("h3")

    assert (len(ordinary), opened[5:]) == (5, ["lørdag 28. november"])
    holiday = week_shown(counsellor, "2026-W52")
    assert day_of(holiday, "lørdag 26.").one("span", class_="ds-tag").text == "Andre juledag"


def test_hours_that_are_held_back_are_marked(services: Services, clock: FixedClock):
    counsellor = staff(services, Role.COUNSELLOR)
    with services.database.transaction() as session:
        held = Hours(3, datetime.time(9), datetime.time(10), 60, urgent=True)
        booking.replace_hours(session, counsellor=counsellor.profile, hours=[held], now=clock())

    assert entries(week_shown(counsellor, "2026-W48"), "torsdag") == [f"09:00–10:00 {text('week-held-back', NB)}"]


def test_this_week_is_shown_unasked_and_today_is_marked(services: Services):
    page = staff(services, Role.COUNSELLOR).page(CALENDAR)

    (today,) = [heading for heading in page.all("h3") if "aria-current" in heading.attributes]
    assert today.attributes["aria-current"] == "date"
    assert today.text == f"fredag 20. november {text('week-today', NB)}"
    assert not week_shown(staff(services, Role.COUNSELLOR), "2026-W48").all("h3", aria_current="date")


@pytest.mark.parametrize(
    ("week", "title", "earlier", "later"),
    [
        ("2026-W53", "Uke 53: 28. desember 2026 – 3. januar 2027", "2026-W52", "2027-W01"),
        ("2027-W01", "Uke 1: 4. januar 2027 – 10. januar 2027", "2026-W53", "2027-W02"),
        ("2024-W52", "Uke 52: 23. desember 2024 – 29. desember 2024", "2024-W51", "2025-W01"),
    ],
)
def test_the_weeks_around_are_right_across_the_years(
    services: Services, week: str, title: str, earlier: str, later: str
):
    page = week_shown(staff(services, Role.COUNSELLOR), week)

    assert title in page.texts("h2")
    links = [link.attributes["href"] for link in page.one("nav", aria_label=text("week-others", NB)).all("a")]
    assert links == [f"{CALENDAR}?week={name}" for name in (earlier, "2026-W47", later)]


@pytest.mark.parametrize(("week", "ends"), [("2000-W01", 0), ("2099-W53", 2)])
def test_the_first_and_the_last_week_that_can_be_shown_lead_no_further(services: Services, week: str, ends: int):
    page = week_shown(staff(services, Role.COUNSELLOR), week)

    shown = page.one("nav", aria_label=text("week-others", NB)).texts("a")
    all_three = [text(name, NB) for name in ("week-earlier", "week-now", "week-later")]
    assert shown == [label for number, label in enumerate(all_three) if number != ends]


def test_nine_in_the_morning_stays_nine_where_the_clock_is_changed(services: Services, clock: FixedClock):
    """Summer time ends on 25 October 2026 and began on 29 March, each on a Sunday of a week with hours."""
    counsellor = staff(services, Role.COUNSELLOR)
    with services.database.transaction() as session:
        hours = [Hours(day, datetime.time(9), datetime.time(10), 60) for day in (5, 6)]
        booking.replace_hours(session, counsellor=counsellor.profile, hours=hours, now=clock())

    for now, week, days in (
        (in_oslo(2026, 3, 16), "2026-W13", ("lørdag 28.", "søndag 29.")),
        (in_oslo(2026, 10, 20), "2026-W43", ("lørdag 24.", "søndag 25.")),
    ):
        clock.now = now.astimezone(datetime.UTC)
        counsellor = enter(services, counsellor.profile)
        page = week_shown(counsellor, week)
        assert [entries(page, day) for day in days] == [[f"09:00–10:00 {text('week-free', NB)}"]] * 2


@pytest.mark.parametrize(
    "week",
    ["2026-W00", "2026-W54", "2027-W53", "2026-49", "2026-W9", "1999-W52", "9999-W52", "0000-W01", "W49", "٢٠٢٦-W49",
     "2026-W49 ", "x"],
)  # fmt: skip
def test_a_week_that_is_none_is_refused(services: Services, week: str):
    client = staff(services, Role.COUNSELLOR).client

    refused = client.get(CALENDAR, params={"week": week}, headers={"Accept": "application/json"})

    assert refusal_of(refused) == (422, "invalid_input")
    assert "week" in refused.json()["message"]
