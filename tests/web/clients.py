"""Browsers and programs that use the web application in tests, and people who have signed in."""

from dataclasses import dataclass
from itertools import count
from typing import Any, Self

import httpx2
from starlette.testclient import TestClient

from assistant import booking, people
from assistant.bootstrap import Services
from assistant.dialogue.reply import Reply, ReplyKind
from assistant.people import Profile, Role
from assistant.triage import Triage
from assistant.web.app import create
from assistant.web.sign_in import SESSION_COOKIE
from knowledge_base.article import WrittenForm
from tests.factories import PASSWORD, make_counsellor, make_person
from tests.fakes import ScriptedEngine
from tests.web.pages import Element, read_page

JSON = {"Accept": "application/json"}
_numbers = count(1)

# A question that the article about notice answers.
ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"


def browser(services: Services, *, fails_loudly: bool = True, **headers: str) -> TestClient:
    """A browser with cookies of its own that shows each redirect instead of following it."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return TestClient(
        create(services, with_worker=False), headers=sent, follow_redirects=False,
        raise_server_exceptions=fails_loudly,
    )  # fmt: skip


def open_page(client: TestClient, path: str, **query: str) -> Element:
    """The page at a path, which must be there."""
    answer = client.get(path, params=query or None)
    assert answer.status_code == 200, (path, answer.status_code)
    return read_page(answer.text)


def refusal_of(answer: httpx2.Response) -> tuple[int, str]:
    """Status and code of a refusal for programs, which has exactly the one shape."""
    body = answer.json()
    assert sorted(body) == ["code", "message"]
    assert body["message"].strip()
    return answer.status_code, body["code"]


@dataclass
class Program:
    """A program with the key of one conversation."""

    client: TestClient
    id: str
    token: str

    @classmethod
    def begin(cls, services: Services, written_form: WrittenForm = WrittenForm.BOKMAL) -> Self:
        """A new conversation over the JSON interface."""
        client = browser(services)
        begun = client.post("/api/v1/conversations", json={"written_form": written_form}).json()
        return cls(client, begun["id"], begun["token"])

    @property
    def key(self) -> dict[str, str]:
        return bearer(self.token)

    def call(self, method: str, path: str = "", **sent: Any) -> httpx2.Response:
        """A call on the conversation, with its key."""
        return self.client.request(method, f"/api/v1/conversations/{self.id}{path}", headers=self.key, **sent)

    def say(self, text: str, client_id: str = "") -> httpx2.Response:
        """Send a message."""
        return self.call("POST", "/messages", json={"client_id": client_id or f"m{next(_numbers)}", "text": text})

    def messages(self) -> list[dict[str, Any]]:
        """All messages."""
        found: list[dict[str, Any]] = self.call("GET", "/messages").json()["messages"]
        return found


def bearer(token: str) -> dict[str, str]:
    """The header that carries a key."""
    return {"Authorization": f"Bearer {token}"}


@dataclass
class Staff:
    """A person who has signed in."""

    client: TestClient
    profile: Profile
    csrf_token: str

    def page(self, path: str) -> Element:
        """A page of the consoles."""
        return open_page(self.client, path)

    def send(self, path: str, **fields: Any) -> httpx2.Response:
        """Send a form of the consoles."""
        return self.client.post(path, data={"csrf_token": self.csrf_token, **fields})


def staff(services: Services, *roles: Role, **headers: str) -> Staff:
    """A new person with these roles who has signed in; a counsellor offers an ordinary week."""
    with services.database.transaction() as session:
        profile = make_person(session, *roles)
        if Role.COUNSELLOR in roles:
            booking.replace_hours(session, counsellor=profile, hours=booking.ordinary_week(), now=services.clock())
    return enter(services, profile, **headers)


def newcomer(services: Services, *roles: Role) -> Staff:
    """A new person who has signed in with a one-time password and not yet changed it."""
    with services.database.transaction() as session:
        profile, password = people.register(
            session, email=f"new{next(_numbers)}@example.org", name="Nils Ny", roles=roles, password=None,
            now=services.clock(), by="test",
        )  # fmt: skip
    return enter(services, profile, password)


def enter(services: Services, profile: Profile, password: str = PASSWORD, **headers: str) -> Staff:
    """Sign somebody in on the sign-in page."""
    client = browser(services, **headers)
    answer = client.post("/sign-in", data={"email": profile.email, "password": password})
    assert answer.status_code == 303
    with services.database.reading() as session:
        token = people.session_for(session, token=client.cookies[SESSION_COOKIE], now=services.clock()).csrf_token
    return Staff(client, profile, token)


def open_slots(services: Services) -> list[str]:
    """The ids of the free slots of a new counsellor, soonest first."""
    with services.database.transaction() as session:
        make_counsellor(session)
        return [slot.id for slot in booking.free_slots(session, now=services.clock())]


def answer_from_articles(services: Services, engine: ScriptedEngine, **probabilities: float) -> None:
    """Let the engine answer as the action server does, with these probabilities from Rasa."""

    def script(text: str, form: WrittenForm) -> list[Reply]:
        return [services.answerer.answer(text, form, probabilities=probabilities)]

    engine.script = script


def answer_with(engine: ScriptedEngine, triage: Triage) -> None:
    """Let the engine answer everything with one sentence and this triage."""
    engine.script = lambda text, form: [Reply(kind=ReplyKind.SMALLTALK, text="Ja.", written_form=form, triage=triage)]
