"""The waiting list on the web and over the JSON interface: joining, the place in the line, and offers."""

import datetime

import pytest

from assistant import booking
from assistant.booking import Preference, waiting
from assistant.bootstrap import Services
from assistant.texts import text
from assistant.worker import offer_waiting
from knowledge_base.article import Topic, WrittenForm
from tests.factories import make_counsellor
from tests.fakes import NOON, FixedClock, ScriptedEngine
from tests.web.bookings import path_of, secret_of, talked
from tests.web.clients import browser, open_page, open_slots, read_page, refusal_of
from tests.web.waits import RITA, entries, join, mails, place_mailed

NB, EN = WrittenForm.BOKMAL, WrittenForm.ENGLISH
QUERY = "topic=job_search&place=room&not_faculty=Det+humanistiske&zone=Asia%2FKolkata"


# The way to the list.


def test_where_nothing_suits_the_waiting_list_is_offered_with_what_was_asked_for(services: Services):
    open_slots(services)
    page = open_page(browser(services), f"/booking?{QUERY}&day=2026-11-24")
    assert text("booking-no-slots", NB) in page.text
    (link,) = [one for one in page.all("a") if one.text == text("booking-waiting-list", NB)]
    assert link.attributes["href"] == f"/booking/waiting?{QUERY}"


@pytest.mark.parametrize(("days", "is_offered"), [(14, False), (15, True)])
def test_the_list_is_offered_quietly_where_the_first_time_is_far_ahead(
    services: Services, clock: FixedClock, days: int, is_offered: bool
):
    monday = booking.Hours(0, datetime.time(9), datetime.time(10), 60)
    clock.now = NOON - datetime.timedelta(days=days - 3)
    with services.database.transaction() as session:
        ida = make_counsellor(session, hours=[monday])
        booking.close(session, counsellor=ida, first=clock().date(), last=datetime.date(2026, 11, 22), now=clock())
    page = open_page(browser(services), "/booking")
    assert page.one("p", class_="wait").text.endswith(text("booking-wait", NB, days=days))
    assert (text("booking-waiting-list", NB) in page.text) is is_offered


@pytest.mark.parametrize("now", [NOON, NOON.replace(hour=22, minute=59), NOON.replace(hour=23)])
def test_the_days_until_the_first_time_are_norwegian_ones(
    services: Services, clock: FixedClock, now: datetime.datetime
):
    open_slots(services)
    clock.now = now
    days = 3 if now.hour < 23 else 2
    assert open_page(browser(services), "/booking").one("p", class_="wait").text.endswith(f"Det er om {days} dager.")


# Joining.


@pytest.mark.parametrize("form", WrittenForm)
def test_the_form_tells_what_is_waited_for(services: Services, form: WrittenForm):
    page = open_page(browser(services, accept_language=form), f"/booking/waiting?{QUERY}")
    assert page.one("html").attributes["lang"] == form
    wished = [text("topic-job_search", form), text("place-room", form),
              text("waiting-for-not-faculty", form, name="Det humanistiske")]  # fmt: skip
    assert page.one("div", class_="chosen").texts("li") == wished
    sent = page.one("form", class_="stack")
    assert (sent.attributes["action"], sent.fields()) == (f"/booking/waiting?{QUERY}", {"name": "", "email": ""})


def test_the_mailed_link_shows_the_place_in_the_line(services: Services):
    join(services, browser(services), name="Ola", email="ola@example.org")
    client = browser(services, accept_language="en")

    address = join(services, client, QUERY)
    page = open_page(client, address)

    assert path_of(address) == f"/waiting/{entries(services)[1].ref}"
    assert page.one("h1").text == text("waiting-yours", EN)
    assert text("waiting-number", EN, number=2) in page.text
    assert text("topic-job_search", EN) in page.one("div", class_="chosen").texts("li")
    kept = entries(services)[1]
    assert (kept.zone, kept.written_form) == ("Asia/Kolkata", "en")
    with services.database.reading() as session:
        wanted = waiting.waiting_view(session, kept).preference
    assert wanted == Preference(
        topic=Topic.JOB_SEARCH, place=booking.Place.ROOM, written_form=EN, not_faculties=frozenset({"Det humanistiske"})
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"email": "+47 123 45 678"}, "email"), ({"email": ""}, "email"), ({"name": " "}, "name")],
)  # fmt: skip
@pytest.mark.parametrize("form", WrittenForm)
def test_a_field_that_cannot_be_used_is_marked_and_what_was_typed_stays(
    services: Services, form: WrittenForm, wrong: dict[str, str], field: str
):
    refused = browser(services, accept_language=form).post(f"/booking/waiting?{QUERY}", data=RITA | wrong)

    shown = read_page(refused.text).one("form", class_="stack")
    assert refused.status_code == 422
    assert shown.fields() == RITA | wrong
    assert shown.attributes["action"] == f"/booking/waiting?{QUERY}"
    marked = shown.one("input", id=field)
    assert marked.attributes["aria-invalid"] == "true"
    told = {
        "name": text("error-invalid_input", form, field=text("booking-name", form)),
        "email": text("booking-email-wrong", form),
    }
    assert shown.one("p", id=f"{field}-wrong").text == told[field]
    assert entries(services) == []


