"""The first start: what an empty installation is given."""

from sqlalchemy import func, select

from assistant import booking, first_start, people
from assistant.articles import ArticleVariant
from assistant.bootstrap import Services
from assistant.people import Role
from tests.people.accounts import register, sign_in, token_of, who


def test_an_empty_installation_is_given_a_counsellor_with_hours_and_an_admin(services: Services) -> None:
    made = first_start.prepare_people(services)

    with services.database.reading() as session:
        by_email = {person.email: person for person in people.everybody(session)}
        counsellor = by_email["counsellor@veivalg.example"]
        assert counsellor.roles == {Role.COUNSELLOR}
        assert by_email["admin@veivalg.example"].roles == {Role.ADMIN}
        assert booking.hours_of(session, counsellor.id) == sorted(booking.ordinary_week())
    for email, password in made:
        assert who(services.database, token_of(sign_in(services.database, email, password))).person.must_change_password


def test_an_installation_with_people_is_given_none(services: Services) -> None:
    register(services.database)
    assert first_start.prepare_people(services) == []
    with services.database.reading() as session:
        assert [person.name for person in people.everybody(session)] == ["Ida"]


def test_the_shipped_articles_are_taken_in_once(services: Services) -> None:
    def variants() -> int:
        with services.database.reading() as session:
            return session.scalar(select(func.count()).select_from(ArticleVariant)) or 0

    first_start.prepare_articles(services)
    shipped = variants()
    first_start.prepare_articles(services)
    assert shipped >= 90
    assert variants() == shipped
