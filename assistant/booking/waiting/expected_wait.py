"""How long people have waited for an offer lately: told only where it is known of enough of them."""

import datetime
import math
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assistant.booking.waiting.tables import WaitingEntry, WaitingOffer

# A term's ups and downs; longer ago other counsellors had other hours.
LOOKS_BACK = datetime.timedelta(weeks=12)
# Of fewer the median is one person's luck.
FEWEST = 5
_DAY = datetime.timedelta(days=1)


def days_waited(session: Session, *, now: datetime.datetime) -> int | None:
    """Within how many days half of those who lately got their first offer got it; None where too few did."""
    first = func.min(WaitingOffer.offered_at)
    query = select(WaitingEntry.created_at, first).join(WaitingOffer).group_by(WaitingEntry.id)
    found = session.execute(query.having(first > now - LOOKS_BACK))
    waited = [(offered_at - joined_at) / _DAY for joined_at, offered_at in found]
    return max(1, math.ceil(median(waited))) if len(waited) >= FEWEST else None
