"""Who may do what, and what no other site, page or guess may: every route of the application is in the table here."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.routing import iter_route_contexts
from starlette.testclient import TestClient

import assistant.web
from assistant import people
from assistant.bootstrap import Services
from assistant.errors import NotSignedIn
from assistant.people import Role
from assistant.texts import text
from assistant.web.app import create
from assistant.web.sign_in import SESSION_COOKIE
from knowledge_base.article import WrittenForm
from tests.factories import PASSWORD, make_person
from tests.fakes import FixedClock, ScriptedEngine
from tests.web_clients import (
    Program,
    Staff,
    answer_from_articles,
    bearer,
    browser,
    newcomer,
    open_page,
    open_slots,
    read_page,
    refusal_of,
    staff,
)

NB = WrittenForm.BOKMAL
WEB = Path(assistant.web.__file__).parent
JSON = {"Accept": "application/json"}
ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"

ANYBODY, KEY, SIGNED_IN, COUNSELLOR, ADMIN = "anybody", "key", "signed in", "counsellor", "admin"

# Every route, and who may use it. KEY: whoever holds the conversation's token or the appointment's secret; without
# it the thing looks absent, whatever role somebody has.
ROUTES = {
    "GET /": ANYBODY,
    "GET /accessibility": ANYBODY,
    "GET /admin": ADMIN,
    "GET /admin/articles/{slug}/{form}": ADMIN,
    "POST /admin/articles/{slug}/{form}": ADMIN,
    "POST /admin/articles/{slug}/{form}/preview": ADMIN,
    "POST /admin/articles/{slug}/{form}/publish": ADMIN,
    "GET /admin/audit": ADMIN,
    "GET /admin/people": ADMIN,
    "POST /admin/people": ADMIN,
    "POST /admin/people/{public_id}/active": ADMIN,
    "POST /admin/people/{public_id}/roles": ADMIN,
    "POST /api/v1/appointments": ANYBODY,
    "GET /api/v1/appointments/{ref}.ics": KEY,
    "POST /api/v1/appointments/{ref}/cancel": KEY,
    "POST /api/v1/appointments/{ref}/reschedule": KEY,
    "GET /api/v1/articles": ANYBODY,
    "POST /api/v1/conversations": ANYBODY,
    "DELETE /api/v1/conversations/{conversation}": KEY,
    "GET /api/v1/conversations/{conversation}/export": KEY,
    "POST /api/v1/conversations/{conversation}/handoff": KEY,
    "GET /api/v1/conversations/{conversation}/messages": KEY,
    "POST /api/v1/conversations/{conversation}/messages": KEY,
    "GET /api/v1/conversations/{conversation}/stream": KEY,
    "GET /api/v1/openapi.json": ANYBODY,
    "GET /api/v1/quality": ANYBODY,
    "GET /api/v1/slots": ANYBODY,
    "GET /appointments/{ref}": KEY,
    "GET /appointments/{ref}/calendar": KEY,
    "POST /appointments/{ref}/cancel": KEY,
    "GET /appointments/{ref}/move": KEY,
    "POST /appointments/{ref}/move": KEY,
    "GET /articles": ANYBODY,
    "GET /articles/{slug}": ANYBODY,
    "GET /booking": ANYBODY,
    "GET /booking/{slot}": ANYBODY,
    "POST /booking/{slot}": ANYBODY,
    "GET /chat/download": KEY,
    "GET /chat/erase": KEY,
    "POST /chat/erase": KEY,
    "POST /chat/feedback/{message}": KEY,
    "POST /chat/handoff": ANYBODY,
    "POST /chat/messages": ANYBODY,
    "POST /chat/new": ANYBODY,
    "GET /chat/stream": KEY,
    "GET /counsellor": COUNSELLOR,
    "GET /counsellor/calendar": COUNSELLOR,
    "GET /counsellor/conversations/{conversation}": COUNSELLOR,
    "POST /counsellor/conversations/{conversation}/claim": COUNSELLOR,
    "POST /counsellor/conversations/{conversation}/close": COUNSELLOR,
    "GET /counsellor/conversations/{conversation}/alerts": COUNSELLOR,
    "GET /counsellor/conversations/{conversation}/messages": COUNSELLOR,
    "POST /counsellor/conversations/{conversation}/messages": COUNSELLOR,
    "GET /counsellor/hours": COUNSELLOR,
    "POST /counsellor/hours": COUNSELLOR,
    "GET /counsellor/queue": COUNSELLOR,
    "POST /form": ANYBODY,
    "GET /healthz": ANYBODY,
    "GET /metrics": ANYBODY,
    "GET /password": SIGNED_IN,
    "POST /password": SIGNED_IN,
    "GET /privacy": ANYBODY,
    "GET /quality": ANYBODY,
    "GET /readyz": ANYBODY,
    "GET /sign-in": ANYBODY,
    "POST /sign-in": ANYBODY,
    "POST /sign-out": SIGNED_IN,
    "GET /static": ANYBODY,
}
# Last, because it ends the session that the others need.
ORDER = sorted(ROUTES, key=lambda route: route == "POST /sign-out")
CHANGING = [route for route in ORDER if not route.startswith("GET")]
GUARDED = [route for route in CHANGING if ROUTES[route] in {SIGNED_IN, COUNSELLOR, ADMIN}]

# What each kind of person is let through to; everybody else is told why not.
MAY = {
    "anonymous": {ANYBODY},
    "counsellor": {ANYBODY, SIGNED_IN, COUNSELLOR},
    "admin": {ANYBODY, SIGNED_IN, ADMIN},
    "both": {ANYBODY, SIGNED_IN, COUNSELLOR, ADMIN},
    "newcomer": {ANYBODY, SIGNED_IN},
}


@dataclasses.dataclass(frozen=True)
class World:
    """Something for every route to act on."""

    names: dict[str, str]
    key: dict[str, str]
    secret: dict[str, str]

    def ask(self, client: TestClient, route: str, key: dict[str, str] | None = None, **fields: str) -> httpx2.Response:
        """Send the request that the route expects."""
        method, _, template = route.partition(" ")
        path = template.format(**self.names) if template != "/static" else "/static/app.css"
        body: dict[str, Any] = {}
        if method == "POST":
            sent = {"text": "Hei", "client_id": "one", "slot": "garbage", "helped": "true", **fields}
            body = {"json": sent} if path.startswith("/api/") else {"data": sent}
            if path in {"/api/v1/conversations", "/api/v1/appointments"}:
                body = {}
        return client.request(method, path, headers={**JSON, **(key or {})}, **body)


@pytest.fixture
def world(stocked: Services) -> World:
    program, (slot, *_) = Program.begin(stocked), open_slots(stocked)
    wish = {"slot": slot, "name": "Rita", "email": "rita@example.org", "written_form": "nb", "share": "nothing"}
    booked = program.client.post("/api/v1/appointments", json=wish).json()
    program.say("Hei")
    names = {
        "conversation": program.id, "ref": booked["ref"], "slug": "notice", "form": "nb", "slot": "garbage",
        "public_id": "00000000", "message": "2",
    }  # fmt: skip
    return World(names, program.key, bearer(booked["secret"]))


def somebody(services: Services, kind: str) -> tuple[TestClient, dict[str, str]]:
    """A browser of this kind of person, and the token their forms carry."""
    if kind == "anonymous":
        return browser(services), {}
    roles = {"counsellor": [Role.COUNSELLOR], "admin": [Role.ADMIN]}.get(kind, list(Role))
    who: Staff = newcomer(services, *roles) if kind == "newcomer" else staff(services, *roles)
    return who.client, {"csrf_token": who.csrf_token}


def outcome(answer: httpx2.Response) -> str:
    """The code of a refusal that depends on who asks, else "through"."""
    if answer.status_code < 400 or answer.headers["content-type"] != "application/json":
        return "through"
    code = str(answer.json()["code"])
    return code if code in {"not_signed_in", "not_allowed", "not_found", "stale_form"} else "through"


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


def test_with_the_key_every_route_of_a_conversation_or_appointment_is_open(stocked: Services, world: World):
    """If this fails, the test above proves nothing about keys."""
    client = browser(stocked)
    client.cookies.set("veivalg_conversation", f"{world.names['conversation']}.{world.key['Authorization'][7:]}")
    ending = ["POST /chat/erase", "DELETE /api/v1/conversations/{conversation}"]
    streams = [route for route in ROUTES if route.endswith("/stream")]
    routes = [route for route in ROUTES if ROUTES[route] == KEY and route not in [*ending, *streams]]

    found = {}
    for route in [*routes, ending[0]]:
        is_appointment = "/appointments/" in route
        client.params = {"secret": world.secret["Authorization"][7:]} if is_appointment else {}
        fields = {"secret": world.secret["Authorization"][7:]} if is_appointment else {}
        found[route] = outcome(world.ask(client, route, world.secret if is_appointment else world.key, **fields))

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


# What another site can make a browser do.


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


@pytest.mark.parametrize("path", ["/api/v1/conversations", "/chat/messages"])
def test_a_body_that_is_far_too_large_is_refused_in_the_one_shape(services: Services, path: str):
    client = browser(services, content_type="application/json", **JSON)
    chunks = (b"x" * 2**16 for _ in range(40))

    answers = [client.post(path, content=b"x" * 2**21)]
    if path.startswith("/api/"):
        answers.append(client.post(path, content=chunks))

    assert {refusal_of(answer) for answer in answers} == {(413, "malformed_request")}
    assert all("content-security-policy" in answer.headers for answer in answers)


# Cookies and headers.


def set_cookies(services: Services) -> dict[str, list[str]]:
    """Every cookie that the application sets, with its attributes."""
    with services.database.transaction() as session:
        person = make_person(session, Role.ADMIN)
    client = browser(services)
    answers = [
        client.post("/chat/messages", data={"text": "Hei"}),
        client.post("/form", data={"written_form": "en"}),
        client.post("/sign-in", data={"email": person.email, "password": PASSWORD}),
    ]
    lines = [line for answer in answers for line in answer.headers.get_list("set-cookie")]
    return {line.partition("=")[0]: [part.strip().lower() for part in line.split(";")[1:]] for line in lines}


def test_no_script_and_no_other_site_gets_a_cookie(services: Services):
    cookies = set_cookies(services)

    assert sorted(cookies) == ["veivalg_conversation", "veivalg_form", "veivalg_session"]
    for name, attributes in cookies.items():
        assert {"httponly", "samesite=lax", "path=/"} <= set(attributes), name
        assert "secure" not in attributes, name


def test_behind_https_cookies_are_sent_over_https_only(services: Services):
    settings = services.settings.model_copy(update={"secure_cookies": True})

    cookies = set_cookies(dataclasses.replace(services, settings=settings))

    assert {name for name, attributes in cookies.items() if "secure" in attributes} == set(cookies)


def test_the_key_is_kept_by_the_browser_as_long_as_the_conversation_is_kept(services: Services):
    assert f"max-age={30 * 24 * 60 * 60}" in set_cookies(services)["veivalg_conversation"]


def test_every_answer_says_what_its_page_may_load_and_that_nobody_keeps_it(services: Services, engine: ScriptedEngine):
    def fail(_typed: str, _form: WrittenForm) -> list[Any]:
        raise RuntimeError("a password in a traceback")

    engine.script = fail
    client = browser(services, fails_loudly=False)
    answers = {
        200: client.get("/"), 303: client.get("/admin"), 404: client.get("/nothing"), 405: client.put("/"),
        422: client.post("/chat/messages"), 500: client.post("/chat/messages", data={"text": "Hei"}),
        403: client.post("/form", headers={"Sec-Fetch-Site": "cross-site"}),
    }  # fmt: skip

    assert {answer.status_code for answer in answers.values()} == set(answers)
    for status, answer in answers.items():
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';"), status
        assert not re.search(r"unsafe|https?:|\*", policy), status
        assert answer.headers["x-content-type-options"] == "nosniff", status
        assert answer.headers["referrer-policy"] == "no-referrer", status
        assert answer.headers["cache-control"] == "no-store", status
    assert "a password in" not in answers[500].text
    assert text("error-error", NB) in read_page(answers[500].text).text
    assert "cache-control" not in client.get("/static/app.css").headers


# What pages load and run.


def our_files(*suffixes: str) -> list[Path]:
    """Our own templates and static files; what npm brings is not ours."""
    found = [path for folder in ("templates", "static") for path in (WEB / folder).rglob("*")]
    return [path for path in found if path.suffix in suffixes and "vendor" not in path.parts]


def test_no_template_has_a_style_or_script_of_its_own():
    found = {
        str(path.relative_to(WEB)): match
        for path in our_files(".html", ".svg")
        for match in re.findall(
            r"<style|\sstyle=|\son\w+=|hx-on|javascript:|<script(?![^>]*\ssrc=)|\shx-vals=.js:", path.read_text()
        )
    }

    assert len(our_files(".html")) > 20
    assert found == {}


def test_nothing_is_loaded_from_another_host():
    found = {}
    for path in our_files(".html", ".css", ".js", ".svg"):
        words = path.read_text(encoding="utf-8")
        # A link that a person follows loads nothing by itself, and a namespace is a name.
        words = re.sub(r"<a\s[^>]*>|xmlns(:\w+)?=\"[^\"]*\"", "", words)
        if outside := re.findall(r"(?:https?:)?//[\w.-]+\.\w+|@import|url\((?!data:)", words):
            found[str(path.relative_to(WEB))] = outside

    assert len(our_files(".js")) >= 2
    assert found == {}


def test_a_page_as_it_is_sent_loads_from_us_alone_and_runs_nothing_inline(stocked: Services, engine: ScriptedEngine):
    answer_from_articles(stocked, engine)
    both = staff(stocked, Role.COUNSELLOR, Role.ADMIN)
    both.client.post("/chat/messages", data={"text": ABOUT_NOTICE})
    both.client.post("/chat/handoff")

    for path in ("/", "/articles", "/articles/notice", "/booking", "/sign-in", "/counsellor", "/counsellor/hours",
                 "/admin", "/admin/articles/notice/nb", "/admin/people", "/admin/audit"):  # fmt: skip
        page = open_page(both.client, path)
        loaded = [found.attributes["src"] for found in page.all("script") + page.all("img") + page.all("iframe")]
        loaded += [found.attributes["href"] for found in page.all("link")]
        assert [address for address in loaded if not re.match(r"/(static/|articles/)", address)] == [], path
        assert page.all("style") == [], path
        inline = [name for found in page.all() for name in found.attributes if re.match(r"on|style$", name)]
        assert inline == [], path
        sent_to = [form.attributes["action"] for form in page.all("form")]
        assert [address for address in sent_to if not re.match(r"/(?!/)", address)] == [], path


def test_links_to_other_sites_tell_them_nothing(stocked: Services, engine: ScriptedEngine):
    answer_from_articles(stocked, engine)
    client = browser(stocked)
    client.post("/chat/messages", data={"text": ABOUT_NOTICE})

    links = [
        link.attributes for path in ("/", "/articles/notice") for link in open_page(client, path).all("a")
        if link.attributes["href"].startswith("http")
    ]  # fmt: skip

    assert len(links) >= 3
    assert [link["href"] for link in links if "noreferrer" not in link.get("rel", "")] == []


# Signing in and out.


def attempt(client: TestClient, email: str, password: str, **fields: str) -> httpx2.Response:
    return client.post("/sign-in", data={"email": email, "password": password, **fields})


def test_a_wrong_password_an_unknown_address_and_a_closed_account_look_alike(services: Services):
    with services.database.transaction() as session:
        person, closed, _ = (make_person(session, Role.ADMIN) for _ in range(3))
        people.set_active(session, public_id=closed.public_id, active=False, now=services.clock(), by="test")
    client = browser(services)

    answers = [
        attempt(client, person.email, "wrong"), attempt(client, "nobody@example.org", PASSWORD),
        attempt(client, closed.email, PASSWORD), attempt(client, "", ""), attempt(client, "\x00'--", "\x00"),
    ]  # fmt: skip

    pages = [read_page(answer.text) for answer in answers]
    assert {answer.status_code for answer in answers} == {401}
    assert {page.one("div", id="alerts").text for page in pages} == {text("error-wrong_credentials", NB)}
    assert pages[0].one("input", id="email").attributes["value"] == person.email
    assert "value" not in pages[0].one("input", id="password").attributes
    assert SESSION_COOKIE not in client.cookies


def test_after_too_many_wrong_passwords_even_the_right_one_must_wait(services: Services, clock: FixedClock):
    with services.database.transaction() as session:
        person = make_person(session, Role.ADMIN)
    client = browser(services)
    for _ in range(10):
        assert attempt(client, person.email, "wrong").status_code == 401

    refused = attempt(client, person.email, PASSWORD)

    assert refused.status_code == 429
    assert read_page(refused.text).one("div", id="alerts").text == text("error-too_many_attempts", NB, minutes=15)
    clock.advance(minutes=16)
    assert attempt(client, person.email, PASSWORD).status_code == 303


def test_signing_in_leads_to_the_page_that_was_asked_for(services: Services):
    with services.database.transaction() as session:
        person = make_person(session, Role.ADMIN)
    client = browser(services)
    form = open_page(client, "/sign-in", next="/admin/audit").one("form", class_="stack")

    answer = client.post("/sign-in", data={**form.fields(), "email": person.email, "password": PASSWORD})

    assert answer.headers["location"] == "/admin/audit"


def test_signing_in_never_leads_to_another_site(services: Services):
    with services.database.transaction() as session:
        person = make_person(session, Role.ADMIN)
    client = browser(services)

    for elsewhere in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil"):
        assert attempt(client, person.email, PASSWORD, next_path=elsewhere).headers["location"] == "/admin", elsewhere
        fields = open_page(client, "/sign-in", next=elsewhere).one("form", class_="stack").fields()
        assert fields["next_path"] == "", elsewhere
    # Browsers leave out tabs and line ends: what is left must not be two slashes.
    for hidden in ("/\t/evil.example", "/\n/evil.example"):
        assert "\t" not in attempt(client, person.email, PASSWORD, next_path=hidden).headers["location"]
        assert attempt(client, person.email, PASSWORD, next_path=hidden).headers["location"].startswith("/%0")


def test_a_one_time_password_opens_nothing_but_the_page_to_change_it(services: Services):
    person = newcomer(services, Role.COUNSELLOR, Role.ADMIN)

    assert [person.client.get(path).status_code for path in ("/counsellor", "/admin", "/password")] == [403, 403, 200]
    person.send("/password", password="a password of my own")
    assert [person.client.get(path).status_code for path in ("/counsellor", "/admin")] == [200, 200]
    assert attempt(browser(services), person.profile.email, "a password of my own").headers["location"] == "/counsellor"


def test_whatever_page_was_asked_for_a_one_time_password_is_changed_first(services: Services):
    with services.database.transaction() as session:
        profile, password = people.register(
            session, email="kari@example.org", name="Kari", roles=[Role.ADMIN], password=None, now=services.clock(),
            by="test",
        )  # fmt: skip

    answer = attempt(browser(services), profile.email, password, next_path="/admin/audit")

    assert answer.headers["location"] == "/password"


def test_signing_out_ends_the_session_on_the_server(services: Services):
    person = staff(services, Role.ADMIN)
    stolen = person.client.cookies[SESSION_COOKIE]
    form = person.page("/admin").one("form", action="/sign-out")

    answer = person.client.post("/sign-out", data=form.fields())

    assert answer.headers["location"] == "/sign-in"
    assert SESSION_COOKIE not in person.client.cookies
    again = browser(services, cookie=f"{SESSION_COOKIE}={stolen}").get("/admin", headers=JSON)
    assert refusal_of(again) == (401, "not_signed_in")
    with services.database.reading() as session, pytest.raises(NotSignedIn):
        people.session_for(session, token=stolen, now=services.clock())


def test_a_session_ends_by_itself_after_twelve_hours(services: Services, clock: FixedClock):
    person = staff(services, Role.ADMIN)

    clock.advance(hours=12, seconds=1)

    assert person.client.get("/admin").headers["location"] == "/sign-in?next=/admin"


@pytest.mark.parametrize("cookie", ["", "guess", "\x00", "x" * 5000])
def test_a_session_cookie_that_nobody_gave_out_opens_nothing(services: Services, cookie: str):
    answer = browser(services, cookie=f"{SESSION_COOKIE}={cookie}").get("/admin", headers=JSON)

    assert refusal_of(answer) == (401, "not_signed_in")
