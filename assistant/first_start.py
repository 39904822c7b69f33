"""What an empty installation is given: tables, the shipped articles, one counsellor and one admin."""

from assistant import audit, booking, people
from assistant.articles import import_articles
from assistant.bootstrap import Services
from assistant.people import Role

FIRST_PEOPLE = (
    ("counsellor@veivalg.example", "Kari Rettleiar", Role.COUNSELLOR),
    ("admin@veivalg.example", "Ada Admin", Role.ADMIN),
)


def prepare_articles(services: Services) -> None:
    """Bring the database up to date, and take the shipped articles in if there are none."""
    services.database.migrate()
    with services.database.transaction() as session:
        import_articles(session, now=services.clock(), by=audit.SYSTEM, only_if_empty=True)


def prepare_people(services: Services) -> list[tuple[str, str]]:
    """Make the first people if there are none.

    Returns their addresses and one-time passwords, which are shown once and kept nowhere.
    """
    now = services.clock()
    with services.database.transaction() as session:
        if people.everybody(session):
            return []
        made = []
        for email, name, role in FIRST_PEOPLE:
            profile, password = people.register(
                session, email=email, name=name, roles=[role], password=None, now=now, by=audit.SYSTEM
            )
            if role is Role.COUNSELLOR:
                booking.replace_hours(session, counsellor=profile, hours=booking.ordinary_week(), now=now)
            made.append((email, password))
        return made
