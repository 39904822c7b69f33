"""Our invitations read by `ical`, a parser that shares nothing with the library that writes them."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from ical.timezone import IcsTimezoneInfo

from assistant.booking import AppointmentView, Status, invitation
from knowledge_base.article import WrittenForm
from tests.fakes import NOON
from tests.test_invitation import SENDER, STARTS, appointment

OSLO = ZoneInfo("Europe/Oslo")
DAY = datetime.timedelta(days=1)
LIFE = [
    appointment(),
    appointment(starts_at=STARTS + DAY, ends_at=STARTS + DAY + datetime.timedelta(hours=1), sequence=1),
    appointment(status=Status.CANCELLED, sequence=2),
]  # fmt: skip


def read(view: AppointmentView) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(invitation(view, sender=SENDER, now=NOON).text)


def event(view: AppointmentView) -> Event:
    (found,) = read(view).events
    return found


def test_one_event_is_booked_moved_and_cancelled() -> None:
    events = [event(view) for view in LIFE]
    assert [read(view).method for view in LIFE] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {one.uid for one in events} == {"0123456789@veivalg"}
    assert [one.sequence for one in events] == [0, 1, 2]
    assert [one.status for one in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_organizer_and_both_attendees_are_read_by_address_and_name() -> None:
    found = event(appointment(name="Åse Ødegård; PhD, dr. \U0001f393"))
    people = [(str(who.uri), who.common_name, who.role, who.rsvp) for who in found.attendees]
    assert found.organizer is not None
    assert str(found.organizer.uri) == "mailto:no-reply@veivalg.test"
    assert people == [
        ("mailto:kim@example.org", "Åse Ødegård; PhD, dr. \U0001f393", "REQ-PARTICIPANT", False),
        ("mailto:ida@example.org", "Ida Rettleiar", "REQ-PARTICIPANT", False),
    ]


@pytest.mark.parametrize("form", list(WrittenForm))
def test_the_title_is_neutral_in_every_form(form: WrittenForm) -> None:
    found = event(appointment(written_form=form))
    assert found.summary in {"Samtale", "Session"}
    assert (found.description, found.categories, found.comment, found.location) == (None, [], [], None)


@pytest.mark.parametrize("month", range(1, 13))
def test_the_moment_is_right_all_the_year_round(month: int) -> None:
    starts_at = datetime.datetime(2027, month, 27, 9, tzinfo=OSLO).astimezone(datetime.UTC)
    view = appointment(starts_at=starts_at, ends_at=starts_at + datetime.timedelta(minutes=45))
    assert event(view).dtstart.astimezone(datetime.UTC) == starts_at
    assert event(view).dtend is not None
    assert event(view).dtend.astimezone(datetime.UTC) == view.ends_at


def test_the_time_zone_told_is_norways_at_every_hour_of_the_years_to_come() -> None:
    """Of calendars that know the zone only by what the file tells. It fails when the law changes."""
    (told,) = read(appointment()).timezones
    zone = IcsTimezoneInfo.from_timezone(told)
    begin = datetime.datetime(2026, 1, 1, tzinfo=OSLO).replace(tzinfo=None)
    hours = (begin + datetime.timedelta(hours=number) for number in range(24 * 365 * 4))
    # The hour that the clock skips or repeats has no one offset.
    wrong = [
        hour
        for hour in hours
        if hour.replace(tzinfo=zone).utcoffset() != hour.replace(tzinfo=OSLO).utcoffset()
        and not (hour.hour == 2 and hour.weekday() == 6 and hour.month in (3, 10) and hour.day > 24)
    ]
    assert wrong == []