@pytest.mark.parametrize("form", WrittenForm)
def test_who_joins_is_sent_to_their_mailbox(services: Services, form: WrittenForm):
    client = browser(services, accept_language=form)

    sent = client.post(f"/booking/waiting?{QUERY}", data=RITA)

    page = read_page(sent.text)
    assert sent.status_code == 200
    assert page.one("html").attributes["lang"] == form
    assert page.one("h1").text == text("waiting-sent", form)
    assert page.one("p", role="status").text == text("waiting-sent-text", form, email=RITA["email"])
    [again] = [link for link in page.all("a") if link.text == text("waiting-sent-again", form)]
    assert again.attributes["href"] == f"/booking/waiting?{QUERY}"
    [entry], place = entries(services), place_mailed(services)
    assert entry.ref not in sent.text
    assert secret_of(place) not in sent.text
    assert entry.written_form == form


def test_the_answer_is_the_same_whether_the_address_waits_already_or_not(services: Services):
    client = browser(services)
    for query in ("", "topic=job_search", "topic=family_planning"):
        join(services, client, query)

    # Who waits for the same, who has all the places that one can have, and who does not wait.
    client.post("/booking/waiting?kind=documents", data=RITA | {"email": "ida1@example.org"})
    same = client.post("/booking/waiting?kind=documents", data=RITA | {"email": "ida1@example.org"})
    full = client.post("/booking/waiting?kind=documents", data=RITA)
    fresh = client.post("/booking/waiting?kind=documents", data=RITA | {"email": "nina@example.org"})

    assert same.status_code == full.status_code == fresh.status_code == 200
    assert same.text.replace("ida1@", "rita@") == full.text == fresh.text.replace("nina@", "rita@")
    assert same.headers == full.headers == fresh.headers
    assert [entry.email[:4] for entry in entries(services)] == ["rita"] * 3 + ["ida1", "nina"]
    again = text("mail-waiting-again-subject", NB)
    assert [mail.recipient[:4] for mail in mails(services) if mail.subject == again] == ["ida1", "rita"]


@pytest.mark.parametrize(
    ("query", "code"),
    [("topic=garbage", "invalid_input"), ("zone=Mars/Olympus", "unknown_zone"), ("kind=1", "invalid_input")],
)
def test_what_cannot_be_waited_for_is_refused(services: Services, query: str, code: str):
    client = browser(services, accept="application/json")
    assert refusal_of(client.get(f"/booking/waiting?{query}")) == (422, code)
    assert refusal_of(client.post(f"/booking/waiting?{query}", data=RITA)) == (422, code)
    assert entries(services) == []


def test_the_conversation_is_noted_for_its_urgency_alone(stocked: Services, engine: ScriptedEngine):
    join(stocked, browser(stocked), name="Ola", email="ola@example.org")
    client = talked(stocked, engine)

    page = open_page(client, join(stocked, client))

    assert text("waiting-number", NB, number=1) in page.text
    assert "gravid" not in page.text


# Leaving.


def test_leaving_takes_a_form_and_not_a_look(services: Services):
    client = browser(services)
    address = join(services, client)
    secret = secret_of(address)
    open_page(client, address)
    assert entries(services)[0].status == "waiting"

    left = client.post(f"{path_of(address)}/leave", data={"secret": secret})

    assert text("waiting-is-left", NB) in open_page(client, left.headers["location"]).text
    assert entries(services)[0].status == "left"
    assert client.post(f"{path_of(address)}/leave", data={"secret": secret}).status_code == 303


@pytest.mark.parametrize("secret", ["", "garbage"])
def test_without_the_secret_there_is_nothing_to_see_or_leave(services: Services, secret: str):
    client = browser(services, accept="application/json")
    path = path_of(join(services, client))
    assert refusal_of(client.get(path, params={"secret": secret})) == (404, "not_found")
    assert refusal_of(client.post(f"{path}/leave", data={"secret": secret})) == (404, "not_found")
    assert entries(services)[0].status == "waiting"


# The wait that is told.


def test_the_wait_is_told_on_both_pages_once_enough_is_known(services: Services, clock: FixedClock):
    client = browser(services)
    for number in range(5):
        join(services, client, email=f"rita{number}@example.org")
    address = join(services, client)
    assert "halvparten" not in open_page(client, address).text + open_page(client, "/booking/waiting").text
    clock.advance(days=2, hours=1)
    open_slots(services)
    offer_waiting(services)
    told = text("waiting-estimate", NB, days=3)
    assert told in open_page(client, address).text
    assert told in open_page(client, "/booking/waiting").text
