"""Accounts, roles and sign-in of those who work with Veivalg."""

import datetime

import pytest
from sqlalchemy import func, select

from assistant import audit, booking, first_start, people
from assistant.articles import ArticleVariant
from assistant.bootstrap import Services
from assistant.database import Database
from assistant.errors import (
    AlreadyRegistered,
    GuidanceError,
    InvalidInput,
    LastAdmin,
    NotFound,
    NotSignedIn,
    TooManyAttempts,
    WeakPassword,
    WrongCredentials,
)
from assistant.people import MIN_PASSWORD_CHARS, Person, Profile, Role, SignedIn, SignInAttempt, SignInSession
from assistant.people.sign_in import (
    ATTEMPT_WINDOW,
    MAX_ATTEMPTS_PER_ACCOUNT,
    MAX_ATTEMPTS_PER_ADDRESS,
    SESSION_LIFETIME,
)
from tests.factories import PASSWORD, make_person
from tests.fakes import NOON
from tests.races import stopped_before_writing

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


def actions(database: Database) -> list[str]:
    with database.reading() as session:
        return [entry.action for entry in audit.latest(session, limit=20)]


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


# Signing in


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


# Roles and closing


def set_active(database: Database, profile: Profile, active: bool) -> None:
    with database.transaction() as session:
        people.set_active(session, public_id=profile.public_id, active=active, now=NOON, by="test")


def set_roles(database: Database, profile: Profile, *roles: Role) -> None:
    with database.transaction() as session:
        people.set_roles(session, public_id=profile.public_id, roles=roles, now=NOON, by="test")


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


# The log


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


# The first start


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
