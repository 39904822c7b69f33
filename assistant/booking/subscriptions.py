"""The secret address at which a counsellor's calendar program reads their sessions; nobody is named there."""

import datetime
import secrets
from collections.abc import Callable

from icalendar import Calendar, Event
from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant import audit
from assistant.booking.diary import lock_diary
from assistant.booking.holds import hash_of
from assistant.booking.invitation import organizer, uid_of
from assistant.booking.tables import Appointment, Status
from assistant.booking.vtimezone import oslo
from assistant.clock import OSLO
from assistant.database import Base
from assistant.errors import NotFound
from assistant.people import Person, Profile, Role
from assistant.texts import text
from knowledge_base.article import WrittenForm

# Sessions that have been over for longer than this are left out.
REACHES_BACK = datetime.timedelta(days=30)
ASK_AGAIN_AFTER = datetime.timedelta(hours=1)


class CalendarFeed(Base):
    """A counsellor's address; of its secret only the hash is kept."""

    __tablename__ = "calendar_feeds"

    counsellor_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime.datetime]


def subscribe(session: Session, *, counsellor: Profile, now: datetime.datetime) -> str:
    """The secret of a new address; the old one works no longer."""
    _remove(session, counsellor)
    secret = secrets.token_urlsafe(24)
    session.add(CalendarFeed(counsellor_id=counsellor.id, secret_hash=hash_of(secret), made_at=now))
    audit.record(session, "booking.subscription.made", at=now, by=counsellor.public_id, about=counsellor.public_id)
    return secret


def unsubscribe(session: Session, *, counsellor: Profile, now: datetime.datetime) -> None:
    """Let a counsellor's address work no longer."""
    _remove(session, counsellor)
    audit.record(session, "booking.subscription.stopped", at=now, by=counsellor.public_id, about=counsellor.public_id)


def subscribed_at(session: Session, counsellor_id: int) -> datetime.datetime | None:
    """When a counsellor's address was made; None without one."""
    row = session.get(CalendarFeed, counsellor_id)
    return row.made_at if row else None


def is_subscription(session: Session, secret: str) -> bool:
    """Whether some counsellor's address has this secret."""
    return session.scalar(select(CalendarFeed).where(CalendarFeed.secret_hash == hash_of(secret))) is not None


def for_subscription(session: Session, secret: str) -> Profile:
    """The counsellor whose address has a secret. Raises NotFound, also once they do not work here any longer."""
    query = select(Person).join(CalendarFeed, CalendarFeed.counsellor_id == Person.id)
    person = session.scalar(query.where(CalendarFeed.secret_hash == hash_of(secret)))
    if person is None or not person.active or Role.COUNSELLOR not in Profile.of(person).roles:
        raise NotFound()
    return Profile.of(person)


def published(
    session: Session, counsellor: Profile, *, sender: str, link: Callable[[str], str], now: datetime.datetime
) -> str:
    """The counsellor's sessions of late and to come, as calendar programs that subscribe read them (RFC 5545, 7986).

    `link` gives the address of the session with a reference. Of one and the same sessions the text is the same whenever
    it is asked for. Cancelled ones are left out: subscribing replaces what was read before, so that all programs
    remove what is missing, while some show what is marked as cancelled as if it stood.
    """
    query = select(Appointment).where(
        Appointment.counsellor_id == counsellor.id,
        Appointment.status == Status.BOOKED,
        Appointment.ends_at > now - REACHES_BACK,
    )
    calendar = Calendar()
    calendar.add("prodid", "-//Veivalg//Veivalg//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Veivalg")
    calendar.add("refresh-interval", ASK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(oslo())
    for row in session.scalars(query.order_by(Appointment.starts_at, Appointment.id)):
        calendar.add_component(_event(row, sender, link(row.ref)))
    return str(calendar.to_ical().decode())


def _event(row: Appointment, sender: str, link: str) -> Event:
    # Published events have an organizer and, unlike invitations, no attendees (RFC 5546, 3.2.1). Where the session is
    # stays out too: whoever finds the address must not be able to join.
    event = Event()
    event.add("uid", uid_of(row.ref))
    event.add("sequence", row.sequence)
    event.add("dtstamp", row.placed_at)
    event.add("dtstart", row.starts_at.astimezone(OSLO))
    event.add("dtend", row.ends_at.astimezone(OSLO))
    event.add("summary", text("calendar-title", WrittenForm.BOKMAL))
    event.add("status", "CONFIRMED")
    event.add("organizer", organizer(sender))
    event.add("url", link)
    return event


def _remove(session: Session, counsellor: Profile) -> None:
    # Whoever makes one at the same moment waits here, so that the later one replaces the earlier.
    lock_diary(session, counsellor.id)
    session.execute(delete(CalendarFeed).where(CalendarFeed.counsellor_id == counsellor.id))
