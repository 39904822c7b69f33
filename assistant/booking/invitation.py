"""Calendar invitations (RFC 5545, sent as iTIP messages, RFC 5546) and the mails that carry them."""

import datetime
from dataclasses import replace
from email.utils import parseaddr

from icalendar import Calendar, Event, vCalAddress, vText

from assistant.booking.appointments import AppointmentView
from assistant.booking.tables import Status
from assistant.booking.vtimezone import oslo
from assistant.clock import OSLO
from assistant.notifications import Mail, MailInvitation
from assistant.texts import day, hour, text
from assistant.texts.zones import OwnTime, zone_if_known
from knowledge_base.article import WrittenForm


def invitation(appointment: AppointmentView, *, sender: str, now: datetime.datetime) -> MailInvitation:
    """The appointment as a calendar object: REQUEST while it stands, CANCEL once it is cancelled.

    The UID stays the same for life and SEQUENCE rises with each change, so that calendars update the event
    they have. The title is neutral: a calendar is often seen by others.
    """
    method = "CANCEL" if appointment.status is Status.CANCELLED else "REQUEST"
    calendar = Calendar()
    calendar.add("prodid", "-//Veivalg//Veivalg//NO")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = Event()
    event.add("uid", uid_of(appointment.ref))
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", now.astimezone(datetime.UTC))
    event.add("dtstart", appointment.starts_at.astimezone(OSLO))
    event.add("dtend", appointment.ends_at.astimezone(OSLO))
    event.add("summary", text("calendar-title", appointment.written_form))
    if appointment.address:
        event.add("location", appointment.address)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("organizer", organizer(sender))
    event.add("attendee", _attendee(appointment.email, appointment.name))
    event.add("attendee", _attendee(appointment.counsellor_email, appointment.counsellor))
    calendar.add_component(oslo())
    calendar.add_component(event)
    return MailInvitation(calendar.to_ical().decode(), method)


def uid_of(ref: str) -> str:
    """What calendars know an appointment by, for as long as there is one."""
    return f"{ref}@veivalg"


def organizer(sender: str) -> vCalAddress:
    """Who invites: the address that mails come from."""
    return _address(parseaddr(sender)[1], "Veivalg")


def mails(
    appointment: AppointmentView, *, link: str, sender: str, now: datetime.datetime, counsellor_link: str
) -> list[Mail]:
    """The mails that tell researcher and counsellor how the appointment stands; the subject names no topic.

    All times are Norwegian; the researcher's mail adds what their own clock shows where that is something else.
    """
    event = "cancelled" if appointment.status is Status.CANCELLED else "moved" if appointment.sequence else "booked"
    calendar = invitation(appointment, sender=sender, now=now)
    form = appointment.written_form
    values = {
        "name": appointment.name,
        "counsellor": appointment.counsellor,
        "day": day(appointment.starts_at, form),
        "start": hour(appointment.starts_at, form),
        "end": hour(appointment.ends_at, form),
    }
    key = f"appointment-{appointment.ref}-{appointment.sequence}"
    researcher = Mail(
        key=f"{key}-researcher",
        recipient=appointment.email,
        subject=text(f"mail-{event}-subject", form, **values),
        body=text(
            f"mail-{event}-body", form, link=link, own=_own_time(appointment), where=where(appointment, form), **values
        ),
        invitation=calendar,
    )
    counsellor = Mail(
        key=f"{key}-counsellor",
        recipient=appointment.counsellor_email,
        subject=text(f"mail-{event}-subject", form, **values),
        body=text(f"mail-{event}-counsellor-body", form, link=counsellor_link, **values),
        invitation=calendar,
    )
    return [researcher, counsellor]


def moved_away(before: AppointmentView, sequence: int, *, link: str, sender: str, now: datetime.datetime) -> Mail:
    """The mail to a counsellor whose session was moved to another, with what takes it out of their calendar.

    `before` is the session as it was, `sequence` the number of the change.
    """
    form = before.written_form
    on, start = day(before.starts_at, form), hour(before.starts_at, form)
    return Mail(
        key=f"appointment-{before.ref}-{sequence}-former",
        recipient=before.counsellor_email,
        subject=text("mail-cancelled-subject", form, day=on, start=start),
        body=text(
            "mail-moved-away-body", form, day=on, start=start, end=hour(before.ends_at, form), name=before.name,
            link=link,
        ),
        invitation=invitation(replace(before, status=Status.CANCELLED, sequence=sequence), sender=sender, now=now),
    )  # fmt: skip


def reminder(appointment: AppointmentView, hours_before: int, *, link: str) -> Mail:
    """The mail that reminds a researcher of a session; without an invitation, which their calendar has already."""
    form = appointment.written_form
    on, start = day(appointment.starts_at, form), hour(appointment.starts_at, form)
    return Mail(
        key=f"reminder-{appointment.ref}-{appointment.sequence}-{hours_before}",
        recipient=appointment.email,
        subject=text("mail-reminder-subject", form, day=on, start=start),
        body=text(
            "mail-reminder-body", form, name=appointment.name, counsellor=appointment.counsellor, day=on, start=start,
            end=hour(appointment.ends_at, form), own=_own_time(appointment), link=link,
            where=where(appointment, form),
        ),
    )  # fmt: skip


def where(appointment: AppointmentView, form: WrittenForm) -> str:
    """Where the session is, in words: the room or the link to the video meeting, or that the counsellor will tell."""
    told = "" if appointment.address else "-untold"
    return text(f"where-{appointment.place}{told}", form, address=appointment.address)


def _own_time(appointment: AppointmentView) -> str:
    own = OwnTime(zone_if_known(appointment.zone), appointment.written_form)
    # Of a session that is cancelled only the start is told.
    is_cancelled = appointment.status is Status.CANCELLED
    return own.aside(appointment.starts_at, None if is_cancelled else appointment.ends_at)


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["cn"] = vText(name)
    return address


def _attendee(email: str, name: str) -> vCalAddress:
    attendee = _address(email, name)
    attendee.params["role"] = vText("REQ-PARTICIPANT")
    attendee.params["partstat"] = vText("ACCEPTED")
    attendee.params["rsvp"] = vText("FALSE")
    return attendee
