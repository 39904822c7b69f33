"""What is shared, changed on the appointment's own page; and the tie to the conversation, cut there."""

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from assistant import booking
from assistant.booking import Share
from assistant.bootstrap import Services
from assistant.notifications.outbox import OutboxMail
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.fakes import FixedClock, ScriptedEngine
from tests.web.bookings import book, counsellor_with_hours, lines_on, path_of, secret_of, talked
from tests.web.clients import ABOUT_NOTICE, Staff, browser, open_page, open_slots
from tests.web.pages import Element, read_page

NB = WrittenForm.BOKMAL


def shared_on(page: Element) -> str:
    """What the appointment's page says that the counsellor sees."""
    return page.one("section", aria_labelledby="shared-heading").one("div", class_="ds-card").text


def seen_by(counsellor: Staff) -> str:
    """What the counsellor sees of it."""
    return counsellor.page("/counsellor/calendar").one("article").text


def change(client: TestClient, address: str, share: str, keep: list[str]) -> Element:
    """Send the form of what is shared; the page it leads to."""
    secret = secret_of(address)
    answer = client.post(f"{path_of(address)}/share", data={"secret": secret, "share": share, "keep": keep})
    assert answer.status_code == 303
    return open_page(client, answer.headers["location"])


def form_of_share(client: TestClient, address: str) -> Element:
    return open_page(client, f"{path_of(address)}/share", secret=secret_of(address))


def ticked_on(page: Element) -> list[str]:
    return [box.attributes["value"] for box in page.all("input", name="keep") if "checked" in box.attributes]


@pytest.mark.parametrize("form", WrittenForm)
def test_the_page_shows_exactly_what_the_counsellor_sees(stocked: Services, engine: ScriptedEngine, form: WrittenForm):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)
    client = talked(stocked, engine)
    for browsing in (client, counsellor.client):
        browsing.post("/form", data={"written_form": form})

    page = open_page(client, book(client, slot, share="brief"))

    mine = page.one("section", aria_labelledby="shared-heading").one("div", class_="ds-card")
    theirs = counsellor.page("/counsellor/calendar").one("article").one("details")
    assert page.one("h2", id="shared-heading").text == text("appointment-shared", form)
    assert [mine.texts(tag) for tag in ("li", "span", "a")] == [theirs.texts(tag) for tag in ("li", "span", "a")]
    assert ABOUT_NOTICE in mine.texts("li")


def test_without_an_account_the_secret_link_changes_what_is_shared(stocked: Services, engine: ScriptedEngine):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)
    address = book(talked(stocked, engine), slot, share="brief")
    visitor = browser(stocked)
    form = form_of_share(visitor, address)

    page = change(visitor, address, "topic", lines_on(form))

    assert form.one("input", id="share-brief").attributes.get("checked") == ""
    assert ticked_on(form) == lines_on(form)
    assert text("appointment-done-shared", NB) in page.text
    assert text("topic-family_planning", NB) in shared_on(page)
    assert ABOUT_NOTICE not in shared_on(page) + seen_by(counsellor)
    assert text("topic-family_planning", NB) in seen_by(counsellor)


def test_a_single_line_is_taken_back(stocked: Services, engine: ScriptedEngine):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)
    client = talked(stocked, engine)
    address = book(client, slot, share="brief")
    page = form_of_share(client, address)
    (label,) = [one for one in page.all("label") if one.text == ABOUT_NOTICE]
    key = label.attributes["for"].removeprefix("keep-")

    page = change(client, address, "brief", [one for one in lines_on(page) if one != key])

    assert ABOUT_NOTICE not in shared_on(page) + seen_by(counsellor)
    assert "gravid" in shared_on(page)
    assert "gravid" in seen_by(counsellor)
    assert key not in ticked_on(form_of_share(client, address))


def test_nothing_is_shared_any_more_and_later_all_of_it_again(stocked: Services, engine: ScriptedEngine):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)
    client = talked(stocked, engine)
    address = book(client, slot, share="brief")
    lines = lines_on(form_of_share(client, address))

    page = change(client, address, "nothing", lines)
    after = seen_by(counsellor)
    again = change(client, address, "brief", lines)

    assert shared_on(page) == text("appointment-shared-nothing", NB)
    assert text("calendar-shared-nothing", NB) in after
    assert ABOUT_NOTICE in shared_on(again)
    assert ABOUT_NOTICE in seen_by(counsellor)


def test_a_choice_has_to_be_made(stocked: Services, engine: ScriptedEngine):
    slot, *_ = open_slots(stocked)
    client = talked(stocked, engine)
    address = book(client, slot, share="brief")
    before = shared_on(open_page(client, address))

    refused = client.post(f"{path_of(address)}/share", data={"secret": secret_of(address)})

    assert refused.status_code == 422
    assert read_page(refused.text).one("p", id="share-wrong").text == text("booking-share-choose", NB)
    assert shared_on(open_page(client, address)) == before


def test_a_choice_that_there_is_not_is_refused(stocked: Services, engine: ScriptedEngine):
    slot, *_ = open_slots(stocked)
    client = talked(stocked, engine)
    address = book(client, slot, share="brief")

    refused = client.post(f"{path_of(address)}/share", data={"secret": secret_of(address), "share": "everything"})

    assert refused.status_code == 422


