"""Taking a conversation along, erasing it, and beginning anew."""

import json

import pytest
from sqlalchemy import select

from assistant import privacy
from assistant.bootstrap import Services
from assistant.conversations import Message
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.fakes import ScriptedEngine
from tests.web.chat_page import KEY, cards, say
from tests.web.clients import browser, open_page
from tests.web.pages import read_page

NB = WrittenForm.BOKMAL


def test_the_conversation_is_taken_along_as_a_file(services: Services):
    client = browser(services)
    say(client, "Lønn, med mine egne ord")

    answer = client.get("/chat/download")

    assert answer.headers["content-disposition"] == 'attachment; filename="veivalg.json"'
    conversation, _, token = client.cookies[KEY].partition(".")
    assert answer.json() == json.loads(json.dumps(privacy.export(services, conversation, token)))
    assert "Lønn, med mine egne ord" in answer.text


def test_erasing_is_asked_twice_and_shows_what_was_erased(services: Services):
    client = browser(services)
    say(client, "Lønn, med mine egne ord")

    question = open_page(client, "/chat/erase")
    receipt = read_page(client.post("/chat/erase").text)

    assert text("chat-erase-question", NB) in question.text
    rows = {row.one("th").text: row.one("td").text for row in receipt.all("tr")}
    assert rows == {
        text("store-messages", NB): "2", text("store-crisis_alerts", NB): "0",
        text("store-appointment_briefs", NB): "0", text("store-dialogue_state", NB): "1",
    }  # fmt: skip
    assert KEY not in client.cookies
    assert cards(open_page(client, "/")) == []
    with services.database.reading() as session:
        assert session.scalars(select(Message)).all() == []


@pytest.mark.parametrize("form", WrittenForm)
def test_a_receipt_says_in_the_readers_form_that_the_engine_did_not_answer(
    services: Services, engine: ScriptedEngine, form: WrittenForm
):
    client = browser(services, accept_language=form)
    say(client, "Hei")
    engine.silent = True

    receipt = read_page(client.post("/chat/erase").text)

    assert receipt.all("td")[-1].text == text("error-assistant_silent", form)


def test_the_switch_on_the_receipt_leads_to_a_page_that_exists(services: Services):
    client = browser(services)
    say(client, "Hei")
    receipt = read_page(client.post("/chat/erase").text)

    answer = client.post("/form", data={**receipt.one("form", action="/form").fields(), "written_form": "en"})

    assert client.get(answer.headers["location"]).status_code == 200


def test_without_a_conversation_there_is_nothing_to_take_along_or_erase(services: Services):
    client = browser(services)

    assert [client.get("/chat/download").status_code, client.get("/chat/erase").status_code] == [404, 404]
    assert client.post("/chat/erase").status_code == 404


def test_a_new_conversation_lets_go_of_the_old_one_without_erasing_it(services: Services):
    client = browser(services)
    say(client, "Lønn, med mine egne ord")

    answer = client.post("/chat/new")

    assert answer.headers["location"] == "/"
    assert cards(open_page(client, "/")) == []
    with services.database.reading() as session:
        assert len(session.scalars(select(Message)).all()) == 2
