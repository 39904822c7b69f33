"""Roles, and accounts that are closed and opened: an admin is always left."""

import pytest

from assistant import people
from assistant.database import Database
from assistant.errors import LastAdmin, NotFound, NotSignedIn, WrongCredentials
from assistant.people import Profile, Role
from tests.factories import make_person
from tests.fakes import NOON
from tests.people.accounts import actions, register, set_active, set_roles, sign_in, token_of, who
from tests.races import stopped_before_writing


def roles_of(database: Database, profile: Profile) -> frozenset[Role]:
    with database.reading() as session:
        return Profile.of(people.for_id(session, profile.public_id)).roles


def test_a_closed_account_is_out_at_once_and_cannot_come_in(database: Database) -> None:
    profile, _ = register(database)
    token = token_of(sign_in(database))

    set_active(database, profile, False)

    with pytest.raises(NotSignedIn):
        who(database, token)
    assert isinstance(sign_in(database), WrongCredentials)
    set_active(database, profile, True)
    assert token_of(sign_in(database))
    assert {"people.account.closed", "people.account.opened"} <= set(actions(database))


def test_roles_can_be_added_and_taken_away(database: Database) -> None:
    profile, _ = register(database, roles=[Role.COUNSELLOR])
    set_roles(database, profile, Role.COUNSELLOR, Role.ADMIN)
    assert roles_of(database, profile) == {Role.COUNSELLOR, Role.ADMIN}
    register(database, email="ada@example.org", roles=[Role.ADMIN])
    set_roles(database, profile, Role.COUNSELLOR)
    assert roles_of(database, profile) == {Role.COUNSELLOR}


def test_the_same_roles_again_change_nothing(database: Database) -> None:
    profile, _ = register(database, roles=[Role.COUNSELLOR, Role.COUNSELLOR, Role.ADMIN])
    set_roles(database, profile, Role.ADMIN, Role.COUNSELLOR)
    assert roles_of(database, profile) == {Role.COUNSELLOR, Role.ADMIN}


def test_a_new_role_counts_in_the_session_that_is_open(database: Database) -> None:
    profile, _ = register(database)
    token = token_of(sign_in(database))
    set_roles(database, profile, Role.ADMIN)
    assert who(database, token).person.roles == {Role.ADMIN}


def test_the_last_admin_can_neither_be_closed_nor_lose_the_role(database: Database) -> None:
    ada, _ = register(database, email="ada@example.org", roles=[Role.ADMIN])
    closed, _ = register(database, email="per@example.org", roles=[Role.ADMIN])
    set_active(database, closed, False)
    for refused in (lambda: set_active(database, ada, False), lambda: set_roles(database, ada, Role.COUNSELLOR)):
        with pytest.raises(LastAdmin):
            refused()
    assert roles_of(database, ada) == {Role.ADMIN}


def test_with_another_admin_the_first_may_go(database: Database) -> None:
    ada, _ = register(database, email="ada@example.org", roles=[Role.ADMIN])
    register(database, email="per@example.org", roles=[Role.ADMIN])
    set_roles(database, ada)
    assert roles_of(database, ada) == frozenset()


def test_who_is_no_admin_may_be_closed_where_there_is_none(database: Database) -> None:
    profile, _ = register(database)
    set_active(database, profile, False)
    assert isinstance(sign_in(database), WrongCredentials)


@pytest.mark.parametrize("way", ["close", "take the role away"])
def test_two_admins_who_remove_each_other_at_once_leave_one(database: Database, way: str) -> None:
    ada, _ = register(database, email="ada@example.org", roles=[Role.ADMIN])
    per, _ = register(database, email="per@example.org", roles=[Role.ADMIN])

    def remove(admin: Profile) -> None:
        if way == "close":
            set_active(database, admin, False)
        else:
            set_roles(database, admin)

    outcomes = stopped_before_writing(database, lambda: remove(ada), lambda: remove(per))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["LastAdmin", "NoneType"]
    with database.reading() as session:
        assert len([admin for admin in people.everybody(session, role=Role.ADMIN) if admin.active]) == 1


def test_everybody_comes_by_name_and_can_be_narrowed_to_a_role(database: Database) -> None:
    with database.transaction() as session:
        make_person(session, Role.ADMIN, name="Per")
        make_person(session, Role.COUNSELLOR, name="Ida")
        make_person(session, Role.COUNSELLOR, Role.ADMIN, name="Ada")
    with database.reading() as session:
        assert [person.name for person in people.everybody(session)] == ["Ada", "Ida", "Per"]
        assert [person.name for person in people.everybody(session, role=Role.COUNSELLOR)] == ["Ada", "Ida"]


def test_an_unknown_person_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound), database.transaction() as session:
        people.set_active(session, public_id="nobody", active=False, now=NOON, by="test")
