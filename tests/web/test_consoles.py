"""What all pages of the consoles have."""

import pytest

from assistant.bootstrap import Services
from assistant.people import Role
from knowledge_base.article import WrittenForm
from tests.web.clients import browser, staff
from tests.web.consoles import EDITOR, HTMX, asking, pane
from tests.web.pages import read_page


@pytest.mark.parametrize("form", WrittenForm)
def test_every_page_of_the_consoles_is_valid_and_in_the_form_asked_for(stocked: Services, form: WrittenForm):
    both = staff(stocked, Role.COUNSELLOR, Role.ADMIN, accept_language=form)
    program = asking(stocked)
    both.send(f"{pane(program)}/claim")

    for path in ("/counsellor", pane(program), "/counsellor/calendar", "/counsellor/hours", "/admin", EDITOR,
                 "/admin/people", "/admin/audit", "/admin/survey", "/password",
                 "/admin/articles/unknown/nb"):  # fmt: skip
        page = read_page(both.client.get(path).text)
        assert page.one("html").attributes["lang"] == form, path
        assert page.all("h1"), path


def test_the_menu_leads_where_the_roles_allow(services: Services):
    links = {
        role: [link.attributes["href"] for link in page.one("nav").all("a")]
        for role in Role
        for page in [staff(services, role).page("/counsellor" if role is Role.COUNSELLOR else "/admin")]
    }

    assert links == {
        Role.COUNSELLOR: ["/counsellor", "/counsellor/calendar", "/counsellor/hours"],
        Role.ADMIN: ["/admin", "/admin/people", "/admin/audit", "/admin/survey"],
    }


def test_when_the_sign_in_is_over_the_console_goes_to_the_sign_in_page(services: Services):
    answer = browser(services).get("/counsellor/queue", headers=HTMX)

    assert (answer.status_code, answer.headers["hx-redirect"], answer.text) == (200, "/sign-in", "")
