"""Every page there is, and how a visitor gets to it."""

import uuid
from collections.abc import Callable, Mapping

from playwright.sync_api import expect

from tests.browser.visitor import Booking, Chat, Staff, Visitor
from tests.running import PASSWORD

FACTS = {
    "nb": "Hvor lang oppsigelsestid har jeg som stipendiat?",
    "nn": "Kor lang oppseiingstid har eg som stipendiat?",
    "en": "How long is my notice period as a PhD candidate?",
}
CRISES = {"nb": "Jeg vil ikke leve lenger.", "nn": "Eg vil ikkje leve lenger.", "en": "I do not want to live anymore."}
STAFF = "places@example.org"
# Opens the question after the past session of STAFF.
SURVEY = "the-secret-of-a-question-in-a-browser"

Place = Callable[[Visitor], None]


def chat_with_answer(visitor: Visitor) -> None:
    Chat.opened_by(visitor).ask(FACTS[visitor.form])


def chat_come_back_to(visitor: Visitor) -> None:
    chat_with_answer(visitor)
    visitor.page.reload()


def chat_with_menu(visitor: Visitor) -> None:
    Chat.opened_by(visitor)
    visitor.page.get_by_text(visitor.words("chat-menu"), exact=True).click()
    expect(visitor.link("chat-download")).to_be_visible()


def chat_with_times(visitor: Visitor) -> None:
    Chat.opened_by(visitor).ask(visitor.words("say-book"))


def chat_in_crisis(visitor: Visitor) -> None:
    Chat.opened_by(visitor).ask(CRISES[visitor.form])


def chat_with_numbers_open(visitor: Visitor) -> None:
    chat_in_crisis(visitor)
    visitor.page.get_by_text(visitor.words("chat-numbers"), exact=True).click()
    expect(visitor.page.locator("#numbers").get_by_role("link").first).to_be_visible()


def chat_waiting(visitor: Visitor) -> None:
    chat = Chat.opened_by(visitor)
    chat.ask(FACTS[visitor.form])
    chat.talk.click()
    expect(chat.state).to_have_text(visitor.words("chat-waiting"))


def book_form(visitor: Visitor) -> None:
    chat_with_answer(visitor)
    Booking(visitor.go("/booking")).times.first.click()
    expect(visitor.heading("booking-chosen")).to_be_visible()


def book_form_with_errors(visitor: Visitor) -> None:
    book_form(visitor)
    visitor.button("booking-confirm").click()
    expect(visitor.page.locator("[aria-invalid=true], [aria-describedby=share-wrong]").first).to_be_visible()


def appointment(visitor: Visitor) -> None:
    booking = Booking(visitor.go("/booking"))
    booking.times.last.click()
    booking.fill(name="Test Testesen", email="test@example.org").confirm()


def move(visitor: Visitor) -> None:
    appointment(visitor)
    visitor.link("booking-move").click()
    expect(visitor.heading("booking-move")).to_be_visible()


def new_time(visitor: Visitor) -> None:
    move(visitor)
    slot = visitor.page.locator("button[name=slot]").first.get_attribute("value")
    visitor.page.goto(visitor.page.url.replace("/move?", f"/move/{slot}?"))
    expect(visitor.heading("new-time-title")).to_be_visible()


def cancelled(visitor: Visitor) -> None:
    appointment(visitor)
    visitor.page.get_by_text(visitor.words("booking-cancel"), exact=True).click()
    visitor.button("booking-cancel-yes").click()
    expect(visitor.heading("booking-cancelled")).to_be_visible()


def join(visitor: Visitor, query: str = "") -> str:
    """Join the waiting list; the address that was given."""
    email = f"{uuid.uuid4().hex[:8]}@example.org"
    visitor.go(f"/booking/waiting?{query}")
    Booking(visitor).fill(name="Test Testesen", email=email)
    visitor.button("waiting-join").click()
    expect(visitor.heading("waiting-sent")).to_be_visible()
    return email


def waiting_sent(visitor: Visitor) -> None:
    join(visitor, "topic=job_search")


