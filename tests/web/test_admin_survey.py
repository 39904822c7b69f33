"""How many were helped, as admins see it: totals, and nothing as long as there are few."""

import pytest

from assistant import booking
from assistant.booking import FEWEST_SHOWN, Helped
from assistant.bootstrap import Services
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.web.clients import staff
from tests.web.pages import Element


def count(services: Services, *given: Helped) -> None:
    with services.database.transaction() as session:
        for helped in given:
            booking.count_answer(session, helped, now=services.clock())


def totals(page: Element) -> dict[str, str]:
    rows = page.one("tbody").all("tr")
    return {row.one("th").text: row.one("td").text for row in rows}


@pytest.mark.parametrize("form", WrittenForm)
def test_few_answers_are_not_shown(services: Services, form: WrittenForm):
    admin = staff(services, Role.ADMIN, accept_language=form)
    count(services, *[Helped.NOT] * (FEWEST_SHOWN - 1))

    page = admin.page("/admin/survey")

    assert text("admin-survey-too-few", form, number=FEWEST_SHOWN) in page.text
    assert page.all("table") == []


@pytest.mark.parametrize("form", WrittenForm)
def test_from_five_on_each_answer_has_its_number(services: Services, form: WrittenForm):
    admin = staff(services, Role.ADMIN, accept_language=form)
    count(services, Helped.MUCH, Helped.MUCH, Helped.NOT, Helped.MUCH, Helped.SOME)

    page = admin.page("/admin/survey")

    numbers = {Helped.MUCH: "3", Helped.SOME: "1", Helped.LITTLE: "0", Helped.NOT: "1"}
    assert totals(page) == {text(f"survey-helped-{helped}", form): number for helped, number in numbers.items()}
    assert page.one("caption").text == text("survey-question", form)


def test_counsellors_do_not_see_it(services: Services):
    assert staff(services, Role.COUNSELLOR).client.get("/admin/survey").status_code == 403
