"""Real messages through the whole chain: web, crisis gate, Rasa, action server, articles."""

from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from knowledge_base.article import ARTICLES
from tests.live.conversing import begin, has_button
from tests.live.sentences import SERVICES

pytestmark = pytest.mark.live

Question = dict[str, Any]
NINE: list[Question] = yaml.safe_load(
    (Path(__file__).parent / "nine_questions.yml").read_text(encoding="utf-8")
)["questions"]  # fmt: skip
ASKED = [
    pytest.param(question, form, id=f"{question['id']}-{form}")
    for question in NINE
    for form in ("nb", "nn", "en")
    if form in question
]


@pytest.mark.parametrize(("question", "form"), ASKED)
def test_a_real_question_is_answered_as_a_counsellor_would_expect(
    client: httpx.Client, question: Question, form: str
) -> None:
    reply = begin(client).ask(question[form])
    assert reply["written_form"] == form
    assert {share["topic"] for share in reply["triage"]["topics"]} & set(question["topics"])
    assert has_button(reply, "handoff")
    if not question.get("known_weak"):
        assert {passage["slug"] for passage in reply["passages"]} & set(question["articles"])
    if question["person"]:
        assert reply["triage"]["needs_human"]
        assert reply["triage"]["reasons"]


def test_the_nine_questions_expect_articles_that_exist() -> None:
    expected = {slug for question in NINE for slug in question["articles"]}
    assert len(NINE) == 9
    assert expected <= {folder.name for folder in ARTICLES.iterdir()}


def test_at_most_one_of_the_nine_questions_is_known_to_be_weak() -> None:
    weak = [question for question in NINE if question.get("known_weak")]
    assert len(weak) <= 1
    assert all(question["reason"] for question in weak)


def test_every_shown_passage_has_a_source_and_the_date_it_was_verified(client: httpx.Client) -> None:
    reply = begin(client).ask("Hvor lang oppsigelsestid har jeg som stipendiat?")
    assert reply["kind"] == "answer"
    assert all(passage["sources"] and passage["verified_on"] for passage in reply["passages"])
    assert all(source["as_of"] for passage in reply["passages"] for source in passage["sources"])


@pytest.mark.parametrize(("intent", "sentence", "kind"), SERVICES, ids=[service[0] for service in SERVICES])
def test_a_service_is_given_by_the_kind_of_reply_that_it_calls_for(
    client: httpx.Client, intent: str, sentence: str, kind: str
) -> None:
    reply = begin(client).ask(sentence)
    assert reply["kind"] == kind


def test_yes_takes_up_the_session_that_the_last_reply_offered(client: httpx.Client) -> None:
    conversation = begin(client)
    offer = conversation.ask("Jeg er usikker i jobben. Bør jeg fortsette som stipendiat?")
    assert offer["triage"]["needs_human"]
    assert conversation.ask("ja takk")["kind"] == "booking"


def test_yes_to_no_offer_books_nothing(client: httpx.Client) -> None:
    assert begin(client).ask("ja takk")["kind"] == "smalltalk"


def test_a_command_of_rasas_is_plain_text(client: httpx.Client) -> None:
    conversation = begin(client)
    conversation.ask("Hvor lang oppsigelsestid har jeg som stipendiat?")
    answered = conversation.say("/restart")
    assert answered["message"]["text"] == "/restart"
    assert [reply["kind"] for reply in answered["replies"]] != ["notice"]
    assert len(conversation.messages()) == 4


def test_words_of_danger_are_answered_with_numbers_to_call_before_anything_else(client: httpx.Client) -> None:
    reply = begin(client).ask("Jeg vil ikke leve lenger.")
    assert reply["kind"] == "crisis"
    assert reply["triage"]["urgency"] == "crisis"


def test_a_researcher_asks_books_fetches_the_calendar_file_and_cancels(client: httpx.Client) -> None:
    conversation = begin(client)
    conversation.ask("Burde jeg sertifiseres i Prince2, eller slutte som stipendiat?")
    slot = client.get("/api/v1/slots").json()["slots"][-1]
    wish = {
        "slot": slot["id"], "name": "Test Testesen", "email": "test@example.org", "written_form": "nb",
        "share": "brief", "conversation": conversation.id,
    }  # fmt: skip
    booked = client.post("/api/v1/appointments", json=wish, headers=conversation.key)
    assert booked.status_code == httpx.codes.CREATED, booked.text
    appointment, secret = booked.json(), {"Authorization": f"Bearer {booked.json()['secret']}"}
    assert appointment["starts_at"] == slot["starts_at"]
    assert client.post("/api/v1/appointments", json=wish, headers=conversation.key).json()["code"] == "slot_taken"
    calendar = client.get(f"/api/v1/appointments/{appointment['ref']}.ics", headers=secret)
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in calendar.text
    cancelled = client.post(f"/api/v1/appointments/{appointment['ref']}/cancel", headers=secret).json()
    assert cancelled["status"] == "cancelled"
    assert slot["id"] in {free["id"] for free in client.get("/api/v1/slots").json()["slots"]}


def test_a_researcher_takes_the_conversation_along_and_erases_it(client: httpx.Client) -> None:
    conversation = begin(client)
    conversation.ask("Hvordan skriver jeg en CV for næringslivet?")
    exported = client.get(f"{conversation.path}/export", headers=conversation.key).json()
    assert [message["sender"] for message in exported["messages"]] == ["researcher", "assistant"]
    receipt = client.delete(conversation.path, headers=conversation.key).json()
    removed = {entry["store"]: entry["removed"] for entry in receipt["stores"]}
    assert (removed["messages"], removed["dialogue_state"]) == (2, 1)
    gone = client.get(f"{conversation.path}/messages", headers=conversation.key)
    assert gone.status_code == httpx.codes.NOT_FOUND


def test_the_stream_goes_on_after_the_last_message_that_was_seen(client: httpx.Client) -> None:
    conversation = begin(client)
    conversation.ask("hei")
    seen = conversation.events(count=2)
    conversation.ask("tusen takk")
    resumed = conversation.events(last_seen=seen[-1]["id"], count=2)
    assert [message["text"] for message in resumed] == [
        message["text"] for message in conversation.messages() if message["id"] > seen[-1]["id"]
    ]
    assert resumed[0]["text"] == "tusen takk"
