"""What all pages for researchers have, and what they say about privacy."""

import pytest

from assistant.bootstrap import Services
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.web.chat_page import say
from tests.web.clients import browser, open_page
from tests.web.pages import read_page

NB = WrittenForm.BOKMAL


def test_talking_to_a_counsellor_is_offered_on_every_page_for_researchers(stocked: Services):
    client = browser(stocked)

    for path in ("/", "/articles", "/articles/notice", "/booking", "/booking/waiting", "/privacy", "/accessibility",
                 "/quality"):  # fmt: skip
        header = open_page(client, path).one("header")
        assert text("chat-talk", NB) in header.one("form", action="/chat/handoff").text, path


@pytest.mark.parametrize("form", WrittenForm)
def test_every_page_for_researchers_is_valid_and_in_the_form_asked_for(stocked: Services, form: WrittenForm):
    client = browser(stocked, accept_language=form)
    say(client, "Hei")

    for path in ("/", "/articles", "/articles?q=Lønn", "/articles/notice", "/booking", "/booking/waiting", "/privacy",
                 "/accessibility", "/quality", "/chat/erase", "/sign-in", "/nothing"):  # fmt: skip
        page = read_page(client.get(path).text)
        assert page.one("html").attributes["lang"] == form, path
        assert len(page.all("h1")) == 1, path
        assert page.one("title").text, path


@pytest.mark.parametrize("form", WrittenForm)
def test_what_is_said_about_privacy_names_the_days(services: Services, form: WrittenForm):
    page = open_page(browser(services, accept_language=form), "/privacy")

    assert page.one("h1").text == text("privacy-title", form)
    assert " 30 " in page.one("main").text
