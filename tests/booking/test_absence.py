"""Out of office: days closed and the sessions there cancelled, all or nothing; each can still be moved."""

import datetime
import re
from collections.abc import Callable

import pytest
from ical.calendar_stream import IcsCalendarStream
from sqlalchemy import func, select

from assistant import audit, booking
from assistant.booking import (
    Absence,
    Appointment,
    AvailabilityException,
    Desk,
    Displaced,
    Share,
    Slot,
    Status,
    Wish,
    for_secret,
)
from assistant.booking.diary import take
from assistant.bootstrap import Services
from assistant.database import Database
from assistant.errors import (
    AbsenceChanged,
    AppointmentOver,
    BrokenAvailability,
    LinkExpired,
    SlotUnknown,
)
from assistant.notifications.outbox import OutboxMail
from assistant.people import Person, Profile
from assistant.worker import erase_expired
from knowledge_base.article import WrittenForm
from tests.booking.bookings import Booked, book_slot, find, hours, row_of, slots, standing, used_quarters, with_hours
from tests.fakes import NOON, FixedClock
from tests.races import stopped_before_writing

MONDAY = datetime.date(2026, 11, 23)
TUESDAY = datetime.date(2026, 11, 24)
AWAY = Absence(MONDAY, MONDAY)
DESK = Desk("http://veivalg.test", "Veivalg <no-reply@veivalg.test>")
DAY = datetime.timedelta(days=1)


def slot_at(database: Database, counsellor: Profile, start: str) -> Slot:
    """A free slot by its start in UTC: "20261123T0800"."""
    return find(database, f"{counsellor.public_id}-{start}Z-45")


def book_at(database: Database, counsellor: Profile, start: str, **fields: object) -> Booked:
    return book_slot(database, slot_at(database, counsellor, start), **fields)


def preview(
    database: Database, counsellor: Profile, absence: Absence = AWAY, now: datetime.datetime = NOON
) -> booking.Effect:
    with database.reading() as session:
        return booking.effect(session, counsellor, absence, now=now)


def leave(
    database: Database,
    counsellor: Profile,
    absence: Absence = AWAY,
    *,
    seen: list[str] | None = None,
    now: datetime.datetime = NOON,
) -> int:
    """Confirm what was seen, or what a preview shows now."""
    marks = preview(database, counsellor, absence, now).marks if seen is None else seen
    with database.transaction() as session:
        return DESK.leave(session, counsellor, absence, seen=marks, now=now)


def mails_to(database: Database, recipient: str) -> list[OutboxMail]:
    with database.reading() as session:
        query = select(OutboxMail).where(OutboxMail.recipient == recipient)
        return list(session.scalars(query.order_by(OutboxMail.id)))


def closed_days(database: Database) -> list[datetime.date]:
    with database.reading() as session:
        return sorted(session.scalars(select(AvailabilityException.day)))


def displaced(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Displaced)) or 0


def links_in(body: str) -> list[tuple[str, str]]:
    """The slots that a mail offers and the secret of each link."""
    return re.findall(r"/move/([\w-]+)\?secret=([\w-]+)", body)


def move_by(
    database: Database, ref: str, secret: str, slot: str, now: datetime.datetime = NOON
) -> booking.AppointmentView:
    with database.transaction() as session:
        return DESK.move(session, for_secret(session, ref, secret, now=now), slot=slot, secret=secret, now=now)


def cancel_by(database: Database, ref: str, secret: str, now: datetime.datetime = NOON) -> booking.AppointmentView:
    with database.transaction() as session:
        return DESK.cancel(session, for_secret(session, ref, secret, now=now), by=audit.RESEARCHER, now=now)


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


# Moving what was cancelled


def test_a_link_of_the_mail_makes_the_same_appointment_stand_again(database: Database, ida: Profile) -> None:
    view, _ = book_at(database, ida, "20261123T0800")
    leave(database, ida)
    (slot, secret), *_ = links_in(mails_to(database, "kim@example.org")[0].body)

    moved = move_by(database, view.ref, secret, slot)

    assert (moved.id, moved.status, moved.sequence) == (view.id, Status.BOOKED, 2)
    assert standing(database) == [(moved.starts_at, moved.ends_at)]
    assert used_quarters(database) == 3
    assert displaced(database) == 0
    for recipient in ("kim@example.org", ida.email):
        told = mails_to(database, recipient)[-1]
        (event,) = IcsCalendarStream.calendar_from_ics(told.calendar or "").events
        assert (told.calendar_method, event.uid, event.sequence) == ("REQUEST", f"{view.ref}@veivalg", 2)
        assert event.status == "CONFIRMED"


