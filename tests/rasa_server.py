"""A small real HTTP server on loopback that plays what a Rasa server answered, and keeps what it was asked."""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SAY = "/webhooks/veivalg/webhook"
PARSE = "/model/parse"
STATUS = "/status"

# Recorded from Rasa 3.6.21.
READY = {"model_file": "veivalg.tar.gz", "model_id": "039f1189f13248418e055fdddac7127e", "num_active_training_jobs": 0}
NO_MODEL = {"version": "3.6.21", "status": "failure", "message": "No agent loaded.", "reason": "Conflict", "code": 409}
FORGOTTEN = {"sender_id": "some-id", "slots": {"offered": "nothing"}, "events": [], "latest_message": {"text": None}}


def parsed(text: str, **ranking: float) -> dict[str, Any]:
    """Rasa's classification of a text, the first intent being the likeliest."""
    intents = [{"name": name, "confidence": confidence} for name, confidence in ranking.items()]
    return {"text": text, "intent": intents[0], "entities": [], "intent_ranking": intents}


@dataclass(frozen=True)
class Asked:
    """One request: its method and path, what its address and headers carried, and its body."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: Any


@dataclass
class RasaServer:
    """Listens from `start` to `close`; answers as it was told to `play`, and 404 to all else, as Rasa does."""

    asked: list[Asked] = field(default_factory=list)
    _plays: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    _hanging: set[str] = field(default_factory=set)
    _closing: threading.Event = field(default_factory=threading.Event)

    def start(self) -> "RasaServer":
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def play(self, path: str, answer: Any, status: int = 200) -> None:
        """Answer a path with JSON, or with bytes as they are."""
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self._plays[path] = (status, body)

    def hang(self, path: str) -> None:
        """Take requests for a path and answer none before the server closes."""
        self._hanging.add(path)

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def answer_to(self, asked: Asked) -> tuple[int, bytes]:
        self.asked.append(asked)
        if asked.path in self._hanging:
            self._closing.wait(60)
        return self._plays.get(asked.path, (404, b'{"status": "failure", "code": 404}'))

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                address = urlsplit(self.path)
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                body = json.loads(raw) if raw else None
                headers = {name.lower(): value for name, value in self.headers.items()}
                asked = Asked(self.command, address.path, parse_qs(address.query), headers, body)
                status, answer = server.answer_to(asked)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_GET = do_POST = do_PUT = _answer  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
