"""A program that talks with a running Veivalg over the JSON interface, version 1."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

Json = dict[str, Any]


@dataclass(frozen=True)
class Conversation:
    """One conversation and the client that holds its key."""

    client: httpx.Client
    id: str
    token: str

    @property
    def path(self) -> str:
        return f"/api/v1/conversations/{self.id}"

    @property
    def key(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def say(self, text: str) -> Json:
        """Send a message; the answer's body with its message and replies."""
        body = {"client_id": uuid.uuid4().hex, "text": text}
        answered = self.client.post(f"{self.path}/messages", json=body, headers=self.key)
        assert answered.status_code == httpx.codes.CREATED, answered.text
        return answered.json()

    def ask(self, text: str) -> Json:
        """Send a message; its only reply."""
        (reply,) = self.say(text)["replies"]
        return reply

    def messages(self) -> list[Json]:
        """All that is stored, oldest first."""
        return self.client.get(f"{self.path}/messages", headers=self.key).json()["messages"]

    def events(self, *, last_seen: int = 0, count: int) -> list[Json]:
        """The next `count` messages of the stream, as a browser that has seen `last_seen` gets them."""
        headers = {**self.key, "Last-Event-ID": str(last_seen)} if last_seen else self.key
        with self.client.stream("GET", f"{self.path}/stream", headers=headers) as stream:
            messages = _messages_in(stream)
            return [next(messages) for _ in range(count)]


def begin(client: httpx.Client, **fields: str) -> Conversation:
    """A new conversation."""
    begun = client.post("/api/v1/conversations", json=fields).json()
    return Conversation(client, begun["id"], begun["token"])


def has_button(reply: Json, action: str) -> bool:
    return any(button["action"] == action for button in reply["buttons"])


def _messages_in(stream: httpx.Response) -> Iterator[Json]:
    event = ""
    for line in stream.iter_lines():
        name, _, value = line.partition(": ")
        if name == "event":
            event = value
        elif name == "data" and event == "message":
            yield json.loads(value)
