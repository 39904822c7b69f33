"""Cookies, and the headers of every answer."""

import dataclasses
import re
from typing import Any

from assistant.bootstrap import Services
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.factories import PASSWORD, make_person
from tests.fakes import ScriptedEngine
from tests.web.clients import browser
from tests.web.pages import read_page

NB = WrittenForm.BOKMAL


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
