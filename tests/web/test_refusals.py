"""One shape of refusal, whatever is wrong."""

from typing import Any

import pytest

from assistant.bootstrap import Services
from assistant.errors import GuidanceError
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.fakes import ScriptedEngine
from tests.web.clients import JSON, Program, browser, refusal_of


def test_a_path_or_method_that_is_not_there_is_refused_in_the_one_shape(services: Services):
    client = browser(services)

    for path in ("/api/v1/nothing", "/api/v2/conversations", "/api/", "/api/v1/articles/x/y"):
        assert refusal_of(client.get(path)) == (404, "not_found"), path
    for method, path in (("PUT", "/api/v1/conversations"), ("DELETE", "/api/v1/slots"), ("PATCH", "/api/v1/articles")):
        answer = client.request(method, path)
        assert refusal_of(answer)[0] == 405, path
        assert answer.headers["allow"], path


def test_a_refusal_is_told_in_the_senders_language(services: Services):
    for form in WrittenForm:
        answer = browser(services, accept_language=form).get("/api/v1/nothing")
        assert answer.json()["message"] == text("error-not_found", form)


def test_an_unexpected_error_leaks_nothing(services: Services, engine: ScriptedEngine):
    def fail(_typed: str, _form: WrittenForm) -> list[Any]:
        raise RuntimeError("a password in a traceback")

    program = Program.begin(services)
    engine.script = fail
    answer = browser(services, fails_loudly=False).post(
        f"/api/v1/conversations/{program.id}/messages", json={"client_id": "one", "text": "Hei"}, headers=program.key
    )

    assert refusal_of(answer) == (500, "error")
    assert "password" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert program.messages()[0]["text"] == "Hei"


@pytest.mark.parametrize("form", WrittenForm)
def test_every_refusal_that_the_code_knows_has_its_shape_and_its_words(services: Services, form: WrittenForm):
    values = {
        "field": "name",
        "max_chars": 9,
        "minutes": 9,
        "min_chars": 9,
        "email": "a@b.no",
        "problem": "x",
        "number": 2,
    }
    client = browser(services, accept_language=form)
    kinds = [GuidanceError, *GuidanceError.__subclasses__()]
    for kind in kinds:
        refuse(client.app, kind, values)

    answers = {kind.code: client.get(f"/api/test/{kind.code}") for kind in kinds}

    assert {code: refusal_of(answer) for code, answer in answers.items()} == {
        kind.code: (kind.status, kind.code) for kind in kinds
    }
    assert len({answer.json()["message"] for answer in answers.values()}) == len(kinds)


def refuse(app: Any, kind: type[GuidanceError], values: dict[str, Any]) -> None:
    """Add a call that is refused in this way."""

    @app.get(f"/api/test/{kind.code}")
    def call() -> None:
        raise kind(**values)


@pytest.mark.parametrize("path", ["/api/v1/conversations", "/chat/messages"])
def test_a_body_that_is_far_too_large_is_refused_in_the_one_shape(services: Services, path: str):
    client = browser(services, content_type="application/json", **JSON)
    chunks = (b"x" * 2**16 for _ in range(40))

    answers = [client.post(path, content=b"x" * 2**21)]
    if path.startswith("/api/"):
        answers.append(client.post(path, content=chunks))

    assert {refusal_of(answer) for answer in answers} == {(413, "malformed_request")}
    assert all("content-security-policy" in answer.headers for answer in answers)
