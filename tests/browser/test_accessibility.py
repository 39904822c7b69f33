"""axe-core finds nothing on any page, in any written form, light or dark, wide or narrow; and nothing runs over."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from assistant.people import Role
from assistant.settings import ROOT
from tests.browser.places import PLACES, STAFF, SURVEY
from tests.browser.visitor import Visitor
from tests.running import Running

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
# All four looks are covered on every page; contrast and layout do not depend on the written form.
LOOKS = {
    "nb": [("light", DESK), ("dark", PHONE)],
    "nn": [("dark", DESK), ("light", PHONE)],
    "en": [("light", DESK)],
}


@pytest.fixture(scope="session")
def staff(veivalg: Running) -> None:
    """Somebody who may open every page of the consoles."""
    veivalg.add_person(STAFF, "Alle Steder", Role.COUNSELLOR, Role.ADMIN)
    veivalg.add_past_session(STAFF, survey=SURVEY)


def violations(page: Page) -> list[str]:
    """What axe-core finds on the page as it is now, a line for each element."""
    page.evaluate("() => Promise.all(document.getAnimations().map(animation => animation.finished))")
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS
    )  # fmt: skip
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def runs_over(page: Page) -> bool:
    """Whether the page is wider than its window, so that it must be pushed sideways to be read."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("form", LOOKS)
@pytest.mark.parametrize("place", PLACES)
def test_a_page_is_accessible(visit: Visit, place: str, form: str) -> None:
    visitor = visit(form, bypass_csp=True, reduced_motion="reduce")
    PLACES[place](visitor)
    page = visitor.page
    for scheme, size in LOOKS[form]:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        assert violations(page) == [], f"{place}, {form}, {scheme}, {size['width']}"
        assert not runs_over(page), f"{place} runs over at {size['width']}"


def test_a_fault_would_be_found(visit: Visit) -> None:
    """If this fails, the test above proves nothing."""
    page = visit(bypass_csp=True).go("/privacy").page
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/static/icon.svg\">')")
    assert [line for line in violations(page) if line.startswith("image-alt")]


def test_a_page_that_runs_over_would_be_found(visit: Visit) -> None:
    """If this fails, the test above proves nothing."""
    page = visit().go("/privacy").page
    page.evaluate("document.querySelector('main').style.minWidth = '3000px'")
    assert runs_over(page)
