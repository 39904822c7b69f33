"""The consoles: counsellors' queue, conversation, hours; admins' articles, people, log."""

import pytest
from sqlalchemy import select, update

from assistant import audit, booking, people
from assistant.articles import ArticleVersion
from assistant.bootstrap import Services
from assistant.people import Role
from assistant.texts import date, text
from knowledge_base.article import WrittenForm
from tests.chat import CRISIS
from tests.factories import PASSWORD, make_document, make_person
from tests.fakes import NOON, FixedClock, ScriptedEngine
from tests.web_clients import (
    Element,
    Program,
    Staff,
    answer_from_articles,
    browser,
    newcomer,
    open_page,
    read_page,
    refusal_of,
    staff,
)

NB, EN = WrittenForm.BOKMAL, WrittenForm.ENGLISH
ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"
EDITOR = "/admin/articles/notice/nb"
NEW_ANSWER = "Oppsigelsestiden er fire måneder."
HTMX = {"HX-Request": "true"}


def asking(services: Services, words: str = "Kan jeg snakke med noen?") -> Program:
    """A researcher who has written and asked for a counsellor."""
    program = Program.begin(services)
    program.say(words)
    program.call("POST", "/handoff")
    return program


def pane(program: Program) -> str:
    return f"/counsellor/conversations/{program.id}"


def queue_of(page: Element) -> list[str]:
    return [item.one("span", class_="latest").text for item in page.one("ul", class_="queue").all("li")]


def said_to(program: Program, sender: str) -> list[str]:
    return [message["text"] for message in program.messages() if message["sender"] == sender]


def document(**changed: str) -> str:
    return make_document("notice", NB, title="Oppsigelsestid", **changed)


def alert_of(answer_text: str) -> str:
    return read_page(answer_text).one("div", class_="ds-alert").text


# Counsellor: from the queue to the end of a conversation.


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


def test_when_the_sign_in_is_over_the_console_goes_to_the_sign_in_page(services: Services):
    answer = browser(services).get("/counsellor/queue", headers=HTMX)

    assert (answer.status_code, answer.headers["hx-redirect"], answer.text) == (200, "/sign-in", "")


def test_a_counsellors_message_must_have_words(services: Services):
    program, counsellor = asking(services), staff(services, Role.COUNSELLOR)
    counsellor.send(f"{pane(program)}/claim")

    assert counsellor.send(f"{pane(program)}/messages", text=" \n").status_code == 422
    assert counsellor.send(f"{pane(program)}/messages", text="x" * 4001).status_code == 422
    assert said_to(program, "counsellor") == []


def test_what_nobody_handed_over_is_read_by_nobody(services: Services):
    program, counsellor = Program.begin(services), staff(services, Role.COUNSELLOR)
    program.say("Bare til maskinen")

    for path in (pane(program), f"{pane(program)}/messages", "/counsellor/conversations/unknown"):
        assert counsellor.client.get(path).status_code == 404
    for part in ("claim", "messages", "close"):
        assert counsellor.send(f"{pane(program)}/{part}", text="Hei").status_code == 404


# Counsellor: hours.


def week(*rows: tuple[str, str, str, str]) -> dict[str, list[str]]:
    weekdays, starts, ends, minutes = zip(*rows, strict=True)
    return {"weekday": list(weekdays), "starts": list(starts), "ends": list(ends), "minutes": list(minutes)}


def test_the_week_is_shown_as_it_can_be_sent_again(services: Services):
    counsellor = staff(services, Role.COUNSELLOR)
    page = counsellor.page("/counsellor/hours")

    rows = page.one("tbody").all("tr")
    first = [choice.attributes["value"] for choice in rows[0].all("input")]

    assert len(rows) == 10 + 2
    assert first == ["09:00", "11:15"]
    assert [option.text for option in rows[0].all("option", selected="")] == [text("weekday-0", NB), "45"]


