"""The articles to read: the list, the search, and a page for each."""

import pytest

from assistant.articles import publish, save
from assistant.bootstrap import Services
from assistant.texts import date, text
from knowledge_base.article import WrittenForm
from tests.factories import make_document
from tests.fakes import NOON, FixedClock
from tests.web.clients import ABOUT_NOTICE, browser, open_page
from tests.web.pages import Element, read_page

NB, NN, EN = WrittenForm.BOKMAL, WrittenForm.NYNORSK, WrittenForm.ENGLISH


def republish(services: Services, document: str) -> None:
    """Make a document the live Bokmål variant of `notice`."""
    with services.database.transaction() as session:
        number = save(session, slug="notice", form=NB, document=document, based_on=1, now=NOON, by="test")
        publish(session, slug="notice", form=NB, number=number, now=NOON, by="test")


def found_on(page: Element) -> list[str]:
    return [title for shelf in page.all("ul", class_="articles") for title in shelf.texts("a")]


@pytest.mark.parametrize("form", WrittenForm)
def test_all_articles_stand_under_their_topic(stocked: Services, form: WrittenForm):
    page = open_page(browser(stocked, accept_language=form), "/articles")

    assert page.one("h1").text == text("articles-title", form)
    assert page.texts("h2") == [text("topic-uncertainty", form)]
    assert found_on(page) == ["Lønn", "Oppsigelsestid"]
    assert page.one("a", href="/articles/notice").text == "Oppsigelsestid"


def test_a_search_shows_what_was_asked_and_what_answers_it(stocked: Services):
    page = open_page(browser(stocked), "/articles", q=ABOUT_NOTICE)

    assert found_on(page)[0] == "Oppsigelsestid"
    assert page.one("input", id="q").attributes["value"] == ABOUT_NOTICE
    assert text("articles-found", NB, count=len(found_on(page))) in page.texts("h2")


@pytest.mark.parametrize(
    "q", ["Hvor kjøper man sykkel i Tromsø?", '"><script>alert(1)</script>', "\x00", "🙂", "/restart"]
)
def test_a_search_without_a_hit_says_so(stocked: Services, q: str):
    page = open_page(browser(stocked), "/articles", q=q)

    assert page.texts("h2") == [text("articles-found", NB, count=0)]
    assert page.one("input", id="q").attributes["value"] == q
    assert found_on(page) == []


def test_a_search_of_blanks_shows_all(stocked: Services):
    assert found_on(open_page(browser(stocked), "/articles", q="  ")) == ["Lønn", "Oppsigelsestid"]


def test_a_question_that_is_far_too_long_is_refused(stocked: Services):
    assert browser(stocked).get("/articles", params={"q": "x" * 4001}).status_code == 422


def test_an_article_shows_the_answer_first_then_sections_sources_and_dates(stocked: Services):
    page = open_page(browser(stocked), "/articles/notice").one("article")

    assert page.one("h1").text == "Oppsigelsestid"
    assert page.one("div", class_="ds-card").one("p").text == "Oppsigelsestiden er tre måneder."
    assert page.texts("h2")[:3] == [text("article-answer", NB), "First heading", "Second heading"]
    section = page.one("section", id="section-1")
    assert "Etter ett år er den tre måneder." in section.text
    assert "[^law]" not in page.text
    assert section.one("a").attributes["href"] == "#source-law"
    source = page.one("li", id="source-law")
    assert source.one("a").attributes["href"] == "https://example.org/law"
    assert source.text == f"The law ({text('reply-as-of', NB, date='2026')})"
    until = date(NOON.date().replace(year=2027), NB)
    assert text("article-verified", NB, date=date(NOON.date(), NB), until=until) in page.text
    assert page.one("a", href="/booking").text == text("step-counsellor", NB)


def test_a_source_without_a_date_says_so(stocked: Services):
    republish(stocked, make_document("notice", NB).replace('as_of: "2026"', "as_of: undated"))

    source = open_page(browser(stocked), "/articles/notice").one("li", id="source-law")

    assert text("reply-undated", NB) in source.text


@pytest.mark.parametrize("form", WrittenForm)
def test_an_article_is_read_in_each_written_form_and_leads_to_the_others(stocked: Services, form: WrittenForm):
    client = browser(stocked, accept_language="en" if form is not EN else "nb")

    page = open_page(client, "/articles/notice", written_form=form)

    assert page.one("html").attributes["lang"] == page.one("article").attributes["lang"] == form
    assert text("article-not-covered", form) in page.texts("h2")
    others = [link.attributes["href"] for link in page.one("article").all("a") if "hreflang" in link.attributes]
    assert others == [f"/articles/notice?written_form={other}" for other in WrittenForm if other is not form]
    alternates = {link.attributes["hreflang"] for link in page.all("link", rel="alternate")}
    assert alternates == set(WrittenForm)


def test_a_form_that_does_not_exist_shows_the_readers_own(stocked: Services):
    page = open_page(browser(stocked, accept_language="nn"), "/articles/notice", written_form="sv")

    assert page.one("html").attributes["lang"] == "nn"


@pytest.mark.parametrize("slug", ["unknown", "notice%00", "..%2F..%2Fetc%2Fpasswd", "NOTICE", "x" * 3000])
def test_an_article_that_does_not_exist_is_refused_in_words(stocked: Services, slug: str):
    answer = browser(stocked, accept_language="en").get(f"/articles/{slug}")

    assert answer.status_code == 404
    assert text("error-not_found", EN) in read_page(answer.text).text


def test_an_article_whose_check_is_overdue_is_marked_and_no_longer_found(stocked: Services, clock: FixedClock):
    fresh = open_page(browser(stocked), "/articles/notice")
    clock.advance(days=400)

    late = open_page(browser(stocked), "/articles/notice")

    assert [text("admin-overdue", NB) in page.texts("span", class_="ds-tag") for page in (fresh, late)] == [False, True]
    assert found_on(open_page(browser(stocked), "/articles", q=ABOUT_NOTICE)) == []


def test_what_is_published_is_read_from_the_next_click_on(stocked: Services):
    client = browser(stocked)
    assert "Ny tekst." not in open_page(client, "/articles/notice").text

    republish(stocked, make_document("notice", NB, body="Ny tekst."))

    assert "Ny tekst." in open_page(client, "/articles/notice").text


def test_related_articles_are_linked(stocked: Services):
    republish(stocked, make_document("notice", NB).replace("related: []", "related: [salary, unknown]"))

    page = open_page(browser(stocked), "/articles/notice")

    assert found_on(page) == ["Lønn"]
