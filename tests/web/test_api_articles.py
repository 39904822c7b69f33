"""The JSON interface: articles are listed and found."""

from assistant.bootstrap import Services
from tests.web.clients import ABOUT_NOTICE, browser, refusal_of


def test_all_articles_are_listed_by_title(stocked: Services):
    found = browser(stocked).get("/api/v1/articles", params={"written_form": "nn"}).json()["articles"]

    assert [article["title"] for article in found] == ["Lønn", "Oppsigelsestid"]
    assert {article["written_form"] for article in found} == {"nn"}
    assert set(found[0]) == {"slug", "title", "written_form", "topic", "answer", "verified_on", "url", "score"}


def test_a_search_finds_the_article_whose_page_its_address_opens(stocked: Services):
    client = browser(stocked)

    best = client.get("/api/v1/articles", params={"q": ABOUT_NOTICE, "written_form": "en"}).json()["articles"][0]

    assert (best["slug"], best["written_form"]) == ("notice", "en")
    assert best["score"] > 0.5
    assert best["title"] in client.get(best["url"]).text


def test_a_search_without_a_hit_gives_an_empty_list(stocked: Services):
    client = browser(stocked)

    for q in ("Hvor kjøper man sykkel i Tromsø?", "\x00", "🙂", "%", "x" * 4000):
        assert client.get("/api/v1/articles", params={"q": q}).json() == {"articles": []}, q[:40]


def test_a_search_that_cannot_be_used_is_refused(stocked: Services):
    client = browser(stocked)

    assert refusal_of(client.get("/api/v1/articles", params={"q": "x" * 4001})) == (422, "invalid_input")
    assert refusal_of(client.get("/api/v1/articles", params={"written_form": "sv"})) == (422, "invalid_input")
