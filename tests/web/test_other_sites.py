"""What another site can make a browser do: open a page, and change nothing."""

import pytest

from assistant.bootstrap import Services
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.web.clients import browser, refusal_of
from tests.web.pages import read_page
from tests.web.routes import CHANGING, GUARDED, World, outcome, somebody

NB = WrittenForm.BOKMAL


def test_every_change_in_the_consoles_needs_the_forms_token(stocked: Services, world: World):
    client, token = somebody(stocked, "both")
    _, others = somebody(stocked, "both")

    for wrong in ({}, {"csrf_token": ""}, {"csrf_token": "guess"}, others):
        found = {route: outcome(world.ask(client, route, **wrong)) for route in GUARDED}
        assert set(found.values()) == {"stale_form"}, (wrong, found)
    assert "stale_form" not in {outcome(world.ask(client, route, **token)) for route in GUARDED}


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_change_is_made_that_another_sites_page_asks_for(stocked: Services, world: World, site: str):
    client, token = somebody(stocked, "both")
    client.headers["sec-fetch-site"] = site

    found = {route: world.ask(client, route, world.key, **token) for route in CHANGING}

    assert {refusal_of(answer) for answer in found.values()} == {(403, "stale_form")}
    client.headers["sec-fetch-site"] = "same-origin"
    assert len(client.get(f"/api/v1/conversations/{world.names['conversation']}/messages", headers=world.key)
               .json()["messages"]) == 2  # fmt: skip


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_pages_and_typed_addresses_are_let_through(stocked: Services, world: World, site: str):
    """If this fails, the test above proves nothing."""
    client, token = somebody(stocked, "both")
    client.headers["sec-fetch-site"] = site

    assert "stale_form" not in {outcome(world.ask(client, route, world.key, **token)) for route in CHANGING}


def test_a_link_on_another_site_may_open_a_page(stocked: Services):
    client = browser(stocked, sec_fetch_site="cross-site")

    assert [client.get(path).status_code for path in ("/", "/articles/notice", "/booking")] == [200, 200, 200]


def test_a_change_that_was_refused_is_told_in_words_on_a_page(services: Services):
    answer = browser(services, sec_fetch_site="cross-site").post("/chat/messages", data={"text": "Hei"})

    assert answer.status_code == 403
    assert text("error-stale_form", NB) in read_page(answer.text).text
