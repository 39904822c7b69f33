"""The admins' console: articles, people, audit log, how many were helped."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant import articles, audit, booking, people
from assistant.clock import today_in_oslo
from assistant.errors import ArticleBroken, EditConflict
from assistant.people import Role
from assistant.texts import text
from assistant.web.context import FormHere, ServicesHere, page
from assistant.web.shapes import Number
from assistant.web.sign_in import Admin, CsrfChecked
from knowledge_base.article import WrittenForm

router = APIRouter(prefix="/admin", include_in_schema=False)

AUDIT_ENTRIES = 200


@router.get("")
def show_articles(request: Request, services: ServicesHere, who: Admin) -> Response:
    """Every article, with what needs attention first."""
    today = today_in_oslo(services.clock)
    with services.database.reading() as session:
        found = articles.overview(session)
    attention = [entry for entry in found if entry.live != entry.latest or entry.valid_until < today]
    return page(request, "admin_articles.html", signed_in=who, articles=found, attention=attention, today=today)


@router.get("/articles/{slug}/{form}")
def show_editor(
    request: Request,
    services: ServicesHere,
    shown_form: FormHere,
    who: Admin,
    slug: str,
    form: WrittenForm,
    saved: int = 0,
    published: int = 0,
) -> Response:
    """The latest version to edit, with its preview and history."""
    with services.database.reading() as session:
        document, number = articles.document_of(session, slug, form)
        versions = articles.versions_of(session, slug, form)
    variant, problem = None, ""
    try:
        variant = articles.check_document(document, slug=slug, form=form)
    except ArticleBroken as refusal:
        # It was saved under rules that are stricter now: here is where it is put right.
        problem = text(f"error-{refusal.code}", shown_form, **refusal.values)
    return page(
        request, "admin_article.html", signed_in=who, slug=slug, variant_form=form, document=document, number=number,
        versions=versions, variant=variant, problem=problem, saved=saved, published=published,
    )  # fmt: skip


@router.post("/articles/{slug}/{form}/preview", dependencies=[CsrfChecked])
def preview(
    request: Request, who: Admin, slug: str, form: WrittenForm, document: Annotated[str, Form()] = ""
) -> Response:
    """What readers would see of the text as it stands in the editor."""
    variant = articles.check_document(_newlines(document), slug=slug, form=form)
    return page(request, "parts/article_body.html", signed_in=who, variant=variant, form=form)


@router.post("/articles/{slug}/{form}", dependencies=[CsrfChecked])
def save(
    request: Request,
    services: ServicesHere,
    shown_form: FormHere,
    who: Admin,
    slug: str,
    form: WrittenForm,
    based_on: Annotated[int, Form()],
    document: Annotated[str, Form()] = "",
    action: Annotated[str, Form()] = "save",
) -> Response:
    """Save a new version, and publish it if asked; what was typed is never lost to a refusal."""
    now, by, written = services.clock(), who.person.public_id, _newlines(document)
    try:
        with services.database.transaction() as session:
            number = articles.save(session, slug=slug, form=form, document=written, based_on=based_on, now=now, by=by)
            if action == "publish":
                articles.publish(session, slug=slug, form=form, number=number, now=now, by=by)
    except (ArticleBroken, EditConflict) as refusal:
        with services.database.reading() as session:
            versions = articles.versions_of(session, slug, form)
        message = text(f"error-{refusal.code}", shown_form, **refusal.values)
        return page(
            request, "admin_article.html", signed_in=who, slug=slug, variant_form=form, document=written,
            number=based_on, versions=versions, variant=None, problem=message, status=refusal.status,
        )  # fmt: skip
    done = "published" if action == "publish" else "saved"
    return RedirectResponse(f"/admin/articles/{slug}/{form}?{done}={number}", status_code=303)


@router.post("/articles/{slug}/{form}/publish", dependencies=[CsrfChecked])
def publish(
    services: ServicesHere, who: Admin, slug: str, form: WrittenForm, number: Annotated[Number, Form()]
) -> Response:
    """Publish a version of the history."""
    with services.database.transaction() as session:
        articles.publish(session, slug=slug, form=form, number=number, now=services.clock(), by=who.person.public_id)
    return RedirectResponse(f"/admin/articles/{slug}/{form}?published={number}", status_code=303)


@router.get("/people")
def show_people(request: Request, services: ServicesHere, who: Admin) -> Response:
    """All accounts."""
    with services.database.reading() as session:
        everybody = people.everybody(session)
    return page(request, "admin_people.html", signed_in=who, people=everybody, roles=list(Role), made=None)


@router.post("/people", dependencies=[CsrfChecked])
def add_person(
    request: Request,
    services: ServicesHere,
    who: Admin,
    email: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    roles: Annotated[list[Role], Form()] = [],  # noqa: B006  # FastAPI copies it.
) -> Response:
    """Make an account and show its one-time password once."""
    with services.database.transaction() as session:
        made = people.register(
            session, email=email, name=name, roles=roles, password=None, now=services.clock(),
            by=who.person.public_id,
        )  # fmt: skip
    with services.database.reading() as session:
        everybody = people.everybody(session)
    return page(request, "admin_people.html", signed_in=who, people=everybody, roles=list(Role), made=made)


@router.post("/people/{public_id}/roles", dependencies=[CsrfChecked])
def set_roles(
    services: ServicesHere,
    who: Admin,
    public_id: str,
    roles: Annotated[list[Role], Form()] = [],  # noqa: B006  # FastAPI copies it.
) -> Response:
    """Set somebody's roles."""
    with services.database.transaction() as session:
        people.set_roles(session, public_id=public_id, roles=roles, now=services.clock(), by=who.person.public_id)
    return RedirectResponse("/admin/people", status_code=303)


@router.post("/people/{public_id}/active", dependencies=[CsrfChecked])
def set_active(services: ServicesHere, who: Admin, public_id: str, active: Annotated[bool, Form()]) -> Response:
    """Open or close an account."""
    with services.database.transaction() as session:
        people.set_active(session, public_id=public_id, active=active, now=services.clock(), by=who.person.public_id)
    return RedirectResponse("/admin/people", status_code=303)


@router.get("/audit")
def show_audit(request: Request, services: ServicesHere, who: Admin) -> Response:
    """The newest entries of the audit log."""
    with services.database.reading() as session:
        entries = audit.latest(session, limit=AUDIT_ENTRIES)
        names = {person.public_id: person.name for person in people.everybody(session)}
    return page(request, "admin_audit.html", signed_in=who, entries=entries, names=names)


@router.get("/survey")
def show_survey(request: Request, services: ServicesHere, who: Admin) -> Response:
    """How many have given which answer to the question after a session; nothing as long as they are few."""
    with services.database.reading() as session:
        totals = booking.survey_totals(session)
    return page(request, "admin_survey.html", signed_in=who, totals=totals, fewest=booking.FEWEST_SHOWN)


def _newlines(document: str) -> str:
    # Forms send CRLF; files and comparisons use LF.
    return document.replace("\r\n", "\n")
