"""A counsellor at work: signs in, reads what was triaged, takes over, writes, gives back; hours and calendar."""

import re
import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.places import CRISES
from tests.browser.visitor import Booking, Chat, Staff, Visitor
from tests.running import PASSWORD, Running

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]
NAME = "Solveig Karriere"
FIRST = "counsellor@veivalg.example"


def own_words() -> str:
    """A personal question that no other test asks."""
    return f"{uuid.uuid4().hex[:8]}: Jeg er usikker i jobben. Bør jeg fortsette som stipendiat?"


def test_the_one_time_password_opens_nothing_but_the_choice_of_another(veivalg: Running, visit: Visit) -> None:
    counsellor = Staff(visit())
    visitor = counsellor.visitor
    counsellor.sign_in(FIRST, veivalg.one_time_passwords[FIRST])
    expect(visitor.heading("password-title")).to_be_visible()
    visitor.go("/counsellor")
    expect(visitor.page.get_by_text(visitor.words("error-not_allowed"))).to_be_visible()
    visitor.go("/password")
    counsellor.choose_password(PASSWORD)
    expect(visitor.heading("counsellor-title")).to_be_visible()
    visitor.button("sign-out").click()
    counsellor.sign_in(FIRST, veivalg.one_time_passwords[FIRST])
    expect(visitor.page.get_by_text(visitor.words("error-wrong_credentials"))).to_be_visible()
    counsellor.sign_in(FIRST, PASSWORD)
    expect(visitor.heading("counsellor-title")).to_be_visible()


def test_a_conversation_goes_to_a_counsellor_and_back_without_a_reload(visit: Visit, counsellor_email: str) -> None:
    words = own_words()
    chat = Chat.opened_by(visit())
    researcher = chat.visitor
    chat.ask(words)
    chat.talk.click()
    expect(chat.state).to_have_text(researcher.words("chat-waiting"))

    counsellor = Staff(visit()).sign_in(counsellor_email, PASSWORD).open_conversation(words)
    console = Chat(counsellor.visitor)
    brief = counsellor.visitor.page.get_by_role("region", name=researcher.words("counsellor-brief"))
    expect(brief).to_contain_text(words)
    expect(brief).to_contain_text(researcher.words("topic-uncertainty"))
    expect(brief).to_contain_text(researcher.words("reason-personal_choice"))
    counsellor.take_over()
    expect(chat.log).to_contain_text(researcher.words("counsellor-came", name=NAME))
    expect(chat.state).to_have_text(researcher.words("chat-person-here"))

    counsellor.write("Hei! Fortell gjerne litt mer.")
    expect(chat.from_sender("chat-counsellor")).to_contain_text("Fortell gjerne litt mer.")
    expect(counsellor.visitor.field("counsellor-write")).to_have_value("")
    said_by_machine = chat.replies.count()
    chat.send("Takk for at du svarer. Hvor lang oppsigelsestid har jeg?")
    expect(console.log).to_contain_text("Takk for at du svarer.")
    expect(chat.state).to_have_text(researcher.words("chat-person-here"))
    assert chat.replies.count() == said_by_machine
    expect(chat.log.get_by_role("article").filter(has_text="Takk for at du svarer.")).to_have_count(1)
    expect(console.log.get_by_role("article").filter(has_text="Fortell gjerne litt mer.")).to_have_count(1)

    counsellor.visitor.button("counsellor-close").click()
    expect(chat.log).to_contain_text(researcher.words("counsellor-left", name=NAME))
    expect(chat.state).to_have_text("")
    expect(chat.ask("Hvor lang oppsigelsestid har jeg?")).to_contain_text(researcher.words("reply-helped"))


def test_the_state_is_there_again_after_a_reload(visit: Visit, counsellor_email: str) -> None:
    words = own_words()
    chat = Chat.opened_by(visit())
    chat.ask(words)
    chat.talk.click()
    Staff(visit()).sign_in(counsellor_email, PASSWORD).open_conversation(words).take_over()
    expect(chat.state).to_have_text(chat.visitor.words("chat-person-here"))
    chat.visitor.page.reload()
    expect(chat.state).to_have_text(chat.visitor.words("chat-person-here"))


