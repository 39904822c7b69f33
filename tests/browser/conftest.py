"""A Chromium for each module, and a new visitor for each test; what a page logs or fetches is watched."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from assistant.people import Role
from tests.browser.visitor import Visitor
from tests.running import Running

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--host-resolver-rules=MAP veivalg.test 127.0.0.1",
]  # fmt: skip
TIMEOUT_MS = 30_000

Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Not for the whole run: while Playwright's loop runs in this thread, no other test could start one."""
    expect.set_options(timeout=TIMEOUT_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(veivalg: Running, browser: Browser) -> Iterator[Visit]:
    """Makes a visitor with a browser profile of their own; whatever they do, nothing is fetched from elsewhere."""
    with ExitStack() as stack:
        visitors: list[Visitor] = []

        def make(form: str = "nb", **options: object) -> Visitor:
            # Visitors are in Norway unless a test says otherwise.
            options = {"timezone_id": "Europe/Oslo", **options}
            context = browser.new_context(
                base_url=veivalg.base_url, locale={"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}[form], **options
            )
            stack.callback(context.close)
            context.set_default_timeout(TIMEOUT_MS)
            visitors.append(Visitor(context.new_page(), form, veivalg.base_url, veivalg.offered_to, veivalg.place_of))
            return visitors[-1]

        yield make
        for visitor in visitors:
            assert visitor.fetched_elsewhere == []
            assert visitor.failures == []


@pytest.fixture(scope="session")
def counsellor_email(veivalg: Running) -> str:
    veivalg.add_person("solveig@example.org", "Solveig Karriere", Role.COUNSELLOR)
    return "solveig@example.org"


@pytest.fixture(scope="session")
def admin_email(veivalg: Running) -> str:
    veivalg.add_person("trygve@example.org", "Trygve Redaktør", Role.ADMIN)
    return "trygve@example.org"
