"""The JSON interface: messages are sent, answered and read."""

from assistant import handoff
from assistant.bootstrap import Services
from assistant.conversations import answer_kept
from assistant.crisis import reply_texts
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.chat import CRISIS
from tests.factories import make_counsellor
from tests.fakes import ScriptedEngine
from tests.web.clients import ABOUT_NOTICE, Program, answer_from_articles, refusal_of, staff

NB, NN = WrittenForm.BOKMAL, WrittenForm.NYNORSK
REPLY = {"id", "kind", "text", "written_form", "passages", "buttons", "triage", "narrowed_to", "offered"}
PASSAGE = {"slug", "version", "title", "heading", "text", "sources", "verified_on", "score", "section"}
MESSAGE = {"id", "sender", "text", "written_form", "created_at", "state", "reply_to", "reply"}


def hold(services: Services, program: Program) -> None:
    """Let a counsellor take the conversation over."""
    with services.database.transaction() as session:
        counsellor = make_counsellor(session)
    program.call("POST", "/handoff")
    with services.database.transaction() as session:
        handoff.claim(session, public_id=program.id, counsellor=counsellor, now=services.clock())


def test_a_message_is_answered_in_the_same_call(stocked: Services, engine: ScriptedEngine):
    answer_from_articles(stocked, engine, uncertainty=0.9)

    answer = Program.begin(stocked).say(ABOUT_NOTICE)

    assert answer.status_code == 201
    message, (reply,) = answer.json()["message"], answer.json()["replies"]
    assert set(message) == MESSAGE
    assert (message["sender"], message["text"], message["state"]) == ("researcher", ABOUT_NOTICE, "answered")
    assert set(reply) == REPLY
    assert (reply["kind"], reply["text"]) == ("answer", "Oppsigelsestiden er tre måneder.")
    assert set(reply["passages"][0]) == PASSAGE
    assert reply["passages"][0]["sources"] == [
        {"title": "The law", "url": "https://example.org/law", "as_of": "2026"}
    ]  # fmt: skip
    assert reply["passages"][0]["verified_on"] == "2026-11-20"
    assert set(reply["buttons"][0]) == {"label", "action", "value"}
    assert reply["triage"] == {
        "topics": [{"topic": "uncertainty", "confidence": 0.7}], "urgency": "normal", "needs_human": False,
        "reasons": [],
    }  # fmt: skip


def test_a_repeated_message_gets_the_same_replies_and_is_stored_once(services: Services, engine: ScriptedEngine):
    program = Program.begin(services)

    first, second = program.say("Hei", "one"), program.say("Hei", "one")

    assert (second.status_code, second.json()) == (201, first.json())
    assert len(engine.said) == 1
    assert [message["sender"] for message in program.messages()] == ["researcher", "assistant"]


def test_the_same_words_with_another_client_id_are_another_message(services: Services, engine: ScriptedEngine):
    """If this fails, the test above proves nothing."""
    program = Program.begin(services)

    program.say("Hei", "one")
    program.say("Hei", "two")

    assert len(engine.said) == 2


def test_while_a_counsellor_holds_it_the_message_is_taken_and_the_assistant_is_silent(
    services: Services, engine: ScriptedEngine
):
    program = Program.begin(services)
    hold(services, program)

    answer = program.say("Er du der?", "one")

    assert (answer.status_code, answer.json()["replies"]) == (202, [])
    assert answer.json()["message"]["state"] == "with_person"
    assert engine.said == []
    assert program.say("Er du der?", "one").status_code == 202


def test_a_message_answered_before_a_counsellor_came_keeps_its_replies(services: Services):
    program = Program.begin(services)
    first = program.say("Hei", "one")
    hold(services, program)

    again = program.say("Hei", "one")

    assert (again.status_code, again.json()["replies"]) == (201, first.json()["replies"])


def test_when_the_engine_is_silent_the_message_is_kept_and_the_ways_to_a_person_are_shown(
    services: Services, engine: ScriptedEngine
):
    engine.silent = True
    program = Program.begin(services)

    answer = program.say("Hei")

    (reply,) = answer.json()["replies"]
    assert (answer.status_code, answer.json()["message"]["state"]) == (201, "kept")
    assert (reply["kind"], reply["text"]) == ("notice", text("assistant-silent", NB))
    assert [button["action"] for button in reply["buttons"]] == ["handoff", "open"]


def test_a_kept_message_is_answered_when_the_engine_is_back(services: Services, engine: ScriptedEngine):
    engine.silent = True
    program = Program.begin(services)
    kept = program.say("Hei").json()["message"]["id"]

    engine.silent = False
    answer_kept(services.database, engine, services.clock)

    first, _, late = program.messages()
    assert (first["id"], first["state"]) == (kept, "answered")
    assert (late["reply"]["text"], late["reply_to"]) == ("echo: Hei", kept)


def test_a_crisis_is_answered_at_once_without_the_engine(services: Services, engine: ScriptedEngine):
    program = Program.begin(services)

    (reply,) = program.say(CRISIS).json()["replies"]

    assert (reply["kind"], reply["triage"]["urgency"]) == ("crisis", "crisis")
    assert engine.said == []
    assert program.say("Hva nå?").json()["replies"][0]["kind"] == "smalltalk"


def test_the_numbers_to_call_are_given_from_a_crisis_on_also_while_a_person_holds_it(services: Services):
    program = Program.begin(services, NN)
    before = [program.say("Hei").json(), program.call("GET", "/messages").json()]

    crisis = program.say(CRISIS).json()
    program.call("POST", "/handoff")
    counsellor = staff(services, Role.COUNSELLOR)
    counsellor.send(f"/counsellor/conversations/{program.id}/claim")
    later = program.say("Takk")

    assert [answer["numbers_to_call"] for answer in before] == [[], []]
    assert later.status_code == 202
    for answer in (crisis, later.json(), program.call("GET", "/messages").json()):
        assert answer["numbers_to_call"] == reply_texts()[NN]["numbers"]


def test_messages_after_a_number_are_read(services: Services):
    program = Program.begin(services)
    first = program.say("Hei").json()
    second = program.say("Og så?").json()

    answer = program.call("GET", "/messages", params={"after": first["replies"][0]["id"]}).json()

    assert answer["holder"] == "assistant"
    assert [message["id"] for message in answer["messages"]] == [
        second["message"]["id"], second["replies"][0]["id"]
    ]  # fmt: skip
    assert program.call("GET", "/messages", params={"after": 2**31 - 1}).json()["messages"] == []


def test_a_number_that_no_message_can_have_is_refused(services: Services):
    program = Program.begin(services)

    for path in ("/messages", "/stream"):
        for after in ("-1", "x", "1.5", str(2**31), "9" * 30, "NaN"):
            assert refusal_of(program.call("GET", path, params={"after": after})) == (422, "invalid_input"), after
