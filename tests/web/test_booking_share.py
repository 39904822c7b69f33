"""What a researcher who books shares of the conversation, and what the counsellor sees of it."""

import pytest
from sqlalchemy import select

from assistant.booking import Appointment, Share
from assistant.bootstrap import Services
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.fakes import ScriptedEngine
from tests.web.bookings import book, counsellor_with_hours, lines_on, open_form, talked
from tests.web.clients import ABOUT_NOTICE, Staff, browser, open_slots, staff
from tests.web.pages import Element, read_page

NB = WrittenForm.BOKMAL


def test_nothing_is_asked_about_sharing_where_there_is_nothing_to_share(services: Services):
    slot, *_ = open_slots(services)

    page = open_form(browser(services), slot)

    assert page.one("form", class_="stack").fields() == {"name": "", "email": "", "share": "nothing"}
    assert page.all("details") == []


def test_no_choice_of_what_is_shared_is_made_for_anybody(stocked: Services, engine: ScriptedEngine):
    slot, *_ = open_slots(stocked)
    client = talked(stocked, engine)

    page = open_form(client, slot)
    refused = client.post(f"/booking/{slot}", data={"name": "Rita", "email": "rita@example.org"})

    sent = page.one("form", class_="stack").fields()
    assert (sent.pop("keep"), sent) == (lines_on(page)[-1], {"name": "", "email": ""})
    assert [choice.attributes["value"] for choice in page.all("input", type="radio")] == list(Share)
    assert refused.status_code == 422
    again = read_page(refused.text)
    assert again.one("p", id="share-wrong").text == text("booking-share-choose", NB)
    assert again.one("form", class_="stack").fields() == {"name": "Rita", "email": "rita@example.org"}


def shown_before(page: Element, share: Share) -> tuple[list[str], list[str]]:
    """The lines that the form shows for a choice, apart from headings, and among them the topics."""
    part = page.one("details", class_="what-is-shared")
    topics = part.texts("span", class_="ds-tag")
    lines = [*part.texts("label", data_weight="regular")]
    return (lines if share is Share.BRIEF else topics), topics


def shown_to(counsellor: Staff) -> tuple[list[str], list[str]]:
    """The lines that the counsellor sees, in the order of the form, and among them the topics."""
    part = counsellor.page("/counsellor/calendar").one("article").one("details")
    topics, articles = part.texts("span", class_="ds-tag"), [a.text for a in part.all("a")]
    lines = [line for line in part.texts("li") if line not in articles]
    return [*lines, *topics, *articles], topics


@pytest.mark.parametrize("form", WrittenForm)
@pytest.mark.parametrize("share", [Share.BRIEF, Share.TOPIC])
def test_what_is_shown_before_booking_is_exactly_what_the_counsellor_sees(
    stocked: Services, engine: ScriptedEngine, share: Share, form: WrittenForm
):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)
    client = talked(stocked, engine)
    for browsing in (client, counsellor.client):
        browsing.post("/form", data={"written_form": form})
    before = shown_before(open_form(client, slot), share)

    book(client, slot, share=share)

    assert shown_to(counsellor) == before
    lines, topics = before
    assert text("topic-family_planning", form) in topics
    own_words = [ABOUT_NOTICE, "Jeg er <b>gravid</b> og sliten."]
    assert [words in lines for words in own_words] == [share is Share.BRIEF] * 2
    assert [text("reason-strain", form) in lines, "Oppsigelsestid" in lines] == [share is Share.BRIEF] * 2


def test_the_sentences_shown_are_those_that_are_stored(stocked: Services, engine: ScriptedEngine):
    slot, *_ = open_slots(stocked)
    client = talked(stocked, engine)
    shown = open_form(client, slot).one("ul", class_="own-words").texts("li")

    book(client, slot, share="brief")

    with stocked.database.reading() as session:
        (brief,) = session.scalars(select(Appointment.brief))
    assert [" ".join(words.split()) for words in (brief or {})["own_words"]] == shown


