"""The secret address of a counsellor's sessions: what stands there, who gets it, and that it is no busy feed."""

import datetime
from collections.abc import Callable

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from sqlalchemy import select

from assistant import audit, booking, people
from assistant.booking import CalendarFeed, hash_of
from assistant.bootstrap import Services
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.booking.bookings import Booked, book_slot, cancel_it, move_to, slots
from tests.fakes import FixedClock
from tests.races import at_once
from tests.web.clients import Staff, browser, enter, refusal_of, staff
from tests.web.pages import read_page

NB = WrittenForm.BOKMAL
PAGE = "/counsellor/calendar/feed"


@pytest.fixture
def ida(services: Services) -> Staff:
    return staff(services, Role.COUNSELLOR)


def subscribe(counsellor: Staff) -> str:
    """Make an address on the page; its path."""
    shown = read_page(counsellor.send(PAGE).text).one("input", id="address").attributes["value"]
    assert shown.startswith("http://veivalg.test/calendar/")
    return shown.removeprefix("http://veivalg.test")


def read(services: Services, path: str) -> Calendar:
    """What a calendar program reads there; it shares nothing with the library that writes."""
    answer = browser(services).get(path)
    assert answer.status_code == 200
    return IcsCalendarStream.calendar_from_ics(answer.text)


def book_one(services: Services, counsellor: Staff, number: int = 0) -> Booked:
    own = [slot for slot in slots(services.database, now=services.clock())
           if slot.counsellor == counsellor.profile.public_id]  # fmt: skip
    return book_slot(services.database, own[number], now=services.clock(), email="kim.forsker@example.org")


def test_a_program_reads_the_sessions_with_the_invitations_uid_and_sequence(services: Services, ida: Staff):
    booked = book_one(services, ida)
    path = subscribe(ida)
    before = read(services, path)

    moved = move_to(services.database, booked, slots(services.database)[3])

    (was,), (event,) = before.events, read(services, path).events
    invited = booking.invitation(moved, sender=services.settings.mail_from, now=services.clock()).text
    (invitation,) = IcsCalendarStream.calendar_from_ics(invited).events
    assert (was.uid, was.sequence, was.dtstart.astimezone(datetime.UTC)) == (
        f"{booked[0].ref}@veivalg", 0, booked[0].starts_at
    )  # fmt: skip
    assert (event.uid, event.sequence) == (invitation.uid, invitation.sequence) == (was.uid, 1)
    assert (event.dtstart, event.dtend) == (invitation.dtstart, invitation.dtend)
    assert event.organizer == invitation.organizer
    assert (event.summary, event.status) == (text("calendar-title", NB), "CONFIRMED")
    assert str(event.url) == f"http://veivalg.test/counsellor/appointments/{moved.ref}"


def test_the_calendar_says_what_it_is_and_when_to_ask_again(services: Services, ida: Staff):
    book_one(services, ida)
    answer = browser(services).get(subscribe(ida))

    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["cache-control"] == "private, no-cache"
    lines = answer.text.split("\r\n")
    assert {"METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"} <= set(lines)
    calendar = IcsCalendarStream.calendar_from_ics(answer.text)
    assert [zone.tz_id for zone in calendar.timezones] == ["Europe/Oslo"]
    assert all(event.attendees == [] for event in calendar.events)


def test_nobody_is_named_and_no_place_is_told(services: Services, ida: Staff):
    with services.database.transaction() as session:
        terms = booking.Terms(address="https://video.example/ida")
        booking.set_terms(session, counsellor=ida.profile, terms=terms, now=services.clock())
    book_one(services, ida)

    content = browser(services).get(subscribe(ida)).text

    assert [word for word in ("Kim", "Forsker", "kim.forsker", "example.org", "video.example") if word in content] == []


def test_cancelled_sessions_old_ones_and_those_of_others_are_left_out(
    services: Services, clock: FixedClock, ida: Staff
):
    other = staff(services, Role.COUNSELLOR)
    first, second = book_one(services, ida), book_one(services, ida, 1)
    book_one(services, other)
    path = subscribe(ida)
    assert len(read(services, path).events) == 2

    cancel_it(services.database, first)
    assert [event.uid for event in read(services, path).events] == [f"{second[0].ref}@veivalg"]
    clock.now = second[0].ends_at + datetime.timedelta(days=29, hours=23)
    assert len(read(services, path).events) == 1
    clock.advance(hours=2)
    assert read(services, path).events == []


def test_a_calendar_without_sessions_can_be_read(services: Services, ida: Staff):
    assert read(services, subscribe(ida)).events == []


def test_a_program_that_has_it_as_it_is_gets_nothing_until_something_changes(
    services: Services, clock: FixedClock, ida: Staff
):
    book_one(services, ida)
    path, client = subscribe(ida), browser(services)
    known = {"If-None-Match": client.get(path).headers["etag"]}
    clock.advance(minutes=30)

    again = client.get(path, headers=known)
    book_one(services, ida)
    changed = client.get(path, headers=known)

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", known["If-None-Match"])
    assert changed.status_code == 200


