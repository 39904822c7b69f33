"""Rasa as the dialogue engine, over the channel in assistant/nlu/channel.py.

Rasa answers 200 with an empty list when its action server is down, an action raises or no rule fits, so an
empty list is a failure here. Everything foreign is translated to AssistantSilent at this border.
"""

import logging
import re
from typing import Any

import httpx

from assistant.dialogue.reply import Reply
from assistant.errors import AssistantSilent
from knowledge_base.article import WrittenForm

logger = logging.getLogger(__name__)


def as_plain_text(typed: str) -> str:
    """What a person typed, without the marks that Rasa would obey."""
    # Rasa runs any message that starts with "/" as a command ("/restart" wipes the conversation), even
    # after blanks. Only our own code may send commands. A lone "/" must not become an empty message.
    return re.sub(r"^[\s/]+", "", typed) or "?"


class RasaEngine:
    """A Rasa server at `url`. `secret` opens our channel and Rasa's own HTTP interface."""

    def __init__(self, url: str, secret: str, timeout_s: float, *, actions_url: str = "") -> None:
        """`actions_url` is where the action server takes calls; it is asked only whether it is ready."""
        self._secret = secret
        self._actions_health = actions_url.removesuffix("/webhook") + "/health" if actions_url else ""
        self._client = httpx.Client(base_url=url, timeout=timeout_s, trust_env=False)

    def say(self, conversation: str, text: str, written_form: WrittenForm) -> list[Reply]:
        """See DialogueEngine."""
        body = {
            "sender": conversation,
            "message": as_plain_text(text),
            "metadata": {"written_form": written_form},
        }
        answered = self._call("POST", "/webhooks/veivalg/webhook", json=body)
        try:
            replies = [Reply.from_json(part["custom"]) for part in answered]
        except (KeyError, TypeError, ValueError) as error:
            logger.warning("Rasa sent something that is not a reply: %r", error)
            raise AssistantSilent() from error
        if not replies:
            raise AssistantSilent()
        return replies

    def parse(self, text: str) -> dict[str, Any]:
        """Rasa's classification of a text: intent, intent ranking, entities. Raises AssistantSilent."""
        parsed = self._call("POST", "/model/parse", json={"text": as_plain_text(text)})
        if not isinstance(parsed, dict):
            raise AssistantSilent()
        return parsed

    def forget(self, conversation: str) -> None:
        """See DialogueEngine."""
        self._call("PUT", f"/conversations/{conversation}/tracker/events", json=[])

    def is_ready(self) -> bool:
        """See DialogueEngine."""
        try:
            status = self._call("GET", "/status")
            if self._actions_health:
                self._client.get(self._actions_health).raise_for_status()
        except (AssistantSilent, httpx.HTTPError):
            return False
        return isinstance(status, dict) and bool(status.get("model_file"))

    def _call(self, method: str, path: str, json: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self._secret}"}
        try:
            # Rasa's own interface takes its token as a query parameter only.
            response = self._client.request(method, path, json=json, params={"token": self._secret}, headers=headers)
            return response.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            logger.info("Rasa did not answer %s: %s", path, type(error).__name__)
            raise AssistantSilent() from error
