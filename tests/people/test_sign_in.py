"""Signing in and out: sessions that end, and attempts that failed too often."""

import pytest
from sqlalchemy import func, select

from assistant import people
from assistant.database import Database
from assistant.errors import NotSignedIn, TooManyAttempts, WrongCredentials
from assistant.people import SignInAttempt, SignInSession
from assistant.people.sign_in import (
    ATTEMPT_WINDOW,
    MAX_ATTEMPTS_PER_ACCOUNT,
    MAX_ATTEMPTS_PER_ADDRESS,
    SESSION_LIFETIME,
)
from tests.fakes import NOON
from tests.people.accounts import MINUTE, register, sign_in, token_of, who


def test_a_wrong_password_and_an_unknown_address_look_alike(database: Database) -> None:
    register(database)
    wrong, unknown = sign_in(database, password="not the password"), sign_in(database, "nobody@example.org")
    assert isinstance(wrong, WrongCredentials)
    assert isinstance(unknown, WrongCredentials)
    assert (wrong.code, wrong.values) == (unknown.code, unknown.values)


def test_a_session_ends_after_its_time(database: Database) -> None:
    register(database)
    token = token_of(sign_in(database))
    assert who(database, token, NOON + SESSION_LIFETIME - MINUTE).person.name == "Ida"
    with pytest.raises(NotSignedIn):
        who(database, token, NOON + SESSION_LIFETIME)


def test_signing_out_ends_this_session_and_no_other(database: Database) -> None:
    register(database)
    desk, home = token_of(sign_in(database)), token_of(sign_in(database))
    with database.transaction() as session:
        people.sign_out(session, token=desk)
    with pytest.raises(NotSignedIn):
        who(database, desk)
    assert who(database, home).person.name == "Ida"


@pytest.mark.parametrize("token", ["", "unknown"])
def test_an_unknown_token_opens_nothing(database: Database, token: str) -> None:
    register(database)
    sign_in(database)
    with pytest.raises(NotSignedIn):
        who(database, token)


def test_each_session_has_a_form_token_of_its_own_and_only_the_hash_of_its_key_is_kept(database: Database) -> None:
    register(database)
    one, two = token_of(sign_in(database)), token_of(sign_in(database))
    assert who(database, one).csrf_token != who(database, two).csrf_token
    with database.reading() as session:
        assert {one, two}.isdisjoint(session.scalars(select(SignInSession.token_hash)))


def test_an_account_that_failed_too_often_must_wait_even_with_the_right_password(database: Database) -> None:
    register(database)
    register(database, email="per@example.org", name="Per")
    for number in range(MAX_ATTEMPTS_PER_ACCOUNT):
        assert isinstance(sign_in(database, password="wrong", address=f"10.0.0.{number}"), WrongCredentials)

    with pytest.raises(TooManyAttempts) as refusal:
        sign_in(database)

    assert refusal.value.values == {"minutes": 15}
    assert token_of(sign_in(database, "per@example.org")), "another account is not kept out"
    assert token_of(sign_in(database, now=NOON + ATTEMPT_WINDOW)), "and this one may again after the window"


def test_one_attempt_less_does_not_lock_the_account(database: Database) -> None:
    register(database)
    for _ in range(MAX_ATTEMPTS_PER_ACCOUNT - 1):
        sign_in(database, password="wrong")
    assert token_of(sign_in(database))


def test_an_address_that_tries_many_accounts_must_wait(database: Database) -> None:
    register(database)
    for number in range(MAX_ATTEMPTS_PER_ADDRESS):
        sign_in(database, f"guess{number}@example.org", address="10.0.0.9")
    with pytest.raises(TooManyAttempts):
        sign_in(database, address="10.0.0.9")
    assert token_of(sign_in(database, address="10.0.0.1"))


def test_failed_attempts_are_kept_without_names_and_forgotten_after_the_window(database: Database) -> None:
    register(database)
    sign_in(database, password="wrong", address="10.0.0.1")
    with database.reading() as session:
        [attempt] = session.scalars(select(SignInAttempt))
        assert "ida" not in attempt.account_hash
        assert "10.0.0.1" not in attempt.address_hash

    with database.transaction() as session:
        people.remove_expired(session, now=NOON + ATTEMPT_WINDOW)

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 0


def test_removing_what_has_expired_leaves_live_sessions(database: Database) -> None:
    register(database)
    old, new = token_of(sign_in(database)), token_of(sign_in(database, now=NOON + MINUTE))
    with database.transaction() as session:
        people.remove_expired(session, now=NOON + SESSION_LIFETIME)
    assert who(database, new).person.name == "Ida"
    with pytest.raises(NotSignedIn):
        who(database, old)