# The secret


def test_the_address_is_shown_once_and_only_its_hash_is_kept(services: Services, ida: Staff):
    before = ida.page(PAGE)
    answer = ida.send(PAGE)
    address = read_page(answer.text).one("input", id="address").attributes["value"]
    secret = address.rpartition("/")[2].removesuffix(".ics")

    after = ida.page(PAGE)

    assert text("subscription-none", NB) in before.text
    assert text("subscription-once", NB) in answer.text
    assert answer.status_code == 200
    assert "location" not in answer.headers
    assert secret not in after.text
    assert text("subscription-since", NB, day="fredag 20. november", hour="13:00") in after.text
    with services.database.reading() as session:
        assert session.scalars(select(CalendarFeed.secret_hash)).all() == [hash_of(secret)]
        assert secret not in str(audit.latest(session, limit=10))


def test_a_new_address_takes_the_old_ones_place_at_once(services: Services, ida: Staff):
    old, new = subscribe(ida), subscribe(ida)

    assert browser(services).get(old).status_code == 404
    assert browser(services).get(new).status_code == 200


def test_a_stopped_address_works_no_longer(services: Services, ida: Staff):
    path = subscribe(ida)

    stopped = ida.send(f"{PAGE}/stop")

    assert text("subscription-stopped", NB) in ida.page(stopped.headers["location"]).text
    assert browser(services).get(path).status_code == 404
    assert ida.send(f"{PAGE}/stop").status_code == 303


def close_account(services: Services, counsellor: Staff) -> None:
    with services.database.transaction() as session:
        people.set_active(
            session, public_id=counsellor.profile.public_id, active=False, now=services.clock(), by="test"
        )  # fmt: skip


def take_role(services: Services, counsellor: Staff) -> None:
    with services.database.transaction() as session:
        people.set_roles(
            session, public_id=counsellor.profile.public_id, roles=[Role.ADMIN], now=services.clock(), by="test"
        )  # fmt: skip


@pytest.mark.parametrize("end", [close_account, take_role])
def test_who_is_no_counsellor_any_longer_has_no_calendar(
    services: Services, ida: Staff, end: Callable[[Services, Staff], None]
):
    path = subscribe(ida)
    end(services, ida)

    assert browser(services).get(path).status_code == 404


@pytest.mark.parametrize("secret", ["forged", "x" * 32, "%00", "é", " "])
def test_a_forged_secret_opens_nothing(services: Services, ida: Staff, secret: str):
    subscribe(ida)

    refused = browser(services, accept="application/json").get(f"/calendar/{secret}.ics")

    assert refusal_of(refused) == (404, "not_found")


def test_of_two_addresses_made_at_once_one_works(services: Services, ida: Staff):
    again = enter(services, ida.profile)

    paths = at_once(lambda: subscribe(ida), lambda: subscribe(again))

    assert sorted(browser(services).get(str(path)).status_code for path in paths) == [200, 404]


# Not as a busy feed


def terms_with(feed: str) -> dict[str, str]:
    return {"notice_hours": "12", "horizon_days": "42", "feed": feed}


@pytest.mark.parametrize(
    "address",
    [
        "http://veivalg.test{path}", "https://veivalg.test{path}", "webcal://VEIVALG.test:8443{path}",
        "https://veivalg.test./calendar/of-somebody-else.ics", "https://another-name.example{path}",
        "https://another-name.example/%63alendar/{secret}.ics",
    ],
)  # fmt: skip
def test_our_own_sessions_are_not_taken_for_those_of_the_counsellors_calendar(
    services: Services, ida: Staff, address: str
):
    path = subscribe(ida)
    secret = path.rpartition("/")[2].removesuffix(".ics")

    refused = ida.client.post(
        "/counsellor/terms",
        data={"csrf_token": ida.csrf_token, **terms_with(address.format(path=path, secret=secret))},
        headers={"Accept": "application/json"},
    )

    assert refusal_of(refused) == (422, "invalid_input")
    assert "feed" in refused.json()["message"]
    with services.database.reading() as session:
        assert booking.feed_of(session, ida.profile.id) is None


@pytest.mark.parametrize(
    "address", ["https://calendar.example/calendar/ida.ics", "https://veivalg.test/remote.php/dav/ida.ics"]
)
def test_another_calendar_is_taken(services: Services, ida: Staff, address: str):
    """If this fails, the test above proves nothing."""
    subscribe(ida)
    ida.send("/counsellor/terms", **terms_with(address))

    with services.database.reading() as session:
        state = booking.feed_of(session, ida.profile.id)
    assert state is not None
    assert state.address == address