def test_new_hours_are_what_researchers_can_book(services: Services):
    counsellor = staff(services, Role.COUNSELLOR)

    saved = counsellor.send("/counsellor/hours", **week(("1", "10:00", "11:00", "30"), ("0", "", "", "45")))

    assert text("hours-saved", NB) in open_page(counsellor.client, saved.headers["location"]).text
    day = open_page(browser(services), "/booking").all("section", class_="day")[0]
    assert day.one("h2").text.startswith("tirsdag 24. november")
    assert day.texts("a") == ["10:00", "10:30"]


BROKEN_WEEKS = [
    [("0", "12:00", "11:00", "45")],
    [("0", "09:00", "12:00", "45"), ("0", "11:00", "13:00", "45")],
    [("0", "09:10", "12:00", "45")],
    [("0", "09:00", "09:15", "45")],
    [("0", "09:00", "12:00", "7")],
    [("7", "09:00", "12:00", "45")],
    [("0", "9 o'clock", "12:00", "45")],
    [("0", "24:00", "25:00", "45")],
    [("0", "09:00", "", "45")],
]


def test_hours_that_do_not_fit_together_are_refused_and_the_week_stays(services: Services):
    counsellor = staff(services, Role.COUNSELLOR)

    for rows in BROKEN_WEEKS:
        refused = counsellor.send("/counsellor/hours", **week(*rows))
        assert refused.status_code == 422, rows
        assert alert_of(refused.text) == text("error-broken_availability", NB), rows
    with services.database.reading() as session:
        assert booking.hours_of(session, counsellor.profile.id) == sorted(booking.ordinary_week())


def test_rows_that_miss_a_field_are_refused(services: Services):
    counsellor = staff(services, Role.COUNSELLOR)

    assert counsellor.send("/counsellor/hours", weekday="0", starts="09:00").status_code == 422
    assert counsellor.send("/counsellor/hours", weekday="monday").status_code == 422


# Admin: articles.


def test_the_list_names_every_variant_and_what_needs_attention(stocked: Services, clock: FixedClock):
    admin = staff(stocked, Role.ADMIN)
    assert text("admin-attention-none", NB) in admin.page("/admin").text
    admin.send(EDITOR, based_on="1", document=document(answer=NEW_ANSWER))

    page = admin.page("/admin")

    assert len(page.one("tbody").all("tr")) == 6
    attention = page.one("main").all("ul")[0].texts("li")
    assert attention == [f"Oppsigelsestid ({text('form-nb', NB)}): {text('admin-changed', NB)}"]
    clock.advance(days=400)
    late = enter_again(stocked, admin)
    assert text("admin-overdue", NB) in late.page("/admin").one("main").all("ul")[0].text


def enter_again(services: Services, who: Staff) -> Staff:
    answer = who.client.post("/sign-in", data={"email": who.profile.email, "password": PASSWORD})
    assert answer.status_code == 303
    return who


def test_the_editor_shows_the_document_exactly(stocked: Services):
    admin = staff(stocked, Role.ADMIN)

    form = admin.page(EDITOR).one("form", class_="stack")

    assert form.fields()["document"] == document()
    assert form.fields()["based_on"] == "1"


def test_a_draft_is_previewed_saved_and_published_and_only_then_read_and_answered(
    stocked: Services, engine: ScriptedEngine
):
    answer_from_articles(stocked, engine)
    admin, program = staff(stocked, Role.ADMIN), Program.begin(stocked)
    draft = document(answer=NEW_ANSWER)

    preview = admin.client.post(
        f"{EDITOR}/preview", data={"csrf_token": admin.csrf_token, "document": draft}, headers=HTMX
    )
    saved = admin.send(EDITOR, based_on="1", document=draft.replace("\n", "\r\n"))
    assert NEW_ANSWER in read_page(preview.text).text
    assert saved.headers["location"] == f"{EDITOR}?saved=2"
    assert text("admin-saved", NB, number=2) in open_page(admin.client, saved.headers["location"]).text
    assert NEW_ANSWER not in browser(stocked).get("/articles/notice").text

    published = admin.send(f"{EDITOR}/publish", number="2")

    assert published.headers["location"] == f"{EDITOR}?published=2"
    assert text("admin-published", NB, number=2) in open_page(admin.client, published.headers["location"]).text
    assert NEW_ANSWER in browser(stocked).get("/articles/notice").text
    reply = program.say(ABOUT_NOTICE).json()["replies"][0]
    assert (reply["text"], reply["passages"][0]["version"]) == (NEW_ANSWER, 2)


