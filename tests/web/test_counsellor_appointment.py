"""A counsellor's page of one of their own sessions."""

import datetime
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from assistant import booking
from assistant.booking import MAX_NOTE_CHARS, Kind, Outcome, SessionNote
from assistant.bootstrap import Services
from assistant.notifications.outbox import OutboxMail
from assistant.people import Role
from assistant.texts import text
from assistant.worker import erase_expired
from knowledge_base.article import WrittenForm
from tests.fakes import FixedClock, ScriptedEngine
from tests.web.bookings import book, counsellor_with_hours, path_of, secret_of, talked, times_of_days
from tests.web.clients import browser, enter, staff
from tests.web.pages import Element, read_page

NB = WrittenForm.BOKMAL
MINUTE = datetime.timedelta(minutes=1)


class Session:
    """A session that somebody has booked, and its counsellor."""

    def __init__(self, services: Services, clock: FixedClock, **headers: str) -> None:
        self._services, self._clock = services, clock
        self.counsellor, (slot, *_) = counsellor_with_hours(services)
        self.researcher = browser(services, **headers)
        self.address = book(self.researcher, slot)
        self.path = path_of(self.address).replace("/appointments", "/counsellor/appointments")
        with services.database.reading() as session:
            row = booking.for_secret(session, self.path[-10:], secret_of(self.address), now=clock())
            self.starts_at, self.ends_at = row.starts_at, row.ends_at

    def wait_until(self, moment: datetime.datetime) -> None:
        """Let time pass; the counsellor, whose sign-in is over meanwhile, signs in again."""
        self._clock.now = moment
        form = self.counsellor.client.headers.get("accept-language", "nb")
        self.counsellor = enter(self._services, self.counsellor.profile, accept_language=form)

    def save(self, **fields: str) -> tuple[int, Element]:
        """Send the page's form with these fields changed; the status and the page that shows what came of it."""
        (form,) = self.counsellor.page(self.path).all("form", action=self.path)
        answer = self.counsellor.send(self.path, **{**form.fields(), **fields})
        if answer.is_redirect:
            return 303, self.counsellor.page(answer.headers["location"])
        return answer.status_code, read_page(answer.text)


@pytest.fixture
def session(services: Services, clock: FixedClock) -> Session:
    return Session(services, clock)


def stored(services: Services) -> tuple[list[tuple[str, bool]], list[str], int]:
    """The outcomes, the notes, and how many mails tell of outcomes."""
    with services.database.reading() as session:
        outcomes = [(row.result, row.follow_up_wanted) for row in session.scalars(select(Outcome))]
        mails = select(func.count()).select_from(OutboxMail).where(OutboxMail.key.startswith("after-"))
        return outcomes, list(session.scalars(select(SessionNote.text))), session.scalar(mails) or 0


def read(name: str, form: WrittenForm, **values: int) -> str:
    """A text as it is read off a page, with ordinary blanks within its numbers."""
    return " ".join(text(name, form, **values).split())


def typed(page: Element) -> str:
    field = page.one("textarea", id="note")
    return "".join(child for child in field.children if isinstance(child, str)).removeprefix("\n")


def chosen(page: Element) -> list[str]:
    return [choice.attributes["value"] for choice in page.all("input", type="radio") if "checked" in choice.attributes]


# What it shows


@pytest.mark.parametrize("form", WrittenForm)
def test_it_shows_what_was_shared_and_written(
    services: Services, engine: ScriptedEngine, clock: FixedClock, form: WrittenForm
):
    counsellor, (slot, *_) = counsellor_with_hours(services)
    counsellor.client.headers["accept-language"] = form
    researcher = talked(services, engine)
    address = book(researcher, slot, share="brief")
    researcher.post(f"{path_of(address)}/lines", data={"secret": secret_of(address), "line": "<b>Ta med CV</b>"})

    entry = counsellor.page("/counsellor/calendar").one("article")
    page = counsellor.page(entry.one("h2").one("a").attributes["href"])

    assert page.one("html").attributes["lang"] == form
    shown = page.one("article")
    for words in ("Rita", "rita@example.org", "Jeg er <b>gravid</b>", "<b>Ta med CV</b>"):
        assert words in shown.text
    assert shown.one("h2").all("a") == []
    assert text("session-outcome-later", form) in page.text
    assert page.all("input", type="radio") == []
    note = page.one("textarea", id="note")
    assert note.attributes["aria-describedby"] == "note-hint"
    assert page.one("p", id="note-hint").text == read("session-note-hint", form, max_chars=MAX_NOTE_CHARS, days=30)


