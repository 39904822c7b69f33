"""Norway's time zone as calendar files describe it (RFC 5545, 3.6.5), by the rule instead of a list of dates.

icalendar would list every change from 1980 to 2037, which is 3 kB in each mail; Outlook is known to want rules.
"""

import datetime
from typing import Any

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vDatetime, vRecur

_WINTER, _SUMMER = datetime.timedelta(hours=1), datetime.timedelta(hours=2)


def oslo() -> Timezone:
    """Europe/Oslo since 1996: summer time from the last Sunday of March to the last of October.

    The onset of each is in the time that holds until then.
    """
    zone = Timezone()
    zone.add("tzid", "Europe/Oslo")
    zone.add_component(_part(TimezoneDaylight(), "19960331T020000", 3, "CEST", before=_WINTER, after=_SUMMER))
    zone.add_component(_part(TimezoneStandard(), "19961027T030000", 10, "CET", before=_SUMMER, after=_WINTER))
    return zone


def _part(
    part: Any, onset: str, month: int, name: str, *, before: datetime.timedelta, after: datetime.timedelta
) -> Any:
    part.add("dtstart", vDatetime.from_ical(onset))
    part.add("rrule", vRecur(freq="yearly", bymonth=month, byday="-1SU"))
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    part.add("tzname", name)
    return part
