"""The chat as a researcher meets it, with and without scripts: messages, and a person who takes over."""

import pytest

from assistant import handoff
from assistant.bootstrap import Services
from assistant.conversations import Holder, answer_kept
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import Topic, WrittenForm
from tests.fakes import ScriptedEngine
from tests.web.chat_page import FETCH, KEY, cards, number_of, say, typed
from tests.web.clients import browser, open_page, refusal_of, staff
from tests.web.pages import read_page

NB, NN = WrittenForm.BOKMAL, WrittenForm.NYNORSK


@pytest.mark.parametrize("form", WrittenForm)
def test_the_first_page_says_what_this_is_and_offers_topics_and_a_person(services: Services, form: WrittenForm):
    page = open_page(browser(services, accept_language=form), "/")

    assert page.one("html").attributes["lang"] == form
    introduction, *others = page.all("article", class_="message")[:-1]
    assert text("disclosure", form, days=30).split(".")[0] in introduction.text
    assert others == []
    starters = [entry.attributes["value"] for entry in introduction.all("input", name="text")]
    assert starters == [text(f"starter-{topic}", form) for topic in Topic]
    assert text("chat-talk", form) in page.one("form", action="/chat/handoff").text
    assert "Set-Cookie" not in browser(services).get("/").headers


# Sending, with and without scripts.


def test_a_message_and_its_answer_are_on_the_page_after_sending(services: Services):
    client = browser(services)

    page = say(client, "Hei på deg")

    question, answer = cards(page)
    assert (question.one("p", class_="typed").text, answer.one("div", class_="answer").text) == (
        "Hei på deg", "echo: Hei på deg"
    )  # fmt: skip
    assert page.one("div", id="log").attributes["data-live"] == "true"
    assert page.all("ul", class_="starters") == []


def test_the_pages_script_gets_the_new_messages_alone(services: Services):
    client = browser(services)
    say(client, "Hei")

    answer = client.post("/chat/messages", data={"text": "Og så?", "client_id": "mine"}, headers=FETCH)

    question, reply = read_page(answer.text).all("article")
    assert question.attributes["data-client-id"] == "mine"
    assert reply.one("div", class_="answer").text == "echo: Og så?"
    assert number_of(question) < number_of(reply)


def test_sending_the_same_form_twice_stores_it_once(services: Services, engine: ScriptedEngine):
    client = browser(services)
    fields = open_page(client, "/").one("form", id="composer").fields()

    say(client, "Hei", client_id=fields["client_id"])
    page = say(client, "Hei", client_id=fields["client_id"])

    assert typed(page) == ["Hei"]
    assert len(engine.said) == 1


@pytest.mark.parametrize(
    "words", ["<img src=x onerror=alert(1)>", "<script>alert('x')</script>", "&amp; <b>", "/restart", "🙂", "' \" `"]
)
def test_what_was_typed_is_shown_and_never_obeyed(services: Services, words: str):
    page = say(browser(services), words)

    assert typed(page) == [words]
    assert page.all("img") + page.all("b") == []


@pytest.mark.parametrize(("words", "code"), [("", "empty_message"), (" \x00\n", "empty_message"),
                                             ("x" * 4001, "message_too_long")])  # fmt: skip
def test_a_message_that_cannot_be_used_is_refused_in_words_and_begins_nothing(
    services: Services, words: str, code: str
):
    client = browser(services, accept_language="nn")

    page = client.post("/chat/messages", data={"text": words})
    script = client.post("/chat/messages", data={"text": words}, headers={"Accept": "text/html, application/json"})

    assert page.status_code == 422
    assert refusal_of(script) == (422, code)
    assert read_page(page.text).one("div", class_="ds-alert").text == " ".join(script.json()["message"].split())
    assert script.json()["message"] in {
        text("error-empty_message", NN),
        text("error-message_too_long", NN, max_chars=4000),
    }
    assert KEY not in client.cookies


def test_two_browsers_see_nothing_of_each_other(services: Services):
    one, other = browser(services), browser(services)
    say(one, "Lønn, med mine egne ord")

    assert typed(say(other, "Hei")) == ["Hei"]
    assert typed(open_page(one, "/")) == ["Lønn, med mine egne ord"]


@pytest.mark.parametrize("cookie", ["", ".", "x", "x.y", "00000000-0000-0000-0000-000000000000.guess"])
def test_a_key_that_opens_nothing_begins_anew(services: Services, cookie: str):
    client = browser(services, cookie=f"{KEY}={cookie}")
    assert cards(open_page(client, "/")) == []

    answer = client.post("/chat/messages", data={"text": "Hei"})

    assert answer.status_code == 303
    assert answer.cookies[KEY] not in {"", cookie}


# When the engine is silent, and when a person takes over.


def test_a_message_is_kept_while_the_engine_is_silent_and_answered_later(services: Services, engine: ScriptedEngine):
    engine.silent = True
    client = browser(services)
    page = say(client, "Hei")
    assert text("assistant-silent", NB) in cards(page)[1].text

    engine.silent = False
    answer_kept(services.database, engine, services.clock)

    assert [card.attributes["id"] for card in cards(open_page(client, "/"))] == ["message-1", "message-2", "message-3"]
    assert cards(open_page(client, "/"))[2].one("div", class_="answer").text == "echo: Hei"


def test_asking_for_a_person_needs_no_message_first(services: Services):
    client = browser(services)

    answer = client.post("/chat/handoff")

    assert answer.headers["location"].startswith("/#message-")
    page = open_page(client, "/")
    assert text("handoff-requested", NB) in cards(page)[0].text
    assert page.one("div", id="state").text == text("chat-waiting", NB)


def test_the_page_says_that_a_person_is_here(services: Services, engine: ScriptedEngine):
    client, counsellor = browser(services), staff(services, Role.COUNSELLOR)
    client.post("/chat/handoff")
    with services.database.transaction() as session:
        (entry,) = handoff.queue(session)
        handoff.claim(
            session, public_id=entry.conversation.public_id, counsellor=counsellor.profile, now=services.clock()
        )  # fmt: skip

    page = say(client, "Er du der?")

    assert page.one("div", id="state").text == text("chat-person-here", NB)
    assert page.one("div", id="log").attributes["data-holder"] == Holder.COUNSELLOR
    assert cards(page)[-1].one("p", class_="typed").text == "Er du der?"
    assert engine.said == []