def test_a_link_to_it_is_on_the_first_page_too(session: Session):
    entry = session.counsellor.page("/counsellor").one("article")

    assert entry.one("h2").one("a").attributes["href"] == session.path


def test_a_past_session_waits_in_the_calendar_until_it_is_recorded(session: Session, clock: FixedClock):
    session.wait_until(session.ends_at)
    waiting = session.counsellor.page("/counsellor/calendar").one("section", class_="unrecorded")
    assert [link.attributes["href"] for link in waiting.all("a")] == [session.path]
    assert "Rita" in waiting.text

    session.save(outcome="no_show")

    assert session.counsellor.page("/counsellor/calendar").all("section", class_="unrecorded") == []


# Who may see it


def test_nobody_else_sees_it_or_saves_there(services: Services, session: Session, clock: FixedClock):
    session.save(note="Bare mitt")
    session.wait_until(session.starts_at)
    others = {
        "another counsellor": (staff(services, Role.COUNSELLOR), 404),
        "an admin": (staff(services, Role.ADMIN), 403),
        "an admin who is a counsellor too": (staff(services, Role.ADMIN, Role.COUNSELLOR), 404),
    }

    for who, (other, status) in others.items():
        opened = other.client.get(session.path)
        sent = other.send(session.path, note="Stjålet", outcome="no_show")
        assert (opened.status_code, sent.status_code) == (status, status), who
        assert "Bare mitt" not in opened.text + sent.text, who
    assert browser(services).get(session.path).headers["location"].startswith("/sign-in")
    assert stored(services) == ([], ["Bare mitt"], 0)


def test_no_page_of_the_admins_shows_a_note_or_that_there_is_one(services: Services, session: Session):
    session.save(note="Noe løynlig")
    admin = staff(services, Role.ADMIN)

    for path in ("/admin", "/admin/people", "/admin/audit", "/admin/survey"):
        page = admin.page(path)
        assert "løynlig" not in page.text
        assert "note" not in page.text


def test_the_researcher_does_not_see_the_note(session: Session):
    session.save(note="Noe løynlig")

    assert "løynlig" not in session.researcher.get(session.address).text


def test_the_counsellor_it_is_moved_to_sees_no_note(services: Services, session: Session):
    session.save(note="Bare mitt")
    other, slots = counsellor_with_hours(services)
    theirs = next(slot for slot in slots if slot.startswith(other.profile.public_id))
    session.researcher.post(
        f"{path_of(session.address)}/move", data={"secret": secret_of(session.address), "slot": theirs}
    )

    assert typed(other.page(session.path)) == ""
    assert session.counsellor.client.get(session.path).status_code == 404


# Saving


@pytest.mark.parametrize("form", WrittenForm)
def test_a_note_is_saved_and_shown_as_it_was_typed(services: Services, session: Session, form: WrittenForm):
    session.counsellor.client.headers["accept-language"] = form
    status, page = session.save(note="\r\n\r\n<script>1</script>\r\n  & «så»\r\n")

    assert (status, typed(page)) == (303, "<script>1</script>\n  & «så»")
    assert text("session-saved", form) in page.text
    assert stored(services) == ([], ["<script>1</script>\n  & «så»"], 0)


@pytest.mark.parametrize("form", WrittenForm)
def test_a_note_that_is_too_long_is_shown_again_and_nothing_is_saved(
    services: Services, session: Session, clock: FixedClock, form: WrittenForm
):
    session.counsellor.client.headers["accept-language"] = form
    session.wait_until(session.starts_at)
    long = "æ" * (MAX_NOTE_CHARS + 1)

    status, page = session.save(note=long, outcome="follow_up")

    assert (status, typed(page), chosen(page)) == (422, long, ["follow_up"])
    wrong = read("session-note-too-long", form, chars=MAX_NOTE_CHARS + 1, max_chars=MAX_NOTE_CHARS)
    assert page.one("p", id="note-wrong").text == wrong
    assert page.one("textarea", id="note").attributes["aria-invalid"] == "true"
    assert stored(services) == ([], [], 0)
    assert session.save(note=f" {long[1:]} \r\n")[0] == 303


@pytest.mark.parametrize("choice", ["held", "follow_up", "no_show"])
def test_what_became_of_it_is_saved_with_the_note(services: Services, session: Session, clock: FixedClock, choice: str):
    session.wait_until(session.starts_at)

    status, page = session.save(note="Noe", outcome=choice)

    assert (status, chosen(page), typed(page)) == (303, [choice], "Noe")
    result = ("no_show" if choice == "no_show" else "held", choice == "follow_up")
    assert stored(services) == ([result], ["Noe"], 1)
    # Saved again as it stands, nothing is told again.
    session.save(note="Noe mer")
    assert stored(services) == ([result], ["Noe mer"], 1)


