"""Counsellors and admins: their accounts, roles and sign-in. Researchers need no account."""

from assistant.people.accounts import (
    MIN_PASSWORD_CHARS,
    Person,
    PersonRole,
    Profile,
    Role,
    change_password,
    everybody,
    for_id,
    register,
    set_active,
    set_roles,
)
from assistant.people.sign_in import (
    SESSION_LIFETIME,
    SignedIn,
    SignInAttempt,
    SignInSession,
    remove_expired,
    session_for,
    sign_in,
    sign_out,
)

__all__ = [
    "MIN_PASSWORD_CHARS",
    "SESSION_LIFETIME",
    "Person",
    "PersonRole",
    "Profile",
    "Role",
    "SignInAttempt",
    "SignInSession",
    "SignedIn",
    "change_password",
    "everybody",
    "for_id",
    "register",
    "remove_expired",
    "session_for",
    "set_active",
    "set_roles",
    "sign_in",
    "sign_out",
]
