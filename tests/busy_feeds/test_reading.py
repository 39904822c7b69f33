"""When the owner of a calendar is busy."""

import datetime

import pytest

from assistant.clock import OSLO
from tests.busy_feeds.calendars import calendar, event, in_oslo, part, read

MEETING = ("DTSTART:20261110T090000Z", "DTEND:20261110T100000Z")
TAKEN = ["11-10 10:00 - 11-10 11:00"]
WEEKLY = ("UID:weekly", "DTSTART;TZID=Europe/Oslo:20261103T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")


def test_an_empty_calendar_takes_no_time() -> None:
    assert read() == []


def test_an_event_takes_its_time_in_utc() -> None:
    begins = datetime.datetime(2026, 11, 10, 9, tzinfo=datetime.UTC)
    [(starts_at, ends_at)] = read(event(*MEETING))
    assert (starts_at, ends_at) == (begins, begins + datetime.timedelta(hours=1))
    assert starts_at.tzinfo is ends_at.tzinfo is datetime.UTC


@pytest.mark.parametrize(
    "line",
    ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS:FREE", "transp;x-a=b:transparent"],
)
def test_an_event_that_says_so_takes_no_time(line: str) -> None:
    assert read(event(*MEETING, line)) == []


@pytest.mark.parametrize(
    "line", ["TRANSP:OPAQUE", "STATUS:TENTATIVE", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", "CLASS:PRIVATE"]
)
def test_any_other_event_takes_its_time(line: str) -> None:
    assert in_oslo(event(*MEETING, line)) == TAKEN


@pytest.mark.filterwarnings("ignore::icalendar.error.GloballyUniqueTZIDGuessed")
@pytest.mark.parametrize(
    ("lines", "taken"),
    [
        (["DTSTART:20261110T090000Z", "DURATION:PT1H"], TAKEN),
        (["DTSTART:20261110T090000Z"], []),
        (["DTSTART;VALUE=DATE:20261110"], ["11-10 00:00 - 11-11 00:00"]),
        (["DTSTART;VALUE=DATE:20261110", "DTEND;VALUE=DATE:20261112"], ["11-10 00:00 - 11-12 00:00"]),
        (["DTSTART;VALUE=DATE:20261110", "DTEND;VALUE=DATE:20261110"], ["11-10 00:00 - 11-11 00:00"]),
        (["DTSTART;VALUE=DATE:20261110", "DURATION:P2D"], ["11-10 00:00 - 11-12 00:00"]),
        (["DTSTART:20261110T100000", "DTEND:20261110T110000"], TAKEN),
        (["DTSTART;TZID=America/New_York:20261110T040000", "DTEND;TZID=Europe/Oslo:20261110T110000"], TAKEN),
        (["DTSTART;TZID=/vendor.example/Europe/Oslo:20261110T100000", "DURATION:PT1H"], TAKEN),
        (["DTSTART;TZID=Nobody Knows:20261110T100000", "DURATION:PT1H"], TAKEN),
    ],
    ids=["duration", "no end", "day", "days", "same day", "days long", "floating", "two zones", "vendor", "unknown"],
)
def test_begin_and_end_are_what_rfc_5545_says(lines: list[str], taken: list[str]) -> None:
    assert in_oslo(event(*lines)) == taken


@pytest.mark.filterwarnings("ignore::icalendar.error.GloballyUniqueTZIDGuessed")
@pytest.mark.parametrize("zone", ["W. Europe Standard Time", "Romance Standard Time", "Europe/Oslo", "/x/Europe/Oslo"])
def test_windows_has_names_of_its_own_for_zones(zone: str) -> None:
    summer, winter = (f"DTSTART;TZID={zone}:2026{day}T100000" for day in ("0710", "1110"))
    assert in_oslo(event(summer, "DURATION:PT1H"), event(winter, "DURATION:PT1H")) == [
        "07-10 10:00 - 07-10 11:00",
        "11-10 10:00 - 11-10 11:00",
    ]


def test_a_zone_may_be_described_by_the_calendar_after_it_is_used() -> None:
    zone = part(
        "VTIMEZONE", "TZID:Office hours", "BEGIN:STANDARD", "DTSTART:16010101T000000", "TZOFFSETFROM:+0300",
        "TZOFFSETTO:+0300", "END:STANDARD",
    )  # fmt: skip
    assert in_oslo(event("DTSTART;TZID=Office hours:20261110T120000", "DURATION:PT1H"), zone) == TAKEN


@pytest.mark.parametrize(
    ("day", "hours"), [("20260329", 23), ("20261025", 25), ("20260328", 24)], ids=["spring", "autumn", "any day"]
)
def test_a_day_lasts_from_midnight_to_midnight_also_when_the_clock_changes(day: str, hours: int) -> None:
    [(starts_at, ends_at)] = read(event(f"DTSTART;VALUE=DATE:{day}"))
    assert ends_at - starts_at == datetime.timedelta(hours=hours)
    assert starts_at.astimezone(OSLO).hour == ends_at.astimezone(OSLO).hour == 0


@pytest.mark.parametrize("zone", [";TZID=Europe/Oslo", ""], ids=["zone", "floating"])
def test_what_is_repeated_keeps_its_hour_when_the_clock_changes(zone: str) -> None:
    spring = event(f"DTSTART{zone}:20260327T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=2")
    autumn = event(f"DTSTART{zone}:20261024T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=2")
    found = read(spring, autumn)
    assert [starts_at.hour for starts_at, _ in found] == [9, 8, 8, 9]
    assert [starts_at.astimezone(OSLO).hour for starts_at, _ in found] == [10] * 4


def test_a_night_when_the_clock_changes_is_an_hour_longer_or_shorter() -> None:
    spring = event("DTSTART;TZID=Europe/Oslo:20260328T220000", "DTEND;TZID=Europe/Oslo:20260329T060000")
    autumn = event("DTSTART;TZID=Europe/Oslo:20261024T220000", "DTEND;TZID=Europe/Oslo:20261025T060000")
    assert [ends_at - starts_at for starts_at, ends_at in read(spring, autumn)] == [
        datetime.timedelta(hours=7),
        datetime.timedelta(hours=9),
    ]
    exact = event("DTSTART;TZID=Europe/Oslo:20260328T220000", "DURATION:PT8H")
    assert in_oslo(exact) == ["03-28 22:00 - 03-29 07:00"]


def test_what_is_repeated_began_long_ago() -> None:
    fridays = event("DTSTART:19900105T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")
    assert len(read(fridays)) == 39


def test_a_repeated_day_is_a_day_each_time() -> None:
    holiday = event("DTSTART;VALUE=DATE:20260327", "RRULE:FREQ=DAILY;COUNT=4", "EXDATE;VALUE=DATE:20260328")
    assert in_oslo(holiday) == ["03-27 00:00 - 03-28 00:00", "03-29 00:00 - 03-31 00:00"]


def test_an_occurrence_that_is_taken_out_takes_no_time() -> None:
    found = in_oslo(event(*WEEKLY, "EXDATE;TZID=Europe/Oslo:20261110T100000"))
    assert found == ["11-03 10:00 - 11-03 11:00", "11-17 10:00 - 11-17 11:00"]


def test_an_occurrence_that_was_moved_takes_its_new_time_only() -> None:
    moved = event(
        "UID:weekly", "RECURRENCE-ID;TZID=Europe/Oslo:20261110T100000", "DTSTART:20261111T120000Z", "DURATION:PT30M"
    )  # fmt: skip
    assert in_oslo(moved, event(*WEEKLY)) == [
        "11-03 10:00 - 11-03 11:00", "11-11 13:00 - 11-11 13:30", "11-17 10:00 - 11-17 11:00",
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT"])
def test_an_occurrence_that_was_cancelled_or_freed_takes_no_time(line: str) -> None:
    changed = event("UID:weekly", "RECURRENCE-ID:20261110T090000Z", *MEETING, line)
    assert in_oslo(event(*WEEKLY), changed) == ["11-03 10:00 - 11-03 11:00", "11-17 10:00 - 11-17 11:00"]


def test_a_change_of_an_event_that_is_not_there_takes_its_time() -> None:
    assert in_oslo(event("UID:else", "RECURRENCE-ID:20261109T090000Z", *MEETING)) == TAKEN


def test_dates_and_periods_may_be_added_to_a_rule() -> None:
    found = in_oslo(
        event(*WEEKLY[:3], "RDATE:20261104T090000Z", "RDATE;VALUE=PERIOD:20261105T090000Z/PT2H"),
    )
    assert found == ["11-03 10:00 - 11-03 11:00", "11-04 10:00 - 11-04 11:00", "11-05 10:00 - 11-05 12:00"]


def test_events_that_share_a_uid_by_mistake_all_count() -> None:
    assert len(read(event("UID:1", *MEETING), event("UID:1", "DTSTART:20261111T090000Z", "DURATION:PT1H"))) == 2


def test_busy_times_are_merged_and_in_order() -> None:
    found = in_oslo(
        event("DTSTART:20261111T090000Z", "DURATION:PT1H"),
        event("DTSTART:20261110T093000Z", "DURATION:PT1H"),
        event(*MEETING),
        event("DTSTART:20261111T100000Z", "DURATION:PT1H"),
        event("DTSTART:20261111T091500Z", "DURATION:PT5M"),
    )
    assert found == ["11-10 10:00 - 11-10 11:30", "11-11 10:00 - 11-11 12:00"]


def test_only_the_time_asked_for_counts() -> None:
    ten = datetime.datetime(2026, 11, 10, 10, tzinfo=OSLO)
    quarter, hour = datetime.timedelta(minutes=15), datetime.timedelta(hours=1)
    assert in_oslo(event(*MEETING), after=ten + quarter, before=ten + 2 * quarter) == ["11-10 10:15 - 11-10 10:30"]
    assert in_oslo(event(*MEETING), after=ten - hour, before=ten) == []
    assert in_oslo(event(*MEETING), after=ten + hour, before=ten + 2 * hour) == []


def test_time_off_for_ever_takes_all_the_time() -> None:
    assert len(read(event("DTSTART:00010101T000000Z", "DTEND:99991231T235959Z"))) == 1
    assert len(read(event("DTSTART;VALUE=DATE:00010101", "DTEND;VALUE=DATE:99991231"))) == 1


def test_published_busy_times_are_taken_and_free_ones_are_not() -> None:
    published = part(
        "VFREEBUSY", "DTSTART:20261101T000000Z", "DTEND:20261201T000000Z",
        "FREEBUSY;FBTYPE=BUSY:20261110T090000Z/20261110T100000Z,20261111T090000Z/PT1H",
        "FREEBUSY:20261112T090000Z/PT1H", "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261113T090000Z/PT1H",
        "FREEBUSY;FBTYPE=FREE:20261114T090000Z/PT1H",
    )  # fmt: skip
    assert in_oslo(published) == [f"11-{day} 10:00 - 11-{day} 11:00" for day in (10, 11, 12, 13)]


def test_what_is_not_an_event_takes_no_time() -> None:
    assert read(part("VTODO", *MEETING), part("VJOURNAL", MEETING[0]), part("VAVAILABILITY", *MEETING)) == []


def test_lines_may_be_folded_even_within_a_letter() -> None:
    folded = calendar(event("SUMMARY:Møte", "DTST\r\n ART:20261110T09\r\n\t0000Z", "DURATION:PT1H"))
    assert in_oslo(folded.decode().split("VERSION:2.0\r\n")[1].removesuffix("END:VCALENDAR\r\n")) == TAKEN
