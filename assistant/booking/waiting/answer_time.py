"""How long an offer from the waiting list stands: as short as is fair to those behind, and never only at night."""

import datetime

from assistant.clock import OSLO

# From one hour to another on the clock in Norway people are taken to see their mail.
DAY_BEGINS, DAY_ENDS = datetime.time(8), datetime.time(21)
# Long enough for a seminar or a stretch in the laboratory; a slot that nobody takes goes through four people a day.
STANDS = datetime.timedelta(hours=3)
# What is offered at night can be answered in the morning, after the way to work.
NIGHT_ENDS = datetime.time(10)
# Whoever has less time by day than this cannot be said to have been offered anything.
SHORTEST = datetime.timedelta(hours=1)


def answer_until(now: datetime.datetime, *, latest: datetime.datetime) -> datetime.datetime | None:
    """Until when an offer made now stands; None if too little time by day would be left to answer in.

    `latest` is the moment after which the slot cannot be booked any more.
    """
    local = now.astimezone(OSLO)
    if DAY_BEGINS <= local.time() < DAY_ENDS:
        awake, until = now, now + STANDS
    else:
        day = local.date() + datetime.timedelta(days=local.time() >= DAY_ENDS)
        awake, until = (datetime.datetime.combine(day, hour, OSLO) for hour in (DAY_BEGINS, NIGHT_ENDS))
    ends = min(until, latest)
    return ends.astimezone(datetime.UTC) if ends >= awake + SHORTEST else None
