"""What a counsellor sees of a conversation at a glance; nothing in it is generated."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.conversations.tables import Sender
from assistant.conversations.values import ConversationView, MessageView


@dataclass(frozen=True)
class Brief:
    """The researcher's own words, the topics, why a person is needed, and the articles shown (slug and title)."""

    own_words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    articles: tuple[tuple[str, str], ...] = field(default=())

    @classmethod
    def of(cls, view: ConversationView, messages: Sequence[MessageView]) -> "Brief":
        """The brief of a conversation."""
        passages = [passage for message in messages if message.reply for passage in message.reply.passages]
        return cls(
            own_words=tuple(message.text for message in messages if message.sender is Sender.RESEARCHER),
            topics=tuple(view.topics),
            reasons=view.reasons,
            articles=tuple(dict.fromkeys((passage.slug, passage.title) for passage in passages)),
        )

    def only_topics(self) -> "Brief":
        """The brief without the researcher's words and without what was read."""
        return Brief(topics=self.topics)

    def to_json(self) -> dict[str, Any]:
        """As JSON values; from_json gives it back."""
        return {
            "own_words": list(self.own_words),
            "topics": list(self.topics),
            "reasons": list(self.reasons),
            "articles": [list(article) for article in self.articles],
        }

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> "Brief":
        """The brief that to_json described."""
        return cls(
            own_words=tuple(fields["own_words"]),
            topics=tuple(fields["topics"]),
            reasons=tuple(fields["reasons"]),
            articles=tuple((slug, title) for slug, title in fields["articles"]),
        )
