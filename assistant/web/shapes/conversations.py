"""Conversations: messages, replies, and what could be shared of them."""

import datetime
from typing import Literal, Self

from pydantic import BaseModel

from assistant.conversations import Brief, MessageView
from assistant.crisis import reply_texts
from assistant.dialogue.reply import ButtonAction, Reply, ReplyKind
from assistant.triage import Urgency
from knowledge_base.article import Topic, WrittenForm


class NewConversation(BaseModel):
    """The written form is detected from the messages unless given here."""

    written_form: WrittenForm | None = None


class BegunConversation(BaseModel):
    """The token is the only key; it is not shown again."""

    id: str
    token: str
    disclosure: str


class NewMessage(BaseModel):
    """`client_id` is made by the sender, so that a repeat is harmless."""

    client_id: str
    text: str


class SourceShape(BaseModel):
    """A source of a passage."""

    title: str
    url: str
    as_of: str


class PassageShape(BaseModel):
    """A passage of an article; `text` is Markdown, `section` counts from 1 and is 0 in old replies."""

    slug: str
    version: int
    title: str
    heading: str
    text: str
    sources: list[SourceShape]
    verified_on: datetime.date
    score: float
    section: int


class ButtonShape(BaseModel):
    """A next step."""

    label: str
    action: ButtonAction
    value: str


class TopicShape(BaseModel):
    """A topic and how sure the classifier is of it."""

    topic: Topic
    confidence: float


class TriageShape(BaseModel):
    """What the message asks for."""

    topics: list[TopicShape]
    urgency: Urgency
    needs_human: bool
    reasons: list[str]


class CandidateShape(BaseModel):
    """An article that may have been meant: the version that is live, and how probable it is that it answers."""

    slug: str
    version: int
    score: float


class ReplyShape(BaseModel):
    """A reply of the assistant; `narrowed_to` is what the researcher said earlier, if it was chosen by that.

    `offered` are articles that may have been meant instead of those shown; the buttons say their titles.
    """

    id: int
    kind: ReplyKind
    text: str
    written_form: WrittenForm
    passages: list[PassageShape]
    buttons: list[ButtonShape]
    triage: TriageShape
    narrowed_to: list[str]
    offered: list[CandidateShape]

    @classmethod
    def of(cls, number: int, reply: Reply) -> Self:
        """The shape of a stored reply."""
        return cls.model_validate({"id": number, **reply.to_json()})


class MessageShape(BaseModel):
    """A message of anybody; `reply` is set for the assistant's."""

    id: int
    sender: Literal["researcher", "assistant", "counsellor", "system"]
    text: str
    written_form: WrittenForm
    created_at: datetime.datetime
    state: str | None
    reply_to: int | None
    reply: ReplyShape | None

    @classmethod
    def of(cls, view: MessageView) -> Self:
        """The shape of a message."""
        return cls(
            id=view.id,
            sender=view.sender.value,
            text=view.text,
            written_form=view.written_form,
            created_at=view.created_at,
            state=view.state,
            reply_to=view.reply_to,
            reply=ReplyShape.of(view.id, view.reply) if view.reply else None,
        )


class NumberToCall(BaseModel):
    """A number for somebody in danger; `tel` is for a link."""

    label: str
    number: str
    tel: str

    @classmethod
    def all_in(cls, form: WrittenForm) -> list[Self]:
        """The reviewed numbers of the crisis reply."""
        return [cls.model_validate(entry) for entry in reply_texts()[form]["numbers"]]


class AnsweredMessage(BaseModel):
    """A message and its replies; none while a person holds the conversation.

    `numbers_to_call` are to be shown from now on if there are any: the crisis gate has opened in the conversation.
    """

    message: MessageShape
    replies: list[ReplyShape]
    numbers_to_call: list[NumberToCall]


class Messages(BaseModel):
    """Messages after a number, who holds the conversation now, and the numbers to call as in AnsweredMessage."""

    holder: str
    messages: list[MessageShape]
    numbers_to_call: list[NumberToCall]


class BriefLineShape(BaseModel):
    """A line that can be shared or struck. `told` is what stands there: a sentence, topic or reason; or slug and title
    of an article; or what was found in the words, and how it is called.
    """

    key: str
    kind: Literal["reasons", "own_words", "situation", "topics", "articles"]
    told: list[str]


class BriefShape(BaseModel):
    """What a counsellor would see of a conversation, line by line; nothing in it is generated."""

    lines: list[BriefLineShape]

    @classmethod
    def of(cls, brief: Brief | None) -> Self:
        """The shape of a brief; none has no lines."""
        lines = brief.lines() if brief else []
        return cls.model_validate({"lines": [{"key": one.key, "kind": one.kind, "told": one.told} for one in lines]})


class Erased(BaseModel):
    """What was erased, store by store."""

    erased_at: datetime.datetime
    stores: list[dict[str, str | int]]
