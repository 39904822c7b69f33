"""Signing in and out on the web, and the one-time password that must be changed first."""

import httpx2
import pytest
from starlette.testclient import TestClient

from assistant import people
from assistant.bootstrap import Services
from assistant.errors import NotSignedIn
from assistant.people import Role
from assistant.texts import text
from assistant.web.sign_in import SESSION_COOKIE
from knowledge_base.article import WrittenForm
from tests.factories import PASSWORD, make_person
from tests.fakes import FixedClock
from tests.web.clients import JSON, browser, newcomer, open_page, refusal_of, staff
from tests.web.consoles import alert_of
from tests.web.pages import read_page

NB = WrittenForm.BOKMAL


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


def test_a_newcomer_sets_a_password_and_goes_on(services: Services):
    person = newcomer(services, Role.COUNSELLOR)
    weak = person.send("/password", password="short")

    done = person.send("/password", password="a password of my own")

    assert weak.status_code == 422
    assert alert_of(weak.text) == text("error-weak_password", NB, min_chars=people.MIN_PASSWORD_CHARS)
    assert done.headers["location"] == "/counsellor"
    assert person.client.get("/counsellor").status_code == 200
    assert refusal_of(browser(services).get("/counsellor", headers={"Accept": "application/json"})) == (
        401, "not_signed_in"
    )  # fmt: skip


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
