"""What an answer shows in the chat, what it may not bring, and whether it helped."""

import pytest
from sqlalchemy import select

from assistant.bootstrap import Services
from assistant.conversations import Feedback
from assistant.dialogue.reply import Button, ButtonAction, Reply, ReplyKind
from assistant.texts import date, text
from knowledge_base.article import WrittenForm
from tests.fakes import NOON, FixedClock, ScriptedEngine
from tests.web.chat_page import cards, number_of, say
from tests.web.clients import ABOUT_NOTICE, answer_from_articles, browser
from tests.web.pages import read_page

NB, EN = WrittenForm.BOKMAL, WrittenForm.ENGLISH


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


def test_the_sources_of_an_answer_that_has_lapsed_are_links(
    stocked: Services, engine: ScriptedEngine, clock: FixedClock
):
    answer_from_articles(stocked, engine, uncertainty=0.9)
    clock.advance(days=366)

    card = cards(say(browser(stocked), ABOUT_NOTICE))[1]

    source = card.one("a", href="https://example.org/law")
    assert source.attributes["rel"] == "noopener noreferrer"
    assert card.all("section") + card.all("form", class_="helped") == []


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


# What it may not bring.


def test_what_the_engine_says_cannot_bring_html(services: Services, engine: ScriptedEngine):
    engine.script = lambda _typed, form: [
        Reply(ReplyKind.SMALLTALK, "**fet** <script>x</script> [lenke](javascript:alert(1)) <b onclick=x>b</b>", form)
    ]

    card = cards(say(browser(services), "Hei"))[1]

    assert card.one("strong").text == "fet"
    assert card.all("script") + card.all("a") + card.all("b") == []
    assert "<script>x</script>" in card.text


@pytest.mark.parametrize("kind", [ReplyKind.ANSWER, ReplyKind.UNKNOWN])
def test_no_reply_brings_an_address_that_would_run(services: Services, engine: ScriptedEngine, kind: ReplyKind):
    engine.script = lambda _typed, form: [Reply(kind, "<javascript:alert(1)> [lenke](data:text/html,x)", form)]

    card = cards(say(browser(services), "Hei"))[1]

    assert [link for link in card.one("div", class_="answer").all("a") if "href" in link.attributes] == []


# Whether it helped.


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
