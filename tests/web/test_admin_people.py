"""Admins' page of people: who is added, their roles, and accounts that are closed."""

from assistant.bootstrap import Services
from assistant.people import Role
from assistant.texts import text
from knowledge_base.article import WrittenForm
from tests.factories import make_person
from tests.web.clients import browser, staff
from tests.web.consoles import alert_of
from tests.web.pages import Element, read_page

NB = WrittenForm.BOKMAL


def test_a_new_person_gets_a_one_time_password_that_must_be_changed(services: Services):
    admin = staff(services, Role.ADMIN)

    made = admin.send("/admin/people", email="Kari@Example.org ", name="Kari", roles=["counsellor", "admin"])

    shown = read_page(made.text).one("div", class_="ds-alert").text
    before, after = text("admin-person-password", NB, email="kari@example.org", password="|").split("|")
    password = shown.removeprefix(before).removesuffix(after)
    people_page = admin.page("/admin/people")
    assert password not in people_page.text
    boxes = person_on(people_page, "kari@example.org").all("input", checked="")
    assert {box.attributes["value"] for box in boxes} == {"counsellor", "admin"}
    entered = browser(services).post("/sign-in", data={"email": "kari@example.org", "password": password})
    assert entered.headers["location"] == "/password"


def person_on(page: Element, email: str) -> Element:
    (entry,) = [item for item in page.one("ul", class_="people").all("li") if email in item.text]
    return entry


def test_a_person_who_cannot_be_added_is_refused_in_words(services: Services):
    admin = staff(services, Role.ADMIN)
    with services.database.transaction() as session:
        make_person(session, email="taken@example.org")
    attempts = [
        ({"email": "+47 123 45 678", "name": "Kari"}, 422),
        ({"email": "kari@example.org", "name": " "}, 422),
        ({"email": "Taken@example.org", "name": "Kari"}, 409),
        ({"email": "kari@example.org", "name": "Kari", "roles": "owner"}, 422),
    ]

    for fields, status in attempts:
        refused = admin.send("/admin/people", **fields)
        assert refused.status_code == status, fields
        assert alert_of(refused.text), fields
    assert "kari@example.org" not in admin.page("/admin/people").text


def test_new_roles_hold_from_the_next_click(services: Services):
    admin, other = staff(services, Role.ADMIN), staff(services, Role.COUNSELLOR)

    admin.send(f"/admin/people/{other.profile.public_id}/roles", roles=["admin"])

    assert other.client.get("/counsellor").status_code == 403
    assert other.client.get("/admin").status_code == 200


def test_a_closed_account_is_out_at_once_and_comes_back_when_opened(services: Services):
    admin, other = staff(services, Role.ADMIN), staff(services, Role.COUNSELLOR)
    path = f"/admin/people/{other.profile.public_id}/active"

    admin.send(path, active="false")
    assert other.client.get("/counsellor").headers["location"] == "/sign-in?next=/counsellor"
    assert text("admin-person-closed", NB) in person_on(admin.page("/admin/people"), other.profile.email).text

    admin.send(path, active="true")
    assert other.client.get("/counsellor").status_code == 200


def test_the_last_admin_stays(services: Services):
    admin = staff(services, Role.ADMIN)
    path = f"/admin/people/{admin.profile.public_id}"

    refused = [admin.send(f"{path}/roles", roles=["counsellor"]), admin.send(f"{path}/active", active="false")]

    assert [answer.status_code for answer in refused] == [409, 409]
    assert {alert_of(answer.text) for answer in refused} == {text("error-last_admin", NB)}
    assert admin.client.get("/admin").status_code == 200


def test_somebody_unknown_cannot_be_changed(services: Services):
    admin = staff(services, Role.ADMIN)

    assert admin.send("/admin/people/00000000/roles", roles=["admin"]).status_code == 404
    assert admin.send("/admin/people/00000000/active", active="false").status_code == 404
    assert admin.send(f"/admin/people/{admin.profile.public_id}/active").status_code == 422
