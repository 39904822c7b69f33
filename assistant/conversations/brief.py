"""What a counsellor sees of a conversation at a glance; nothing in it is generated."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.conversations.tables import Sender
from assistant.conversations.values import ConversationView, MessageView
from assistant.entities import Label, entities_in
from knowledge_base.sentences import parts_in

# What a brief has lines of, in the order in which they are shown.
KINDS = ("reasons", "own_words", "situation", "topics", "articles")


@dataclass(frozen=True)
class Line:
    """A line of a brief, which a researcher can strike. `told` is what stands there: one value, or two of a pair.

    `key` says the same in short: a line that is written later has another.
    """

    key: str
    kind: str
    told: tuple[str, ...]

    @classmethod
    def of(cls, kind: str, entry: str | tuple[str, str]) -> "Line":
        """The line for an entry of one of the brief's fields."""
        told = (entry,) if isinstance(entry, str) else entry
        return cls(hashlib.sha256("\0".join((kind, *told)).encode()).hexdigest()[:16], kind, told)


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

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not self.lines()

    def lines(self) -> list[Line]:
        """Every line of it, in the order in which they are shown."""
        return [Line.of(kind, entry) for kind in KINDS for entry in getattr(self, kind)]

    def keys(self) -> frozenset[str]:
        """The keys of its lines."""
        return frozenset(line.key for line in self.lines())

    def key(self, kind: str, entry: str | tuple[str, str]) -> str:
        """The key of one line, for pages."""
        return Line.of(kind, entry).key

    def only_topics(self) -> "Brief":
        """The brief without the researcher's words and without what was read."""
        return Brief(topics=self.topics)

    def by_sentence(self) -> "Brief":
        """The brief with each sentence on a line of its own, each once, so that single ones can be struck."""
        sentences = tuple(dict.fromkeys(part for words in self.own_words for part in parts_in(words)))
        return replace(self, own_words=sentences, situation=_situation(sentences))

    def keeping(self, keys: Collection[str]) -> "Brief":
        """The lines with these keys. What was found in words goes with them, whether it is among the keys or not."""
        kept = Brief(**{
            kind: tuple(entry for entry in getattr(self, kind) if Line.of(kind, entry).key in keys) for kind in KINDS
        })  # fmt: skip
        if kept.own_words == self.own_words:
            return kept
        told = set(_situation(kept.own_words))
        return replace(kept, situation=tuple(found for found in kept.situation if found in told))

    def joined_with(self, other: "Brief") -> "Brief":
        """All lines of this one, then those of another that it has not."""
        return Brief(**{kind: tuple(dict.fromkeys(getattr(self, kind) + getattr(other, kind))) for kind in KINDS})

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