def test_the_link_of_the_first_mail_moves_it_too_and_it_is_cancelled_as_any_other_afterwards(
    database: Database, ida: Profile
) -> None:
    view, secret = book_at(database, ida, "20261123T0800")
    leave(database, ida)

    move_by(database, view.ref, secret, slot_at(database, ida, "20261126T0800").id)
    cancelled = cancel_by(database, view.ref, secret)

    assert (cancelled.status, cancelled.sequence, cancelled.displaced_until) == (Status.CANCELLED, 3, None)
    with pytest.raises(AppointmentOver):
        move_by(database, view.ref, secret, slot_at(database, ida, "20261126T0800").id)


def test_what_the_researcher_cancelled_is_over(database: Database, ida: Profile) -> None:
    view, secret = book_at(database, ida, "20261123T0800")
    cancel_by(database, view.ref, secret)
    leave(database, ida)

    with pytest.raises(AppointmentOver):
        move_by(database, view.ref, secret, slot_at(database, ida, "20261126T0800").id)


def test_who_wants_no_other_time_is_left_alone(database: Database, ida: Profile) -> None:
    view, secret = book_at(database, ida, "20261123T0800")
    leave(database, ida)
    before = len(mails_to(database, "kim@example.org"))

    declined = cancel_by(database, view.ref, secret)

    assert (declined.status, declined.sequence) == (Status.CANCELLED, 1)
    assert len(mails_to(database, "kim@example.org")) == before
    with pytest.raises(AppointmentOver):
        cancel_by(database, view.ref, secret)
    with pytest.raises(AppointmentOver):
        move_by(database, view.ref, secret, slot_at(database, ida, "20261126T0800").id)


@pytest.mark.parametrize("days", [0, 13])
def test_it_can_be_moved_for_fourteen_days_although_its_time_is_over(
    database: Database, ida: Profile, days: int
) -> None:
    view, secret = book_at(database, ida, "20261123T0800")
    leave(database, ida)
    later = NOON + days * DAY + datetime.timedelta(hours=23)

    moved = move_by(database, view.ref, secret, slots(database, now=later)[0].id, later)

    assert moved.status is Status.BOOKED


def test_a_session_further_ahead_can_be_moved_until_its_time_is_over(database: Database, ida: Profile) -> None:
    view, secret = book_at(database, ida, "20261221T0800")
    leave(database, ida, Absence(datetime.date(2026, 12, 21), datetime.date(2026, 12, 21)))
    over = view.ends_at
    before = over - datetime.timedelta(minutes=1)

    with database.reading() as session:
        assert for_secret(session, view.ref, secret, now=before).id == view.id
        with pytest.raises(LinkExpired):
            for_secret(session, view.ref, secret, now=over)


def test_afterwards_the_link_has_ended_and_the_mark_is_forgotten(
    services: Services, clock: FixedClock, ida: Profile
) -> None:
    database = services.database
    view, secret = book_at(database, ida, "20261123T0800")
    leave(database, ida)
    erase_expired(services)
    assert displaced(database) == 1

    clock.advance(days=14)

    with database.reading() as session, pytest.raises(LinkExpired):
        for_secret(session, view.ref, secret, now=clock())
    erase_expired(services)
    assert displaced(database) == 0


def test_who_is_not_known_any_longer_cannot_move(services: Services, ida: Profile) -> None:
    """Where content is erased after fewer than 14 days."""
    database = services.database
    view, secret = book_at(database, ida, "20261123T0800")
    leave(database, ida)
    later = NOON + 5 * DAY
    with database.transaction() as session:
        booking.remove_personal(session, before=later)

    with database.reading() as session, pytest.raises(LinkExpired):
        for_secret(session, view.ref, secret, now=later)


# What was seen is what is done


def test_sessions_that_changed_since_the_preview_leave_everything_as_it_was(database: Database, ida: Profile) -> None:
    gone, moved = book_at(database, ida, "20261123T0800"), book_at(database, ida, "20261123T0845")
    seen = preview(database, ida).marks

    def another() -> None:
        book_at(database, ida, "20261123T0930")

    def one_less() -> None:
        cancel_by(database, *_key(gone))

    def other_time() -> None:
        move_by(database, *_key(moved), slot_at(database, ida, "20261123T1200").id)

    for change in (another, one_less, other_time):
        change()
        with pytest.raises(AbsenceChanged):
            leave(database, ida, seen=seen)
        assert (closed_days(database), displaced(database)) == ([], 0)
        assert len(mails_to(database, ida.email)) == {"another": 0, "one_less": 1, "other_time": 2}[change.__name__]
        seen = preview(database, ida).marks
    assert leave(database, ida, seen=seen) == 2


