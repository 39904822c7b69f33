"""Registering, and a password of one's own."""

import pytest
from sqlalchemy import select

from assistant import people
from assistant.database import Database
from assistant.errors import AlreadyRegistered, InvalidInput, WeakPassword, WrongCredentials
from assistant.people import MIN_PASSWORD_CHARS, Person
from tests.factories import PASSWORD
from tests.fakes import NOON
from tests.people.accounts import actions, register, sign_in, token_of, who

# Registering


def test_who_is_registered_can_sign_in_in_any_spelling_of_the_address(database: Database) -> None:
    profile, password = register(database, email="  Ida@Example.ORG ")
    assert (profile.email, password, profile.must_change_password) == ("ida@example.org", PASSWORD, False)

    outcome = sign_in(database, " IDA@example.org ")

    assert who(database, token_of(outcome)).person == profile


def test_without_a_password_a_random_one_is_made_that_must_be_changed(database: Database) -> None:
    profile, password = register(database, password=None)
    _, other = register(database, email="per@example.org", password=None)
    assert len(password) >= MIN_PASSWORD_CHARS
    assert password != other
    assert profile.must_change_password
    assert who(database, token_of(sign_in(database, password=password))).person.must_change_password


@pytest.mark.parametrize("email", ["ida", "ida@", "@example.org", "ida@example", "i da@example.org", "", "a@b@c.no"])
def test_what_is_no_address_is_refused(database: Database, email: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        register(database, email=email)
    assert refusal.value.values == {"field": "email"}


@pytest.mark.parametrize(
    "email",
    [
        "x,y@d.no",
        "a<b@c.no>",
        "(@x.no",
        ";@x.y",
        "group:a@b.no",
        "a\x00@b.no",
        "a@b..no",
        "a@b.no.",
        '"@x.no',
        "a\\@b.no",
        "=?utf-8?q?x?=@uio.no",
    ],
)
def test_an_address_that_a_mail_would_not_reach_or_that_means_two_is_refused(database: Database, email: str) -> None:
    with pytest.raises(InvalidInput):
        register(database, email=email)


@pytest.mark.parametrize("email", ["o'brien+jobb@uio.no", "kari.nordmann_1@hf-fak.uib.no", "a@b.co"])
def test_an_ordinary_address_is_taken(database: Database, email: str) -> None:
    assert register(database, email=email)[0].email == email


@pytest.mark.parametrize("name", ["", "  ", "Ida\nBcc: all@example.org", "Ida\x00", "I" * 101])
def test_a_name_must_be_a_line_of_words(database: Database, name: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        register(database, name=name)
    assert refusal.value.values == {"field": "name"}


@pytest.mark.parametrize("password", ["", "short", "x" * (MIN_PASSWORD_CHARS - 1)])
def test_a_short_password_is_refused(database: Database, password: str) -> None:
    with pytest.raises(WeakPassword) as refusal:
        register(database, password=password)
    assert refusal.value.values == {"min_chars": MIN_PASSWORD_CHARS}


def test_an_address_is_registered_once(database: Database) -> None:
    register(database)
    with pytest.raises(AlreadyRegistered):
        register(database, email="IDA@example.org", name="Somebody else")
    with database.reading() as session:
        assert [person.name for person in people.everybody(session)] == ["Ida"]


def test_only_a_hash_of_the_password_is_kept(database: Database) -> None:
    register(database)
    with database.reading() as session:
        kept = session.scalar(select(Person.password_hash)) or ""
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


# Passwords


def test_a_password_of_ones_own_takes_the_place_of_the_one_time_password(database: Database) -> None:
    profile, once = register(database, password=None)
    with database.transaction() as session:
        people.change_password(session, person_id=profile.id, password="my very own words", now=NOON)

    assert isinstance(sign_in(database, password=once), WrongCredentials)
    assert not who(database, token_of(sign_in(database, password="my very own words"))).person.must_change_password
    assert "people.password.changed" in actions(database)


def test_a_short_password_of_ones_own_changes_nothing(database: Database) -> None:
    profile, once = register(database, password=None)
    with pytest.raises(WeakPassword), database.transaction() as session:
        people.change_password(session, person_id=profile.id, password="short", now=NOON)
    assert who(database, token_of(sign_in(database, password=once))).person.must_change_password
