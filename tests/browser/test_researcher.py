"""A researcher at the chat: asks, books, loses the network, has no mouse or no JavaScript."""

import email
import email.policy
import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import Locator, expect

from assistant.crisis import reply_texts
from tests.browser.places import CRISES
from tests.browser.visitor import Booking, Chat, Visitor
from tests.running import Running, until

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]
FACT = "Hvor lang oppsigelsestid har jeg som stipendiat?"
CHOICES = {
    "nb": "Jeg er usikker i jobben og vet ikke om jeg innfrir forskergruppens forventninger. Bør jeg fortsette?",
    "nn": "Eg er usikker i jobben og veit ikkje om eg innfrir forventningane i forskargruppa. Bør eg halde fram?",
    "en": "I am unsure in my job and do not know if I meet the group's expectations. Should I continue my PhD?",
}


def mails_to(veivalg: Running, address: str) -> list[EmailMessage]:
    parsed = [email.message_from_string(raw, policy=email.policy.default) for raw in veivalg.mails()]
    return [mail for mail in parsed if mail["To"] == address]


@pytest.mark.parametrize("form", ["nb", "nn", "en"])
def test_a_researcher_asks_and_books_and_is_sent_an_invitation(veivalg: Running, visit: Visit, form: str) -> None:
    visitor = visit(form)
    chat, booking = Chat.opened_by(visitor), Booking(visitor)
    expect(visitor.page.locator("html")).to_have_attribute("lang", form)
    reply = chat.ask(CHOICES[form])
    expect(reply).to_have_attribute("lang", form)
    reply.get_by_role("button", name=visitor.words("button-see-times")).click()
    chat.replies.filter(has_text=visitor.words("booking-offer")).get_by_role("link").first.click()
    expect(visitor.page.get_by_text(visitor.words("booking-not-yet"))).to_be_visible()
    visitor.page.get_by_text(re.compile(re.escape(visitor.words("booking-share-brief")))).last.click()
    for sentence in re.split(r"(?<=[.?]) ", CHOICES[form]):
        expect(visitor.page.get_by_role("checkbox", name=sentence)).to_be_checked()
    address = f"{form}@example.org"
    booking.fill(name="Test Testesen", email=address).share("brief").confirm()
    expect(visitor.page.get_by_text(address)).to_be_visible()
    (mail,) = until(lambda: mails_to(veivalg, address), what="no mail came")
    assert "text/calendar" in {part.get_content_type() for part in mail.walk()}
    (invitation,) = [part.get_content() for part in mail.walk() if part.get_content_type() == "text/calendar"][:1]
    assert "METHOD:REQUEST" in invitation


def test_a_booking_without_a_choice_of_what_to_share_is_asked_for_one(visit: Visit) -> None:
    visitor = visit()
    Chat.opened_by(visitor).ask(FACT)
    booking = Booking(visitor.go("/booking"))
    booking.times.first.click()
    booking.fill(name="Test Testesen", email="share@example.org")
    visitor.button("booking-confirm").click()
    expect(visitor.page.get_by_text(visitor.words("booking-share-choose"))).to_be_visible()
    expect(visitor.field("booking-name")).to_have_value("Test Testesen")
    booking.share("nothing").confirm()


def test_a_name_and_an_address_are_typed_once_also_when_another_time_is_chosen(visit: Visit) -> None:
    visitor = visit()
    booking = Booking(visitor.go("/booking"))
    booking.times.first.click()
    booking.fill(name="Rita", email="rita-again@example.org")
    visitor.link("booking-other-time").click()
    booking.times.nth(1).click()
    expect(visitor.field("booking-name")).to_have_value("Rita")
    expect(visitor.field("booking-email")).to_have_value("rita-again@example.org")

    booking.confirm()
    Booking(visitor.go("/booking")).times.first.click()
    expect(visitor.heading("booking-chosen")).to_be_visible()
    expect(visitor.field("booking-name")).to_have_value("")


def test_a_researcher_moves_and_cancels_an_appointment(visit: Visit) -> None:
    visitor = visit()
    booking = Booking(visitor.go("/booking"))
    booking.times.last.click()
    booking.fill(name="Test Testesen", email="move@example.org").confirm()
    visitor.link("booking-move").click()
    visitor.page.get_by_role("button", name=re.compile(visitor.words("booking-move-confirm"))).last.click()
    expect(visitor.heading("booking-moved")).to_be_visible()
    visitor.page.get_by_text(visitor.words("booking-cancel"), exact=True).click()
    visitor.button("booking-cancel-yes").click()
    expect(visitor.heading("booking-cancelled")).to_be_visible()


