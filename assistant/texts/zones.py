"""Times as the researcher's own clock shows them, beside Norwegian time and only where the two differ."""

import datetime
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

from assistant.clock import OSLO
from assistant.errors import UnknownZone
from assistant.texts import day, hour, locale_of, text
from knowledge_base.article import WrittenForm

# The zone a machine happens to be set to, and the one of machines that nobody has set.
_NOWHERE = {"localtime", "Factory"}
_UTC = "UTC"
# The world, and what is unknown.
_NO_COUNTRY = {"001", "ZZ"}
_ANY_MOMENT = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
# In Norwegian these come last, in this order.
_LAST_LETTERS = str.maketrans({"æ": "{", "ø": "|", "å": "}"})


@dataclass(frozen=True)
class OwnTime:
    """A researcher's clock, in words of one written form; without a zone it shows what Norwegian clocks show.

    All of it is "" where the two show the same at these moments.
    """

    zone: ZoneInfo | None
    form: WrittenForm

    @property
    def place(self) -> str:
        """The place that names the zone: "New York"."""
        return place(self.zone, self.form) if self.zone else ""

    def time(self, starts_at: datetime.datetime, ends_at: datetime.datetime | None = None) -> str:
        """A start or a stretch of time, with its day if that is another one than in Norway: "09:00–09:45"."""
        moments = [starts_at, ends_at] if ends_at else [starts_at]
        if self.zone is None or not self.differs(moments):
            return ""
        hours = "–".join(hour(moment, self.form, self.zone) for moment in moments)
        is_same_day = starts_at.astimezone(self.zone).date() == starts_at.astimezone(OSLO).date()
        return hours if is_same_day else f"{day(starts_at, self.form, self.zone)} {hours}"

    def differs(self, moments: Iterable[datetime.datetime]) -> bool:
        """Whether it shows something else than Norwegian clocks at any of these moments."""
        return self.zone is not None and any(_differs(self.zone, moment) for moment in moments)

    def told(self, starts_at: datetime.datetime, ends_at: datetime.datetime | None = None) -> str:
        """The same as "09:00 your time"."""
        shown = self.time(starts_at, ends_at)
        return text("own-time", self.form, time=shown) if shown else ""

    def placed(self, starts_at: datetime.datetime, ends_at: datetime.datetime | None = None) -> str:
        """The same as "09:00 your time (New York)"."""
        shown = self.time(starts_at, ends_at)
        return text("own-time-place", self.form, time=shown, place=self.place) if shown else ""

    def aside(self, starts_at: datetime.datetime, ends_at: datetime.datetime | None = None) -> str:
        """The same in brackets after a blank, to follow a time within a sentence."""
        shown = self.time(starts_at, ends_at)
        return f" {text('own-time-aside', self.form, time=shown, place=self.place)}" if shown else ""


def zone_for(name: str) -> ZoneInfo:
    """The zone with a name of the IANA database. Raises UnknownZone."""
    if name not in _names():
        raise UnknownZone()
    return ZoneInfo(name)


def zone_if_known(name: str) -> ZoneInfo | None:
    """The zone with a name that was given some time ago, or by a machine; None if there is no such zone."""
    return ZoneInfo(name) if name in _names() else None


def place(zone: ZoneInfo, form: WrittenForm) -> str:
    """What people call a zone: its city, or how far it is from UTC if it is no place's."""
    if _canonical(zone.key).startswith("Etc/"):
        return _distance(zone)
    # Some cities are named together with what they lie in, "Argentina/Buenos Aires".
    return get_timezone_location(zone.key, locale=locale_of(form), return_city=True).rpartition("/")[2]


@cache
def choices(form: WrittenForm) -> list[tuple[str, str]]:
    """The zones to choose among, as name and "country, city", in the order of the alphabet; UTC comes last."""
    countries = Locale.parse(locale_of(form)).territories
    named = [
        (name, f"{countries[territory]}, {place(ZoneInfo(name), form)}")
        for name, territory in get_global("zone_territories").items()
        if name in _names() and territory in countries and territory not in _NO_COUNTRY
    ]
    return [*sorted(named, key=lambda choice: _sorted_by(choice[1], form)), (_UTC, _UTC)]


@cache
def _names() -> frozenset[str]:
    # Whatever else is asked for would be looked up as a file's name.
    return frozenset(available_timezones() - _NOWHERE)


def _canonical(name: str) -> str:
    return str(get_global("zone_aliases").get(name, name))


def _distance(zone: ZoneInfo) -> str:
    # "Etc/GMT+5" is five hours behind; its name says the opposite to most people. These zones never change.
    offset = _ANY_MOMENT.astimezone(zone).utcoffset() or datetime.timedelta()
    hours = int(offset.total_seconds()) // 3600
    return f"{_UTC}{'+' if hours > 0 else '−'}{abs(hours)}" if hours else _UTC


def _differs(zone: ZoneInfo, moment: datetime.datetime) -> bool:
    return moment.astimezone(zone).utcoffset() != moment.astimezone(OSLO).utcoffset()


def _sorted_by(name: str, form: WrittenForm) -> str:
    if form is not WrittenForm.ENGLISH:
        name = name.casefold().translate(_LAST_LETTERS)
    return "".join(part for part in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(part))
