"""What holds for all pages: nothing from elsewhere, nothing in the console, dark where the system is dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.places import FACTS
from tests.browser.visitor import Chat, Visitor

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]
PAGES = [
    "/", "/articles", "/articles/quitting-and-notice", "/booking", "/privacy", "/accessibility", "/quality", "/sign-in",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_logs_no_error_and_fetches_nothing_from_elsewhere(visit: Visit, path: str) -> None:
    visitor = visit().go(path)
    visitor.page.wait_for_load_state("networkidle")
    assert (visitor.logged, visitor.failures, visitor.fetched_elsewhere) == ([], [], [])


def test_a_conversation_logs_no_error(visit: Visit) -> None:
    chat = Chat.opened_by(visit())
    chat.ask(FACTS["nb"])
    chat.talk.click()
    expect(chat.state).to_have_text(chat.visitor.words("chat-waiting"))
    assert (chat.visitor.logged, chat.visitor.failures) == ([], [])


def test_an_error_and_a_fetch_from_elsewhere_would_be_noticed(visit: Visit) -> None:
    """If this fails, the tests above prove nothing."""
    visitor = visit(bypass_csp=True).go("/privacy")
    visitor.page.route("https://elsewhere.example/**", lambda route: route.abort())
    visitor.page.evaluate("console.error('noticed'); fetch('https://elsewhere.example/x').catch(() => {})")
    expect(visitor.heading("privacy-title")).to_be_visible()
    assert visitor.logged[0] == "noticed"
    assert visitor.fetched_elsewhere == ["https://elsewhere.example/x"]
    visitor.fetched_elsewhere.clear()


def lightness(page: Page) -> int:
    """The page's background, from 0 for black to 255 for white."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return int(sum(float(part) for part in colour.strip("rgba()").split(",")[:3]) / 3)


def test_a_page_is_dark_where_the_system_is_dark_and_light_where_it_is_light(visit: Visit) -> None:
    assert lightness(visit(color_scheme="dark").go("/").page) < 60
    assert lightness(visit(color_scheme="light").go("/").page) > 200


def test_on_a_phone_the_composer_and_the_way_to_a_person_are_in_view(visit: Visit) -> None:
    chat = Chat.opened_by(visit(viewport={"width": 390, "height": 844}))
    chat.ask(FACTS["nb"])
    expect(chat.composer).to_be_in_viewport()
    expect(chat.talk).to_be_in_viewport()
