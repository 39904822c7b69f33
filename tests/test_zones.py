"""The researcher's own time beside Norwegian time: right on every day, in words of the three forms."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.clock import OSLO
from assistant.errors import UnknownZone
from assistant.texts.zones import OwnTime, choices, place, zone_for, zone_if_known
from knowledge_base.article import WrittenForm

NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH
MINUTES_45 = datetime.timedelta(minutes=45)


def in_oslo(date: str, time: str = "15:00") -> datetime.datetime:
    return datetime.datetime.fromisoformat(f"{date}T{time}").replace(tzinfo=OSLO).astimezone(datetime.UTC)


def own_time(zone: str, date: str, time: str = "15:00", form: WrittenForm = EN) -> str:
    return OwnTime(zone_for(zone), form).time(in_oslo(date, time))


@pytest.mark.parametrize(
    ("zone", "date", "shown"),
    [
        # The United States change on 14 March and 7 November 2027, Norway on 28 March and 31 October.
        ("America/New_York", "2027-03-12", "09:00"),
        ("America/New_York", "2027-03-15", "10:00"),
        ("America/New_York", "2027-03-26", "10:00"),
        ("America/New_York", "2027-03-29", "09:00"),
        ("America/New_York", "2027-10-29", "09:00"),
        ("America/New_York", "2027-11-01", "10:00"),
        ("America/New_York", "2027-11-05", "10:00"),
        ("America/New_York", "2027-11-08", "09:00"),
        # India never changes and is half an hour off.
        ("Asia/Kolkata", "2027-03-26", "19:30"),
        ("Asia/Kolkata", "2027-03-29", "18:30"),
        ("Asia/Kolkata", "2027-10-29", "18:30"),
        ("Asia/Kolkata", "2027-11-01", "19:30"),
        # New Zealand goes the other way, on 4 April and 26 September 2027, and has the next day already.
        ("Pacific/Auckland", "2027-03-26", "Saturday 27 March 03:00"),
        ("Pacific/Auckland", "2027-03-29", "Tuesday 30 March 02:00"),
        ("Pacific/Auckland", "2027-04-05", "Tuesday 6 April 01:00"),
        ("Pacific/Auckland", "2027-09-24", "Saturday 25 September 01:00"),
        ("Pacific/Auckland", "2027-09-27", "Tuesday 28 September 02:00"),
    ],
)
def test_the_own_time_is_right_on_both_sides_of_each_change(zone: str, date: str, shown: str) -> None:
    assert own_time(zone, date) == shown


def test_a_zone_whose_clocks_show_the_same_adds_nothing() -> None:
    for zone in ("Europe/Oslo", "Europe/Stockholm", "Europe/Madrid"):
        own = OwnTime(zone_for(zone), NB)
        moments = [in_oslo(date) for date in ("2027-03-26", "2027-03-29", "2027-10-29", "2027-11-01")]
        assert [own.time(moment) + own.placed(moment) + own.aside(moment) for moment in moments] == [""] * 4
        assert not own.differs(moments)


def test_a_zone_that_differs_for_some_of_the_year_adds_its_time_only_then() -> None:
    assert own_time("Africa/Lagos", "2027-01-15") == ""
    assert own_time("Africa/Lagos", "2027-06-15") == "14:00"


def test_nothing_is_added_where_the_zone_is_not_known() -> None:
    assert OwnTime(None, NB).placed(in_oslo("2027-06-15")) == ""


def test_the_day_is_told_only_where_it_is_another_one() -> None:
    assert own_time("Pacific/Auckland", "2026-12-01", "09:00") == "21:00"
    assert own_time("Pacific/Auckland", "2026-12-01", "13:00") == "Wednesday 2 December 01:00"
    assert own_time("America/Los_Angeles", "2026-12-01", "08:00") == "Monday 30 November 23:00"


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (NB, "onsdag 2. desember 01:00–01:45 din tid"),
        (NN, "onsdag 2. desember 01:00–01:45 di tid"),
        (EN, "Wednesday 2 December 01:00–01:45 your time"),
    ],
)
def test_a_stretch_is_told_in_the_written_form(form: WrittenForm, told: str) -> None:
    own, starts_at = OwnTime(zone_for("Pacific/Auckland"), form), in_oslo("2026-12-01", "13:00")
    times = (starts_at, starts_at + MINUTES_45)

    assert [own.told(*times), own.placed(*times)] == [told, f"{told} (Auckland)"]
    assert own.aside(*times) == f" ({told}, Auckland)"


# Names


NO_ZONES = [
    "", "Mars/Base", "../../etc/passwd", "/etc/localtime", "localtime", "Factory", "europe/oslo", "Europe/Oslo\0",
    "posix/Europe/Oslo", "UTC+1", "x" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("name", NO_ZONES)
def test_what_is_no_zone_is_refused_and_never_looked_for_in_files(name: str) -> None:
    with pytest.raises(UnknownZone):
        zone_for(name)
    assert zone_if_known(name) is None


def test_former_names_that_browsers_still_use_are_known() -> None:
    assert own_time("Asia/Calcutta", "2027-01-01") == own_time("Asia/Kolkata", "2027-01-01") == "19:30"
    assert place(zone_for("Asia/Calcutta"), NB) == "Kolkata"


@pytest.mark.parametrize(
    ("name", "nb", "nn", "en"),
    [
        ("Europe/Copenhagen", "København", "København", "Copenhagen"),
        ("Africa/Cairo", "Kairo", "Kairo", "Cairo"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "Buenos Aires", "Buenos Aires"),
        ("UTC", "UTC", "UTC", "UTC"),
        ("Etc/GMT+5", "UTC−5", "UTC−5", "UTC−5"),
    ],
)
def test_a_zone_is_called_by_its_place_in_each_form(name: str, nb: str, nn: str, en: str) -> None:
    assert [place(ZoneInfo(name), form) for form in (NB, NN, EN)] == [nb, nn, en]


@pytest.mark.parametrize(("form", "norway", "last"), [(NB, "Norge, Oslo", "Åland, Mariehamn"),
                                                       (NN, "Noreg, Oslo", "Åland, Mariehamn"),
                                                       (EN, "Norway, Oslo", "Zimbabwe, Harare")])  # fmt: skip
def test_every_zone_to_choose_is_known_and_has_a_country_and_a_place(form: WrittenForm, norway: str, last: str) -> None:
    offered = choices(form)
    assert ("Europe/Oslo", norway) in offered
    assert [shown for _, shown in offered][-2:] == [last, "UTC"]
    assert len(offered) > 400
    assert all(zone_if_known(name) for name, _ in offered)
