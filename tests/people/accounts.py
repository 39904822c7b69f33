"""Accounts as a test makes them: in one call each, with everything in order but what the test is about."""

import datetime

from assistant import audit, people
from assistant.database import Database
from assistant.errors import WrongCredentials
from assistant.people import Profile, Role, SignedIn
from tests.factories import PASSWORD
from tests.fakes import NOON

MINUTE = datetime.timedelta(minutes=1)


def register(database: Database, **fields: object) -> tuple[Profile, str]:
    """Register with everything in order but for the fields given."""
    ordinary = {"email": "ida@example.org", "name": "Ida", "roles": [Role.COUNSELLOR], "password": PASSWORD}
    with database.transaction() as session:
        return people.register(session, now=NOON, by="test", **(ordinary | fields))  # type: ignore[arg-type]


def sign_in(
    database: Database,
    email: str = "ida@example.org",
    password: str = PASSWORD,
    *,
    address: str = "10.0.0.1",
    now: datetime.datetime = NOON,
) -> tuple[SignedIn, str] | WrongCredentials:
    with database.transaction() as session:
        return people.sign_in(session, email=email, password=password, address=address, now=now)


def token_of(outcome: tuple[SignedIn, str] | WrongCredentials) -> str:
    assert not isinstance(outcome, WrongCredentials)
    return outcome[1]


def who(database: Database, token: str, now: datetime.datetime = NOON) -> SignedIn:
    with database.reading() as session:
        return people.session_for(session, token=token, now=now)


def set_active(database: Database, profile: Profile, active: bool) -> None:
    with database.transaction() as session:
        people.set_active(session, public_id=profile.public_id, active=active, now=NOON, by="test")


def set_roles(database: Database, profile: Profile, *roles: Role) -> None:
    with database.transaction() as session:
        people.set_roles(session, public_id=profile.public_id, roles=roles, now=NOON, by="test")


def actions(database: Database) -> list[str]:
    with database.reading() as session:
        return [entry.action for entry in audit.latest(session, limit=20)]
