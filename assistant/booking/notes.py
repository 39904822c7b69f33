"""A counsellor's private notes about a session: nobody else reads them, and they go with who had the session."""

import datetime

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant.booking.tables import Appointment
from assistant.database import Base
from assistant.errors import InvalidInput, NotesErased, NotFound

MAX_NOTE_CHARS = 4000


class SessionNote(Base):
    """What the counsellor of one session has written of it; who it moves to begins anew."""

    __tablename__ = "session_notes"

    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id", ondelete="CASCADE"), primary_key=True)
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str]
    changed_at: Mapped[datetime.datetime]


def note_of(session: Session, appointment_id: int, *, counsellor_id: int) -> str:
    """A counsellor's own note of a session, "" if there is none."""
    row = session.get(SessionNote, (appointment_id, counsellor_id))
    return row.text if row else ""


def keep_note(session: Session, row: Appointment, typed: str, *, counsellor_id: int, now: datetime.datetime) -> None:
    """Keep what was typed in place of what was there; nothing but blanks removes the note.

    It is not logged, not even that there is one. Raises InvalidInput if it is too long, NotesErased if the
    appointment is forgotten already, and a note with it would not last, or NotFound if it has moved to another
    counsellor at the same moment.
    """
    plain = plain_note(typed)
    if len(plain) > MAX_NOTE_CHARS:
        raise InvalidInput(field="note")
    session.refresh(row, with_for_update=True)
    if row.counsellor_id != counsellor_id:
        raise NotFound()
    kept = session.get(SessionNote, (row.id, counsellor_id))
    if plain == (kept.text if kept else ""):
        return
    if not row.email:
        raise NotesErased()
    if plain:
        session.merge(SessionNote(appointment_id=row.id, counsellor_id=counsellor_id, text=plain, changed_at=now))
    elif kept:
        session.delete(kept)


def plain_note(typed: str) -> str:
    """What of what was typed is kept and counted."""
    # Browsers send CRLF, which would count twice.
    return typed.replace("\r\n", "\n").strip()


def remove_former_notes(session: Session, row: Appointment) -> None:
    """Forget what others wrote of a session than the counsellor who holds it, to whom it has moved."""
    others = SessionNote.counsellor_id != row.counsellor_id
    session.execute(delete(SessionNote).where(SessionNote.appointment_id == row.id, others))


def remove_notes(session: Session, *, before: datetime.datetime) -> None:
    """Forget the notes of sessions that ended before a moment."""
    over = select(Appointment.id).where(Appointment.ends_at < before)
    session.execute(delete(SessionNote).where(SessionNote.appointment_id.in_(over)))
