"""Mails without an invitation: that a line was written, and that an appointment has been cut from its conversation."""

import datetime

from sqlalchemy.orm import Session

from assistant.booking.appointments import AppointmentView
from assistant.booking.lines import WrittenLine, first_of_round
from assistant.notifications import Mail
from assistant.people import Role, everybody
from assistant.texts import day, hour, text
from knowledge_base.article import WrittenForm

# A counsellor gets at most one mail an hour about an appointment's lines, and about danger one in five minutes.
TOLD_AGAIN_AFTER = datetime.timedelta(hours=1)
CALLED_AGAIN_AFTER = datetime.timedelta(minutes=5)


def unlinked(appointment: AppointmentView, *, link: str) -> Mail:
    """The mail that brings the link by which alone an appointment is opened from now on."""
    form = appointment.written_form
    on, start = day(appointment.starts_at, form), hour(appointment.starts_at, form)
    return Mail(
        key=f"unlinked-{appointment.ref}",
        recipient=appointment.email,
        subject=text("mail-unlinked-subject", form, day=on, start=start),
        body=text(
            "mail-unlinked-body", form, name=appointment.name, counsellor=appointment.counsellor, day=on, start=start,
            link=link,
        ),
    )  # fmt: skip


def of_line(session: Session, appointment: AppointmentView, line: WrittenLine, *, link: str) -> list[Mail]:
    """The mails that a line was written; none of them says what stands in it.

    If the crisis gate opened at it every active counsellor is told, because the appointment's own may be away until
    the session; only the own one can read it.
    """
    if line.alert is None:
        return [_told(appointment, link=link)]
    alerted = [written for written in appointment.lines if written.alert]
    round_ = first_of_round(alerted, CALLED_AGAIN_AFTER).id
    own = _called(appointment, round_, link=link)
    form = WrittenForm.BOKMAL
    others = [
        Mail(
            key=f"line-call-{appointment.ref}-{round_}-{person.public_id}",
            recipient=person.email,
            subject=text("mail-call-urgent-subject", form),
            body=text("mail-line-call-body", form, counsellor=appointment.counsellor),
        )
        for person in everybody(session, role=Role.COUNSELLOR)
        if person.active and person.public_id != appointment.counsellor_id
    ]
    return [own, *others]


def _told(appointment: AppointmentView, *, link: str) -> Mail:
    ordinary = [written for written in appointment.lines if written.alert is None]
    form = appointment.written_form
    on, start = day(appointment.starts_at, form), hour(appointment.starts_at, form)
    first = first_of_round(ordinary, TOLD_AGAIN_AFTER).id
    return Mail(
        key=f"line-{appointment.ref}-{first}-{appointment.counsellor_id}",
        recipient=appointment.counsellor_email,
        subject=text("mail-line-subject", form, day=on, start=start),
        body=text("mail-line-body", form, day=on, start=start, link=link),
    )


def _called(appointment: AppointmentView, round_: int, *, link: str) -> Mail:
    # Accounts have no written form of their own: what is urgent is in Bokmål, as for the queue.
    form = WrittenForm.BOKMAL
    on, start = day(appointment.starts_at, form), hour(appointment.starts_at, form)
    return Mail(
        key=f"line-call-{appointment.ref}-{round_}-{appointment.counsellor_id}",
        recipient=appointment.counsellor_email,
        subject=text("mail-call-urgent-subject", form),
        body=text("mail-line-urgent-body", form, day=on, start=start, link=link),
    )
