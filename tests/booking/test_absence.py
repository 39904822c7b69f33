"""Out of office: days closed and the sessions there cancelled, with the mails."""

import datetime

import pytest
from ical.calendar_stream import IcsCalendarStream

from assistant import booking
from assistant.booking import (
    Absence,
    Status,
)
from assistant.database import Database
from assistant.errors import (
    BrokenAvailability,
)
from assistant.people import Profile
from knowledge_base.article import WrittenForm
from tests.booking.absences import (
    DAY,
    MONDAY,
    TUESDAY,
    book_at,
    closed_days,
    leave,
    links_in,
    mails_to,
    preview,
)
from tests.booking.bookings import hours, row_of, slots, standing, used_quarters, with_hours
from tests.fakes import NOON

# What it does


def test_the_preview_tells_sessions_and_free_slots_and_changes_nothing(
    database: Database, ida: Profile, per: Profile
) -> None:
    booked = book_at(database, ida, "20261123T0800", name="Kim Forsker")
    book_at(database, per, "20261123T0800")
    book_at(database, ida, "20261124T0800")

    effect = preview(database, ida)

    assert [(one.ref, one.name) for one in effect.sessions] == [(booked[0].ref, "Kim Forsker")]
    assert effect.free == 6
    assert (closed_days(database), len(standing(database))) == ([], 3)


def test_confirming_closes_the_days_and_cancels_the_sessions_there(database: Database, ida: Profile) -> None:
    inside = book_at(database, ida, "20261123T0800")
    outside = book_at(database, ida, "20261124T0800")

    assert leave(database, ida) == 1

    assert row_of(database, inside[0].ref).status == Status.CANCELLED
    assert row_of(database, outside[0].ref).status == Status.BOOKED
    assert used_quarters(database) == 3
    assert closed_days(database) == [MONDAY]
    assert all(slot.starts_at.date() != MONDAY for slot in slots(database))


def test_of_hours_only_the_sessions_that_touch_them_go(database: Database, ida: Profile) -> None:
    early = book_at(database, ida, "20261123T0800")
    book_at(database, ida, "20261123T1200")
    hours = (datetime.time(9, 30), datetime.time(13))

    assert leave(database, ida, Absence(MONDAY, MONDAY, hours)) == 1

    assert row_of(database, early[0].ref).status == Status.CANCELLED
    assert standing(database) != []


def test_a_session_that_has_begun_is_not_cancelled(database: Database, ida: Profile) -> None:
    book_at(database, ida, "20261123T0800")
    begun = datetime.datetime(2026, 11, 23, 8, 10, tzinfo=datetime.UTC)

    assert leave(database, ida, now=begun) == 0

    assert len(standing(database)) == 1


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        (TUESDAY, MONDAY, None),
        (MONDAY, MONDAY + 367 * DAY, None),
        (MONDAY, MONDAY, (datetime.time(12), datetime.time(12))),
    ],
)
def test_days_that_do_not_fit_together_are_no_absence(
    first: datetime.date, last: datetime.date, hours: tuple[datetime.time, datetime.time] | None
) -> None:
    with pytest.raises(BrokenAvailability):
        Absence(first, last, hours)


def test_days_closed_already_are_not_closed_twice_and_their_sessions_are_dealt_with(
    database: Database, ida: Profile
) -> None:
    book_at(database, ida, "20261124T0800")
    with database.transaction() as session:
        booking.close(session, counsellor=ida, first=TUESDAY, last=TUESDAY, now=NOON)

    assert leave(database, ida, Absence(MONDAY, MONDAY + 2 * DAY)) == 1

    assert closed_days(database) == [MONDAY, TUESDAY, MONDAY + 2 * DAY]


# The mails


def test_both_calendars_are_told_at_once_and_the_researcher_is_offered_times_of_the_same_counsellor(
    database: Database, ida: Profile, per: Profile
) -> None:
    view, _ = book_at(database, ida, "20261123T0800")
    leave(database, ida)

    (mail,), (own,) = mails_to(database, "kim@example.org"), mails_to(database, ida.email)

    for one in (mail, own):
        (event,) = IcsCalendarStream.calendar_from_ics(one.calendar or "").events
        assert (one.calendar_method, event.uid, event.sequence) == ("CANCEL", f"{view.ref}@veivalg", 1)
        assert event.status == "CANCELLED"
    offered = [slot for slot, _ in links_in(mail.body)]
    assert [slot.split("-")[:2] for slot in offered] == [
        [ida.public_id, f"202611{day}T0800Z"] for day in (24, 25, 26)
    ]  # fmt: skip
    assert "Vi beklager" in mail.body
    assert "secret" not in own.body
    assert mails_to(database, per.email) == []


def test_who_has_no_time_within_two_weeks_leaves_the_offer_to_others(
    database: Database, ida: Profile, per: Profile
) -> None:
    book_at(database, ida, "20261123T0800")
    leave(database, ida, Absence(MONDAY, MONDAY + 14 * DAY))

    (mail,) = mails_to(database, "kim@example.org")

    assert {slot.split("-")[0] for slot, _ in links_in(mail.body)} == {per.public_id}
    assert links_in(mail.body)[0][0].split("-")[1] == "20261123T0800Z"


def test_where_nobody_has_a_time_the_mail_says_so_and_leads_to_the_move_page(database: Database, ida: Profile) -> None:
    view, _ = book_at(database, ida, "20261123T0800")
    leave(database, ida, Absence(MONDAY, MONDAY + 100 * DAY))

    (mail,) = mails_to(database, "kim@example.org")

    assert links_in(mail.body) == []
    assert "ingen tider ledige" in mail.body
    assert f"http://veivalg.test/appointments/{view.ref}/move?secret=" in mail.body


def test_two_who_are_displaced_are_not_offered_the_same_times(database: Database, ida: Profile) -> None:
    book_at(database, ida, "20261123T0800", email="one@example.org")
    book_at(database, ida, "20261123T0845", email="two@example.org")
    leave(database, ida)

    one, two = (
        {slot for slot, _ in links_in(mail.body)}
        for email in ("one@example.org", "two@example.org")
        for mail in mails_to(database, email)
    )

    assert (len(one), len(two), one & two) == (3, 3, set())


def test_where_there_are_few_times_they_are_offered_to_both(database: Database) -> None:
    ida = with_hours(database, hours(0, 9, 11, 45), hours(1, 9, 12, 45), name="Ida")
    for number, start in enumerate(("20261123T0800", "20261123T0845")):
        book_at(database, ida, start, email=f"{number}@example.org")
    with database.transaction() as session:
        booking.close(session, counsellor=ida, first=TUESDAY + DAY, last=TUESDAY + 100 * DAY, now=NOON)
    leave(database, ida)

    counts = [len(links_in(mails_to(database, f"{number}@example.org")[0].body)) for number in range(2)]

    assert counts == [3, 3]


@pytest.mark.parametrize(
    ("form", "sorry", "weekday"),
    [("nb", "Vi beklager", "tirsdag"), ("nn", "Vi er leie for det", "tysdag"), ("en", "We are sorry", "Tuesday")],
)
def test_each_is_written_to_in_their_own_form_and_time(
    database: Database, ida: Profile, form: str, sorry: str, weekday: str
) -> None:
    book_at(database, ida, "20261123T0800", written_form=WrittenForm(form), zone="America/New_York")
    leave(database, ida)

    (mail,) = mails_to(database, "kim@example.org")

    assert sorry in mail.body
    assert weekday in mail.body
    assert "03:00–03:45" in mail.body
