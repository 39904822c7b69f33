"""What a counsellor sees of a conversation at a glance; nothing in it is generated."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.conversations.tables import Sender
from assistant.conversations.values import ConversationView, MessageView
from assistant.entities import Label, entities_in


@dataclass(frozen=True)
class Brief:
    """The researcher's own words, what they tell of the situation, topics, why a person is needed, articles shown.

    `situation` has pairs of an entity's label and value; `articles` of slug and title.
    """

    own_words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    articles: tuple[tuple[str, str], ...] = ()
    situation: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, view: ConversationView, messages: Sequence[MessageView]) -> "Brief":
        """The brief of a conversation."""
        passages = [passage for message in messages if message.reply for passage in message.reply.passages]
        own_words = tuple(message.text for message in messages if message.sender is Sender.RESEARCHER)
        return cls(
            own_words=own_words,
            topics=tuple(view.topics),
            reasons=view.reasons,
            articles=tuple(dict.fromkeys((passage.slug, passage.title) for passage in passages)),
            situation=_situation(own_words),
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
            "situation": [list(told) for told in self.situation],
        }

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> "Brief":
        """The brief that to_json described."""
        return cls(
            own_words=tuple(fields["own_words"]),
            topics=tuple(fields["topics"]),
            reasons=tuple(fields["reasons"]),
            articles=tuple((slug, title) for slug, title in fields["articles"]),
            # Briefs that were shared before entities were found have none.
            situation=tuple((label, value) for label, value in fields.get("situation", ())),
        )


def _situation(own_words: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What the words tell of the writer, each once, in the order of the labels."""
    found = dict.fromkeys((entity.label, entity.value) for words in own_words for entity in entities_in(words))
    order = [*Label]
    return tuple((str(label), value) for label, value in sorted(found, key=lambda told: order.index(told[0])))