def test_saving_and_publishing_are_one_step_when_asked(stocked: Services):
    admin = staff(stocked, Role.ADMIN)

    done = admin.send(EDITOR, based_on="1", document=document(answer=NEW_ANSWER), action="publish")

    assert done.headers["location"] == f"{EDITOR}?published=2"
    assert NEW_ANSWER in browser(stocked).get("/articles/notice").text


def test_an_older_version_is_published_again(stocked: Services):
    admin = staff(stocked, Role.ADMIN)
    admin.send(EDITOR, based_on="1", document=document(answer=NEW_ANSWER), action="publish")
    history = admin.page(EDITOR).one("ul", class_="versions").all("li")
    assert [text("admin-version-live", NB) in entry.text for entry in history] == [True, False]

    admin.send(f"{EDITOR}/publish", number=history[1].one("button").attributes["value"])

    assert NEW_ANSWER not in browser(stocked).get("/articles/notice").text
    assert admin.send(f"{EDITOR}/publish", number="9").status_code == 404
    assert admin.send(f"{EDITOR}/publish", number="9" * 30).status_code == 422


def test_who_saves_second_is_told_and_loses_nothing_that_was_typed(stocked: Services):
    first, second = staff(stocked, Role.ADMIN), staff(stocked, Role.ADMIN)
    first.send(EDITOR, based_on="1", document=document(answer=NEW_ANSWER))
    mine = document(answer="Min egen tekst om <b>frister</b>.")

    refused = second.send(EDITOR, based_on="1", document=mine, action="publish")

    page = read_page(refused.text)
    assert refused.status_code == 409
    assert page.one("div", id="alerts").text == text("error-edit_conflict", NB, number=2)
    assert page.one("form", class_="stack").fields()["document"] == mine
    with stocked.database.reading() as session:
        assert len(session.scalars(select(ArticleVersion).where(ArticleVersion.slug == "notice")).all()) == 4


BROKEN_ARTICLES = [
    ("no front matter at all", "notice/nb"),
    (document(answer="ord " * 61), "61"),
    (document().replace("https://example.org/law", "javascript:alert(1)"), "law"),
    (document().replace("slug: notice", "slug: other"), "slug"),
    (document(questions=["Bare ett?"]), "1"),
    ("", ""),
]


@pytest.mark.parametrize("action", ["save", "publish"])
def test_a_broken_article_is_refused_with_the_reason_and_kept_in_the_editor(stocked: Services, action: str):
    admin = staff(stocked, Role.ADMIN)

    for broken, reason in BROKEN_ARTICLES:
        refused = admin.send(EDITOR, based_on="1", document=broken, action=action)
        page = read_page(refused.text)
        assert refused.status_code == 422, reason
        assert reason in page.one("div", id="alerts").text
        assert page.one("form", class_="stack").fields()["document"] == broken, reason
    assert "Oppsigelsestiden er tre måneder." in browser(stocked).get("/articles/notice").text


def test_the_preview_of_a_broken_article_gives_the_reason(stocked: Services):
    admin = staff(stocked, Role.ADMIN)

    for broken, reason in BROKEN_ARTICLES:
        fields = {"csrf_token": admin.csrf_token, "document": broken}
        answer = admin.client.post(f"{EDITOR}/preview", data=fields, headers=HTMX)
        assert answer.headers["hx-retarget"] == "#alerts", reason
        assert reason in read_page(answer.text).text


def test_an_article_that_todays_rules_refuse_can_be_opened_and_put_right(stocked: Services):
    admin = staff(stocked, Role.ADMIN)
    with stocked.database.transaction() as session:
        session.execute(
            update(ArticleVersion)
            .where(ArticleVersion.slug == "notice", ArticleVersion.written_form == "nb")
            .values(document=document(answer="ord " * 61))
        )

    page = admin.page(EDITOR)
    saved = admin.send(EDITOR, based_on="1", document=document(answer=NEW_ANSWER), action="publish")

    assert "61" in page.one("div", id="alerts").text
    assert saved.headers["location"] == f"{EDITOR}?published=2"