def test_the_way_from_the_start_to_an_appointment_needs_no_mouse(visit: Visit) -> None:
    visitor = visit()
    chat = Chat.opened_by(visitor)
    visitor.tab_to(chat.composer).type(CHOICES["nb"]).press("Enter")
    see_times = visitor.button("button-see-times")
    expect(see_times).to_be_visible()
    visitor.tab_to(see_times, "Shift+Tab").press("Enter")
    times = chat.replies.filter(has_text=visitor.words("booking-offer")).get_by_role("link")
    expect(times.first).to_be_visible()
    visitor.tab_to(times.first).press("Enter")
    expect(visitor.heading("booking-chosen")).to_be_visible()
    visitor.tab_to(visitor.field("booking-name")).type("Test Testesen")
    visitor.tab_to(visitor.field("booking-email")).type("keyboard@example.org")
    visitor.tab_to(visitor.field("booking-share-brief")).press("Space")
    visitor.tab_to(visitor.button("booking-confirm")).press("Enter")
    expect(visitor.heading("booking-done")).to_be_visible()


def test_the_first_tab_leads_past_the_header(visit: Visit) -> None:
    visitor = visit().go("/articles").press("Tab")
    expect(visitor.link("skip-to-content")).to_be_focused()
    visitor.press("Enter")
    expect(visitor.page.get_by_role("main")).to_be_focused()


def test_escape_closes_the_menu_and_gives_the_focus_back(visit: Visit) -> None:
    visitor = visit()
    Chat.opened_by(visitor)
    summary = visitor.page.get_by_text(visitor.words("chat-menu"), exact=True)
    visitor.tab_to(summary).press("Enter")
    expect(visitor.link("chat-download")).to_be_visible()
    visitor.press("Escape")
    expect(visitor.link("chat-download")).to_be_hidden()
    expect(summary).to_be_focused()


def test_shift_and_enter_breaks_the_line_and_sends_nothing(visit: Visit) -> None:
    chat = Chat.opened_by(visit())
    chat.composer.focus()
    chat.visitor.type("første").press("Shift+Enter").type("andre")
    expect(chat.composer).to_have_value("første\nandre")
    expect(chat.from_sender("chat-you")).to_have_count(0)


def test_a_draft_survives_a_reload_and_goes_once_it_is_sent(visit: Visit) -> None:
    chat = Chat.opened_by(visit())
    chat.composer.fill("Et halvt spørsmål")
    chat.visitor.page.reload()
    expect(chat.composer).to_have_value("Et halvt spørsmål")
    chat.ask(FACT)
    chat.visitor.page.reload()
    expect(chat.composer).to_have_value("")


def test_the_conversation_is_still_there_after_a_reload(visit: Visit) -> None:
    chat = Chat.opened_by(visit())
    chat.ask(FACT)
    chat.visitor.page.reload()
    expect(chat.from_sender("chat-you")).to_contain_text(FACT)
    expect(chat.replies).to_have_count(2)


def test_a_message_written_without_network_goes_by_itself_when_it_is_back(visit: Visit) -> None:
    chat = Chat.opened_by(visit())
    chat.visitor.page.context.set_offline(True)
    chat.send(FACT)
    expect(chat.state).to_have_text(chat.visitor.words("chat-offline"))
    expect(chat.from_sender("chat-you")).to_contain_text(FACT)
    expect(chat.composer).to_have_value("")
    chat.visitor.page.context.set_offline(False)
    expect(chat.replies).to_have_count(2)
    expect(chat.from_sender("chat-you")).to_have_count(1)
    expect(chat.state).to_have_text("")


def test_a_message_that_fails_comes_back_to_the_field_and_survives_a_reload(visit: Visit) -> None:
    chat = Chat.opened_by(visit())
    chat.visitor.page.route("**/chat/messages", lambda route: route.abort())
    chat.send(FACT)
    expect(chat.state).to_have_text(chat.visitor.words("chat-failed"))
    expect(chat.composer).to_have_value(FACT)
    expect(chat.from_sender("chat-you")).to_have_count(0)
    chat.visitor.page.reload()
    expect(chat.composer).to_have_value(FACT)


def test_a_message_that_the_server_refuses_comes_back_to_the_field(visit: Visit) -> None:
    chat = Chat.opened_by(visit())
    chat.composer.evaluate("field => field.removeAttribute('maxlength')")
    chat.send("a" * 4001)
    expect(chat.state).to_have_text(chat.visitor.words("error-message_too_long", max_chars=4000))
    expect(chat.composer).to_have_value("a" * 4001)
    expect(chat.from_sender("chat-you")).to_have_count(0)


def test_the_chat_works_at_an_address_without_https(veivalg: Running, visit: Visit) -> None:
    visitor = visit()
    chat = Chat(visitor.go(veivalg.base_url.replace("127.0.0.1", "veivalg.test")))
    assert not visitor.page.evaluate("isSecureContext")
    expect(chat.ask(FACT)).to_contain_text(visitor.words("reply-helped"))


def test_without_javascript_the_chat_answers_and_a_time_can_be_booked(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False)
    chat, booking = Chat.opened_by(visitor), Booking(visitor)
    chat.composer.fill(CHOICES["nb"])
    visitor.button("chat-send").click()
    expect(chat.replies).to_have_count(2)
    chat.replies.last.get_by_role("button", name=visitor.words("button-see-times")).click()
    chat.replies.last.get_by_role("link").first.click()
    booking.fill(name="Test Testesen", email="plain@example.org").share("topic").confirm()
    visitor.link("booking-back-to-chat").click()
    chat.talk.click()
    expect(chat.replies.last).to_contain_text(visitor.words("handoff-requested"))


