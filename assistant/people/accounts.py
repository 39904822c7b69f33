"""Accounts of those who work with Veivalg."""

import datetime
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from argon2 import PasswordHasher
from sqlalchemy import ForeignKey, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from assistant import audit
from assistant.database import Base
from assistant.errors import AlreadyRegistered, InvalidInput, LastAdmin, NotFound, WeakPassword

MIN_PASSWORD_CHARS = 12
MAX_NAME_CHARS = 100
MAX_EMAIL_CHARS = 254

# What browsers take for type="email" (https://html.spec.whatwg.org/#valid-e-mail-address), with a dot in the
# domain, and without "=?", which mail programs decode. So no mail header can come to name two people, or another.
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"(?!.*=\?)[a-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})+", re.IGNORECASE | re.ASCII)
# argon2id with the library's parameters, which follow RFC 9106, section 4.
hasher = PasswordHasher()


class Role(StrEnum):
    """What a person may do; one person may have both roles."""

    COUNSELLOR = "counsellor"
    ADMIN = "admin"


class Person(Base):
    """An account."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    must_change_password: Mapped[bool]
    active: Mapped[bool]
    created_at: Mapped[datetime.datetime]
    roles: Mapped[list["PersonRole"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class PersonRole(Base):
    """One role of one person."""

    __tablename__ = "person_roles"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)


@dataclass(frozen=True)
class Profile:
    """A person as other parts see them; `public_id` is safe to show to researchers."""

    id: int
    public_id: str
    email: str
    name: str
    roles: frozenset[Role]
    active: bool
    must_change_password: bool

    @classmethod
    def of(cls, person: Person) -> "Profile":
        """The profile of an account."""
        return cls(
            id=person.id,
            public_id=person.public_id,
            email=person.email,
            name=person.name,
            roles=frozenset(Role(entry.role) for entry in person.roles),
            active=person.active,
            must_change_password=person.must_change_password,
        )


def register(
    session: Session,
    *,
    email: str,
    name: str,
    roles: Iterable[Role],
    password: str | None,
    now: datetime.datetime,
    by: str,
) -> tuple[Profile, str]:
    """A new account and its password; without a given password a random one that must be changed at first sign-in.

    Raises InvalidInput, WeakPassword or AlreadyRegistered.
    """
    email, name = email.strip().casefold(), name.strip()
    check_email(email)
    check_name(name)
    chosen = secrets.token_urlsafe(12) if password is None else password
    check_password(chosen)
    person = Person(
        public_id=secrets.token_hex(4), email=email, name=name, password_hash=hasher.hash(chosen),
        must_change_password=password is None, active=True, created_at=now,
        roles=[PersonRole(role=role) for role in sorted(set(roles))],
    )  # fmt: skip
    session.add(person)
    try:
        session.flush()
    except IntegrityError as error:
        raise AlreadyRegistered(email=email) from error
    audit.record(session, "people.account.registered", at=now, by=by, about=person.public_id)
    return Profile.of(person), chosen


def check_email(email: str) -> None:
    """Raises InvalidInput unless it has the shape of an e-mail address."""
    if not _EMAIL.fullmatch(email) or len(email) > MAX_EMAIL_CHARS:
        raise InvalidInput(field="email")


def check_name(name: str) -> None:
    """Raises InvalidInput unless it is one line of reasonable length."""
    if not name or len(name) > MAX_NAME_CHARS or any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in name):
        raise InvalidInput(field="name")


def check_password(password: str) -> None:
    """Raises WeakPassword unless the password is long enough (length only, after NIST SP 800-63B)."""
    if len(password) < MIN_PASSWORD_CHARS:
        raise WeakPassword(min_chars=MIN_PASSWORD_CHARS)


def for_id(session: Session, public_id: str) -> Person:
    """The account with a public id. Raises NotFound."""
    person = session.scalar(select(Person).where(Person.public_id == public_id))
    if person is None:
        raise NotFound()
    return person


def everybody(session: Session, *, role: Role | None = None) -> list[Profile]:
    """All accounts by name, or those with a role."""
    profiles = [Profile.of(person) for person in session.scalars(select(Person).order_by(Person.name))]
    return [profile for profile in profiles if role is None or role in profile.roles]


def change_password(session: Session, *, person_id: int, password: str, now: datetime.datetime) -> None:
    """Give an account a new password of its owner's choice. Raises WeakPassword."""
    check_password(password)
    person = session.get_one(Person, person_id)
    person.password_hash = hasher.hash(password)
    person.must_change_password = False
    audit.record(session, "people.password.changed", at=now, by=person.public_id, about=person.public_id)


def set_roles(session: Session, *, public_id: str, roles: Iterable[Role], now: datetime.datetime, by: str) -> None:
    """Set a person's roles. Raises NotFound, or LastAdmin if nobody would be left to administer."""
    person = for_id(session, public_id)
    wanted = set(roles)
    if Role.ADMIN not in wanted:
        _check_other_admin(session, person)
    person.roles = [entry for entry in person.roles if entry.role in wanted]
    present = {entry.role for entry in person.roles}
    person.roles += [PersonRole(role=role) for role in sorted(wanted - present)]
    audit.record(session, "people.roles.changed", at=now, by=by, about=public_id, roles=", ".join(sorted(wanted)))


def set_active(session: Session, *, public_id: str, active: bool, now: datetime.datetime, by: str) -> None:
    """Open or close an account; a closed one cannot sign in. Raises NotFound or LastAdmin."""
    person = for_id(session, public_id)
    if not active:
        _check_other_admin(session, person)
    person.active = active
    name = "people.account.opened" if active else "people.account.closed"
    audit.record(session, name, at=now, by=by, about=public_id)


def _check_other_admin(session: Session, person: Person) -> None:
    # Of two admins who remove each other, the second waits for these locks and then finds itself the last.
    admins = session.scalars(
        select(Person.id)
        .join(PersonRole)
        .where(PersonRole.role == Role.ADMIN, Person.active)
        .order_by(Person.id)
        .with_for_update()
    ).all()
    if list(admins) == [person.id]:
        raise LastAdmin()
