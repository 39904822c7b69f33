"""What counsellors see: the queue, and the conversations that were handed over."""

from assistant.bootstrap import Services
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.chat import CRISIS
from tests.fakes import FixedClock, ScriptedEngine
from tests.web.clients import ABOUT_NOTICE, Program, answer_from_articles, browser, staff
from tests.web.consoles import HTMX, asking, pane
from tests.web.pages import Element, read_page

NB = WrittenForm.BOKMAL


def queue_of(page: Element) -> list[str]:
    return [item.one("span", class_="latest").text for item in page.one("ul", class_="queue").all("li")]


def test_an_empty_queue_says_so(services: Services):
    page = staff(services, Role.COUNSELLOR).page("/counsellor")

    assert text("counsellor-queue-empty", NB) in page.text
    assert text("calendar-empty", NB) in page.text


def test_the_queue_shows_the_crisis_first_and_only_what_was_handed_over(services: Services, clock: FixedClock):
    counsellor = staff(services, Role.COUNSELLOR)
    asking(services, "Først")
    clock.advance(minutes=5)
    asking(services, "Så")
    Program.begin(services).say("Bare til maskinen")
    Program.begin(services).say(CRISIS)

    page = counsellor.page("/counsellor")

    assert queue_of(page) == [CRISIS, "Først", "Så"]
    first = page.one("ul", class_="queue").all("li")[0]
    assert "crisis" in first.attributes["class"]
    assert text("urgency-crisis", NB) in first.text
    assert queue_of(read_page(counsellor.client.get("/counsellor/queue", headers=HTMX).text)) == queue_of(page)


def test_a_conversation_shows_words_brief_alerts_and_who_held_it(stocked: Services, engine: ScriptedEngine):
    answer_from_articles(stocked, engine, uncertainty=0.9)
    counsellor = staff(stocked, Role.COUNSELLOR)
    program = Program.begin(stocked)
    program.say(ABOUT_NOTICE)
    program.say(f"{CRISIS} <b>Hjelp</b>")

    page = counsellor.page(pane(program))

    assert page.one("div", id="log").texts("p", class_="typed") == [ABOUT_NOTICE, f"{CRISIS} <b>Hjelp</b>"]
    numbers = [str(message["id"]) for message in program.messages()]
    assert [link.text for link in page.one("div", id="log").all("a") if "#message-" in link.attributes["href"]] == [
        text("counsellor-number", NB, number=number) for number in numbers
    ]
    assert text("counsellor-alerts", NB) in page.text
    assert text("topic-uncertainty", NB) in page.text
    assert text("reason-crisis", NB) in page.text
    assert [link.text for link in page.all("a", href="/articles/notice")].count("Oppsigelsestid") >= 1
    assert [text("holder-waiting", NB) in step for step in page.one("ol", class_="steps").texts("li")] == [True]
    assert page.one("a", aria_current="true").attributes["href"] == pane(program)


def test_an_alert_comes_to_the_open_conversation_with_its_explanation(services: Services, clock: FixedClock):
    program, counsellor = asking(services), staff(services, Role.COUNSELLOR)
    counsellor.send(f"{pane(program)}/claim")
    shown = counsellor.page(pane(program)).one("div", id="danger")
    explained = []

    for _ in range(2):
        clock.advance(minutes=1)
        program.say(CRISIS)
        answer = counsellor.client.get(next_look(shown), headers=HTMX)
        shown = read_page(answer.text)
        explained.append(shown.one("div", class_="ds-alert").texts("li"))
        assert counsellor.client.get(next_look(shown), headers=HTMX).status_code == 204

    assert [len(lines) for lines in explained] == [1, 2]
    assert explained[1][0] == explained[0][0] != explained[1][1]


def next_look(shown: Element) -> str:
    """What the page asks to learn of further alerts."""
    (asking_again,) = [found for found in shown.all("div") if "hx-get" in found.attributes]
    return asking_again.attributes["hx-get"]


def test_alerts_are_for_counsellors_and_handed_over_conversations(services: Services):
    program, counsellor = Program.begin(services), staff(services, Role.COUNSELLOR)
    program.say("Bare til maskinen")

    assert counsellor.client.get(f"{pane(program)}/alerts").status_code == 404
    assert browser(services).get(f"{pane(program)}/alerts").status_code == 303


def test_a_date_in_the_brief_is_written_out(services: Services):
    program = Program.begin(services)
    program.say("Kontrakten går ut 31.12.2026, jeg leverer i mai 2027 og disputerer høsten 2027.")
    program.call("POST", "/handoff")

    page = staff(services, Role.COUNSELLOR).page(pane(program))

    named = [line for line in page.texts("li") if line.startswith(text("entity-date", NB))]
    assert named == ["Dato: 31. desember 2026", "Dato: mai 2027", "Dato: høst 2027"]


def test_what_nobody_handed_over_is_read_by_nobody(services: Services):
    program, counsellor = Program.begin(services), staff(services, Role.COUNSELLOR)
    program.say("Bare til maskinen")

    for path in (pane(program), f"{pane(program)}/messages", "/counsellor/conversations/unknown"):
        assert counsellor.client.get(path).status_code == 404
    for part in ("claim", "messages", "close"):
        assert counsellor.send(f"{pane(program)}/{part}", text="Hei").status_code == 404
