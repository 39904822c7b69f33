"""An admin: edits and publishes what the assistant says, takes it back, and lets people in."""

import re
import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Chat, Staff, Visitor
from tests.running import PASSWORD, Running

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]
QUESTION = "Kan jeg forhandle lønn?"
EDITOR = "/admin/articles/salary-levels/nb"
FIRST = "admin@veivalg.example"


def rewrite_answer(visitor: Visitor, answer: str) -> None:
    """Put another answer in the editor's document."""
    document = visitor.field("admin-document")
    written = re.sub(r"(?s)^answer: .*?(?=^questions:)", f"answer: {answer}\n", document.input_value(), flags=re.M)
    document.fill(written)


def test_what_an_admin_publishes_is_what_the_next_researcher_reads(visit: Visit, admin_email: str) -> None:
    answer = f"Se lønna i utlysningen, den er ført opp som {uuid.uuid4().hex}."
    before = Chat.opened_by(visit()).ask(QUESTION).locator(".answer").inner_text()
    visitor = Staff(visit()).sign_in(admin_email, PASSWORD).visitor.go(EDITOR)
    rewrite_answer(visitor, answer)
    visitor.button("admin-preview-button").click()
    expect(visitor.page.get_by_role("region", name=visitor.words("admin-preview"))).to_contain_text(answer)
    visitor.button("admin-save").click()
    expect(visitor.page.get_by_role("status").filter(has_text=re.compile(r"\d"))).to_be_visible()
    expect(Chat.opened_by(visit()).ask(QUESTION)).not_to_contain_text(answer)
    visitor.button("admin-publish").click()
    expect(visitor.page.get_by_text(re.compile(r"Versjon \d+ er publisert"))).to_be_visible()
    expect(Chat.opened_by(visit()).ask(QUESTION)).to_contain_text(answer)

    first_version = visitor.page.get_by_role("listitem").filter(has_text=visitor.words("admin-version", number=1) + ",")
    first_version.get_by_role("button", name=visitor.words("admin-publish-version")).click()
    expect(visitor.page.get_by_text(visitor.words("admin-published", number=1))).to_be_visible()
    expect(Chat.opened_by(visit()).ask(QUESTION)).to_contain_text(before)


def test_an_article_that_breaks_the_rules_is_not_saved_and_nothing_typed_is_lost(
    visit: Visit, admin_email: str
) -> None:
    visitor = Staff(visit()).sign_in(admin_email, PASSWORD).visitor.go(EDITOR)
    visitor.field("admin-document").fill("Dette er ingen artikkel.")
    visitor.button("admin-save").click()
    expect(visitor.page.get_by_role("status").first).to_contain_text("Artikkelen kan ikke lagres")
    expect(visitor.field("admin-document")).to_have_value("Dette er ingen artikkel.")


def test_a_new_person_signs_in_with_the_password_that_is_shown_once(visit: Visit, admin_email: str) -> None:
    visitor = Staff(visit()).sign_in(admin_email, PASSWORD).visitor.go("/admin/people")
    address = f"{uuid.uuid4().hex}@example.org"
    visitor.field("admin-person-name").fill("Ny Veileder")
    visitor.field("admin-person-email").fill(address)
    visitor.page.get_by_role("group", name=visitor.words("admin-person-roles")).get_by_label(
        visitor.words("role-counsellor")
    ).check()
    visitor.button("admin-person-add").click()
    shown = visitor.page.get_by_text(re.compile(f"Engangspassord for {address}"))
    password = shown.inner_text().split(": ")[1].split(". ")[0]
    newcomer = Staff(visit()).sign_in(address, password).choose_password(PASSWORD)
    expect(newcomer.visitor.heading("counsellor-title")).to_be_visible()
    expect(visitor.go("/admin/people").page.get_by_text(password)).to_have_count(0)
    expect(visitor.go("/admin/audit").page.get_by_role("table")).to_contain_text("people.account.registered")


def test_a_counsellor_has_no_way_into_administration(visit: Visit, counsellor_email: str) -> None:
    visitor = Staff(visit()).sign_in(counsellor_email, PASSWORD).visitor
    expect(visitor.link("admin-people")).to_have_count(0)
    visitor.go("/admin/people")
    expect(visitor.page.get_by_text(visitor.words("error-not_allowed"))).to_be_visible()


def test_the_first_admin_gets_in_with_the_printed_password(veivalg: Running, visit: Visit) -> None:
    admin = Staff(visit()).sign_in(FIRST, veivalg.one_time_passwords[FIRST]).choose_password(PASSWORD)
    expect(admin.visitor.heading("admin-articles")).to_be_visible()
