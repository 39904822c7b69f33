"""Counsellors' own calendars: nothing is offered when they are busy, or when nobody knows."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from assistant import booking
from assistant.bootstrap import Services
from assistant.database import Database
from assistant.errors import SlotTaken
from assistant.notifications.outbox import OutboxMail
from assistant.people import Profile
from assistant.texts import text
from assistant.worker import read_feed
from knowledge_base.article import WrittenForm
from tests.booking.bookings import find, hours, slots, starts, with_hours
from tests.busy_feeds.calendars import calendar, event
from tests.busy_feeds.feed_server import Answer, FeedServer, saying
from tests.fakes import NOON, FixedClock

HOUR = datetime.timedelta(hours=1)
TEN = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)
BUSY_AT_TEN = calendar(event("DTSTART:20261123T091500Z", "DTEND:20261123T093000Z"))


def set_feed(database: Database, counsellor: Profile, address: str) -> None:
    with database.transaction() as session:
        booking.set_feed(session, counsellor=counsellor, address=address, now=NOON)


@pytest.fixture
def ida(services: Services) -> Profile:
    return with_hours(services.database, hours(0, 9, 12))


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], FeedServer]]:
    running: list[FeedServer] = []

    def start(answer: Answer) -> FeedServer:
        running.append(FeedServer(answer))
        running[-1].start()
        return running[-1]

    yield start
    for server in running:
        server.stop()


@pytest.fixture
def near(services: Services) -> Services:
    """An installation whose counsellors' calendars are on the same machine."""
    return replace(services, settings=services.settings.model_copy(update={"private_feeds": True}))


Serve = Callable[[Answer], FeedServer]


def offered(services: Services) -> list[str]:
    now = services.clock()
    return starts(services.database, now=now, before=now + datetime.timedelta(days=7))


def test_nothing_is_offered_when_the_counsellor_is_busy(near: Services, ida: Profile, serve: Serve) -> None:
    set_feed(near.database, ida, serve(saying(BUSY_AT_TEN)).url)
    read_feed(near)
    assert offered(near) == ["11-23 09:00", "11-23 11:00"]
    with pytest.raises(SlotTaken):
        find(near.database, f"{ida.public_id}-20261123T0900Z-60")


def test_a_busy_time_beside_the_buffer_is_in_nobodys_way(near: Services, ida: Profile, serve: Serve) -> None:
    set_feed(near.database, ida, serve(saying(BUSY_AT_TEN)).url)
    read_feed(near)
    with near.database.transaction() as session:
        booking.set_terms(session, counsellor=ida, terms=booking.Terms(buffer_before=15), now=NOON)
    # 09:00 to 10:00, and 11:30 after 10:15 is in the way and each start has a quarter before it.
    assert offered(near) == ["11-23 09:00"]


def test_until_the_feed_is_read_nothing_is_offered(services: Services, ida: Profile) -> None:
    set_feed(services.database, ida, "https://calendar.example/basic.ics")
    assert slots(services.database) == []


def test_a_feed_that_fails_holds_for_an_hour_and_its_counsellor_is_told_once(
    near: Services, ida: Profile, serve: Serve, clock: FixedClock
) -> None:
    server = serve(saying(BUSY_AT_TEN))
    set_feed(near.database, ida, server.url)
    read_feed(near)
    server.stop()
    for _ in range(3):
        clock.advance(minutes=16)
        read_feed(near)
    assert offered(near) == ["11-23 09:00", "11-23 11:00"]
    clock.advance(minutes=16)
    assert offered(near) == []
    with near.database.reading() as session:
        [mail] = session.query(OutboxMail).all()
    assert mail.recipient == ida.email
    assert text("feed-unreachable", WrittenForm.BOKMAL) in mail.body
    assert server.url not in mail.body


def test_a_feed_is_read_again_after_a_quarter_of_an_hour(
    near: Services, ida: Profile, serve: Serve, clock: FixedClock
) -> None:
    server = serve(saying(calendar()))
    set_feed(near.database, ida, server.url)
    for _ in range(3):
        read_feed(near)
        clock.advance(minutes=10)
    assert len(server.asked) == 2


def test_each_round_reads_the_feed_that_has_waited_longest(near: Services, ida: Profile, serve: Serve) -> None:
    per = with_hours(near.database, hours(1, 9, 12), name="Per")
    servers = [serve(saying(calendar())) for _ in (ida, per)]
    for counsellor, server in zip((ida, per), servers, strict=True):
        set_feed(near.database, counsellor, server.url)
    read_feed(near)
    read_feed(near)
    assert [len(server.asked) for server in servers] == [1, 1]


def test_what_was_read_of_an_address_given_up_meanwhile_is_not_kept(services: Services, ida: Profile) -> None:
    database = services.database
    set_feed(database, ida, "https://calendar.example/old.ics")
    set_feed(database, ida, "https://calendar.example/new.ics")
    with database.transaction() as session:
        times = [(TEN, TEN + HOUR)]
        booking.keep_busy_times(session, ida.id, "https://calendar.example/old.ics", times, now=NOON)
        assert booking.feed_of(session, ida.id) == booking.FeedState("https://calendar.example/new.ics", None, None)


def test_without_an_address_the_week_holds_again(services: Services, ida: Profile) -> None:
    set_feed(services.database, ida, "https://calendar.example/basic.ics")
    set_feed(services.database, ida, "")
    assert offered(services) == ["11-23 09:00", "11-23 10:00", "11-23 11:00"]


def test_a_feed_on_this_machine_is_refused_unless_it_is_allowed(services: Services, ida: Profile, serve: Serve) -> None:
    server = serve(saying(calendar()))
    set_feed(services.database, ida, server.url)
    read_feed(services)
    with services.database.reading() as session:
        state = booking.feed_of(session, ida.id)
    assert state is not None
    assert state.problem == "address"
    assert server.asked == []