def test_html_in_an_article_is_text(stocked: Services):
    admin = staff(stocked, Role.ADMIN)
    hostile = document(body="Se <script>alert(1)</script> og [lenke](javascript:alert(1)) og <img src=x onerror=y>.")

    admin.send(EDITOR, based_on="1", document=hostile, action="publish")

    page = open_page(browser(stocked), "/articles/notice")
    assert "<script>alert(1)</script>" in page.one("section", id="section-1").text
    assert page.one("article").all("script") + page.all("img") == []


def test_an_article_that_does_not_exist_cannot_be_edited(stocked: Services):
    admin = staff(stocked, Role.ADMIN)

    for path in ("/admin/articles/unknown/nb", "/admin/articles/notice/sv", "/admin/articles/%2e%2e/nb"):
        assert admin.client.get(path).status_code in {404, 422}, path
        assert admin.send(path, based_on="1", document=document()).status_code in {404, 405, 422}, path


# Admin: people and log.


def test_a_new_person_gets_a_one_time_password_that_must_be_changed(services: Services):
    admin = staff(services, Role.ADMIN)

    made = admin.send("/admin/people", email="Kari@Example.org ", name="Kari", roles=["counsellor", "admin"])

    shown = read_page(made.text).one("div", class_="ds-alert").text
    before, after = text("admin-person-password", NB, email="kari@example.org", password="|").split("|")
    password = shown.removeprefix(before).removesuffix(after)
    people_page = admin.page("/admin/people")
    assert password not in people_page.text
    boxes = person_on(people_page, "kari@example.org").all("input", checked="")
    assert {box.attributes["value"] for box in boxes} == {"counsellor", "admin"}
    entered = browser(services).post("/sign-in", data={"email": "kari@example.org", "password": password})
    assert entered.headers["location"] == "/password"


def person_on(page: Element, email: str) -> Element:
    (entry,) = [item for item in page.one("ul", class_="people").all("li") if email in item.text]
    return entry


def test_a_person_who_cannot_be_added_is_refused_in_words(services: Services):
    admin = staff(services, Role.ADMIN)
    with services.database.transaction() as session:
        make_person(session, email="taken@example.org")
    attempts = [
        ({"email": "+47 123 45 678", "name": "Kari"}, 422),
        ({"email": "kari@example.org", "name": " "}, 422),
        ({"email": "Taken@example.org", "name": "Kari"}, 409),
        ({"email": "kari@example.org", "name": "Kari", "roles": "owner"}, 422),
    ]

    for fields, status in attempts:
        refused = admin.send("/admin/people", **fields)
        assert refused.status_code == status, fields
        assert alert_of(refused.text), fields
    assert "kari@example.org" not in admin.page("/admin/people").text


def test_new_roles_hold_from_the_next_click(services: Services):
    admin, other = staff(services, Role.ADMIN), staff(services, Role.COUNSELLOR)

    admin.send(f"/admin/people/{other.profile.public_id}/roles", roles=["admin"])

    assert other.client.get("/counsellor").status_code == 403
    assert other.client.get("/admin").status_code == 200


def test_a_closed_account_is_out_at_once_and_comes_back_when_opened(services: Services):
    admin, other = staff(services, Role.ADMIN), staff(services, Role.COUNSELLOR)
    path = f"/admin/people/{other.profile.public_id}/active"

    admin.send(path, active="false")
    assert other.client.get("/counsellor").headers["location"] == "/sign-in?next=/counsellor"
    assert text("admin-person-closed", NB) in person_on(admin.page("/admin/people"), other.profile.email).text

    admin.send(path, active="true")
    assert other.client.get("/counsellor").status_code == 200


def test_the_last_admin_stays(services: Services):
    admin = staff(services, Role.ADMIN)
    path = f"/admin/people/{admin.profile.public_id}"

    refused = [admin.send(f"{path}/roles", roles=["counsellor"]), admin.send(f"{path}/active", active="false")]

    assert [answer.status_code for answer in refused] == [409, 409]
    assert {alert_of(answer.text) for answer in refused} == {text("error-last_admin", NB)}
    assert admin.client.get("/admin").status_code == 200


