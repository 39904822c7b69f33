"""What the JSON interface takes and gives, version 1. Other programs rely on these names."""

import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field

from assistant.booking import AppointmentView, Kind, Place, Preference, Share, Slot
from assistant.booking.waiting import EntryStatus, WaitingView
from assistant.conversations import MAX_CHARS, Brief, MessageView
from assistant.crisis import reply_texts
from assistant.dialogue.reply import ButtonAction, Reply, ReplyKind
from assistant.triage import Urgency
from assistant.web.preference import wanted
from knowledge_base.article import ArticleTopic, Topic, Variant, WrittenForm

# A larger number than both databases hold would make the driver fail instead of finding nothing.
LARGEST_NUMBER = 2**31 - 1
Number = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
Name = Annotated[str, Field(max_length=200)]
Names = Annotated[list[Name], Field(max_length=20)]
Question = Annotated[str, Field(max_length=MAX_CHARS)]


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


class SlotShape(BaseModel):
    """A free slot."""

    id: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    counsellor: str
    kind: Kind
    place: Place

    @classmethod
    def of(cls, slot: Slot, zone: datetime.tzinfo | None = None) -> Self:
        """The shape of a slot, its moments in UTC unless a zone is given."""
        starts_at, ends_at = (moment.astimezone(zone or datetime.UTC) for moment in (slot.starts_at, slot.ends_at))
        return cls(
            id=slot.id, starts_at=starts_at, ends_at=ends_at, counsellor=slot.counsellor_name,
            kind=slot.kind, place=slot.place,
        )  # fmt: skip


class Slots(BaseModel):
    """Free slots, soonest first."""

    slots: list[SlotShape]


class WantedHold(BaseModel):
    """The token of what the same visitor held before, and the conversation that may open slots that are held back."""

    hold: str = ""
    conversation: str | None = None


class HeldSlot(BaseModel):
    """A slot kept until a moment for whoever books it with the token `hold`."""

    hold: str
    until: datetime.datetime
    slot: SlotShape


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


class NewAppointment(BaseModel):
    """`conversation` is needed to share anything of it, and its token must come along; `hold` if the slot is held.

    `zone` is the IANA name of the researcher's time zone, so that mails give their own time beside Norwegian time.
    `keep` has the keys of the lines of its brief to share, of those that `share` takes in; without it all of them.
    """

    slot: str
    name: str
    email: str
    written_form: WrittenForm
    share: Share
    conversation: str | None = None
    hold: str = ""
    zone: str = ""
    keep: list[str] | None = None


class MovedAppointment(BaseModel):
    """Where to move to; `zone` as in NewAppointment, if it is another than before."""

    slot: str
    zone: str = ""


class AppointmentShape(BaseModel):
    """An appointment as its owner sees it."""

    ref: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    counsellor: str
    status: str

    @classmethod
    def of(cls, view: AppointmentView) -> Self:
        """The shape of an appointment."""
        return cls(
            ref=view.ref,
            starts_at=view.starts_at,
            ends_at=view.ends_at,
            counsellor=view.counsellor,
            status=view.status,
        )


class BookedAppointment(AppointmentShape):
    """The secret changes the appointment later; it is not shown again."""

    secret: str


class NewWaiting(BaseModel):
    """Who joins the waiting list; what is asked of a session has the names that it has in the query of `/slots`.

    `conversation` is told so that an urgent one goes ahead, and its token must come along; nothing of it is shared.
    """

    name: str
    email: str
    written_form: WrittenForm
    topic: Topic | None = None
    kind: Kind | None = None
    place: Place | None = None
    institution: Name = ""
    counsellor: Name = ""
    not_counsellor: Names = []
    not_faculty: Names = []
    conversation: str | None = None
    zone: str = ""

    def preference(self) -> Preference:
        """What is asked of a session."""
        return wanted(
            self.topic, self.kind, self.place, self.institution, self.counsellor, self.not_counsellor, self.not_faculty
        )


class WaitingShape(BaseModel):
    """A place on the waiting list; `number` counts from 1, and is 0 for who waits no longer."""

    ref: str
    status: EntryStatus
    number: int

    @classmethod
    def of(cls, view: WaitingView) -> Self:
        """The shape of a place on the waiting list."""
        return cls(ref=view.ref, status=view.status, number=view.number)


class AskedToWait(BaseModel):
    """The address to which a mail was sent. The link in it has the reference and the secret that leave the list."""

    email: str


class ArticleShape(BaseModel):
    """An article that was found."""

    slug: str
    title: str
    written_form: WrittenForm
    topic: ArticleTopic
    answer: str
    verified_on: datetime.date
    url: str
    score: float | None

    @classmethod
    def of(cls, variant: Variant, score: float | None = None) -> Self:
        """The shape of a live variant."""
        return cls(
            slug=variant.slug,
            title=variant.title,
            written_form=variant.written_form,
            topic=variant.topic,
            answer=variant.answer,
            verified_on=variant.verified_on,
            url=f"/articles/{variant.slug}?written_form={variant.written_form}",
            score=score,
        )


class Articles(BaseModel):
    """Articles, best first, or by title where nothing was asked."""

    articles: list[ArticleShape]


class Erased(BaseModel):
    """What was erased, store by store."""

    erased_at: datetime.datetime
    stores: list[dict[str, str | int]]


class Refusal(BaseModel):
    """The one shape of every refusal."""

    code: str
    message: str = Field(description="For people, in their written form.")