def test_without_a_conversation_there_is_nothing_to_change(services: Services):
    slot, *_ = open_slots(services)
    client = browser(services)
    address = book(client, slot)

    page, form = open_page(client, address), form_of_share(client, address)

    assert f"{path_of(address)}/share" not in str([link.attributes["href"] for link in page.all("a")])
    assert text("appointment-cut", NB) not in page.text
    assert text("appointment-share-nothing", NB) in form.text
    assert form.all("input", name="keep") == []


# Cutting


def cut(client: TestClient, page: Element) -> str:
    """Cut on the page of an appointment; where that leads."""
    (form,) = [one for one in page.all("form") if one.attributes["action"].endswith("/cut")]
    answer = client.post(form.attributes["action"], data=form.fields())
    assert answer.status_code == 303
    return str(answer.headers["location"])


def test_after_a_cut_only_the_secret_link_opens_the_session_and_what_is_shared_stays(
    stocked: Services, engine: ScriptedEngine
):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)
    client = talked(stocked, engine)
    address = book(client, slot, share="brief")
    before, theirs = shared_on(open_page(client, address)), seen_by(counsellor)

    page = open_page(client, cut(client, open_page(client, address)))

    assert text("appointment-done-cut", NB) in page.text
    assert (shared_on(page), seen_by(counsellor)) == (before, theirs)
    assert text("appointment-cut", NB) not in page.texts("summary")
    assert client.get(path_of(address)).status_code == 404
    assert browser(stocked).get(address).status_code == 200


def test_whoever_cuts_without_the_link_gets_one_on_the_page_and_by_mail(stocked: Services, engine: ScriptedEngine):
    slot, *_ = open_slots(stocked)
    client = talked(stocked, engine)
    path = path_of(book(client, slot, share="brief"))
    page = open_page(client, path)

    location = cut(client, page)

    assert text("appointment-cut-link", NB, email="rita@example.org") in page.text
    with stocked.database.reading() as session:
        mail = session.scalars(select(OutboxMail).where(OutboxMail.key.startswith("unlinked-"))).one()
    assert f"http://veivalg.test{path}?secret={secret_of(location)}" in mail.body
    assert "09:00" in open_page(browser(stocked), location).text
    assert client.get(path).status_code == 404


def test_after_a_cut_lines_can_be_taken_back_but_not_added(stocked: Services, engine: ScriptedEngine):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)
    client = talked(stocked, engine)
    address = book(client, slot, share="topic")
    all_lines = lines_on(form_of_share(client, address))
    cut(client, open_page(client, address))

    form = form_of_share(client, address)
    page = change(client, address, "brief", all_lines)

    assert text("appointment-share-lead-cut", NB) in form.text
    assert len(lines_on(form)) < len(all_lines)
    assert ABOUT_NOTICE not in shared_on(page) + seen_by(counsellor)
    assert shared_on(change(client, address, "nothing", [])) == text("appointment-shared-nothing", NB)


def test_what_is_shared_outlives_the_conversation_only_if_it_was_cut(stocked: Services, engine: ScriptedEngine):
    slot, later, *_ = open_slots(stocked)
    client = talked(stocked, engine)
    tied, loose = book(client, slot, share="brief"), book(client, later, share="brief")
    cut(client, open_page(client, loose))

    client.post("/chat/erase")

    assert shared_on(open_page(client, tied)) == text("appointment-shared-nothing", NB)
    assert ABOUT_NOTICE in shared_on(open_page(client, loose))


def test_a_cut_session_is_moved_without_the_rights_of_an_urgent_conversation(stocked: Services, engine: ScriptedEngine):
    counsellor, (slot, *_) = counsellor_with_hours(stocked)
    client = talked(stocked, engine)
    address = book(client, slot, share="nothing")
    with stocked.database.transaction() as session:
        week = [booking.Hours(0, one.starts, one.ends, 45, urgent=True) for one in booking.ordinary_week()[:1]]
        booking.replace_hours(session, counsellor=counsellor.profile, hours=week, now=stocked.clock())

    def offered() -> int:
        page = open_page(client, f"{path_of(address)}/move", secret=secret_of(address))
        return len(page.all("section", class_="day"))

    before = offered()
    cut(client, open_page(client, address))

    assert (before > 0, offered()) == (True, 0)


def test_withdrawing_is_possible_until_the_link_ends(stocked: Services, engine: ScriptedEngine, clock: FixedClock):
    slot, *_ = open_slots(stocked)
    client = talked(stocked, engine)
    address = book(client, slot, share="brief")
    clock.advance(days=2, hours=20, minutes=30)

    page = change(client, address, "nothing", [])
    clock.advance(hours=1)
    ended = client.post(f"{path_of(address)}/share", data={"secret": secret_of(address), "share": "nothing"})

    assert shared_on(page) == text("appointment-shared-nothing", NB)
    assert ended.status_code == 410


@pytest.mark.parametrize("form", WrittenForm)
def test_the_pages_of_sharing_are_valid_and_in_the_form_asked_for(
    stocked: Services, engine: ScriptedEngine, form: WrittenForm
):
    slot, *_ = open_slots(stocked)
    client = talked(stocked, engine)
    client.headers["accept-language"] = form
    address = book(client, slot, share=Share.BRIEF)

    page, share = open_page(client, path_of(address)), form_of_share(client, address)

    for words in ("appointment-cut", "appointment-share-change", "appointment-lines"):
        assert text(words, form) in page.text
    assert text("appointment-cut-means", form) in page.text
    assert share.one("h1").text == text("appointment-share-change", form)
    assert text("booking-strike", form) in share.text
    assert share.one("html").attributes["lang"] == form