def test_somebody_unknown_cannot_be_changed(services: Services):
    admin = staff(services, Role.ADMIN)

    assert admin.send("/admin/people/00000000/roles", roles=["admin"]).status_code == 404
    assert admin.send("/admin/people/00000000/active", active="false").status_code == 404
    assert admin.send(f"/admin/people/{admin.profile.public_id}/active").status_code == 422


def test_the_log_shows_all_that_was_done_and_no_researchers_words(stocked: Services):
    admin, counsellor = staff(stocked, Role.ADMIN), staff(stocked, Role.COUNSELLOR)
    program = asking(stocked, "Lønn, med mine egne ord")
    counsellor.send(f"{pane(program)}/claim")
    counsellor.send(f"{pane(program)}/close")
    admin.send(EDITOR, based_on="1", document=document(answer=NEW_ANSWER), action="publish")
    admin.send(f"/admin/people/{counsellor.profile.public_id}/roles", roles=["counsellor", "admin"])
    program.call("DELETE")

    page = admin.page("/admin/audit")

    done = [row.one("code").text for row in page.one("tbody").all("tr")]
    with stocked.database.reading() as session:
        assert done == [entry.action for entry in audit.latest(session, limit=200)]
    assert {
        "handoff.requested", "handoff.claimed", "handoff.closed", "articles.version.saved",
        "articles.version.published", "people.roles.changed", "people.session.opened", "privacy.conversation.erased",
    } <= set(done)  # fmt: skip
    assert "Lønn, med mine egne ord" not in page.text
    assert "Ida Rettleiar" in page.text


# All of them.


@pytest.mark.parametrize("form", WrittenForm)
def test_every_page_of_the_consoles_is_valid_and_in_the_form_asked_for(stocked: Services, form: WrittenForm):
    both = staff(stocked, Role.COUNSELLOR, Role.ADMIN, accept_language=form)
    program = asking(stocked)
    both.send(f"{pane(program)}/claim")

    for path in ("/counsellor", pane(program), "/counsellor/calendar", "/counsellor/hours", "/admin", EDITOR,
                 "/admin/people", "/admin/audit", "/password", "/admin/articles/unknown/nb"):  # fmt: skip
        page = read_page(both.client.get(path).text)
        assert page.one("html").attributes["lang"] == form, path
        assert page.all("h1"), path


def test_a_preview_is_in_the_articles_own_form_whatever_form_the_console_is_in(stocked: Services):
    admin = staff(stocked, Role.ADMIN, accept_language="nb")

    shown = admin.page("/admin/articles/notice/en").one("div", id="preview")

    assert shown.attributes["lang"] == "en"
    assert text("article-answer", EN) in shown.text
    assert date(NOON.date(), EN) in shown.text


def test_the_menu_leads_where_the_roles_allow(services: Services):
    links = {
        role: [link.attributes["href"] for link in page.one("nav").all("a")]
        for role in Role
        for page in [staff(services, role).page("/counsellor" if role is Role.COUNSELLOR else "/admin")]
    }

    assert links == {
        Role.COUNSELLOR: ["/counsellor", "/counsellor/calendar", "/counsellor/hours"],
        Role.ADMIN: ["/admin", "/admin/people", "/admin/audit"],
    }


def test_a_newcomer_sets_a_password_and_goes_on(services: Services):
    person = newcomer(services, Role.COUNSELLOR)
    weak = person.send("/password", password="short")

    done = person.send("/password", password="a password of my own")

    assert weak.status_code == 422
    assert alert_of(weak.text) == text("error-weak_password", NB, min_chars=people.MIN_PASSWORD_CHARS)
    assert done.headers["location"] == "/counsellor"
    assert person.client.get("/counsellor").status_code == 200
    assert refusal_of(browser(services).get("/counsellor", headers={"Accept": "application/json"})) == (
        401, "not_signed_in"
    )  # fmt: skip
