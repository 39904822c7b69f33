"""Signing in and out. Sessions live in the database, so that they can be ended from either side."""

import datetime
import hashlib
import secrets
from dataclasses import dataclass

from argon2.exceptions import VerifyMismatchError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from assistant import audit
from assistant.database import Base
from assistant.errors import NotSignedIn, TooManyAttempts, WrongCredentials
from assistant.people.accounts import Person, Profile, hasher

SESSION_LIFETIME = datetime.timedelta(hours=12)
ATTEMPT_WINDOW = datetime.timedelta(minutes=15)
MAX_ATTEMPTS_PER_ACCOUNT = 10
MAX_ATTEMPTS_PER_ADDRESS = 50

# Verified when no account has the address, so that the time taken does not tell which addresses exist.
_NOBODY = hasher.hash(secrets.token_urlsafe(16))


class SignInSession(Base):
    """A signed-in browser; only the token's hash is kept."""

    __tablename__ = "sign_in_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    csrf_token: Mapped[str]
    person_id: Mapped[int] = mapped_column(index=True)
    expires_at: Mapped[datetime.datetime]


class SignInAttempt(Base):
    """A failed attempt, kept for the length of the window; names and addresses only as hashes."""

    __tablename__ = "sign_in_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_hash: Mapped[str] = mapped_column(index=True)
    address_hash: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime.datetime]


@dataclass(frozen=True)
class SignedIn:
    """Who a request comes from, and the token that its forms must carry."""

    person: Profile
    csrf_token: str


def sign_in(
    session: Session, *, email: str, password: str, address: str, now: datetime.datetime
) -> tuple[SignedIn, str] | WrongCredentials:
    """A new session and its token, or WrongCredentials as a value, so that the failed attempt is committed.

    Raises TooManyAttempts when this account or this network address has failed too often lately.
    """
    account = _hash(email.strip().casefold())
    source = _hash(address)
    _check_attempts(session, account=account, source=source, now=now)
    person = session.scalar(select(Person).where(Person.email == email.strip().casefold()))
    if not _verify(person, password):
        session.add(SignInAttempt(account_hash=account, address_hash=source, at=now))
        return WrongCredentials()
    assert person is not None
    token = secrets.token_urlsafe(32)
    entry = SignInSession(
        token_hash=_hash(token), csrf_token=secrets.token_urlsafe(24), person_id=person.id,
        expires_at=now + SESSION_LIFETIME,
    )  # fmt: skip
    session.add(entry)
    audit.record(session, "people.session.opened", at=now, by=person.public_id, about=person.public_id)
    return SignedIn(Profile.of(person), entry.csrf_token), token


def session_for(session: Session, *, token: str, now: datetime.datetime) -> SignedIn:
    """Who holds a token. Raises NotSignedIn if it is unknown or old, or the account is closed."""
    entry = session.scalar(
        select(SignInSession).where(SignInSession.token_hash == _hash(token), SignInSession.expires_at > now)
    )
    person = session.get(Person, entry.person_id) if entry else None
    if entry is None or person is None or not person.active:
        raise NotSignedIn()
    return SignedIn(Profile.of(person), entry.csrf_token)


def sign_out(session: Session, *, token: str) -> None:
    """End the session that a token opens; nothing happens if there is none."""
    session.execute(delete(SignInSession).where(SignInSession.token_hash == _hash(token)))


def remove_expired(session: Session, *, now: datetime.datetime) -> None:
    """Forget sessions and failed attempts that no longer count."""
    session.execute(delete(SignInSession).where(SignInSession.expires_at <= now))
    session.execute(delete(SignInAttempt).where(SignInAttempt.at <= now - ATTEMPT_WINDOW))


def _verify(person: Person | None, password: str) -> bool:
    try:
        hasher.verify(person.password_hash if person else _NOBODY, password)
    except VerifyMismatchError:
        return False
    return person is not None and person.active


def _check_attempts(session: Session, *, account: str, source: str, now: datetime.datetime) -> None:
    since = now - ATTEMPT_WINDOW
    for column, value, most in (
        (SignInAttempt.account_hash, account, MAX_ATTEMPTS_PER_ACCOUNT),
        (SignInAttempt.address_hash, source, MAX_ATTEMPTS_PER_ADDRESS),
    ):
        failed = session.scalar(
            select(func.count()).select_from(SignInAttempt).where(column == value, SignInAttempt.at > since)
        )
        if (failed or 0) >= most:
            raise TooManyAttempts(minutes=int(ATTEMPT_WINDOW.total_seconds() // 60))


def _hash(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()
