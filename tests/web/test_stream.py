"""What comes into a conversation while somebody looks at it: server-sent events from a real server."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest
import uvicorn

from assistant import handoff
from assistant.bootstrap import Services
from assistant.conversations import answer_kept
from assistant.crisis import reply_texts
from assistant.web.app import create
from tests.chat import CRISIS
from tests.factories import make_counsellor
from tests.fakes import ScriptedEngine
from tests.web.clients import Program, browser
from tests.web.pages import read_page

START_TIMEOUT_S = 30
READ_TIMEOUT_S = 30


@dataclass(frozen=True)
class Event:
    """One event: its name, what it carries, and the number to go on after."""

    name: str
    data: str
    id: str = ""


@pytest.fixture
def server(services: Services) -> Iterator[str]:
    """The address of a server on loopback that serves these services."""
    config = uvicorn.Config(
        create(services, with_worker=False), host="127.0.0.1", port=0, log_config=None, timeout_graceful_shutdown=1
    )
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + START_TIMEOUT_S
    while not running.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.02)
    port = running.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(timeout=START_TIMEOUT_S)


@contextmanager
def listening(server: str, path: str, **headers: str) -> Iterator[Iterator[Event]]:
    """The events of a stream as they come."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with httpx.stream("GET", f"{server}{path}", headers=sent, timeout=READ_TIMEOUT_S, trust_env=False) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["x-accel-buffering"] == "no"
        yield events(answer.iter_lines())


def events(lines: Iterator[str]) -> Iterator[Event]:
    """Lines as a browser takes them together: `data` may stand on several."""
    fields: dict[str, list[str]] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if line and name:
            fields.setdefault(name, []).append(value)
        elif fields:
            yield Event(
                "".join(fields.get("event", [])), "\n".join(fields.get("data", [])), "".join(fields.get("id", []))
            )
            fields = {}


def next_message(stream: Iterator[Event]) -> Event:
    return next(event for event in stream if event.name == "message")


def text_of(event: Event) -> str:
    return str(json.loads(event.data)["text"])


def stream_of(program: Program, after: int = 0) -> str:
    return f"/api/v1/conversations/{program.id}/stream?after={after}"


def test_the_stream_gives_what_there_is_and_then_what_comes(services: Services, server: str):
    program = Program.begin(services)
    program.say("Hei")

    with listening(server, stream_of(program), **program.key) as stream:
        first = [next(stream) for _ in range(3)]
        program.say("Og så?")
        later = [next_message(stream), next_message(stream)]

    assert [(event.name, event.data) for event in first[2:]] == [("holder", "assistant")]
    assert [text_of(event) for event in [*first[:2], *later]] == ["Hei", "echo: Hei", "Og så?", "echo: Og så?"]
    assert [event.id for event in [*first[:2], *later]] == [str(message["id"]) for message in program.messages()]
    assert json.loads(first[0].data) == program.messages()[0]


def test_a_reader_that_comes_back_goes_on_after_the_last_event_it_saw(services: Services, server: str):
    program = Program.begin(services)
    seen = program.say("Hei").json()["replies"][0]["id"]
    program.say("Og så?")

    with listening(server, stream_of(program), last_event_id=str(seen), **program.key) as stream:
        assert text_of(next(stream)) == "Og så?"
    with listening(server, stream_of(program, after=seen), **program.key) as stream:
        assert text_of(next(stream)) == "Og så?"


def test_a_last_event_that_is_no_number_is_as_none(services: Services, server: str):
    program = Program.begin(services)
    program.say("Hei")

    for garbage in ("x", "-1", "1.5", "9" * 40):
        with listening(server, stream_of(program), last_event_id=garbage, **program.key) as stream:
            assert text_of(next(stream)) == "Hei", garbage


def test_a_last_event_beyond_all_messages_gives_only_what_comes(services: Services, server: str):
    program = Program.begin(services)
    program.say("Hei")

    with listening(server, stream_of(program), last_event_id="9" * 15, **program.key) as stream:
        assert next(stream) == Event("holder", "assistant")


