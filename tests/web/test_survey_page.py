"""The question after a session, opened by the link in the mail."""

import datetime

import pytest
from sqlalchemy import func, select

from assistant import booking
from assistant.booking import Helped, SurveyAnswers
from assistant.bootstrap import Services
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.fakes import FixedClock
from tests.web.bookings import book, counsellor_with_hours, path_of, secret_of
from tests.web.clients import JSON, browser, open_page, refusal_of
from tests.web.pages import read_page

NB = WrittenForm.BOKMAL


@pytest.fixture
def path(services: Services) -> str:
    """The address of a question that was sent just now."""
    _, (slot, *_) = counsellor_with_hours(services)
    address = book(browser(services), slot)
    with services.database.transaction() as session:
        ref = path_of(address).rpartition("/")[2]
        row = booking.for_secret(session, ref, secret_of(address), now=services.clock())
        return f"/survey/{booking.new_survey(session, row.id, now=services.clock())}"


def answers(services: Services) -> int:
    with services.database.reading() as session:
        return session.scalar(select(func.sum(SurveyAnswers.number))) or 0


@pytest.mark.parametrize("form", WrittenForm)
def test_one_question_is_asked_in_the_form_of_the_mail_and_answered_by_a_press(
    services: Services, path: str, form: WrittenForm
):
    # The browser prefers another form than the one the mail was written in.
    client = browser(services, accept_language="en" if form is NB else "nb")

    page = open_page(client, path, written_form=form)
    (ask,) = [one for one in page.all("form") if one.attributes["action"].startswith(path)]
    thanks = client.post(ask.attributes["action"], data={"helped": "some"})

    assert page.one("html").attributes["lang"] == form
    assert ask.one("legend").text == text("survey-question", form)
    assert [choice.attributes["value"] for choice in ask.all("input", type="radio")] == list(Helped)
    assert [choice for choice in ask.all("input") if "checked" in choice.attributes] == []
    assert thanks.status_code == 200
    assert text("survey-thanks", form) in read_page(thanks.text).texts("h1")
    assert answers(services) == 1


def test_programs_that_open_links_answer_nothing(services: Services, path: str):
    for _ in range(3):
        browser(services).get(path)
        browser(services).head(path)

    assert answers(services) == 0
    assert browser(services).post(path, data={"helped": "not"}).status_code == 200
    assert answers(services) == 1


@pytest.mark.parametrize("form", WrittenForm)
@pytest.mark.parametrize("sent", [{}, {"helped": ""}, {"helped": "perhaps"}, {"helped": "5"}], ids=str)
def test_without_an_answer_the_question_is_shown_again_and_can_still_be_answered(
    services: Services, path: str, form: WrittenForm, sent: dict[str, str]
):
    client = browser(services, accept_language=form)

    answer = client.post(path, data=sent)

    page = read_page(answer.text)
    assert answer.status_code == 422
    assert page.one("p", id="helped-wrong").text == text("survey-choose", form)
    assert page.one("fieldset").attributes["aria-describedby"] == "helped-wrong"
    assert answers(services) == 0
    assert client.post(path, data={"helped": "much"}).status_code == 200


@pytest.mark.parametrize("form", WrittenForm)
def test_a_used_link_says_so(services: Services, path: str, form: WrittenForm):
    client = browser(services)
    client.post(path, data={"helped": "much"})

    for answer in (client.get(path, params={"written_form": form}),
                   client.post(f"{path}?written_form={form}", data={"helped": "not"})):  # fmt: skip
        assert answer.status_code == 409
        assert text("error-already_answered", form) in read_page(answer.text).text
    assert refusal_of(client.get(path, headers=JSON)) == (409, "already_answered")
    assert answers(services) == 1


@pytest.mark.parametrize("form", WrittenForm)
def test_after_thirty_days_the_link_says_that_it_has_ended(
    services: Services, path: str, clock: FixedClock, form: WrittenForm
):
    clock.now += datetime.timedelta(days=booking.SURVEY_DAYS)
    client = browser(services, accept_language=form)

    for answer in (client.get(path), client.post(path, data={"helped": "much"})):
        assert answer.status_code == 410
        assert text("error-survey_expired", form, number=booking.SURVEY_DAYS) in read_page(answer.text).text
    assert answers(services) == 0


@pytest.mark.parametrize("form", WrittenForm)
def test_a_forged_link_leads_nowhere(services: Services, path: str, form: WrittenForm):
    client = browser(services, accept_language=form)

    for forged in (f"{path}x", path[:-1], "/survey/x", "/survey/%00", f"/survey/{'x' * 2000}", "/survey/%C3%A6"):
        for answer in (client.get(forged), client.post(forged, data={"helped": "much"})):
            assert answer.status_code == 404, forged
            assert text("error-not_found", form) in read_page(answer.text).text
    assert answers(services) == 0


def test_switching_the_written_form_comes_back_to_the_question(services: Services, path: str):
    client = browser(services)
    switch = open_page(client, path, written_form="nb").one("form", class_="form-switch")

    back = client.post("/form", data={**switch.fields(), "written_form": "en"}).headers["location"]

    assert back == path
    assert open_page(client, back).one("html").attributes["lang"] == "en"
