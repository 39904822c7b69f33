"""The log of who did what, and when."""

import pytest

from assistant import audit
from assistant.database import Database
from assistant.errors import GuidanceError
from assistant.people import Role
from tests.fakes import NOON
from tests.people.accounts import MINUTE, actions, register, set_active, sign_in, token_of


def test_who_did_what_when_is_logged_newest_first(database: Database) -> None:
    profile, _ = register(database)
    token_of(sign_in(database, now=NOON + MINUTE))
    with database.reading() as session:
        opened, registered = audit.latest(session, limit=9)
    assert (opened.action, opened.by, opened.about) == ("people.session.opened", profile.public_id, profile.public_id)
    assert (registered.action, registered.by, registered.at) == ("people.account.registered", "test", NOON)


def test_the_log_is_read_in_pages(database: Database) -> None:
    with database.transaction() as session:
        for number in range(5):
            audit.record(session, f"test.{number}", at=NOON + number * MINUTE, by="test", count=number)
    with database.reading() as session:
        first = audit.latest(session, limit=2)
        second = audit.latest(session, limit=2, before=first[-1].at)
    assert [entry.action for entry in first + second] == ["test.4", "test.3", "test.2", "test.1"]
    assert second[0].data == {"count": 2}


def test_a_refused_change_is_not_logged(database: Database) -> None:
    ada, _ = register(database, roles=[Role.ADMIN])
    with pytest.raises(GuidanceError):
        set_active(database, ada, False)
    assert "people.account.closed" not in actions(database)
