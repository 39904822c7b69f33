"""A conversation that a counsellor takes over, writes in and gives back."""

from assistant.bootstrap import Services
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.fakes import ScriptedEngine
from tests.web.clients import Program, browser, open_page, staff
from tests.web.consoles import HTMX, alert_of, asking, pane
from tests.web.pages import read_page

NB = WrittenForm.BOKMAL


def said_to(program: Program, sender: str) -> list[str]:
    return [message["text"] for message in program.messages() if message["sender"] == sender]


def test_taking_over_writing_and_giving_back(services: Services, engine: ScriptedEngine):
    program, counsellor = asking(services), staff(services, Role.COUNSELLOR)

    taken = counsellor.send(f"{pane(program)}/claim")
    written = counsellor.send(f"{pane(program)}/messages", text="Hei, dette er Ida.")
    assert program.say("Så fint!").status_code == 202
    mine = counsellor.page(pane(program))
    closed = counsellor.send(f"{pane(program)}/close")

    assert [answer.status_code for answer in (taken, written, closed)] == [303, 303, 303]
    assert taken.headers["location"] == pane(program)
    assert written.headers["location"].startswith(f"{pane(program)}#message-")
    assert text("counsellor-held-by-you", NB) in mine.text
    assert mine.one("div", id="log").texts("p", class_="typed")[-2:] == ["Hei, dette er Ida.", "Så fint!"]
    assert said_to(program, "counsellor") == ["Hei, dette er Ida."]
    assert said_to(program, "system") == [
        text("counsellor-came", NB, name="Ida Rettleiar"), text("counsellor-left", NB, name="Ida Rettleiar")
    ]  # fmt: skip
    assert [words for _, words in engine.said] == ["Kan jeg snakke med noen?"]
    assert program.say("Og nå?").status_code == 201


def test_the_researchers_page_shows_the_counsellor_and_their_words(services: Services):
    researcher, counsellor = browser(services), staff(services, Role.COUNSELLOR)
    researcher.post("/chat/handoff")
    conversation = researcher.cookies["veivalg_conversation"].partition(".")[0]
    counsellor.send(f"/counsellor/conversations/{conversation}/claim")

    counsellor.send(f"/counsellor/conversations/{conversation}/messages", text="Hei <b>du</b>")

    card = open_page(researcher, "/").all("article", class_="counsellor")[0]
    assert card.one("p", class_="typed").text == "Hei <b>du</b>"
    assert card.one("p", class_="sender").text == text("chat-counsellor", NB)


def test_the_console_gets_new_messages_alone(services: Services):
    program, counsellor = asking(services), staff(services, Role.COUNSELLOR)
    counsellor.send(f"{pane(program)}/claim")
    last = program.messages()[-1]["id"]
    program.say("Er du der?")

    new = counsellor.client.get(f"{pane(program)}/messages", params={"after": last}, headers=HTMX)
    written = counsellor.client.post(
        f"{pane(program)}/messages", data={"csrf_token": counsellor.csrf_token, "text": "Ja."}, headers=HTMX
    )

    assert read_page(new.text).texts("p", class_="typed") == ["Er du der?"]
    assert read_page(written.text).texts("p", class_="typed") == ["Ja."]
    assert counsellor.client.get(f"{pane(program)}/messages", params={"after": "9" * 30}).status_code == 422


def test_of_two_counsellors_the_second_is_told_who_was_first(services: Services):
    program = asking(services)
    first, second = staff(services, Role.COUNSELLOR), staff(services, Role.COUNSELLOR)
    first.send(f"{pane(program)}/claim")

    refused = second.send(f"{pane(program)}/claim")

    assert refused.status_code == 409
    assert alert_of(refused.text) == text("error-already_claimed", NB)
    assert second.page(pane(program)).all("form", action=f"{pane(program)}/messages") == []
    assert second.send(f"{pane(program)}/messages", text="Hei").status_code == 409
    assert second.send(f"{pane(program)}/close").status_code == 409
    assert said_to(program, "counsellor") == []


def test_a_refusal_inside_the_console_is_an_alert_on_the_page(services: Services):
    program, counsellor = asking(services), staff(services, Role.COUNSELLOR)

    answer = counsellor.client.post(
        f"{pane(program)}/messages", data={"csrf_token": counsellor.csrf_token, "text": "Hei"}, headers=HTMX
    )

    assert (answer.status_code, answer.headers["hx-retarget"]) == (200, "#alerts")
    assert read_page(answer.text).text == text("error-not_holder", NB)


def test_a_counsellors_message_must_have_words(services: Services):
    program, counsellor = asking(services), staff(services, Role.COUNSELLOR)
    counsellor.send(f"{pane(program)}/claim")

    assert counsellor.send(f"{pane(program)}/messages", text=" \n").status_code == 422
    assert counsellor.send(f"{pane(program)}/messages", text="x" * 4001).status_code == 422
    assert said_to(program, "counsellor") == []
