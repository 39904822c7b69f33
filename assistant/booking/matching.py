"""Which counsellors suit a researcher, and whose turn it is among those who do."""

import datetime
from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.booking.availability import Kind
from assistant.booking.openings import Plan, Slot
from assistant.booking.tables import Appointment, Outcome, Result, Status
from assistant.booking.terms import Place, all_terms
from assistant.people import Role, everybody
from knowledge_base.article import Topic, WrittenForm

# Sessions of so long back count when turns are given out.
_LOOKS_BACK = datetime.timedelta(weeks=4)


@dataclass(frozen=True)
class Preference:
    """What a researcher asks of a session; what is not set does not matter.

    `not_counsellors` are public ids, `not_faculties` names in any case. `urgent` is set for conversations that the
    triage marks; it opens the slots that are held back, and closes no other.
    """

    topic: Topic | None = None
    written_form: WrittenForm | None = None
    institution: str = ""
    kind: Kind | None = None
    place: Place | None = None
    counsellor: str = ""
    not_counsellors: frozenset[str] = field(default_factory=frozenset)
    not_faculties: frozenset[str] = field(default_factory=frozenset)
    urgent: bool = False

    def accepts(self, plan: Plan) -> bool:
        """Whether a counsellor suits. Who names no institution takes people from all, and who names no faculty none."""
        terms, person = plan.terms, plan.counsellor.public_id
        return (
            (not self.topic or not terms.topics or self.topic in terms.topics)
            and (not self.written_form or not terms.written_forms or self.written_form in terms.written_forms)
            and (not self.institution or not terms.institution or _same(self.institution, terms.institution))
            and (not self.place or self.place is terms.place)
            and (not self.counsellor or self.counsellor == person)
            and person not in self.not_counsellors
            and not any(_same(faculty, terms.faculty) for faculty in self.not_faculties)
        )

    def accepts_slot(self, slot: Slot) -> bool:
        """Whether a slot of a counsellor who suits is of the kind asked for."""
        return self.kind is None or slot.kind is self.kind


NO_PREFERENCE = Preference()


@dataclass(frozen=True)
class Choices:
    """What there is to choose from: counsellors as id and name, institutions and faculties by name."""

    counsellors: tuple[tuple[str, str], ...]
    institutions: tuple[str, ...]
    faculties: tuple[str, ...]


def choices(session: Session) -> Choices:
    """The counsellors who take sessions, and where they belong."""
    found = [person for person in everybody(session, role=Role.COUNSELLOR) if person.active]
    terms = all_terms(session)
    own = [terms[person.id] for person in found if person.id in terms]
    return Choices(
        counsellors=tuple((person.public_id, person.name) for person in found),
        institutions=tuple(sorted({one.institution for one in own if one.institution})),
        faculties=tuple(sorted({one.faculty for one in own if one.faculty})),
    )


def load(session: Session, *, now: datetime.datetime) -> Counter[int]:
    """How many sessions each counsellor has had lately or has to come, by id; who did not come gave them none."""
    missed = select(Outcome.appointment_id).where(Outcome.result == Result.NO_SHOW)
    query = (
        select(Appointment.counsellor_id, func.count())
        .where(Appointment.starts_at > now - _LOOKS_BACK, Appointment.status == Status.BOOKED)
        .where(Appointment.id.not_in(missed))
        .group_by(Appointment.counsellor_id)
    )
    found: Counter[int] = Counter()
    for counsellor_id, number in session.execute(query):
        found[counsellor_id] = number
    return found


def _same(one: str, other: str) -> bool:
    return bool(one) and one.strip().casefold() == other.strip().casefold()
