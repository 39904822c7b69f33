"""What a calendar reads: the invitation is parsed back, as calendars do."""

import datetime
from email.message import EmailMessage

import pytest
from icalendar import Calendar, Event

from assistant.booking import AppointmentView, Place, Share, Status, invitation, mails
from assistant.booking.invitation import reminder
from assistant.notifications import Mail
from knowledge_base.article import WrittenForm
from tests.fakes import NOON

SENDER = "Veivalg <no-reply@veivalg.test>"
STARTS = datetime.datetime(2026, 11, 24, 8, 0, tzinfo=datetime.UTC)


def appointment(**fields: object) -> AppointmentView:
    """A booked session with everything in order but for the fields given."""
    ordinary = {
        "id": 1, "ref": "0123456789", "starts_at": STARTS, "ends_at": STARTS + datetime.timedelta(minutes=45),
        "counsellor": "Ida Rettleiar", "counsellor_id": "0123abcd", "counsellor_email": "ida@example.org",
        "name": "Kim Forsker", "email": "kim@example.org", "written_form": WrittenForm.BOKMAL, "share": Share.BRIEF,
        "brief": {"own_words": ["Jeg er redd for å miste jobben"]}, "status": Status.BOOKED, "sequence": 0,
        "created_at": NOON, "place": Place.VIDEO, "address": "", "zone": "",
        "has_conversation": False, "lines": (),
    }  # fmt: skip
    return AppointmentView(**(ordinary | fields))  # type: ignore[arg-type]


def parsed(view: AppointmentView) -> Calendar:
    return Calendar.from_ical(invitation(view, sender=SENDER, now=NOON).text)


def event(view: AppointmentView) -> Event:
    [found] = parsed(view).walk("VEVENT")
    return found


def both_mails(view: AppointmentView) -> list[Mail]:
    return mails(
        view, link="https://veivalg.test/a?secret=s3cret", sender=SENDER, now=NOON, counsellor_link="https://c"
    )


def test_an_appointment_that_stands_is_a_confirmed_request() -> None:
    view = appointment()
    assert parsed(view)["METHOD"] == invitation(view, sender=SENDER, now=NOON).method == "REQUEST"
    assert parsed(view)["VERSION"] == "2.0"
    assert event(view)["STATUS"] == "CONFIRMED"


def test_a_cancelled_appointment_is_a_cancellation_of_the_same_event() -> None:
    view = appointment(status=Status.CANCELLED, sequence=1)
    assert parsed(view)["METHOD"] == invitation(view, sender=SENDER, now=NOON).method == "CANCEL"
    assert event(view)["STATUS"] == "CANCELLED"
    assert event(view)["UID"] == event(appointment())["UID"]


def test_the_uid_stays_and_the_sequence_rises_from_change_to_change() -> None:
    life = [
        appointment(),
        appointment(starts_at=STARTS + datetime.timedelta(days=1), sequence=1),
        appointment(starts_at=STARTS + datetime.timedelta(days=2), sequence=2),
        appointment(status=Status.CANCELLED, sequence=3),
    ]
    assert len({event(view)["UID"] for view in life}) == 1
    assert [event(view)["SEQUENCE"] for view in life] == [0, 1, 2, 3]


def test_two_appointments_are_two_events() -> None:
    assert event(appointment())["UID"] != event(appointment(ref="9876543210"))["UID"]


@pytest.mark.parametrize(
    ("starts_at", "wall_clock"),
    [
        (datetime.datetime(2026, 10, 23, 7, tzinfo=datetime.UTC), "2026-10-23 09:00:00+02:00"),
        (datetime.datetime(2026, 10, 26, 8, tzinfo=datetime.UTC), "2026-10-26 09:00:00+01:00"),
        (datetime.datetime(2027, 3, 24, 8, tzinfo=datetime.UTC), "2027-03-24 09:00:00+01:00"),
        (datetime.datetime(2027, 3, 30, 7, tzinfo=datetime.UTC), "2027-03-30 09:00:00+02:00"),
    ],
)
def test_the_time_is_norwegian_on_both_sides_of_a_change(starts_at: datetime.datetime, wall_clock: str) -> None:
    view = appointment(starts_at=starts_at, ends_at=starts_at + datetime.timedelta(minutes=45))
    found = event(view)
    assert str(found["DTSTART"].dt) == wall_clock
    assert found["DTSTART"].params["TZID"] == found["DTEND"].params["TZID"] == "Europe/Oslo"
    assert found["DTEND"].dt - found["DTSTART"].dt == datetime.timedelta(minutes=45)
    assert found["DTSTAMP"].dt == NOON


def test_the_time_zone_is_described_for_calendars_that_do_not_know_it() -> None:
    [zone] = parsed(appointment()).walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Oslo"
    offsets = {part.name: part["TZOFFSETTO"].td for part in zone.subcomponents}
    assert offsets == {"STANDARD": datetime.timedelta(hours=1), "DAYLIGHT": datetime.timedelta(hours=2)}


TITLES = {WrittenForm.BOKMAL: "Samtale", WrittenForm.NYNORSK: "Samtale", WrittenForm.ENGLISH: "Session"}


@pytest.mark.parametrize("form", list(WrittenForm))
def test_the_title_tells_an_onlooker_nothing(form: WrittenForm) -> None:
    found = event(appointment(written_form=form))
    assert found["SUMMARY"] == TITLES[form]
    assert {"DESCRIPTION", "LOCATION", "CATEGORIES", "COMMENT", "URL"}.isdisjoint(found)


