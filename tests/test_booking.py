"""Free slots and appointments: right across summer time, and never two appointments for one counsellor at once."""

import datetime
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from assistant import audit, booking
from assistant.booking import (
    Appointment,
    BookedQuarter,
    Desk,
    Hours,
    Share,
    Slot,
    Status,
    Wish,
    book,
    cancel,
    for_ref,
    for_secret,
    free_slots,
    move,
    next_slots,
    slot_for_id,
)
from assistant.bootstrap import Services
from assistant.conversations import for_researcher
from assistant.database import Database
from assistant.errors import (
    AppointmentOver,
    BrokenAvailability,
    GuidanceError,
    InvalidInput,
    NotFound,
    SlotPast,
    SlotTaken,
    SlotUnknown,
)
from assistant.notifications.outbox import OutboxMail
from assistant.people import Profile, Role, set_active, set_roles
from knowledge_base.article import WrittenForm
from tests.chat import begin_chat
from tests.factories import make_counsellor
from tests.fakes import NOON
from tests.races import at_once, stopped_before_writing

OSLO = ZoneInfo("Europe/Oslo")
HOUR = datetime.timedelta(hours=1)
NINE = datetime.time(9)

Booked = tuple[booking.AppointmentView, str]


def hours(weekday: int, start: int, end: int, minutes: int = 60) -> Hours:
    return Hours(weekday, datetime.time(start), datetime.time(end), minutes)


