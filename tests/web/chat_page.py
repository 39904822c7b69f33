"""The chat page as a researcher uses it without scripts, and the messages on it."""

from starlette.testclient import TestClient

from tests.web.clients import open_page
from tests.web.pages import Element

KEY = "veivalg_conversation"
FETCH = {"X-Requested-With": "fetch"}


def say(client: TestClient, words: str, **fields: str) -> Element:
    """Send a message as the page does without scripts; the page that is shown then."""
    answer = client.post("/chat/messages", data={"text": words, **fields})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/#message-")
    return open_page(client, "/")


def cards(page: Element) -> list[Element]:
    """The messages on a page, without the machine's introduction."""
    return [card for card in page.all("article", class_="message") if card.attributes.get("id")]


def typed(page: Element) -> list[str]:
    return [card.one("p", class_="typed").text for card in cards(page) if "researcher" in card.attributes["class"]]


def number_of(card: Element) -> str:
    return card.attributes["data-number"]