def _key(booked: Booked) -> tuple[str, str]:
    return booked[0].ref, booked[1]


def test_confirmed_twice_at_once_it_is_done_once(database: Database, ida: Profile) -> None:
    book_at(database, ida, "20261123T0800")
    seen = preview(database, ida).marks

    outcomes = stopped_before_writing(
        database, lambda: leave(database, ida, seen=seen), lambda: leave(database, ida, seen=seen)
    )

    assert sorted(_name(outcome) for outcome in outcomes) == ["1", "AbsenceChanged"]
    assert closed_days(database) == [MONDAY]
    assert displaced(database) == 1
    assert len(mails_to(database, "kim@example.org")) == 1


def test_days_without_sessions_confirmed_twice_at_once_are_closed_once(database: Database, ida: Profile) -> None:
    outcomes = stopped_before_writing(
        database, lambda: leave(database, ida, seen=[]), lambda: leave(database, ida, seen=[])
    )

    assert outcomes == [0, 0]
    assert closed_days(database) == [MONDAY]


@pytest.fixture(params=["book", "move", "use a hold"])
def arrives(request: pytest.FixtureRequest, database: Database, ida: Profile) -> Callable[[], object]:
    """Somebody who gets a session on the Monday after the preview has shown none there."""
    slot = slot_at(database, ida, "20261123T0800")
    wish = Wish(slot.id, "Kim Forsker", "kim@example.org", WrittenForm.BOKMAL, Share.NOTHING)
    if request.param == "move":
        view, secret = book_at(database, ida, "20261124T0800")
        return lambda: move_by(database, view.ref, secret, slot.id)
    if request.param == "use a hold":
        with database.transaction() as session:
            wish = Wish(**{**vars(wish), "hold": booking.hold(session, slot.id, now=NOON).token})

    def book() -> object:
        with database.transaction() as session:
            return DESK.book(session, wish, conversation=None, now=NOON)

    return book


def test_who_books_as_the_days_are_closed_is_refused_or_seen(
    database: Database, ida: Profile, arrives: Callable[[], object]
) -> None:
    outcomes = stopped_before_writing(database, lambda: leave(database, ida, seen=[]), arrives)

    names = [_name(outcome) for outcome in outcomes]
    assert names in (["0", "SlotUnknown"], ["AbsenceChanged", "done"])
    on_monday = [begins for begins, _ in standing(database) if begins.date() == MONDAY]
    assert (closed_days(database), on_monday != []) in (([MONDAY], False), ([], True))


def _name(outcome: object) -> str:
    if isinstance(outcome, BaseException):
        return type(outcome).__name__
    return str(outcome) if isinstance(outcome, int) else "done"


def test_a_slot_that_was_free_when_seen_and_closed_when_booked_is_refused(database: Database, ida: Profile) -> None:
    slot = slot_at(database, ida, "20261123T0800")
    leave(database, ida)

    with pytest.raises(SlotUnknown):
        book_slot(database, slot)
    assert (standing(database), used_quarters(database)) == ([], 0)


def test_who_does_not_look_again_is_booked_into_closed_hours(database: Database, ida: Profile) -> None:
    """If this fails, the tests above prove nothing: the promise about quarters does not keep anybody out."""
    slot = slot_at(database, ida, "20261123T0800")
    leave(database, ida)

    with database.transaction() as session:
        row = Appointment(
            ref="0123456789", counsellor_id=ida.id, conversation_id=None, starts_at=slot.starts_at,
            ends_at=slot.ends_at, status=Status.BOOKED, sequence=0, name="Kim", email="kim@example.org",
            written_form="nb", share=Share.NOTHING, brief=None, created_at=NOON, placed_at=NOON, zone=None,
        )  # fmt: skip
        session.add(row)
        session.flush()
        take(session, slot, session.get_one(Person, ida.id), appointment_id=row.id, now=NOON)

    assert standing(database) == [(slot.starts_at, slot.ends_at)]


def test_moved_and_declined_at_once_it_stands_or_it_does_not(database: Database, ida: Profile) -> None:
    view, secret = book_at(database, ida, "20261123T0800")
    leave(database, ida)
    slot = slot_at(database, ida, "20261126T0800")

    stopped_before_writing(
        database,
        lambda: move_by(database, view.ref, secret, slot.id),
        lambda: cancel_by(database, view.ref, secret),
    )

    # Who declines after it was moved cancels what then stands.
    assert (row_of(database, view.ref).status, standing(database), used_quarters(database)) == ("cancelled", [], 0)
    assert displaced(database) == 0
