"""The chat as a researcher meets it: with and without scripts, in three written forms."""

import json

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from assistant import handoff, privacy
from assistant.bootstrap import Services
from assistant.conversations import Feedback, Holder, Message, answer_kept
from assistant.crisis import reply_texts
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.people import Role
from assistant.texts import date, text
from knowledge_base.article import Topic, WrittenForm
from tests.chat import CRISIS
from tests.fakes import NOON, FixedClock, ScriptedEngine
from tests.web_clients import (
    Element,
    answer_from_articles,
    browser,
    open_page,
    read_page,
    refusal_of,
    staff,
)

NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH
ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"
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


# What is shown first.


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


def test_talking_to_a_counsellor_is_offered_on_every_page_for_researchers(stocked: Services):
    client = browser(stocked)

    for path in ("/", "/articles", "/articles/notice", "/booking", "/privacy", "/accessibility", "/quality"):
        header = open_page(client, path).one("header")
        assert text("chat-talk", NB) in header.one("form", action="/chat/handoff").text, path


@pytest.mark.parametrize("form", WrittenForm)
def test_every_page_for_researchers_is_valid_and_in_the_form_asked_for(stocked: Services, form: WrittenForm):
    client = browser(stocked, accept_language=form)
    say(client, "Hei")

    for path in ("/", "/articles", "/articles?q=Lønn", "/articles/notice", "/booking", "/privacy", "/accessibility",
                 "/quality", "/chat/erase", "/sign-in", "/nothing"):  # fmt: skip
        page = read_page(client.get(path).text)
        assert page.one("html").attributes["lang"] == form, path
        assert len(page.all("h1")) == 1, path
        assert page.one("title").text, path


@pytest.mark.parametrize("form", WrittenForm)
def test_what_is_said_about_privacy_names_the_days(services: Services, form: WrittenForm):
    page = open_page(browser(services, accept_language=form), "/privacy")

    assert page.one("h1").text == text("privacy-title", form)
    assert " 30 " in page.one("main").text


# The written form.


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


def test_what_the_engine_says_cannot_bring_html(services: Services, engine: ScriptedEngine):
    engine.script = lambda _typed, form: [
        Reply(ReplyKind.SMALLTALK, "**fet** <script>x</script> [lenke](javascript:alert(1)) <b onclick=x>b</b>", form)
    ]

    card = cards(say(browser(services), "Hei"))[1]

    assert card.one("strong").text == "fet"
    assert card.all("script") + card.all("a") + card.all("b") == []
    assert "<script>x</script>" in card.text


def test_the_sources_of_an_answer_that_has_lapsed_are_links(
    stocked: Services, engine: ScriptedEngine, clock: FixedClock
):
    answer_from_articles(stocked, engine, uncertainty=0.9)
    clock.advance(days=366)

    card = cards(say(browser(stocked), ABOUT_NOTICE))[1]

    source = card.one("a", href="https://example.org/law")
    assert source.attributes["rel"] == "noopener noreferrer"
    assert card.all("section") + card.all("form", class_="helped") == []


@pytest.mark.parametrize("kind", [ReplyKind.ANSWER, ReplyKind.UNKNOWN])
def test_no_reply_brings_an_address_that_would_run(services: Services, engine: ScriptedEngine, kind: ReplyKind):
    engine.script = lambda _typed, form: [Reply(kind, "<javascript:alert(1)> [lenke](data:text/html,x)", form)]

    card = cards(say(browser(services), "Hei"))[1]

    assert [link for link in card.one("div", class_="answer").all("a") if "href" in link.attributes] == []


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


# What an answer shows.