def test_a_researcher_says_that_a_reply_helped(visit: Visit) -> None:
    chat = Chat.opened_by(visit())
    reply = chat.ask(FACT)
    reply.get_by_role("button", name=chat.visitor.words("reply-helped-yes"), exact=True).click()
    expect(reply).to_contain_text(chat.visitor.words("reply-helped-thanks"))


def test_a_starter_is_asked_by_one_click(visit: Visit) -> None:
    chat = Chat.opened_by(visit())
    chat.visitor.page.get_by_role("button", name=chat.visitor.words("starter-job_search")).click()
    expect(chat.from_sender("chat-you")).to_contain_text(chat.visitor.words("starter-job_search"))
    expect(chat.replies).to_have_count(2)


def test_words_of_danger_bring_numbers_that_can_be_called(visit: Visit) -> None:
    reply = Chat.opened_by(visit()).ask("Jeg vil ikke leve lenger.")
    expect(reply.get_by_role("link", name="113").first).to_have_attribute("href", "tel:113")


def test_the_written_form_is_changed_on_the_page_and_stays(visit: Visit) -> None:
    visitor = visit().go("/articles")
    visitor.button("form-en").click()
    expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
    expect(visitor.go("/booking").page.locator("html")).to_have_attribute("lang", "en")


def test_a_conversation_is_erased_with_a_receipt(visit: Visit) -> None:
    visitor = visit()
    chat = Chat.opened_by(visitor)
    chat.ask(FACT)
    visitor.page.get_by_text(visitor.words("chat-menu"), exact=True).click()
    visitor.link("chat-erase").click()
    visitor.button("chat-erase-yes").click()
    expect(visitor.page.get_by_role("row", name=visitor.words("store-messages"))).to_contain_text("2")
    Chat.opened_by(visitor)
    expect(chat.from_sender("chat-you")).to_have_count(0)


def test_an_open_page_says_so_when_its_conversation_is_erased_elsewhere(visit: Visit) -> None:
    visitor = visit()
    chat = Chat.opened_by(visitor)
    chat.ask(FACT)
    other = Visitor(visitor.page.context.new_page(), "nb", "http://")
    other.go("/chat/erase").button("chat-erase-yes").click()
    expect(chat.state).to_have_text(visitor.words("chat-erased"))


def test_leaving_quickly_leaves_no_way_back(visit: Visit) -> None:
    visitor = visit()
    visitor.page.context.route("https://www.yr.no/**", lambda route: route.fulfill(body="<title>Yr</title>"))
    Chat.opened_by(visitor)
    visitor.page.get_by_text(visitor.words("chat-menu"), exact=True).click()
    visitor.link("chat-leave").click()
    expect(visitor.page).to_have_title("Yr")
    assert visitor.page.evaluate("history.length") <= 2
    assert visitor.fetched_elsewhere == ["https://www.yr.no/"]
    visitor.fetched_elsewhere.clear()


def numbers_of(visitor: Visitor) -> Locator:
    """The numbers to call that stay near the field."""
    return visitor.page.locator("#numbers details")


@pytest.mark.parametrize("form", ["nb", "nn", "en"])
def test_the_numbers_to_call_stay_one_step_away_after_a_crisis(visit: Visit, form: str) -> None:
    visitor = visit(form, viewport={"width": 390, "height": 844}, color_scheme="dark")
    chat = Chat.opened_by(visitor)
    expect(numbers_of(visitor)).to_have_count(0)
    chat.ask(CRISES[form])
    numbers = numbers_of(visitor)
    expect(numbers).to_have_attribute("lang", form)
    chat.ask(CHOICES[form])
    summary = numbers.get_by_text(visitor.words("chat-numbers"), exact=True)
    expect(summary).to_be_in_viewport()
    visitor.tab_to(summary, "Shift+Tab").press("Enter")
    links = numbers.get_by_role("link")
    expect(links).to_have_text([entry["number"] for entry in reply_texts()[form]["numbers"]])
    visitor.press("Tab")
    expect(links.first).to_be_focused()
    expect(links.first).to_be_in_viewport()
    expect(chat.composer).to_be_in_viewport()
    visitor.page.reload()
    expect(summary).to_be_in_viewport()


def test_the_numbers_to_call_come_also_where_the_crisis_was_written_elsewhere(visit: Visit) -> None:
    here = visit()
    Chat.opened_by(here).ask(FACT)
    elsewhere = Visitor(here.page.context.new_page(), "nb", "")
    Chat.opened_by(elsewhere).ask(CRISES["nb"])
    expect(numbers_of(here)).to_be_visible()


def test_the_numbers_to_call_open_without_javascript(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False)
    visitor.go("/")
    visitor.field("chat-composer").fill(CRISES["nb"])
    visitor.button("chat-send").click()
    numbers_of(visitor).get_by_text(visitor.words("chat-numbers"), exact=True).click()
    expect(numbers_of(visitor).get_by_role("link").first).to_be_visible()