@pytest.mark.parametrize("form", list(WrittenForm))
def test_nothing_that_was_shared_is_in_the_calendar_or_a_mail(form: WrittenForm) -> None:
    for mail in both_mails(appointment(written_form=form)):
        assert mail.invitation is not None
        assert "redd" not in mail.subject + mail.body + mail.invitation.text


def test_both_are_invited_by_name_and_need_not_answer() -> None:
    found = event(appointment())
    assert found["ORGANIZER"] == "mailto:no-reply@veivalg.test"
    assert [(str(who), who.params["CN"]) for who in found["ATTENDEE"]] == [
        ("mailto:kim@example.org", "Kim Forsker"),
        ("mailto:ida@example.org", "Ida Rettleiar"),
    ]
    assert {who.params["RSVP"] for who in found["ATTENDEE"]} == {"FALSE"}
    assert {who.params["PARTSTAT"] for who in found["ATTENDEE"]} == {"ACCEPTED"}


@pytest.mark.parametrize(
    "name", ["Åse Ødegård", "O'Brien; Kim, PhD", 'Kim "K" Forsker', "Kim: x", "王小明", "Kim\\nX", "^n"]
)
def test_any_name_leaves_the_calendar_whole(name: str) -> None:
    found = event(appointment(name=name))
    [kim, ida] = found["ATTENDEE"]
    assert str(kim) == "mailto:kim@example.org"
    assert str(ida) == "mailto:ida@example.org"
    # RFC 5545 has no place for double quotes in a parameter.
    assert kim.params["CN"].replace("'", '"').strip() == name.replace("'", '"')
    assert found["SUMMARY"] == "Samtale"


def test_lines_are_as_long_and_end_as_the_standard_says() -> None:
    text = invitation(appointment(name="Å" * 100), sender=SENDER, now=NOON).text
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


# The mails that carry it


@pytest.mark.parametrize(
    ("view", "subject"),
    [
        (appointment(), "Samtale tirsdag 24. november kl. 09:00"),
        (appointment(sequence=2), "Flyttet samtale: tirsdag 24. november kl. 09:00"),
        (appointment(status=Status.CANCELLED, sequence=1), "Avlyst samtale: tirsdag 24. november kl. 09:00"),
    ],
    ids=["booked", "moved", "cancelled"],
)
def test_researcher_and_counsellor_are_told_the_same_time(view: AppointmentView, subject: str) -> None:
    researcher, counsellor = both_mails(view)
    assert [researcher.subject, counsellor.subject] == [subject, subject]
    assert (researcher.recipient, counsellor.recipient) == ("kim@example.org", "ida@example.org")
    assert researcher.invitation == counsellor.invitation == invitation(view, sender=SENDER, now=NOON)
    assert "09:00" in researcher.body
    assert "09:00" in counsellor.body


def test_only_the_researcher_is_given_the_secret_link() -> None:
    researcher, counsellor = both_mails(appointment())
    assert "s3cret" in researcher.body
    assert "s3cret" not in counsellor.body + str(counsellor.invitation)


@pytest.mark.parametrize("form", list(WrittenForm))
def test_the_mail_is_in_the_researchers_written_form(form: WrittenForm) -> None:
    greetings = {
        WrittenForm.BOKMAL: "Du har bestilt",
        WrittenForm.NYNORSK: "Du har bestilt",
        WrittenForm.ENGLISH: "You have",
    }
    researcher, _ = both_mails(appointment(written_form=form))
    assert greetings[form] in researcher.body
    weekday = {WrittenForm.BOKMAL: "tirsdag", WrittenForm.NYNORSK: "tysdag", WrittenForm.ENGLISH: "Tuesday"}[form]
    assert weekday in researcher.subject


ROOM = {WrittenForm.BOKMAL: "Dere møtes her: Rom 214", WrittenForm.NYNORSK: "De møtest her: Rom 214",
        WrittenForm.ENGLISH: "You will meet here: Rom 214"}  # fmt: skip


@pytest.mark.parametrize("form", list(WrittenForm))
def test_where_it_is_stands_in_the_mails_and_in_the_calendar(form: WrittenForm) -> None:
    view = appointment(written_form=form, place=Place.ROOM, address="Rom 214")
    assert ROOM[form] in both_mails(view)[0].body
    assert ROOM[form] in reminder(view, 24, link="https://veivalg.test/a").body
    assert event(view)["LOCATION"] == "Rom 214"


@pytest.mark.parametrize(("place", "told"), [(Place.VIDEO, "Veilederen sender deg lenken"), (Place.ROOM, "ansikt til")])
def test_where_it_is_will_be_told_if_the_counsellor_has_set_no_address(place: Place, told: str) -> None:
    assert told in both_mails(appointment(place=place))[0].body


def test_each_change_has_mails_of_its_own() -> None:
    keys = [mail.key for view in (appointment(), appointment(sequence=1)) for mail in both_mails(view)]
    assert len(set(keys)) == 4


def test_a_subject_is_one_line_in_a_mails_head() -> None:
    head = EmailMessage()
    head["Subject"] = both_mails(appointment(name="Kim"))[0].subject
    assert str(head["Subject"]) == both_mails(appointment())[0].subject