def test_an_answer_shows_its_passage_with_source_and_dates(stocked: Services, engine: ScriptedEngine):
    answer_from_articles(stocked, engine)

    card = cards(say(browser(stocked), ABOUT_NOTICE))[1]

    assert card.one("div", class_="answer").text == "Oppsigelsestiden er tre måneder."
    source = card.one("section", class_="passage").one("p", class_="source")
    assert source.one("a").attributes["href"] == "https://example.org/law"
    assert source.one("a").text == "The law"
    assert text("reply-as-of", NB, date="2026") in source.text
    assert text("reply-checked", NB, date=date(NOON.date(), NB)) in source.text
    passage = card.one("section", class_="passage")
    place = ["First heading", "Second heading"].index(passage.one("h2").text) + 1
    whole = card.one("a", href=f"/articles/notice?written_form=nb#section-{place}")
    assert whole.text == f"{text('reply-read-all', NB)}: Oppsigelsestid"


def test_an_answer_is_wholly_in_its_own_written_form_whatever_form_the_page_is_in(
    stocked: Services, engine: ScriptedEngine
):
    def script(_typed: str, form: WrittenForm) -> list[Reply]:
        return [stocked.answerer.answer(f"Oppsigelsestid notice {form} spørsmål 3?", form, probabilities={})]

    engine.script = script
    client = browser(stocked, accept_language="nb")

    card = cards(say(client, "How long is my notice period as a PhD candidate?"))[1]

    assert card.attributes["lang"] == "en"
    assert card.one("p", class_="sender").one("span").attributes["lang"] == "nb"
    assert text("reply-helped", EN) in card.text
    assert text("reply-checked", EN, date=date(NOON.date(), EN)) in card.text


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


def test_each_next_step_is_a_button_that_does_what_it_says(services: Services, engine: ScriptedEngine):
    steps = (
        Button("Tider", ButtonAction.OPEN, "/booking"), Button("Menneske", ButtonAction.HANDOFF),
        Button("Spør", ButtonAction.SAY, "Et nytt \"spørsmål\""), Button("Nynorsk", ButtonAction.FORM, "nn"),
    )  # fmt: skip
    engine.script = lambda _typed, form: [Reply(ReplyKind.CLARIFY, "Hva mener du?", form, buttons=steps)]
    client = browser(services)

    shown = cards(say(client, "Hei"))[1].one("ul", class_="next-steps")

    assert shown.one("a", href="/booking").text == "Tider"
    assert shown.one("form", action="/chat/handoff").text == "Menneske"
    assert shown.one("form", action="/chat/messages").fields() == {"text": 'Et nytt "spørsmål"'}
    assert shown.one("form", action="/form").one("button").attributes["value"] == "nn"


def test_whether_it_helped_is_kept_and_can_be_changed(stocked: Services, engine: ScriptedEngine):
    answer_from_articles(stocked, engine)
    client = browser(stocked)
    number = number_of(cards(say(client, ABOUT_NOTICE))[1])

    plain = client.post(f"/chat/feedback/{number}", data={"helped": "true"})
    script = client.post(f"/chat/feedback/{number}", data={"helped": "false"}, headers={"HX-Request": "true"})

    assert plain.headers["location"] == f"/#message-{number}"
    assert read_page(script.text).text == text("reply-helped-thanks", NB)
    with stocked.database.reading() as session:
        assert [row.helped for row in session.scalars(select(Feedback))] == [False]


def test_only_ones_own_answers_are_judged(services: Services):
    client, other = browser(services), browser(services)
    question, reply = (number_of(card) for card in cards(say(client, "Hei")))
    say(other, "Hei")

    assert other.post(f"/chat/feedback/{reply}", data={"helped": "true"}).status_code == 404
    assert browser(services).post(f"/chat/feedback/{reply}", data={"helped": "true"}).status_code == 404
    assert client.post(f"/chat/feedback/{question}", data={"helped": "true"}).status_code == 404
    assert client.post(f"/chat/feedback/{reply}", data={"helped": "perhaps"}).status_code == 422
    assert client.post(f"/chat/feedback/{'9' * 30}", data={"helped": "true"}).status_code == 422
    with services.database.reading() as session:
        assert session.scalars(select(Feedback)).all() == []


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


# Taking along, erasing, beginning anew.


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