def waiting(visitor: Visitor) -> None:
    email = join(visitor, "topic=job_search&kind=documents&not_faculty=Det+humanistiske")
    visitor.go(visitor.place_of(email))
    expect(visitor.heading("waiting-yours")).to_be_visible()
    visitor.page.get_by_text(visitor.words("waiting-leave"), exact=True).click()
    expect(visitor.button("waiting-leave-yes")).to_be_visible()


def waiting_form_with_errors(visitor: Visitor) -> None:
    visitor.go("/booking/waiting").button("waiting-join").click()
    expect(visitor.page.locator("[aria-invalid=true]")).to_be_visible()


def waiting_left(visitor: Visitor) -> None:
    waiting(visitor)
    visitor.button("waiting-leave-yes").click()
    expect(visitor.page.get_by_text(visitor.words("waiting-is-left"))).to_be_visible()


def offer(visitor: Visitor) -> None:
    chat_with_answer(visitor)
    visitor.go(visitor.offered_to(join(visitor)))
    expect(visitor.heading("offer-title")).to_be_visible()


def offer_declined(visitor: Visitor) -> None:
    offer(visitor)
    visitor.button("offer-decline").click()
    expect(visitor.heading("offer-declined")).to_be_visible()


def erase(visitor: Visitor) -> None:
    chat_with_answer(visitor)
    visitor.go("/chat/erase")


def erased(visitor: Visitor) -> None:
    erase(visitor)
    visitor.button("chat-erase-yes").click()
    expect(visitor.heading("chat-erased")).to_be_visible()


def sign_in_refused(visitor: Visitor) -> None:
    Staff(visitor).sign_in(f"nobody-{visitor.form}@example.org", "wrong")
    expect(visitor.page.get_by_text(visitor.words("error-wrong_credentials"))).to_be_visible()


def signed_in_at(path: str) -> Place:
    def go(visitor: Visitor) -> None:
        Staff(visitor).sign_in(STAFF, PASSWORD)
        expect(visitor.heading("counsellor-title")).to_be_visible()
        visitor.go(path)

    return go


def subscribed(visitor: Visitor) -> None:
    signed_in_at("/counsellor/calendar/feed")(visitor)
    buttons = [visitor.button("subscription-make"), visitor.button("subscription-renew")]
    buttons[0].or_(buttons[1]).click()
    expect(visitor.field("subscription-address")).to_be_visible()


def away_refused(visitor: Visitor) -> None:
    signed_in_at("/counsellor/away")(visitor)
    visitor.button("away-preview").click()
    expect(visitor.page.locator("#away-wrong")).to_be_visible()


def away_preview(visitor: Visitor) -> None:
    signed_in_at("/counsellor/away")(visitor)
    visitor.field("exceptions-first").fill("2099-06-01")
    visitor.button("away-preview").click()
    expect(visitor.page.get_by_text(visitor.words("away-not-yet"))).to_be_visible()


def counsellor_queue(visitor: Visitor) -> None:
    chat_in_crisis(visitor)
    signed_in_at("/counsellor")(visitor)


def counsellor_conversation(visitor: Visitor) -> None:
    counsellor_queue(visitor)
    visitor.page.get_by_role("region", name=visitor.words("counsellor-queue")).get_by_role("link").first.click()
    expect(visitor.heading("counsellor-brief")).to_be_visible()


def chat_with_person(visitor: Visitor) -> None:
    words = f"{uuid.uuid4().hex[:8]}: {FACTS[visitor.form]}"
    chat = Chat.opened_by(visitor)
    chat.ask(words)
    chat.talk.click()
    expect(chat.state).to_have_text(visitor.words("chat-waiting"))
    Staff(visitor).sign_in(STAFF, PASSWORD).open_conversation(words).take_over().write("Hei!")
    expect(visitor.page.get_by_role("log")).to_contain_text("Hei!")
    visitor.go("/")
    expect(Chat(visitor).state).to_have_text(visitor.words("chat-person-here"))


def counsellor_holds_conversation(visitor: Visitor) -> None:
    chat_with_person(visitor)
    visitor.go("/counsellor")
    held = visitor.page.get_by_role("link").filter(has_text=visitor.words("counsellor-held-by", name="Alle Steder"))
    held.first.click()
    expect(visitor.button("counsellor-close")).to_be_visible()