def test_a_counsellors_words_and_their_coming_and_going_arrive(services: Services, server: str):
    program = Program.begin(services)
    with services.database.transaction() as session:
        counsellor = make_counsellor(session)

    with listening(server, stream_of(program), **program.key) as stream:
        assert next(stream) == Event("holder", "assistant")
        program.call("POST", "/handoff")
        assert json.loads(next_message(stream).data)["reply"]["kind"] == "handoff"
        assert next(stream) == Event("holder", "waiting")
        with services.database.transaction() as session:
            handoff.claim(session, public_id=program.id, counsellor=counsellor, now=services.clock())
            handoff.write(
                session, public_id=program.id, counsellor=counsellor, typed="Hei, dette er Ida.", now=services.clock()
            )  # fmt: skip
        came, wrote = next_message(stream), next_message(stream)
        assert next(stream) == Event("holder", "counsellor")

    assert json.loads(came.data)["sender"] == "system"
    assert (json.loads(wrote.data)["sender"], text_of(wrote)) == ("counsellor", "Hei, dette er Ida.")


def test_the_numbers_to_call_come_once_the_crisis_gate_has_opened(services: Services, server: str):
    program = Program.begin(services)

    with listening(server, stream_of(program), **program.key) as stream:
        assert next(stream).name == "holder"
        program.say(CRISIS)
        came = next(event for event in stream if event.name == "numbers")
    with listening(server, stream_of(program, after=10**6), **program.key) as stream:
        again = [next(stream), next(stream)]

    assert json.loads(came.data) == reply_texts()["nb"]["numbers"]
    assert again == [Event("holder", "waiting"), came]


def test_the_chat_page_gets_the_numbers_to_call_as_a_piece_of_the_page(services: Services, server: str):
    client = browser(services)
    client.post("/chat/messages", data={"text": CRISIS})
    cookie = f"veivalg_conversation={client.cookies['veivalg_conversation']}"

    with listening(server, "/chat/stream?after=1000000", cookie=cookie) as stream:
        came = next(event for event in stream if event.name == "numbers")

    shown = read_page(came.data).one("details", class_="to-call")
    assert [link.text for link in shown.all("a")] == [entry["number"] for entry in reply_texts()["nb"]["numbers"]]


def test_a_late_answer_arrives(services: Services, server: str, engine: ScriptedEngine):
    engine.silent = True
    program = Program.begin(services)
    apology = program.say("Hei").json()["replies"][0]["id"]

    with listening(server, stream_of(program, after=apology), **program.key) as stream:
        assert next(stream).name == "holder"
        engine.silent = False
        answer_kept(services.database, engine, services.clock)
        assert text_of(next_message(stream)) == "echo: Hei"


def test_the_stream_ends_when_the_conversation_is_erased(services: Services, server: str):
    program = Program.begin(services)

    with listening(server, stream_of(program), **program.key) as stream:
        assert next(stream).name == "holder"
        program.call("DELETE")
        assert [event.name for event in stream] == ["erased"]


def test_the_chat_page_gets_each_message_as_a_piece_of_the_page(services: Services, server: str):
    client = browser(services)
    client.post("/chat/messages", data={"text": "Linje én\nog <b>to</b>"})
    cookie = f"veivalg_conversation={client.cookies['veivalg_conversation']}"

    with listening(server, "/chat/stream?after=0", cookie=cookie, accept_language="nn") as stream:
        first, second, holder = (next(stream) for _ in range(3))

    question = read_page(first.data).one("article")
    assert question.attributes["data-number"] == first.id
    assert question.one("p", class_="typed").text == "Linje én og <b>to</b>"
    assert "Linje én\nog" in first.data
    assert read_page(second.data).one("div", class_="answer").text.startswith("echo: Linje én")
    assert holder == Event("holder", "assistant")


def test_a_stream_opens_to_its_key_alone(services: Services, server: str):
    program, other = Program.begin(services), Program.begin(services)

    refused = [
        httpx.get(f"{server}{path}", headers=headers, timeout=READ_TIMEOUT_S, trust_env=False)
        for path, headers in [
            (stream_of(program), other.key), (stream_of(program), {}), ("/chat/stream", {}),
            ("/chat/stream", {"Cookie": f"veivalg_conversation={program.id}.guess"}),
        ]
    ]  # fmt: skip

    assert [answer.status_code for answer in refused] == [404] * 4
