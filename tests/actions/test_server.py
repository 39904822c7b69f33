"""The action server lets in only who knows the secret, and tells Rasa when an action failed."""

import asyncio
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sanic import Sanic

from actions.server import build
from assistant.bootstrap import bootstrap
from assistant.database import Database
from assistant.dialogue.reply import Reply
from assistant.serving import free_port
from assistant.settings import Settings
from assistant.texts import text
from knowledge_base.article import WrittenForm
from knowledge_base.embedding import HashEmbedder
from tests.actions.domain import DOMAIN
from tests.fakes import FixedClock, RecordingMailer, ScriptedEngine
from tests.turns import state

NB = WrittenForm.BOKMAL


@pytest.fixture(scope="module")
def action_server(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an action server whose secret is "the secret"."""
    folder = tmp_path_factory.mktemp("actions")
    shutil.copy(sqlite_template, folder / "veivalg.db")
    database = Database(f"sqlite:///{folder / 'veivalg.db'}")
    services = bootstrap(
        Settings(var_dir=folder, internal_secret="the secret"),
        database=database, embedder=HashEmbedder(), engine=ScriptedEngine(), mailer=RecordingMailer(),
        clock=FixedClock(),
    )  # fmt: skip
    app, port, loop = build(services), free_port(), asyncio.new_event_loop()
    server = loop.run_until_complete(
        app.create_server(host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False)
    )
    loop.run_until_complete(server.startup())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    loop.call_soon_threadsafe(loop.stop)
    thread.join(20)
    server.close()
    loop.run_until_complete(server.wait_closed())
    loop.close()
    database.close()
    Sanic.unregister_app(app)


class TestServer:
    def ask(self, server: str, method: str, path: str, authorization: bytes | None, body: Any = None) -> httpx.Response:
        headers = {b"Authorization": authorization} if authorization is not None else {}
        return httpx.request(method, server + path, headers=headers, json=body, trust_env=False)

    def call(self, action: str, **fields: Any) -> dict[str, Any]:
        return {"next_action": action, "tracker": state("Hei", **fields), "domain": DOMAIN, "version": "3.6.21"}

    @pytest.mark.parametrize(
        "authorization", [None, b"", b"the secret", b"Bearer", b"Bearer wrong", b"Bearer the secret!", b"Bearer \xe6"]
    )
    @pytest.mark.parametrize(("method", "path"), [("POST", "/webhook"), ("GET", "/actions")])
    def test_refuses_calls_without_the_secret(self, action_server: str, method, path, authorization):
        body = self.call("action_small_talk", intent="greet") if method == "POST" else None

        response = self.ask(action_server, method, path, authorization, body)

        assert response.status_code == 403
        assert response.json()["code"] == "not_allowed"

    def test_runs_an_action_for_who_has_the_secret(self, action_server: str):
        response = self.ask(
            action_server, "POST", "/webhook", b"Bearer the secret", self.call("action_small_talk", intent="greet")
        )

        answered = response.json()
        assert response.status_code == 200
        assert Reply.from_json(answered["responses"][0]["custom"]).text == text("smalltalk-greet", NB)
        assert {event["name"] for event in answered["events"]} == set(DOMAIN["slots"])

    def test_tells_rasa_that_an_action_failed(self, action_server: str):
        response = self.ask(
            action_server, "POST", "/webhook", b"Bearer the secret",
            self.call("action_request_handoff", conversation="no-such-id"),
        )  # fmt: skip

        assert response.status_code == 500

    def test_has_the_actions_of_the_domain(self, action_server: str):
        response = self.ask(action_server, "GET", "/actions", b"Bearer the secret")

        assert sorted(action["name"] for action in response.json()) == sorted(DOMAIN["actions"])

    def test_tells_anybody_that_it_is_alive(self, action_server: str):
        assert self.ask(action_server, "GET", "/health", None).json() == {"status": "ok"}
