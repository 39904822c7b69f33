"""Signing in and out, and the checks that the consoles' pages depend on."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant import people
from assistant.errors import NotAllowed, StaleForm, TooManyAttempts, WeakPassword, WrongCredentials
from assistant.people import Role, SignedIn
from assistant.texts import text
from assistant.web.context import FormHere, ServicesHere, own_path, page

SESSION_COOKIE = "veivalg_session"

router = APIRouter(include_in_schema=False)


def signed_in(request: Request, services: ServicesHere) -> SignedIn:
    """Who sends the request. Raises NotSignedIn."""
    with services.database.reading() as session:
        return people.session_for(session, token=request.cookies.get(SESSION_COOKIE, ""), now=services.clock())


def in_role(role: Role) -> Callable[[Request, SignedIn], SignedIn]:
    """A dependency: the signed-in person, who must have the role and a password of their own.

    Raises NotSignedIn or NotAllowed.
    """

    def check(request: Request, who: Annotated[SignedIn, Depends(signed_in)]) -> SignedIn:
        if role not in who.person.roles or who.person.must_change_password:
            raise NotAllowed()
        return who

    return check


def check_csrf(
    who: Annotated[SignedIn, Depends(signed_in)], request: Request, csrf_token: Annotated[str, Form()] = ""
) -> None:
    """A dependency of every changing request of the consoles. Raises StaleForm."""
    if csrf_token != who.csrf_token:
        raise StaleForm()


Counsellor = Annotated[SignedIn, Depends(in_role(Role.COUNSELLOR))]
Admin = Annotated[SignedIn, Depends(in_role(Role.ADMIN))]
CsrfChecked = Depends(check_csrf)


def home_of(who: SignedIn) -> str:
    """Where a person begins."""
    if who.person.must_change_password:
        return "/password"
    return "/counsellor" if Role.COUNSELLOR in who.person.roles else "/admin"


@router.get("/sign-in")
def show(request: Request, next: str = "") -> Response:  # noqa: A002  # The usual name in the address.
    """The sign-in page."""
    return page(request, "sign_in.html", next_path=own_path(next))


@router.post("/sign-in")
def enter(
    request: Request,
    services: ServicesHere,
    form: FormHere,
    email: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next_path: Annotated[str, Form()] = "",
) -> Response:
    """Sign in, or say why not."""
    address = request.client.host if request.client else ""
    try:
        with services.database.transaction() as session:
            outcome = people.sign_in(session, email=email, password=password, address=address, now=services.clock())
    except TooManyAttempts as refusal:
        return _again(request, refusal, text(f"error-{refusal.code}", form, **refusal.values), email, next_path)
    if isinstance(outcome, WrongCredentials):
        return _again(request, outcome, text(f"error-{outcome.code}", form), email, next_path)
    who, token = outcome
    response = RedirectResponse(_destination(who, own_path(next_path)), status_code=303)
    response.set_cookie(
        SESSION_COOKIE,
        token,
        httponly=True,
        samesite="lax",
        secure=services.settings.secure_cookies,
        max_age=int(people.SESSION_LIFETIME.total_seconds()),
    )
    return response


@router.post("/sign-out", dependencies=[CsrfChecked])
def leave(request: Request, services: ServicesHere) -> Response:
    """Sign out."""
    with services.database.transaction() as session:
        people.sign_out(session, token=request.cookies.get(SESSION_COOKIE, ""))
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(SESSION_COOKIE)
    return response


@router.get("/password")
def show_password(request: Request, who: Annotated[SignedIn, Depends(signed_in)]) -> Response:
    """The page on which a one-time password is changed."""
    return page(request, "password.html", signed_in=who, min_chars=people.MIN_PASSWORD_CHARS)


@router.post("/password", dependencies=[CsrfChecked])
def change_password(
    request: Request,
    services: ServicesHere,
    form: FormHere,
    who: Annotated[SignedIn, Depends(signed_in)],
    password: Annotated[str, Form()] = "",
) -> Response:
    """Set a password of one's own."""
    try:
        with services.database.transaction() as session:
            people.change_password(session, person_id=who.person.id, password=password, now=services.clock())
    except WeakPassword as refusal:
        message = text(f"error-{refusal.code}", form, **refusal.values)
        return page(
            request,
            "password.html",
            signed_in=who,
            min_chars=people.MIN_PASSWORD_CHARS,
            problem=message,
            status=refusal.status,
        )
    return RedirectResponse("/counsellor" if Role.COUNSELLOR in who.person.roles else "/admin", status_code=303)


def _again(
    request: Request, refusal: WrongCredentials | TooManyAttempts, message: str, email: str, next_path: str
) -> Response:
    return page(
        request, "sign_in.html", problem=message, email=email, next_path=own_path(next_path), status=refusal.status
    )


def _destination(who: SignedIn, wanted: str) -> str:
    if who.person.must_change_password or not wanted:
        return home_of(who)
    return wanted


__all__ = ["SESSION_COOKIE", "Admin", "Counsellor", "CsrfChecked", "router", "signed_in"]
