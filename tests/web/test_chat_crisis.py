"""The numbers to call: shown in a crisis, and at hand for the rest of the conversation."""

import pytest

from assistant.bootstrap import Services
from assistant.crisis import reply_texts
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.chat import CRISIS
from tests.web.chat_page import FETCH, KEY, cards, say
from tests.web.clients import browser, open_page, staff
from tests.web.pages import Element, read_page

NB = WrittenForm.BOKMAL


def test_a_crisis_shows_the_numbers_to_call_in_the_messages_form(services: Services):
    card = cards(say(browser(services, accept_language="en"), CRISIS))[1]

    numbers = reply_texts()["nb"]["numbers"]
    assert [link.attributes["href"] for link in card.all("a", class_="ds-link")] == [f"tel:{n['tel']}" for n in numbers]
    assert all(entry["label"] in card.text for entry in numbers)
    assert "kind-crisis" in card.attributes["class"]


def numbers_at_hand(page: Element) -> list[Element]:
    """What stays near the field for the rest of a conversation, with the numbers to call."""
    return page.all("details", class_="to-call")


@pytest.mark.parametrize("form", WrittenForm)
def test_the_numbers_to_call_stay_at_hand_after_a_crisis(services: Services, form: WrittenForm):
    client = browser(services)
    client.post("/form", data={"written_form": form})

    assert numbers_at_hand(say(client, "Hei")) == []
    say(client, CRISIS)
    page = say(client, "Kor lang oppseiingstid har eg?")

    (shown,) = numbers_at_hand(page)
    assert shown.attributes["lang"] == form
    assert shown.one("summary").text == text("chat-numbers", form)
    numbers = reply_texts()[form]["numbers"]
    assert [link.attributes["href"] for link in shown.all("a")] == [f"tel:{entry['tel']}" for entry in numbers]
    assert all(entry["label"] in shown.text for entry in numbers)


def test_the_numbers_to_call_are_in_the_conversations_form_whatever_form_the_page_is_in(services: Services):
    (shown,) = numbers_at_hand(say(browser(services, accept_language="en"), CRISIS))

    assert (shown.attributes["lang"], shown.one("summary").text) == ("nb", text("chat-numbers", NB))


def test_the_numbers_to_call_come_with_the_answer_to_the_pages_script(services: Services):
    client = browser(services)

    before = client.post("/chat/messages", data={"text": "Hei"}, headers=FETCH)
    crisis = client.post("/chat/messages", data={"text": CRISIS}, headers=FETCH)
    after = client.post("/chat/handoff", headers=FETCH)

    assert [len(numbers_at_hand(read_page(answer.text))) for answer in (before, crisis, after)] == [0, 1, 1]


def test_the_numbers_to_call_are_there_while_a_counsellor_holds_the_conversation(services: Services):
    client, counsellor = browser(services), staff(services, Role.COUNSELLOR)
    client.post("/chat/handoff")
    conversation = client.cookies[KEY].partition(".")[0]
    counsellor.send(f"/counsellor/conversations/{conversation}/claim")

    answer = read_page(client.post("/chat/messages", data={"text": CRISIS}, headers=FETCH).text)
    counsellor.send(f"/counsellor/conversations/{conversation}/close")

    assert (len(answer.all("article")), len(numbers_at_hand(answer))) == (1, 1)
    assert len(numbers_at_hand(open_page(client, "/"))) == 1


def test_a_new_conversation_has_no_numbers_to_call(services: Services):
    client = browser(services)
    say(client, CRISIS)

    client.post("/chat/new")

    assert numbers_at_hand(open_page(client, "/")) == []
