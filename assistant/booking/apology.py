"""The mail to whoever had a session that their counsellor cancelled: it says so, and offers new times."""

import datetime
from collections.abc import Sequence

from assistant.booking.appointments import AppointmentView
from assistant.booking.invitation import invitation
from assistant.booking.openings import Slot
from assistant.notifications import Mail
from assistant.texts import day, hour, text
from assistant.texts.zones import OwnTime, zone_if_known


def apology(
    appointment: AppointmentView, offered: Sequence[Slot], *, link: str, sender: str, now: datetime.datetime
) -> Mail:
    """The mail with the times offered, each with an address at which it can be confirmed, and with the cancellation.

    `link` is the secret link to the appointment, which is cancelled and can be moved.
    """
    form = appointment.written_form
    on, start = day(appointment.starts_at, form), hour(appointment.starts_at, form)
    own = OwnTime(zone_if_known(appointment.zone), form)
    until = appointment.displaced_until or appointment.ends_at
    times = "\n".join(_line(appointment, slot, own, link) for slot in offered)
    return Mail(
        key=f"appointment-{appointment.ref}-{appointment.sequence}-researcher",
        recipient=appointment.email,
        subject=text("mail-away-subject", form, day=on, start=start),
        body=text(
            "mail-away-body", form, name=appointment.name, counsellor=appointment.counsellor, day=on, start=start,
            own=own.aside(appointment.starts_at), until=day(until, form), move=address_of_move(link), link=link,
            times=text("mail-away-times", form, times=times) if offered else text("mail-away-no-times", form),
        ),
        invitation=invitation(appointment, sender=sender, now=now),
    )  # fmt: skip


def address_of_move(link: str, slot: str = "") -> str:
    """Where the appointment with this secret link is moved to another time, or to the slot with an id."""
    path, _, query = link.partition("?")
    return f"{path}/move/{slot}?{query}" if slot else f"{path}/move?{query}"


def _line(appointment: AppointmentView, slot: Slot, own: OwnTime, link: str) -> str:
    form = appointment.written_form
    return text(
        "mail-away-time", form, day=day(slot.starts_at, form), start=hour(slot.starts_at, form),
        end=hour(slot.ends_at, form), own=own.aside(slot.starts_at, slot.ends_at), counsellor=slot.counsellor_name,
        link=address_of_move(link, slot.id),
    )  # fmt: skip
