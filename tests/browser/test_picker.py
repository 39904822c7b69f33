"""The days and times of the booking page with the keyboard alone, without scripts, and in another time zone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.visitor import Booking, Visitor

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]


def day_in_focus(visitor: Visitor) -> str:
    """The date of the cell that has the focus or holds what has it, "" if none does."""
    return str(visitor.page.evaluate("document.activeElement.closest('[data-day]')?.dataset.day ?? ''"))


def date_of(day: Locator) -> str:
    return str(day.evaluate("link => link.closest('td').dataset.day"))


def weekday_of(date: str, visitor: Visitor) -> int:
    """From Monday, 0, to Sunday, 6."""
    return int(visitor.page.evaluate(f"(new Date('{date}T00:00Z').getUTCDay() + 6) % 7"))


@pytest.mark.parametrize("form", ["nb", "nn", "en"])
def test_a_time_is_chosen_by_arrows_and_enter(visit: Visit, form: str) -> None:
    visitor = visit(form)
    booking = Booking(visitor.go("/booking"))
    wanted = date_of(booking.days.last)
    visitor.tab_to(booking.days.first)
    while day_in_focus(visitor) < wanted:
        visitor.press("ArrowRight")

    visitor.press("Enter")
    visitor.page.wait_for_url(f"**day={wanted}#times")
    expect(booking.chosen_day).to_be_focused()
    visitor.press("Tab")
    expect(booking.times.first).to_be_focused()
    visitor.press("Enter")
    expect(visitor.heading("booking-chosen")).to_be_visible()


def test_the_table_is_one_stop_for_tab_and_the_next_one_lies_behind_it(visit: Visit) -> None:
    visitor = visit()
    booking = Booking(visitor.go("/booking"))
    visitor.tab_to(booking.days.first).press("Tab")
    expect(booking.times.first).to_be_focused()
    visitor.press("Shift+Tab")
    expect(booking.days.first).to_be_focused()


def test_arrows_home_and_end_go_about_in_the_table_also_to_days_without_free_times(visit: Visit) -> None:
    visitor = visit()
    booking = Booking(visitor.go("/booking"))
    visitor.page.locator("a[rel~=next]").click()
    visitor.page.wait_for_url("**#month")
    expect(booking.days.first).to_be_focused()
    first = day_in_focus(visitor)

    visitor.press("End")
    assert weekday_of(day_in_focus(visitor), visitor) == 6
    visitor.press("ArrowDown").press("Home")
    assert weekday_of(day_in_focus(visitor), visitor) == 0
    visitor.press("ArrowRight").press("ArrowUp").press("ArrowLeft")
    assert day_in_focus(visitor)[:7] == first[:7]
    assert visitor.page.locator("table.picker [tabindex='0']").count() == 1


def test_page_up_and_page_down_go_from_month_to_month_and_leave_the_focus_in_the_days(visit: Visit) -> None:
    visitor = visit()
    booking = Booking(visitor.go("/booking"))
    month = visitor.page.locator("#month")
    this_month = month.inner_text()

    visitor.tab_to(booking.days.first).press("PageDown")
    expect(month).not_to_have_text(this_month)
    expect(booking.days.first).to_be_focused()
    visitor.press("PageUp")
    expect(month).to_have_text(this_month)
    expect(booking.days.first).to_be_focused()


def test_a_day_is_announced_with_its_weekday_its_date_and_how_much_is_free(visit: Visit) -> None:
    visitor = visit("en")
    booking = Booking(visitor.go("/booking"))
    expect(booking.days.first).to_have_accessible_name(
        re.compile(r"^[A-Z][a-z]+day \d+ [A-Z][a-z]+, \d+ available times?$")
    )
    expect(visitor.page.get_by_role("grid", name=visitor.page.locator("#month").inner_text())).to_be_visible()


def test_without_scripts_each_free_day_is_reached_by_tab_and_shows_its_times(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False)
    booking = Booking(visitor.go("/booking"))
    expect(visitor.page.get_by_role("table")).to_be_visible()
    wanted = date_of(booking.days.last)
    for day in booking.days.all():
        visitor.tab_to(day)
    visitor.press("Enter")
    visitor.page.wait_for_url(f"**day={wanted}#times")
    expect(booking.times.first).to_be_visible()


def test_a_visitor_in_another_zone_sees_their_own_time_at_the_first_look(visit: Visit) -> None:
    visitor = visit("en", timezone_id="Asia/Tokyo")
    booking = Booking(visitor.go("/booking"))
    expect(booking.times.first).to_have_accessible_name(re.compile(r"\d\d:\d\d your time \(Tokyo\)"))
    expect(Booking(visit("en").go("/booking")).times.first).not_to_have_accessible_name(re.compile("your time"))


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("zone", ["Europe/Oslo", "Pacific/Auckland"])
def test_on_a_phone_nothing_is_scrolled_sideways_and_days_are_large_enough_to_touch(
    visit: Visit, width: int, zone: str
) -> None:
    visitor = visit(viewport={"width": width, "height": 844}, timezone_id=zone)
    booking = Booking(visitor.go("/booking"))
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    for target in [*booking.days.all(), *booking.times.all()]:
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= (44 if width == 390 else 40)
