"""The researcher's time zone: chosen in the query of a page, else told by the browser in a cookie."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

from assistant.texts.zones import OwnTime, zone_for, zone_if_known
from knowledge_base.article import WrittenForm

# Set by static/zone.js. Whatever else stands there is as good as nothing.
ZONE_COOKIE = "veivalg_zone"


@dataclass(frozen=True)
class ResearcherZone:
    """The zone that was `chosen`, by its name in the query, or else that of the browser; None if neither is there."""

    chosen: str
    zone: ZoneInfo | None

    @property
    def name(self) -> str:
        """The zone's name, to be kept with an appointment; "" if it is not known."""
        return self.zone.key if self.zone else ""

    def kept_in(self, path: str) -> str:
        """An address of ours, with the choice if one was made."""
        return f"{path}{'&' if '?' in path else '?'}zone={quote(self.chosen, safe='')}" if self.chosen else path

    def clock(self, form: WrittenForm, *, kept: str = "") -> OwnTime:
        """The researcher's clock; without a zone here, by the one that was `kept` with their appointment."""
        return OwnTime(self.zone or zone_if_known(kept), form)


def researcher_zone(request: Request, zone: str = "") -> ResearcherZone:
    """The zone of whoever asks for a page. Raises UnknownZone for a name in the query that is none."""
    if zone:
        return ResearcherZone(zone, zone_for(zone))
    return ResearcherZone("", zone_if_known(request.cookies.get(ZONE_COOKIE, "")))


def check_zone(name: str) -> None:
    """Raises UnknownZone if a name is given and no zone has it."""
    if name:
        zone_for(name)


def zone_in_query(zone: str = "") -> ZoneInfo | None:
    """The zone in which a program wants moments written. Raises UnknownZone."""
    return zone_for(zone) if zone else None


ZoneHere = Annotated[ResearcherZone, Depends(researcher_zone)]
ZoneAsked = Annotated[ZoneInfo | None, Depends(zone_in_query)]
