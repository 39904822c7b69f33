"""The port to a dialogue engine, so that Rasa can be replaced."""

from typing import Protocol

from assistant.dialogue.reply import Reply
from knowledge_base.article import WrittenForm


class DialogueEngine(Protocol):
    """Answers messages. Every implementation passes tests/dialogue/test_engines.py."""

    def say(self, conversation: str, text: str, written_form: WrittenForm) -> list[Reply]:
        """The replies to a message; at least one.

        `conversation` is the public id; no name or address goes along. Raises AssistantSilent when no reply comes.
        """

    def forget(self, conversation: str) -> None:
        """Erase what the engine remembers of a conversation. Raises AssistantSilent if that cannot be confirmed."""

    def is_ready(self) -> bool:
        """Whether a message would be answered now."""