def test_a_danger_to_life_is_on_top_of_the_queue_and_says_why(visit: Visit, counsellor_email: str) -> None:
    Chat.opened_by(visit()).ask("Jeg vil ikke leve lenger.")
    visitor = Staff(visit()).sign_in(counsellor_email, PASSWORD).visitor
    queue = visitor.page.get_by_role("region", name=visitor.words("counsellor-queue"))
    first = queue.get_by_role("link").first
    expect(first).to_contain_text(visitor.words("urgency-crisis"))
    first.click()
    expect(visitor.heading("counsellor-alerts")).to_be_visible()


def test_a_danger_to_life_comes_to_the_open_conversation_without_a_reload(visit: Visit, counsellor_email: str) -> None:
    words = own_words()
    chat = Chat.opened_by(visit())
    chat.ask(words)
    chat.talk.click()
    expect(chat.state).to_have_text(chat.visitor.words("chat-waiting"))
    counsellor = Staff(visit()).sign_in(counsellor_email, PASSWORD).open_conversation(words).take_over()
    alert = counsellor.visitor.page.get_by_role("alert")
    expect(alert.get_by_role("listitem")).to_have_count(0)
    for times in (1, 2):
        chat.send(CRISES["nb"])
        expect(alert.get_by_role("listitem")).to_have_count(times)
    expect(alert).to_contain_text(chat.visitor.words("counsellor-alerts"))
    expect(chat.visitor.page.locator("#numbers details")).to_be_visible()


def test_the_queue_fills_without_a_reload(visit: Visit, counsellor_email: str) -> None:
    words = own_words()
    page = Staff(visit()).sign_in(counsellor_email, PASSWORD).visitor.page
    expect(page.get_by_role("link").filter(has_text=words)).to_have_count(0)
    chat = Chat.opened_by(visit())
    chat.ask(words)
    chat.talk.click()
    expect(page.get_by_role("link").filter(has_text=words)).to_have_count(1)


def test_hours_are_offered_and_the_booked_session_is_in_the_calendar(visit: Visit, counsellor_email: str) -> None:
    counsellor = Staff(visit()).sign_in(counsellor_email, PASSWORD)
    visitor = counsellor.visitor.go("/counsellor/hours")
    page = visitor.page
    page.get_by_label(f"{visitor.words('hours-weekday')} 1").select_option(visitor.words("weekday-5"))
    page.get_by_label(f"{visitor.words('hours-from')} 1").fill("10:00")
    page.get_by_label(f"{visitor.words('hours-to')} 1").fill("14:00")
    visitor.button("hours-save").click()
    expect(page.get_by_text(visitor.words("hours-saved"))).to_be_visible()

    words, address = own_words(), f"{uuid.uuid4().hex}@example.org"
    Chat.opened_by(researcher := visit()).ask(words)
    booking = Booking(researcher.go("/booking")).choose_weekday(5)
    booking.times.and_(researcher.page.get_by_label(researcher.words("booking-with", counsellor=NAME))).first.click()
    booking.fill(name="Test Testesen", email=address).share("brief").confirm()
    visitor.go("/counsellor/calendar")
    entry = page.get_by_role("article").filter(has_text=address)
    entry.get_by_text(visitor.words("calendar-shared")).click()
    for sentence in re.split(r"(?<=[.?]) ", words):
        expect(entry.get_by_text(sentence)).to_be_visible()


def test_a_session_that_is_over_leads_to_the_sign_in_page_and_back(visit: Visit, counsellor_email: str) -> None:
    counsellor = Staff(visit())
    counsellor.visitor.go("/counsellor/calendar")
    expect(counsellor.visitor.heading("sign-in-title")).to_be_visible()
    counsellor.visitor.field("sign-in-email").fill(counsellor_email)
    counsellor.visitor.field("sign-in-password").fill(PASSWORD)
    counsellor.visitor.button("sign-in-button").click()
    expect(counsellor.visitor.heading("calendar-page-title")).to_be_visible()