@pytest.mark.parametrize("struck", ["Jeg er <b>gravid</b> og sliten.", "Tegn på belastning", "Oppsigelsestid"])
def test_a_line_that_is_struck_does_not_reach_the_counsellor(stocked: Services, engine: ScriptedEngine, struck: str):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)
    client = talked(stocked, engine)
    page = open_form(client, slot)
    before, _ = shown_before(page, Share.BRIEF)
    (label,) = [found for found in page.all("label", data_weight="regular") if found.text == struck]
    key = label.attributes["for"].removeprefix("keep-")

    book(client, slot, share="brief", keep=[one for one in lines_on(page) if one != key])

    seen, _ = shown_to(counsellor)
    gone = [line for line in before if line not in seen]
    assert struck in gone
    # What was found in the words goes with them.
    assert all(line == struck or line.startswith(text("entity-family", NB)) for line in gone)


def test_what_is_written_while_the_form_is_open_is_not_shared_unseen(stocked: Services, engine: ScriptedEngine):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)
    client = talked(stocked, engine)
    shown = lines_on(open_form(client, slot))
    client.post("/chat/messages", data={"text": "Dette er hemmelig."})

    book(client, slot, share="brief", keep=shown)

    assert "Dette er hemmelig." in open_form(client, open_slots(stocked)[-1]).text
    assert "Dette er hemmelig." not in counsellor.page("/counsellor/calendar").text


def test_a_form_that_is_shown_again_has_the_same_lines_struck(stocked: Services, engine: ScriptedEngine):
    slot, *_ = open_slots(stocked)
    client = talked(stocked, engine)
    first, *others = lines_on(open_form(client, slot))

    refused = client.post(
        f"/booking/{slot}", data={"name": "", "email": "rita@example.org", "share": "brief", "keep": others}
    )

    boxes = read_page(refused.text).all("input", name="keep")
    assert [box.attributes["value"] for box in boxes if "checked" not in box.attributes] == [first]


def test_where_nothing_is_shared_the_counsellor_sees_name_and_address_alone(stocked: Services, engine: ScriptedEngine):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)

    book(talked(stocked, engine), slot, share="nothing")

    entry = counsellor.page("/counsellor/calendar").one("article")
    assert entry.all("details") == []
    assert entry.text == (
        f"mandag 23. november 09:00–09:45 Rita · rita@example.org · {text('form-nb', NB)} "
        f"{text('calendar-shared-nothing', NB)}"
    )


def test_where_there_are_no_topics_they_are_not_offered_alone(services: Services):
    counsellor, (slot, *_) = counsellor_with_hours(services)
    client = browser(services)
    client.post("/chat/messages", data={"text": "Hei"})
    page = open_form(client, slot)

    book(client, slot, share="topic")

    assert [choice.attributes["value"] for choice in page.all("input", type="radio")] == ["brief", "nothing"]
    assert text("calendar-shared-nothing", NB) in counsellor.page("/counsellor/calendar").one("article").text


def test_another_counsellor_sees_nothing_of_the_appointment(stocked: Services, engine: ScriptedEngine):
    slot, *_ = open_slots(stocked)
    book(talked(stocked, engine), slot, share="brief")

    other = staff(stocked, Role.COUNSELLOR)

    assert "Rita" not in other.page("/counsellor/calendar").text + other.page("/counsellor").text


def test_a_form_without_a_choice_for_a_time_that_is_gone_leads_to_the_times_that_are_left(
    stocked: Services, engine: ScriptedEngine
):
    _, (slot, later, *_) = counsellor_with_hours(stocked)
    client = talked(stocked, engine)
    book(browser(stocked), slot)

    refused = client.post(f"/booking/{slot}", data={"name": "Ola", "email": "ola@example.org"})

    page = read_page(refused.text)
    assert refused.status_code == 409
    assert page.one("div", id="alerts").text == text("error-slot_taken", NB)
    assert page.one("section", class_="day").all("a")[0].attributes["href"] == f"/booking/{later}"