def in_oslo(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime.datetime:
    return datetime.datetime(year, month, day, hour, minute, tzinfo=OSLO)


@pytest.fixture
def ida(database: Database) -> Profile:
    """A counsellor with ordinary hours: from Monday to Friday, seven sessions of 45 minutes a day."""
    with database.transaction() as session:
        return make_counsellor(session, name="Ida")


def with_hours(database: Database, *week: Hours, name: str = "Ida") -> Profile:
    with database.transaction() as session:
        return make_counsellor(session, hours=list(week), name=name)  # type: ignore[arg-type]


def slots(database: Database, *, now: datetime.datetime = NOON, **limits: datetime.datetime) -> list[Slot]:
    with database.reading() as session:
        return free_slots(session, now=now, **limits)


def starts(database: Database, *, now: datetime.datetime, **limits: datetime.datetime) -> list[str]:
    """When slots begin, as the clock on the wall in Norway shows it."""
    return [f"{slot.starts_at.astimezone(OSLO):%m-%d %H:%M}" for slot in slots(database, now=now, **limits)]


def find(database: Database, slot_id: str, now: datetime.datetime = NOON) -> Slot:
    with database.reading() as session:
        return slot_for_id(session, slot_id, now=now)


def book_slot(database: Database, slot: Slot, *, now: datetime.datetime = NOON, **fields: object) -> Booked:
    """Book with everything in order but for the fields given."""
    ordinary = {
        "name": "Kim Forsker", "email": "kim@example.org", "written_form": WrittenForm.BOKMAL,
        "share": Share.NOTHING, "brief": None, "conversation": None,
    }  # fmt: skip
    with database.transaction() as session:
        return book(session, slot=slot, now=now, **(ordinary | fields))  # type: ignore[arg-type]


def move_to(database: Database, booked: Booked, slot: Slot, now: datetime.datetime = NOON) -> booking.AppointmentView:
    with database.transaction() as session:
        return move(session, for_secret(session, booked[0].ref, booked[1]), slot=slot, now=now)


def cancel_it(database: Database, booked: Booked, now: datetime.datetime = NOON) -> booking.AppointmentView:
    with database.transaction() as session:
        row = for_secret(session, booked[0].ref, booked[1])
        return cancel(session, row, by=audit.RESEARCHER, now=now)


def standing(database: Database) -> list[tuple[datetime.datetime, datetime.datetime]]:
    with database.reading() as session:
        rows = session.scalars(select(Appointment).where(Appointment.status == Status.BOOKED))
        return sorted((row.starts_at, row.ends_at) for row in rows)


def used_quarters(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(BookedQuarter)) or 0


def row_of(database: Database, ref: str) -> Appointment:
    with database.reading() as session:
        row = session.scalars(select(Appointment).where(Appointment.ref == ref)).one()
        session.expunge(row)
        return row


# Weekly hours


def test_hours_are_cut_into_sessions_and_what_is_left_over_is_no_session(database: Database) -> None:
    with_hours(database, Hours(0, NINE, datetime.time(11, 30), 45))
    assert starts(database, now=NOON, before=NOON + datetime.timedelta(days=7)) == [
        "11-23 09:00", "11-23 09:45", "11-23 10:30",
    ]  # fmt: skip


def test_hours_replace_the_whole_week_and_appointments_stay(database: Database, ida: Profile) -> None:
    first = slots(database)[0]
    book_slot(database, first)
    with database.transaction() as session:
        booking.replace_hours(session, counsellor=ida, hours=[hours(2, 10, 12)], now=NOON)
    assert {slot.starts_at.astimezone(OSLO).weekday() for slot in slots(database)} == {2}
    assert standing(database) == [(first.starts_at, first.ends_at)]
    with database.reading() as session:
        assert booking.hours_of(session, ida.id) == [hours(2, 10, 12)]


def test_no_hours_are_no_slots(database: Database, ida: Profile) -> None:
    with database.transaction() as session:
        booking.replace_hours(session, counsellor=ida, hours=[], now=NOON)
    assert slots(database) == []


@pytest.mark.parametrize(
    ("weekday", "start", "end", "minutes"),
    [
        (0, datetime.time(10), datetime.time(9), 45),
        (0, datetime.time(9), datetime.time(9), 45),
        (0, datetime.time(9), datetime.time(9, 30), 45),
        (0, datetime.time(9, 5), datetime.time(12), 45),
        (0, datetime.time(9), datetime.time(12, 20), 45),
        (0, datetime.time(9), datetime.time(12), 20),
        (7, datetime.time(9), datetime.time(12), 45),
        (-1, datetime.time(9), datetime.time(12), 45),
    ],
)
def test_hours_that_make_no_sense_are_refused(
    weekday: int, start: datetime.time, end: datetime.time, minutes: int
) -> None:
    with pytest.raises(BrokenAvailability):
        Hours(weekday, start, end, minutes)


def test_hours_that_overlap_on_a_day_are_refused_and_the_old_ones_stay(database: Database, ida: Profile) -> None:
    for overlapping in (
        [hours(0, 9, 12), hours(0, 11, 13)],
        [hours(0, 9, 15), hours(0, 10, 11)],
        [hours(0, 9, 12)] * 2,
    ):
        with pytest.raises(BrokenAvailability), database.transaction() as session:
            booking.replace_hours(session, counsellor=ida, hours=overlapping, now=NOON)
    with database.reading() as session:
        assert booking.hours_of(session, ida.id) == sorted(booking.ordinary_week())


def test_hours_may_meet_and_may_be_the_same_on_another_day(database: Database, ida: Profile) -> None:
    touching = [hours(0, 9, 12), hours(0, 12, 13, 30), hours(1, 9, 12)]
    with database.transaction() as session:
        booking.replace_hours(session, counsellor=ida, hours=reversed(touching), now=NOON)
    with database.reading() as session:
        assert booking.hours_of(session, ida.id) == touching


# Slots through the year


def test_nine_o_clock_stays_nine_o_clock_when_summer_time_ends(database: Database) -> None:
    with_hours(database, *(hours(day, 9, 10) for day in range(7)))
    now = in_oslo(2026, 10, 20, 12)
    around = slots(database, now=now, after=in_oslo(2026, 10, 24), before=in_oslo(2026, 10, 27))
    assert [slot.starts_at.isoformat() for slot in around] == [
        "2026-10-24T07:00:00+00:00",
        "2026-10-25T08:00:00+00:00",
        "2026-10-26T08:00:00+00:00",
    ]


def test_nine_o_clock_stays_nine_o_clock_when_summer_time_begins(database: Database) -> None:
    """In 2027 that is Easter Sunday, so the days around it are closed."""
    with_hours(database, *(hours(day, 9, 10) for day in range(7)))
    now = in_oslo(2027, 3, 20, 12)
    around = slots(database, now=now, after=in_oslo(2027, 3, 24), before=in_oslo(2027, 3, 31))
    assert [slot.starts_at.isoformat() for slot in around] == [
        "2027-03-24T08:00:00+00:00",
        "2027-03-27T08:00:00+00:00",
        "2027-03-30T07:00:00+00:00",
    ]


@pytest.mark.parametrize("minutes", [30, 45, 60])
@pytest.mark.parametrize("sunday", [in_oslo(2026, 10, 25), in_oslo(2026, 3, 29)], ids=["longer night", "shorter night"])
def test_the_night_the_clock_is_changed_offers_each_moment_once(
    database: Database, sunday: datetime.datetime, minutes: int
) -> None:
    with_hours(database, hours(6, 0, 8, minutes))
    night = slots(database, now=sunday - datetime.timedelta(days=3), before=sunday + datetime.timedelta(days=1))

    assert len(night) >= 6
    assert len({slot.id for slot in night}) == len(night)
    assert {slot.ends_at - slot.starts_at for slot in night} == {datetime.timedelta(minutes=minutes)}
    for one, other in combinations(night, 2):
        assert one.ends_at <= other.starts_at or other.ends_at <= one.starts_at


@pytest.mark.parametrize("sunday", [in_oslo(2026, 10, 25), in_oslo(2026, 3, 29)], ids=["longer night", "shorter night"])
def test_every_slot_of_that_night_can_be_booked(database: Database, sunday: datetime.datetime) -> None:
    with_hours(database, hours(6, 0, 8, 30))
    now = sunday - datetime.timedelta(days=3)
    night = slots(database, now=now, before=sunday + datetime.timedelta(days=1))
    for slot in night:
        book_slot(database, find(database, slot.id, now), now=now)
    assert len(standing(database)) == len(night)
    assert slots(database, now=now, before=sunday + datetime.timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("before", "closed"),
    [
        (in_oslo(2026, 12, 15), ["12-25", "12-26", "01-01"]),
        (in_oslo(2027, 3, 20), ["03-25", "03-26", "03-28", "03-29"]),
        (in_oslo(2027, 4, 25), ["05-01", "05-06", "05-16", "05-17"]),
    ],
)
def test_norwegian_holidays_are_closed(database: Database, before: datetime.datetime, closed: list[str]) -> None:
    with_hours(database, *(hours(day, 9, 10) for day in range(7)))
    found = {start[:5] for start in starts(database, now=before, before=before + datetime.timedelta(days=25))}
    days = {f"{before + datetime.timedelta(days=number):%m-%d}" for number in range(1, 25)}
    assert sorted(days - found) == sorted(closed)


def test_who_books_gives_notice(database: Database) -> None:
    with_hours(database, hours(0, 9, 10))
    nine = in_oslo(2026, 11, 23, 9)
    assert slots(database, now=nine - 12 * HOUR)[0].starts_at == nine
    assert slots(database, now=nine - 12 * HOUR + datetime.timedelta(seconds=1))[0].starts_at > nine


def test_nobody_books_beyond_the_horizon(database: Database) -> None:
    with_hours(database, hours(0, 9, 10))
    last = slots(database, now=NOON)[-1]
    assert NOON + datetime.timedelta(weeks=5) < last.starts_at < NOON + datetime.timedelta(weeks=6)
    beyond = last.id.replace(f"{last.starts_at:%Y%m%d}", f"{last.starts_at + datetime.timedelta(weeks=1):%Y%m%d}")
    with pytest.raises(SlotUnknown):
        find(database, beyond)


def test_slots_can_be_narrowed_to_a_time(database: Database, ida: Profile) -> None:
    found = slots(database, after=in_oslo(2026, 11, 24, 10), before=in_oslo(2026, 11, 24, 13))
    assert [f"{slot.starts_at.astimezone(OSLO):%d %H:%M}" for slot in found] == ["24 10:30", "24 12:15"]


@pytest.mark.parametrize(
    "moment",
    [datetime.datetime.max.replace(tzinfo=datetime.UTC), datetime.datetime.min.replace(tzinfo=datetime.UTC)],
    ids=["end of time", "beginning of time"],
)
def test_any_moment_may_be_asked_about(database: Database, ida: Profile, moment: datetime.datetime) -> None:
    every = len(slots(database))
    later, earlier = len(slots(database, after=moment)), len(slots(database, before=moment))
    assert {later, earlier} == {0, every}


def test_only_open_accounts_of_counsellors_offer_slots(database: Database, ida: Profile) -> None:
    per = with_hours(database, hours(0, 9, 10), name="Per")
    offered = {slot.counsellor_name for slot in slots(database)}
    with database.transaction() as session:
        set_active(session, public_id=ida.public_id, active=False, now=NOON, by="test")
    after_closing = {slot.counsellor_name for slot in slots(database)}
    with database.transaction() as session:
        set_roles(session, public_id=per.public_id, roles=[Role.ADMIN], now=NOON, by="test")
    assert (offered, after_closing, slots(database)) == ({"Ida", "Per"}, {"Per"}, [])


def test_the_soonest_slots_are_on_different_days(database: Database, ida: Profile) -> None:
    with database.reading() as session:
        three = next_slots(session, now=NOON, count=3)
    assert [f"{slot.starts_at.astimezone(OSLO):%d %H:%M}" for slot in three] == ["23 09:00", "24 09:00", "25 09:00"]


def test_with_few_days_the_soonest_slots_share_one(database: Database) -> None:
    with_hours(database, hours(0, 9, 15))
    with database.reading() as session:
        ten = next_slots(session, now=NOON, count=10)
    assert len(ten) == 10
    assert ten == sorted(ten)
    assert len({slot.starts_at.date() for slot in ten}) == 6


def test_no_counsellor_is_always_named_first(database: Database, ida: Profile) -> None:
    with_hours(database, *booking.ordinary_week(), name="Per")
    firsts = {}
    for slot in slots(database):
        firsts.setdefault(slot.starts_at, slot.counsellor_name)
    assert set(firsts.values()) == {"Ida", "Per"}


# Slot ids


def test_a_slot_is_found_by_its_id(database: Database, ida: Profile) -> None:
    for slot in slots(database)[:9]:
        assert find(database, slot.id) == slot


@pytest.mark.parametrize(
    "garbage",
    [
        "", "-", "x" * 5000, "../../etc/passwd", "' OR 1=1 --", "\x00", "{good}\n", " {good}", "{good}0", "{lower}",
        "{who}-20261123T0800Z-45-45", "{who}-20261123T0800-45", "{who}-20261123T0800Z-44", "{who}-20261123T0800Z-",
        "{who}-20261323T0800Z-45", "{who}-20270230T0800Z-45", "{who}-20261123T2560Z-45", "{who}-00000000T0000Z-45",
        "{who}-99991231T2359Z-45", "{who}-99991231T2300Z-60", "{who}-٢٠٢٦١١٢٣T٠٨٠٠Z-45",
    ],
)  # fmt: skip
def test_garbage_is_no_slot(database: Database, ida: Profile, garbage: str) -> None:
    good = slots(database)[0].id
    asked = garbage.replace("{good}", good).replace("{lower}", good.lower()).replace("{who}", ida.public_id)
    assert asked != good
    with pytest.raises(SlotUnknown):
        find(database, asked)


def test_a_slot_that_nobody_offers_is_unknown(database: Database, ida: Profile) -> None:
    good = slots(database)[0].id
    assert good == f"{ida.public_id}-20261123T0800Z-45"
    for other in (
        f"ffffffff-{good.partition('-')[2]}",
        good.replace("T0800Z", "T0815Z"),
        good.replace("T0800Z", "T0801Z"),
        good.replace("-45", "-60"),
        good.replace("20261123", "20261122"),
    ):
        with pytest.raises(SlotUnknown):
            find(database, other)


def test_a_slot_that_has_begun_or_begins_too_soon_is_past(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    for now in (slot.starts_at - 11 * HOUR, slot.starts_at, slot.starts_at + 900 * HOUR):
        with pytest.raises(SlotPast):
            find(database, slot.id, now)
    assert find(database, slot.id, slot.starts_at - 12 * HOUR) == slot


def test_a_slot_that_is_booked_is_taken_and_no_longer_offered(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    book_slot(database, slot)
    with pytest.raises(SlotTaken):
        find(database, slot.id)
    assert slot not in slots(database)


def test_another_counsellors_slot_at_the_same_time_stays_free(database: Database, ida: Profile) -> None:
    with_hours(database, *booking.ordinary_week(), name="Per")
    one, other = slots(database)[:2]
    assert one.starts_at == other.starts_at
    book_slot(database, one)
    book_slot(database, find(database, other.id))
    assert len(standing(database)) == 2


# Booking


def test_a_booked_appointment_opens_with_its_secret_and_for_its_counsellor(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    view, secret = book_slot(database, slot, name="  Kim Forsker ", email=" kim@example.org ")
    assert (view.starts_at, view.ends_at, view.counsellor) == (slot.starts_at, slot.ends_at, "Ida")
    assert (view.name, view.email, view.status, view.sequence) == ("Kim Forsker", "kim@example.org", Status.BOOKED, 0)
    with database.reading() as session:
        assert booking.view(session, for_secret(session, view.ref, secret)) == view
        assert booking.view(session, for_ref(session, view.ref, counsellor_id=ida.id)) == view
        assert booking.appointments_of(session, ida.id, since=NOON) == [view]
        assert secret not in {row.secret_hash for row in session.scalars(select(Appointment))}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "), ("name", "x" * 101), ("name", "Kim\nBcc: all@example.org"), ("name", "Kim\x00"),
        ("email", "kim"), ("email", "kim@example.org\nBcc: all@example.org"), ("email", "kim@a.no,per@a.no"),
    ],
)  # fmt: skip
def test_who_books_must_be_reachable_and_nothing_is_booked_otherwise(
    database: Database, ida: Profile, field: str, value: str
) -> None:
    slot = slots(database)[0]
    with pytest.raises(InvalidInput) as refusal:
        book_slot(database, slot, **{field: value})
    assert refusal.value.values == {"field": field}
    assert (standing(database), used_quarters(database)) == ([], 0)


def test_a_wrong_secret_looks_like_no_appointment(database: Database, ida: Profile) -> None:
    one, two = slots(database)[:2]
    (view, secret), (other, other_secret) = book_slot(database, one), book_slot(database, two)
    refusals = set()
    for ref, tried in (
        (view.ref, other_secret),
        (view.ref, ""),
        (view.ref, secret[:-1]),
        ("unknown", secret),
        ("\x00", ""),
    ):
        with pytest.raises(NotFound) as refusal, database.transaction() as session:
            for_secret(session, ref, tried)
        refusals.add((str(refusal.value), refusal.value.status))
    assert len(refusals) == 1
    with database.reading() as session:
        assert for_secret(session, other.ref, other_secret).id == other.id


def test_a_counsellor_opens_no_appointment_of_another(database: Database, ida: Profile) -> None:
    per = with_hours(database, hours(0, 9, 10), name="Per")
    slot = next(slot for slot in slots(database) if slot.counsellor_name == "Ida")
    view, _ = book_slot(database, slot)
    with pytest.raises(NotFound), database.reading() as session:
        for_ref(session, view.ref, counsellor_id=per.id)
    with database.reading() as session:
        assert booking.appointments_of(session, per.id, since=NOON) == []


def test_coming_appointments_of_a_conversation_are_found(services: Services) -> None:
    database = services.database
    with_hours(database, *booking.ordinary_week())
    chat = begin_chat(services)
    later, sooner = slots(database)[3], slots(database)[0]
    with database.transaction() as session:
        row = for_researcher(session, chat.id, chat.token)
        for slot in (later, sooner):
            book(
                session, slot=slot, name="Kim", email="kim@example.org", written_form=WrittenForm.BOKMAL,
                share=Share.NOTHING, brief=None, conversation=row, now=NOON,
            )  # fmt: skip
    book_slot(database, slots(database)[0])

    with database.reading() as session:
        number = for_researcher(session, chat.id, chat.token).id
        found = booking.for_conversation(session, number, now=NOON)
        after = booking.for_conversation(session, number, now=sooner.starts_at)

    assert [view.starts_at for view in found] == [sooner.starts_at, later.starts_at]
    assert [view.starts_at for view in after] == [later.starts_at]


# Moving and cancelling


def test_a_moved_appointment_frees_its_old_time(database: Database, ida: Profile) -> None:
    old, new = slots(database)[0], slots(database)[5]
    booked = book_slot(database, old)

    moved = move_to(database, booked, new)

    assert (moved.ref, moved.starts_at, moved.ends_at, moved.sequence) == (booked[0].ref, new.starts_at, new.ends_at, 1)
    assert standing(database) == [(new.starts_at, new.ends_at)]
    assert find(database, old.id) == old
    with pytest.raises(SlotTaken):
        find(database, new.id)


def test_an_appointment_can_be_moved_to_another_counsellor(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    booked = book_slot(database, slot)
    per = with_hours(database, hours(0, 9, 10), name="Per")
    moved = move_to(database, booked, next(slot for slot in slots(database) if slot.counsellor_name == "Per"))
    assert (moved.counsellor, moved.counsellor_email) == ("Per", per.email)
    assert slot in slots(database)


def test_a_move_to_a_taken_time_is_refused_and_the_old_time_stays(database: Database, ida: Profile) -> None:
    old, new = slots(database)[:2]
    booked = book_slot(database, old)
    book_slot(database, new)
    with pytest.raises(SlotTaken):
        move_to(database, booked, new)
    assert standing(database) == [(old.starts_at, old.ends_at), (new.starts_at, new.ends_at)]
    assert row_of(database, booked[0].ref).sequence == 0
    assert used_quarters(database) == 6


def test_a_cancelled_appointment_frees_its_time(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    booked = book_slot(database, slot)

    cancelled = cancel_it(database, booked)

    assert (cancelled.status, cancelled.sequence) == (Status.CANCELLED, 1)
    assert (standing(database), used_quarters(database)) == ([], 0)
    book_slot(database, find(database, slot.id))
    with database.reading() as session:
        assert len(booking.appointments_of(session, ida.id, since=NOON)) == 1


@pytest.mark.parametrize("over", ["cancelled", "begun"])
def test_what_is_over_can_neither_be_moved_nor_cancelled(database: Database, ida: Profile, over: str) -> None:
    old, new = slots(database)[0], slots(database)[-1]
    booked = book_slot(database, old)
    if over == "cancelled":
        cancel_it(database, booked)
    now = NOON if over == "cancelled" else old.starts_at
    for change in (lambda: move_to(database, booked, new, now), lambda: cancel_it(database, booked, now)):
        with pytest.raises(AppointmentOver):
            change()
    assert row_of(database, booked[0].ref).starts_at == old.starts_at


def test_a_counsellor_may_cancel_and_the_log_says_who(database: Database, ida: Profile) -> None:
    booked = book_slot(database, slots(database)[0])
    with database.transaction() as session:
        cancel(session, for_ref(session, booked[0].ref, counsellor_id=ida.id), by=ida.public_id, now=NOON)
    with database.reading() as session:
        entries = [(entry.action, entry.by, entry.about) for entry in audit.latest(session, limit=2)]
    assert entries == [
        ("booking.appointment.cancelled", ida.public_id, booked[0].ref),
        ("booking.appointment.booked", "researcher", booked[0].ref),
    ]


# Races


def outcomes_of_booking(database: Database, wanted: list[Slot]) -> list[str]:
    """Everybody has seen their slot free; then all book at once."""
    seen = [find(database, slot.id) for slot in wanted]
    calls: list[Callable[[], object]] = [lambda slot=slot: book_slot(database, slot) for slot in seen]  # type: ignore[misc]
    return sorted(_name(outcome) for outcome in at_once(*calls))


def _name(outcome: object) -> str:
    return type(outcome).__name__ if isinstance(outcome, BaseException) else "booked"


def test_of_fifty_who_book_one_slot_exactly_one_gets_it(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    assert outcomes_of_booking(database, [slot] * 50) == ["SlotTaken"] * 49 + ["booked"]
    assert standing(database) == [(slot.starts_at, slot.ends_at)]
    assert used_quarters(database) == 3


@pytest.fixture
def without_the_key(database: Database) -> Iterator[Database]:
    """The database without the one promise that each quarter is used once."""
    with database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE booked_quarters DROP CONSTRAINT pk_booked_quarters")
        else:
            connection.exec_driver_sql("ALTER TABLE booked_quarters RENAME TO guarded")
            connection.exec_driver_sql("CREATE TABLE booked_quarters AS SELECT * FROM guarded")
    yield database
    if database.engine.dialect.name == "postgresql":
        with database.engine.begin() as connection:
            connection.exec_driver_sql("TRUNCATE booked_quarters")
            connection.exec_driver_sql(
                "ALTER TABLE booked_quarters ADD CONSTRAINT pk_booked_quarters PRIMARY KEY (counsellor_id, starts_at)"
            )


def test_without_the_key_the_race_is_real(without_the_key: Database, ida: Profile) -> None:
    """If this fails, the test above proves nothing."""
    slot = slots(without_the_key)[0]
    assert outcomes_of_booking(without_the_key, [slot] * 8) == ["booked"] * 8
    assert len(standing(without_the_key)) == 8


def test_a_slot_free_when_seen_and_gone_when_booked_is_refused(database: Database, ida: Profile) -> None:
    slot = slots(database)[0]
    calls = [lambda: book_slot(database, slot), lambda: book_slot(database, slot)]
    outcomes = stopped_before_writing(database, *calls)
    assert sorted(_name(outcome) for outcome in outcomes) == ["SlotTaken", "booked"]


@pytest.mark.parametrize("first", [30, 45, 60])
@pytest.mark.parametrize("second", [30, 45, 60])
def test_appointments_of_different_lengths_that_overlap_are_refused(
    database: Database, ida: Profile, first: int, second: int
) -> None:
    nine = in_oslo(2026, 11, 23, 9).astimezone(datetime.UTC)
    taken = Slot(nine, nine + datetime.timedelta(minutes=first), ida.public_id, ida.name)
    book_slot(database, taken)
    for shift in range(-60, 75, 15):
        starts_at = nine + datetime.timedelta(minutes=shift)
        slot = Slot(starts_at, starts_at + datetime.timedelta(minutes=second), ida.public_id, ida.name)
        if slot.starts_at < taken.ends_at and taken.starts_at < slot.ends_at:
            with pytest.raises(SlotTaken):
                book_slot(database, slot)
        else:
            cancel_it(database, book_slot(database, slot))


def test_overlapping_slots_booked_at_once_never_both_stand(database: Database, ida: Profile) -> None:
    nine = in_oslo(2026, 11, 23, 9).astimezone(datetime.UTC)
    quarter = datetime.timedelta(minutes=15)
    wanted = [
        Slot(nine + shift * quarter, nine + (shift + length) * quarter, ida.public_id, ida.name)
        for shift in range(6)
        for length in (2, 3, 4)
    ]
    calls: list[Callable[[], object]] = [lambda slot=slot: book_slot(database, slot) for slot in wanted]  # type: ignore[misc]
    outcomes = {_name(outcome) for outcome in at_once(*calls)}
    assert outcomes == {"booked", "SlotTaken"}
    for (_, ends), (starts_at, _) in zip(standing(database), standing(database)[1:], strict=False):
        assert ends <= starts_at


def test_after_hours_changed_a_slot_across_an_old_appointment_is_not_offered(database: Database) -> None:
    ida = with_hours(database, hours(0, 9, 12, 45))
    book_slot(database, find(database, f"{ida.public_id}-20261123T0845Z-45"))
    with database.transaction() as session:
        booking.replace_hours(session, counsellor=ida, hours=[hours(0, 9, 12, 60)], now=NOON)
    assert starts(database, now=NOON, before=NOON + datetime.timedelta(days=7)) == ["11-23 11:00"]
    with pytest.raises(SlotTaken):
        find(database, f"{ida.public_id}-20261123T0800Z-60")


def test_two_who_move_to_one_slot_at_once_are_not_both_there(database: Database, ida: Profile) -> None:
    one, two, wanted = slots(database)[:3]
    first, second = book_slot(database, one), book_slot(database, two)

    outcomes = stopped_before_writing(
        database, lambda: move_to(database, first, wanted), lambda: move_to(database, second, wanted)
    )

    assert sorted(_name(outcome) for outcome in outcomes) == ["SlotTaken", "booked"]
    stays = two if outcomes[0] is not None and not isinstance(outcomes[0], BaseException) else one
    assert standing(database) == sorted([(stays.starts_at, stays.ends_at), (wanted.starts_at, wanted.ends_at)])
    assert used_quarters(database) == 6


def test_one_appointment_moved_twice_at_once_is_in_one_place(database: Database, ida: Profile) -> None:
    old, here, there = slots(database)[:3]
    booked = book_slot(database, old)

    outcomes = stopped_before_writing(
        database, lambda: move_to(database, booked, here), lambda: move_to(database, booked, there)
    )

    assert [_name(outcome) for outcome in outcomes] == ["booked", "booked"]
    row = row_of(database, booked[0].ref)
    assert row.sequence == 2
    assert used_quarters(database) == 3
    free = {slot.starts_at for slot in slots(database)}
    assert {slot.starts_at for slot in (old, here, there)} - free == {row.starts_at}


def test_two_who_cancel_at_once_cancel_once(database: Database, ida: Profile) -> None:
    booked = book_slot(database, slots(database)[0])
    calls = [lambda: cancel_it(database, booked), lambda: cancel_it(database, booked)]
    outcomes = stopped_before_writing(database, *calls)
    assert sorted(_name(outcome) for outcome in outcomes) == ["AppointmentOver", "booked"]
    assert row_of(database, booked[0].ref).sequence == 1


def test_a_counsellor_who_cancels_while_the_researcher_moves_leaves_no_time_blocked(
    database: Database, ida: Profile
) -> None:
    old, new = slots(database)[:2]
    booked = book_slot(database, old)

    def cancel_by_counsellor() -> None:
        with database.transaction() as session:
            cancel(session, for_ref(session, booked[0].ref, counsellor_id=ida.id), by=ida.public_id, now=NOON)

    moved, cancelled = stopped_before_writing(database, lambda: move_to(database, booked, new), cancel_by_counsellor)

    assert cancelled is None
    assert _name(moved) in {"booked", "AppointmentOver"}
    row = row_of(database, booked[0].ref)
    assert row.status == Status.CANCELLED
    assert row.sequence == (1 if isinstance(moved, GuidanceError) else 2)
    assert used_quarters(database) == 0


def test_a_time_given_up_and_booked_at_once_is_never_used_twice(database: Database, ida: Profile) -> None:
    old, new = slots(database)[:2]
    booked = book_slot(database, old)
    with ThreadPoolExecutor(8) as pool:
        moving = pool.submit(move_to, database, booked, new)
        booking_it = [pool.submit(book_slot, database, old) for _ in range(7)]
    assert moving.exception() is None
    assert {_name(future.exception() or future.result()) for future in booking_it} <= {"booked", "SlotTaken"}
    assert len(standing(database)) == len(set(standing(database)))
    assert used_quarters(database) == 3 * len(standing(database))


# The desk: booking with all that belongs to it


@pytest.fixture
def desk() -> Desk:
    return Desk("http://veivalg.test", "Veivalg <no-reply@veivalg.test>")


def wish(slot: Slot, share: Share = Share.NOTHING, **fields: str) -> Wish:
    return Wish(slot.id, fields.get("name", "Kim"), fields.get("email", "kim@example.org"), WrittenForm.NYNORSK, share)


def mails(database: Database) -> list[OutboxMail]:
    with database.reading() as session:
        return list(session.scalars(select(OutboxMail).order_by(OutboxMail.id)))


def test_booking_at_the_desk_tells_both_in_the_same_transaction(database: Database, ida: Profile, desk: Desk) -> None:
    with database.transaction() as session:
        view, secret = desk.book(session, wish(slots(database)[0]), conversation=None, now=NOON)
    researcher, counsellor = mails(database)
    assert (researcher.recipient, counsellor.recipient) == ("kim@example.org", ida.email)
    assert f"http://veivalg.test/appointments/{view.ref}?secret={secret}" in researcher.body
    assert secret not in counsellor.body
    assert {mail.calendar_method for mail in mails(database)} == {"REQUEST"}


def test_a_refused_booking_tells_nobody(database: Database, ida: Profile, desk: Desk) -> None:
    slot = slots(database)[0]
    book_slot(database, slot)
    for refused, error in ((wish(slot), SlotTaken), (wish(slots(database)[0], email="kim"), InvalidInput)):
        with pytest.raises(error), database.transaction() as session:
            desk.book(session, refused, conversation=None, now=NOON)
    assert mails(database) == []
    assert len(standing(database)) == 1


def test_each_change_is_told_once(database: Database, ida: Profile, desk: Desk) -> None:
    slot, other = slots(database)[:2]
    with database.transaction() as session:
        view, secret = desk.book(session, wish(slot), conversation=None, now=NOON)
    with database.transaction() as session:
        desk.move(session, for_secret(session, view.ref, secret), slot=other.id, secret=secret, now=NOON)
    with database.transaction() as session:
        desk.cancel(session, for_secret(session, view.ref, secret), by=audit.RESEARCHER, now=NOON)
    told = [(mail.recipient, mail.calendar_method) for mail in mails(database)]
    assert told[::2] == [("kim@example.org", "REQUEST"), ("kim@example.org", "REQUEST"), ("kim@example.org", "CANCEL")]
    assert told[1::2] == [(ida.email, method) for _, method in told[::2]]


def test_moved_without_the_secret_the_mail_brings_a_link_that_opens_it(services: Services, desk: Desk) -> None:
    database = services.database
    with_hours(database, *booking.ordinary_week())
    chat = begin_chat(services)
    slot, other = slots(database)[:2]
    with database.transaction() as session:
        row = for_researcher(session, chat.id, chat.token)
        view, _ = desk.book(session, wish(slot), conversation=row, now=NOON)

    with database.transaction() as session:
        own = for_researcher(session, chat.id, chat.token)
        opened = booking.of_conversation(session, view.ref, conversation_id=own.id)
        desk.move(session, opened, slot=other.id, secret="", now=NOON)

    mailed = mails(database)[2].body.partition("?secret=")[2].split()[0]
    with database.reading() as session:
        assert for_secret(session, view.ref, mailed).starts_at == other.starts_at


def test_an_appointment_is_not_opened_from_another_conversation(services: Services, desk: Desk) -> None:
    with_hours(services.database, *booking.ordinary_week())
    chat, other = begin_chat(services), begin_chat(services)
    with services.database.transaction() as session:
        row = for_researcher(session, chat.id, chat.token)
        view, _ = desk.book(session, wish(slots(services.database)[0]), conversation=row, now=NOON)
    with services.database.reading() as session:
        own = for_researcher(session, other.id, other.token).id
        with pytest.raises(NotFound):
            booking.of_conversation(session, view.ref, conversation_id=own)


@pytest.mark.parametrize(
    ("share", "words", "topics"), [(Share.BRIEF, ["Hei"], []), (Share.TOPIC, [], []), (Share.NOTHING, None, None)]
)
def test_the_counsellor_sees_what_was_shared_and_no_more(
    services: Services, desk: Desk, share: Share, words: list[str] | None, topics: list[str] | None
) -> None:
    with_hours(services.database, *booking.ordinary_week())
    chat = begin_chat(services)
    chat.say("Hei")
    with services.database.transaction() as session:
        row = for_researcher(session, chat.id, chat.token)
        view, _ = desk.book(session, wish(slots(services.database)[0], share), conversation=row, now=NOON)
    assert view.share is share
    shown = view.brief or {}
    assert (shown.get("own_words"), shown.get("topics")) == (words, topics)


def test_without_a_conversation_there_is_nothing_to_share(database: Database, ida: Profile, desk: Desk) -> None:
    with database.transaction() as session:
        view, _ = desk.book(session, wish(slots(database)[0], Share.BRIEF), conversation=None, now=NOON)
    assert (view.share, view.brief) == (Share.NOTHING, None)
