"""What a researcher who books shares of the conversation, and what the counsellor sees of it."""

import pytest

from assistant.booking import Share
from assistant.bootstrap import Services
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.fakes import ScriptedEngine
from tests.web.bookings import book, counsellor_with_hours, talked
from tests.web.clients import ABOUT_NOTICE, browser, open_page, open_slots, staff
from tests.web.pages import Element, read_page

NB = WrittenForm.BOKMAL


def content_of(part: Element) -> tuple[list[str], list[str], list[str]]:
    """What a brief says, apart from its headings: lists, topics, links."""
    return part.texts("li"), part.texts("span", class_="ds-tag"), [a.attributes["href"] for a in part.all("a")]


def test_nothing_is_asked_about_sharing_where_there_is_nothing_to_share(services: Services):
    slot, *_ = open_slots(services)

    page = open_page(browser(services), f"/booking/{slot}")

    assert page.one("form", class_="stack").fields() == {"name": "", "email": "", "share": "nothing"}
    assert page.all("details") == []


def test_no_choice_of_what_is_shared_is_made_for_anybody(stocked: Services, engine: ScriptedEngine):
    slot, *_ = open_slots(stocked)
    client = talked(stocked, engine)

    page = open_page(client, f"/booking/{slot}")
    refused = client.post(f"/booking/{slot}", data={"name": "Rita", "email": "rita@example.org"})

    assert page.one("form", class_="stack").fields() == {"name": "", "email": ""}
    assert [choice.attributes["value"] for choice in page.all("input", type="radio")] == list(Share)
    assert refused.status_code == 422
    again = read_page(refused.text)
    assert again.one("p", id="share-wrong").text == text("booking-share-choose", NB)
    assert again.one("form", class_="stack").fields() == {"name": "Rita", "email": "rita@example.org"}


@pytest.mark.parametrize("share", [Share.BRIEF, Share.TOPIC])
def test_what_is_shown_before_booking_is_exactly_what_the_counsellor_sees(
    stocked: Services, engine: ScriptedEngine, share: Share
):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)
    client = talked(stocked, engine)
    shown = {part.one("summary").text: part for part in open_page(client, f"/booking/{slot}").all("details")}

    book(client, slot, share=share)

    entry = counsellor.page("/counsellor/calendar").one("article")
    before = shown[f"{text('booking-brief', NB)}: {text(f'booking-share-{share}', NB)}"]
    assert content_of(entry.one("details")) == content_of(before)
    own_words = [ABOUT_NOTICE, "Jeg er <b>gravid</b> og sliten."]
    assert [words in entry.text for words in own_words] == [share is Share.BRIEF] * 2
    assert [text("reason-strain", NB) in entry.text, "Oppsigelsestid" in entry.text] == [share is Share.BRIEF] * 2
    assert text("topic-family_planning", NB) in entry.text


def test_where_nothing_is_shared_the_counsellor_sees_name_and_address_alone(stocked: Services, engine: ScriptedEngine):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)

    book(talked(stocked, engine), slot, share="nothing")

    entry = counsellor.page("/counsellor/calendar").one("article")
    assert entry.all("details") == []
    assert entry.text == (
        f"mandag 23. november 09:00–09:45 Rita · rita@example.org · {text('form-nb', NB)} "
        f"{text('calendar-shared-nothing', NB)}"
    )


def test_sharing_topics_where_there_are_none_says_so_on_both_sides(services: Services):
    counsellor, (slot, *_) = counsellor_with_hours(services)
    client = browser(services)
    client.post("/chat/messages", data={"text": "Hei"})
    before = open_page(client, f"/booking/{slot}").all("details")[1]

    book(client, slot, share="topic")

    after = counsellor.page("/counsellor/calendar").one("details")
    assert before.one("div").text == after.one("div").text == text("calendar-shared-nothing", NB)


def test_another_counsellor_sees_nothing_of_the_appointment(stocked: Services, engine: ScriptedEngine):
    slot, *_ = open_slots(stocked)
    book(talked(stocked, engine), slot, share="brief")

    other = staff(stocked, Role.COUNSELLOR)

    assert "Rita" not in other.page("/counsellor/calendar").text + other.page("/counsellor").text
