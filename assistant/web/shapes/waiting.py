"""The waiting list."""

from typing import Self

from pydantic import BaseModel

from assistant.booking import Kind, Place, Preference
from assistant.booking.waiting import EntryStatus, WaitingView
from assistant.web.preference import wanted
from assistant.web.shapes.limits import Name, Names
from knowledge_base.article import Topic, WrittenForm


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
