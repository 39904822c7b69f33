"""New times for whoever had a session that their counsellor cancelled."""

import datetime
from collections.abc import Collection

from sqlalchemy.orm import Session

from assistant.booking.appointments import AppointmentView
from assistant.booking.matching import Preference
from assistant.booking.openings import Slot
from assistant.booking.slots import free_slots, spread
from assistant.clock import OSLO

COUNT = 3
WITHIN = datetime.timedelta(days=14)


def new_times(
    session: Session, appointment: AppointmentView, *, urgent: bool, given: Collection[str], now: datetime.datetime
) -> list[Slot]:
    """At most three free slots, on different days as far as there are any, from the day of the session on.

    Those of the same counsellor within two weeks, else of others who suit, else whatever is free first. What has been
    `given` to others, by id, is offered again only where there is too little else.
    """
    wanted = Preference(written_form=appointment.written_form, urgent=urgent)
    free = free_slots(session, now=now, preference=wanted)
    midnight = datetime.datetime.combine(appointment.starts_at.astimezone(OSLO).date(), datetime.time(), OSLO)
    near = [slot for slot in free if midnight <= slot.starts_at < appointment.starts_at + WITHIN]
    same = [slot for slot in near if slot.counsellor == appointment.counsellor_id]
    found = same or near or free
    fresh = spread([slot for slot in found if slot.id not in given], COUNT)
    again = spread([slot for slot in found if slot.id in given], COUNT - len(fresh))
    return sorted([*fresh, *again])