def test_a_note_alone_records_nothing(services: Services, session: Session, clock: FixedClock):
    session.wait_until(session.ends_at)

    _, page = session.save(note="Noe")

    assert chosen(page) == []
    assert stored(services) == ([], ["Noe"], 0)


def test_the_mail_is_in_the_researchers_form_and_its_link_opens_the_question(services: Services, clock: FixedClock):
    session = Session(services, clock, accept_language="nn")
    session.wait_until(session.ends_at)
    other = staff(services, Role.COUNSELLOR)
    with services.database.transaction() as writing:
        for who in (session.counsellor, other):
            week = [replace(hours, kind=Kind.FOLLOW_UP) for hours in booking.ordinary_week()]
            booking.replace_hours(writing, counsellor=who.profile, hours=week, now=clock())

    session.save(outcome="follow_up")

    with services.database.reading() as reading:
        [mail] = reading.scalars(select(OutboxMail).where(OutboxMail.key.startswith("after-")))
    links = [word for word in mail.body.split() if word.startswith("http://veivalg.test")]
    survey, follow_up, others = (link.removeprefix("http://veivalg.test") for link in links)
    asked = read_page(browser(services).get(survey).text)
    assert asked.one("html").attributes["lang"] == "nn"
    assert text("survey-question", WrittenForm.NYNORSK) in asked.text
    assert {time.attributes["href"].split("/")[2].split("-")[0] for day in times_of_days(browser(services), follow_up)
            for time in day.all("a")} == {session.counsellor.profile.public_id}  # fmt: skip
    assert browser(services).get(others).status_code == 200


# What cannot be saved


@pytest.mark.parametrize("form", WrittenForm)
def test_before_it_begins_it_is_not_recorded_and_the_note_is_shown_again(
    services: Services, session: Session, clock: FixedClock, form: WrittenForm
):
    session.counsellor.client.headers["accept-language"] = form
    session.wait_until(session.starts_at - MINUTE)

    status, page = session.save(note="Noe", outcome="held")

    assert (status, typed(page)) == (409, "Noe")
    assert text("error-session_not_begun", form) in page.one("div", id="alerts").text
    assert stored(services) == ([], [], 0)


@pytest.mark.parametrize("form", WrittenForm)
def test_what_is_no_choice_is_refused_and_the_note_is_shown_again(
    services: Services, session: Session, clock: FixedClock, form: WrittenForm
):
    session.counsellor.client.headers["accept-language"] = form
    session.wait_until(session.starts_at)

    status, page = session.save(note="Noe", outcome="perhaps")

    assert (status, typed(page), chosen(page)) == (422, "Noe", [])
    assert page.one("p", id="outcome-wrong").text == text("session-outcome-unknown", form)
    assert "outcome-wrong" in page.one("fieldset").attributes["aria-describedby"]
    assert stored(services) == ([], [], 0)


def test_a_cancelled_session_asks_nothing_and_takes_notes_still(
    services: Services, session: Session, clock: FixedClock
):
    session.researcher.post(f"{path_of(session.address)}/cancel", data={"secret": secret_of(session.address)})
    session.wait_until(session.ends_at)

    page = session.counsellor.page(session.path)
    assert text("session-cancelled", NB) in page.text
    assert page.all("input", type="radio") == []
    assert session.save(note="Ringte")[0] == 303

    status, page = session.save(note="Ringte igjen", outcome="held")
    assert (status, typed(page)) == (409, "Ringte igjen")
    assert text("error-appointment_over", NB) in page.text
    assert stored(services) == ([], ["Ringte"], 0)


def test_when_all_else_is_forgotten_what_became_of_it_can_still_be_put_right(
    services: Services, session: Session, clock: FixedClock
):
    session.save(note="Noe")
    session.wait_until(session.ends_at + datetime.timedelta(days=31))
    erase_expired(services)

    page = session.counsellor.page(session.path)
    assert text("session-forgotten", NB) in page.text
    assert page.all("textarea") == []
    status, page = session.save(outcome="held")
    assert (status, chosen(page), stored(services)) == (303, ["held"], ([("held", False)], [], 0))

    refused = read_page(session.counsellor.send(session.path, note="For sent").text)
    assert typed(refused) == "For sent"
    assert text("error-notes_erased", NB) in refused.one("div", id="alerts").text
    assert stored(services) == ([("held", False)], [], 0)


def test_an_unknown_session_is_not_there(session: Session):
    for answer in (session.counsellor.client.get("/counsellor/appointments/0000000000"),
                   session.counsellor.send("/counsellor/appointments/0000000000", note="x")):  # fmt: skip
        assert answer.status_code == 404
