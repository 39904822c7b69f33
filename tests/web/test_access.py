"""Who may do what: each route lets through whom the table of routes says, and nobody else."""

from collections.abc import Iterator

import pytest
from fastapi.routing import iter_route_contexts

from assistant.bootstrap import Services
from assistant.people import Role
from assistant.texts import text
from assistant.web.app import create
from knowledge_base.article import WrittenForm
from tests.web.clients import browser, staff
from tests.web.pages import read_page
from tests.web.routes import ADMIN, ANYBODY, COUNSELLOR, KEY, ORDER, ROUTES, SIGNED_IN, World, outcome, somebody

NB = WrittenForm.BOKMAL

# What each kind of person is let through to; everybody else is told why not.
MAY = {
    "anonymous": {ANYBODY},
    "counsellor": {ANYBODY, SIGNED_IN, COUNSELLOR},
    "admin": {ANYBODY, SIGNED_IN, ADMIN},
    "both": {ANYBODY, SIGNED_IN, COUNSELLOR, ADMIN},
    "newcomer": {ANYBODY, SIGNED_IN},
}


def expected(kind: str, access: str) -> set[str]:
    if access == KEY:
        return {"not_found"}
    if access in MAY[kind]:
        # What a console's route acts on need not exist for it to be open.
        return {"through"} if access == ANYBODY else {"through", "not_found"}
    return {"not_signed_in"} if kind == "anonymous" else {"not_allowed"}


def routes_of(services: Services) -> Iterator[str]:
    for route in iter_route_contexts(create(services, with_worker=False).routes):
        for method in set(route.methods or {"GET"}) - {"HEAD"}:
            yield f"{method} {route.path}"


def test_every_route_is_in_the_table(services: Services):
    assert sorted(routes_of(services)) == sorted(ROUTES)


@pytest.mark.parametrize("kind", MAY)
def test_each_route_lets_through_whom_it_should_and_nobody_else(stocked: Services, world: World, kind: str):
    client, token = somebody(stocked, kind)

    found = {route: outcome(world.ask(client, route, **token)) for route in ORDER}

    wrong = {route: code for route, code in found.items() if code not in expected(kind, ROUTES[route])}
    assert wrong == {}


def test_with_the_key_or_secret_every_route_of_what_it_opens_is_open(stocked: Services, world: World):
    """If this fails, the test above proves nothing about keys."""
    client = browser(stocked)
    client.cookies.set("veivalg_conversation", f"{world.names['conversation']}.{world.key['Authorization'][7:]}")
    ending = ["POST /chat/erase", "DELETE /api/v1/conversations/{conversation}"]
    streams = [route for route in ROUTES if route.endswith("/stream")]
    routes = [route for route in ROUTES if ROUTES[route] == KEY and route not in [*ending, *streams]]

    found = {}
    for route in [*routes, ending[0]]:
        secret = world.secret_for(route)
        client.params = fields = {"secret": secret["Authorization"][7:]} if secret else {}
        found[route] = outcome(world.with_offer().ask(client, route, secret or world.key, **fields))

    assert {route for route, code in found.items() if code != "through"} == set()


def test_pages_send_strangers_to_the_sign_in_page_and_back(services: Services):
    client = browser(services)

    asked, sent = client.get("/admin/audit"), client.post("/admin/people", data={"name": "x"})

    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?next=/admin/audit")
    assert (sent.status_code, sent.headers["location"]) == (303, "/sign-in")


def test_a_page_for_another_role_says_so(services: Services):
    refused = staff(services, Role.ADMIN).client.get("/counsellor")

    assert refused.status_code == 403
    assert text("error-not_allowed", NB) in read_page(refused.text).text