def past_session(visitor: Visitor) -> None:
    signed_in_at("/counsellor/calendar")(visitor)
    visitor.page.get_by_role("region", name=visitor.words("session-unrecorded")).get_by_role("link").first.click()
    expect(visitor.heading("session-title")).to_be_visible()


def past_session_refused(visitor: Visitor) -> None:
    past_session(visitor)
    visitor.field("session-notes").fill("Ord. " * 1000)
    visitor.button("session-save").click()
    expect(visitor.page.locator("#note-wrong")).to_be_visible()


def survey_without_answer(visitor: Visitor) -> None:
    visitor.go(f"/survey/{SURVEY}")
    visitor.button("survey-send").click()
    expect(visitor.page.locator("#helped-wrong")).to_be_visible()


def admin_refusal(visitor: Visitor) -> None:
    signed_in_at("/admin/articles/job-interview/nb")(visitor)
    visitor.field("admin-document").fill("Dette er ingen artikkel.")
    visitor.button("admin-save").click()
    expect(visitor.page.locator("#alerts .ds-alert")).to_be_visible()


def at(path: str) -> Place:
    def go(visitor: Visitor) -> None:
        visitor.go(path)

    return go


PLACES: Mapping[str, Place] = {
    "chat": at("/"),
    "chat-answer": chat_with_answer,
    "chat-come-back-to": chat_come_back_to,
    "chat-menu": chat_with_menu,
    "chat-times": chat_with_times,
    "chat-crisis": chat_in_crisis,
    "chat-numbers": chat_with_numbers_open,
    "chat-waiting": chat_waiting,
    "chat-person": chat_with_person,
    "booking": at("/booking"),
    "book": book_form,
    "book-errors": book_form_with_errors,
    "appointment": appointment,
    "move": move,
    "new-time": new_time,
    "cancelled": cancelled,
    "survey": at(f"/survey/{SURVEY}"),
    "survey-error": survey_without_answer,
    "waiting-form": at("/booking/waiting"),
    "waiting-errors": waiting_form_with_errors,
    "waiting-sent": waiting_sent,
    "waiting": waiting,
    "waiting-left": waiting_left,
    "offer": offer,
    "offer-declined": offer_declined,
    "articles": at("/articles"),
    "search": at("/articles?q=linkedin"),
    "search-nothing": at("/articles?q=fotballkamp"),
    "article": at("/articles/quitting-and-notice"),
    "privacy": at("/privacy"),
    "accessibility": at("/accessibility"),
    "quality": at("/quality"),
    "error": at("/no-such-page"),
    "erase": erase,
    "erased": erased,
    "sign-in": at("/sign-in"),
    "sign-in-refused": sign_in_refused,
    "password": signed_in_at("/password"),
    "counsellor-queue": counsellor_queue,
    "counsellor-conversation": counsellor_conversation,
    "counsellor-holds": counsellor_holds_conversation,
    "counsellor-calendar": signed_in_at("/counsellor/calendar"),
    "counsellor-session": past_session,
    "counsellor-session-refused": past_session_refused,
    "counsellor-week": signed_in_at("/counsellor/calendar?week=2026-W53"),
    "counsellor-subscription": signed_in_at("/counsellor/calendar/feed"),
    "counsellor-subscription-made": subscribed,
    "counsellor-away": signed_in_at("/counsellor/away"),
    "counsellor-away-refused": away_refused,
    "counsellor-away-preview": away_preview,
    "counsellor-hours": signed_in_at("/counsellor/hours"),
    "counsellor-exceptions": signed_in_at("/counsellor/exceptions"),
    "counsellor-terms": signed_in_at("/counsellor/terms"),
    "admin-articles": signed_in_at("/admin"),
    "admin-editor": signed_in_at("/admin/articles/quitting-and-notice/nb"),
    "admin-refusal": admin_refusal,
    "admin-people": signed_in_at("/admin/people"),
    "admin-audit": signed_in_at("/admin/audit"),
    "admin-survey": signed_in_at("/admin/survey"),
}
