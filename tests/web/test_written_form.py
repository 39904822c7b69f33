"""The written form of the pages: what the browser prefers, and what is chosen."""

import pytest

from assistant.bootstrap import Services
from knowledge_base.article import WrittenForm
from tests.fakes import ScriptedEngine
from tests.web.chat_page import cards, say
from tests.web.clients import browser, open_page
from tests.web.pages import read_page

NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH


@pytest.mark.parametrize(
    ("language", "form"),
    [
        ("", NB), ("no", NB), ("NB-NO", NB), ("nb-NO,nb;q=0.9,no;q=0.8", NB), ("nn-NO,nn;q=0.9", NN), ("NN", NN),
        ("de-DE,de;q=0.9,en;q=0.8", EN), ("sv, nn", NN), ("zh", NB), (";;,,=", NB), ("*", NB),
    ],
)  # fmt: skip
def test_pages_follow_what_the_browser_prefers(services: Services, language: str, form: WrittenForm):
    page = open_page(browser(services, accept_language=language), "/")

    assert page.one("html").attributes["lang"] == form


def test_the_switch_wins_over_what_the_browser_prefers_and_comes_back_to_the_page(stocked: Services):
    client = browser(stocked, accept_language="en")
    page = open_page(client, "/articles", q="Lønn", written_form="nb")
    switch = page.one("form", action="/form")

    answer = client.post("/form", data={**switch.fields(), "written_form": "nn"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/articles?q=L%C3%B8nn")
    again = open_page(client, answer.headers["location"])
    assert again.one("html").attributes["lang"] == "nn"
    assert again.one("input", name="q").attributes["value"] == "Lønn"
    pressed = {e.attributes["value"]: e.attributes["aria-pressed"] for e in again.all("button", name="written_form")}
    assert pressed == {"nb": "false", "nn": "true", "en": "false"}


def test_the_switch_on_an_answer_to_a_refused_form_leads_to_a_page_that_exists(services: Services):
    client = browser(services)

    refused = read_page(client.post("/chat/messages", data={"text": " "}).text)
    answer = client.post("/form", data={**refused.one("form", action="/form").fields(), "written_form": "en"})

    assert client.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil", ""]
)
def test_the_switch_leads_to_our_own_pages_only(services: Services, elsewhere: str):
    answer = browser(services).post("/form", data={"written_form": "en", "next_path": elsewhere})

    assert answer.headers["location"] == "/"


def test_a_form_that_does_not_exist_is_refused(services: Services):
    client = browser(services)

    assert client.post("/form", data={"written_form": "sv"}).status_code == 422
    assert client.post("/form").status_code == 422
    assert "veivalg_form" not in client.cookies


def test_the_chosen_form_is_the_conversations_too(services: Services, engine: ScriptedEngine):
    client = browser(services)
    say(client, "Hei")
    client.post("/form", data={"written_form": "nn"})

    page = say(client, "How long is my notice period as a PhD candidate?")

    assert [card.attributes["lang"] for card in cards(page)] == ["nb", "nb", "nn", "nn"]


def test_a_form_chosen_before_the_first_message_wins_over_what_is_detected(services: Services):
    client = browser(services)
    client.post("/form", data={"written_form": "nn"})

    page = say(client, "How long is my notice period as a PhD candidate?")

    assert [card.attributes["lang"] for card in cards(page)] == ["nn", "nn"]
