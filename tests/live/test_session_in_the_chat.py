"""A session booked, moved and cancelled in words, through the whole chain, in the three written forms."""

import httpx
import pytest

from tests.live.conversing import Conversation, Json, begin

pytestmark = pytest.mark.live

WORDS = {
    "nb": ("Jeg vil bestille en time", "Kan jeg flytte timen min til en annen dag?", "Jeg må avlyse timen min"),
    "nn": ("Eg vil bestille ein time", "Kan eg flytte timen min til ein annan dag?", "Eg må avlyse timen min"),
    "en": ("I want to book a session", "Can I move my appointment to another day?", "I have to cancel my session"),
}


def book(client: httpx.Client, conversation: Conversation, offered: Json, form: str) -> Json:
    """Book the first time that the chat offered."""
    slot = offered["buttons"][0]["value"].removeprefix("/booking/")
    body = {
        "slot": slot, "name": "Ada", "email": "ada@example.org", "written_form": form, "share": "nothing",
        "conversation": conversation.id,
    }  # fmt: skip
    booked = client.post("/api/v1/appointments", json=body, headers=conversation.key)
    assert booked.status_code == httpx.codes.CREATED, booked.text
    return booked.json()


def calendar(client: httpx.Client, booked: Json) -> str:
    """The appointment's calendar file."""
    key = {"Authorization": f"Bearer {booked['secret']}"}
    return client.get(f"/api/v1/appointments/{booked['ref']}.ics", headers=key).text


@pytest.mark.parametrize("form", ["nb", "nn", "en"])
def test_a_session_is_booked_moved_and_cancelled_in_words(client: httpx.Client, form: str) -> None:
    wish, move, cancel = WORDS[form]
    conversation = begin(client, written_form=form)
    booked = book(client, conversation, conversation.ask(wish), form)

    offered = conversation.ask(move)
    moved = conversation.ask(offered["buttons"][0]["value"])
    after_moving = calendar(client, booked)
    asked = conversation.ask(cancel)
    cancelled = conversation.ask(asked["buttons"][0]["value"])

    replies = (offered, moved, asked, cancelled)
    assert [(reply["kind"], reply["written_form"]) for reply in replies] == [("booking", form)] * 4
    assert "SEQUENCE:1" in after_moving
    assert "METHOD:CANCEL" in calendar(client, booked)


@pytest.mark.parametrize(
    ("form", "wish", "then"),
    [("nb", "Jeg vil bestille en time", "heller torsdag etter 12"), ("nn", "Eg vil bestille ein time", "neste veke"),
     ("en", "I want to book a session", "Thursday after 12")],
)  # fmt: skip
def test_a_day_said_after_times_were_offered_gives_other_times(
    client: httpx.Client, form: str, wish: str, then: str
) -> None:
    conversation = begin(client, written_form=form)
    first = conversation.ask(wish)

    second = conversation.ask(then)

    assert second["kind"] == "booking"
    assert second["text"] != first["text"]
