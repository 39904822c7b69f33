"""Admins' articles: the list, the editor, the preview and what is published."""

import pytest
from sqlalchemy import select, update

from assistant.articles import ArticleVersion
from assistant.bootstrap import Services
from assistant.people import Role
from assistant.texts import date, text
from knowledge_base.article import WrittenForm
from tests.factories import PASSWORD
from tests.fakes import NOON, FixedClock, ScriptedEngine
from tests.web.clients import ABOUT_NOTICE, Program, Staff, answer_from_articles, browser, open_page, staff
from tests.web.consoles import EDITOR, HTMX, NEW_ANSWER, document
from tests.web.pages import read_page

NB, EN = WrittenForm.BOKMAL, WrittenForm.ENGLISH


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


def test_a_preview_is_in_the_articles_own_form_whatever_form_the_console_is_in(stocked: Services):
    admin = staff(stocked, Role.ADMIN, accept_language="nb")

    shown = admin.page("/admin/articles/notice/en").one("div", id="preview")

    assert shown.attributes["lang"] == "en"
    assert text("article-answer", EN) in shown.text
    assert date(NOON.date(), EN) in shown.text
