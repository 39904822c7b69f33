"""Saving and publishing articles. A version is checked when saved and again, whole, when published."""

import datetime
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant import audit
from assistant.articles.tables import ArticleVariant, ArticleVersion
from assistant.errors import ArticleBroken, EditConflict, NotFound
from knowledge_base.article import BrokenArticle, Variant, WrittenForm, parse
from knowledge_base.check import check_variant


@dataclass(frozen=True)
class ArticleOverview:
    """A variant in the admins' list."""

    slug: str
    written_form: WrittenForm
    title: str
    topic: str
    latest: int
    live: int | None
    valid_until: datetime.date


@dataclass(frozen=True)
class VersionView:
    """A version in a variant's history."""

    number: int
    created_at: datetime.datetime
    created_by: str
    is_live: bool


def overview(session: Session) -> list[ArticleOverview]:
    """Every variant by slug and form."""
    rows = session.scalars(select(ArticleVariant).order_by(ArticleVariant.slug, ArticleVariant.written_form))
    return [_overview(session, row) for row in rows]


def for_variant(session: Session, slug: str, form: WrittenForm) -> ArticleVariant:
    """A variant's pointers. Raises NotFound."""
    row = session.get(ArticleVariant, (slug, form))
    if row is None:
        raise NotFound()
    return row


def document_of(session: Session, slug: str, form: WrittenForm) -> tuple[str, int]:
    """The latest version's document and number. Raises NotFound."""
    version = session.get_one(ArticleVersion, for_variant(session, slug, form).latest_id)
    return version.document, version.number


def versions_of(session: Session, slug: str, form: WrittenForm) -> list[VersionView]:
    """A variant's versions, newest first. Raises NotFound."""
    variant = for_variant(session, slug, form)
    query = select(ArticleVersion).where(ArticleVersion.slug == slug, ArticleVersion.written_form == form)
    return [
        VersionView(row.number, row.created_at, row.created_by, is_live=row.id == variant.live_id)
        for row in session.scalars(query.order_by(ArticleVersion.number.desc()))
    ]


def check_document(document: str, *, slug: str, form: WrittenForm) -> Variant:
    """The variant a document describes. Raises ArticleBroken unless it may be published under this slug and form."""
    try:
        variant = parse(document, where=f"{slug}/{form}")
    except BrokenArticle as error:
        raise ArticleBroken(problem=str(error)) from error
    if (variant.slug, variant.written_form) != (slug, form):
        raise ArticleBroken(problem="the slug and the written form cannot be changed")
    if problems := list(check_variant(variant)):
        raise ArticleBroken(problem="; ".join(problems))
    return variant


def save(
    session: Session, *, slug: str, form: WrittenForm, document: str, based_on: int, now: datetime.datetime, by: str
) -> int:
    """Keep a new version and its number; readers see no change.

    `based_on` is the number of the version that was edited. Raises NotFound, ArticleBroken, or EditConflict if
    somebody saved meanwhile.
    """
    check_document(document, slug=slug, form=form)
    variant = for_variant(session, slug, form)
    # Whoever saves at the same moment waits here, and then meets the new version.
    session.refresh(variant, with_for_update=True)
    latest = session.get_one(ArticleVersion, variant.latest_id)
    if latest.number != based_on:
        raise EditConflict(number=latest.number)
    if latest.document == document:
        return latest.number
    variant.latest_id = _add_version(session, slug, form, document, number=based_on + 1, now=now, by=by).id
    audit.record(session, "articles.version.saved", at=now, by=by, about=f"{slug}/{form}", number=based_on + 1)
    return based_on + 1


def publish(session: Session, *, slug: str, form: WrittenForm, number: int, now: datetime.datetime, by: str) -> None:
    """Make a version the live one; every process searches it from its next question on.

    Raises NotFound, or ArticleBroken if the version does not meet today's rules.
    """
    variant = for_variant(session, slug, form)
    version = session.scalar(
        select(ArticleVersion).where(
            ArticleVersion.slug == slug, ArticleVersion.written_form == form, ArticleVersion.number == number
        )
    )
    if version is None:
        raise NotFound()
    check_document(version.document, slug=slug, form=form)
    variant.live_id, variant.published_at = version.id, now
    audit.record(session, "articles.version.published", at=now, by=by, about=f"{slug}/{form}", number=number)


def add_shipped(session: Session, variant: Variant, *, now: datetime.datetime, by: str) -> bool:
    """Take a checked variant in as the latest and live version; False if it is that already."""
    row = session.get(ArticleVariant, (variant.slug, variant.written_form))
    latest = session.get_one(ArticleVersion, row.latest_id) if row else None
    if latest is not None and latest.document == variant.document:
        return False
    version = _add_version(
        session, variant.slug, variant.written_form, variant.document,
        number=latest.number + 1 if latest else 1, now=now, by=by,
    )  # fmt: skip
    if row is None:
        row = ArticleVariant(slug=variant.slug, written_form=variant.written_form)
        session.add(row)
    row.latest_id = row.live_id = version.id
    row.published_at = now
    return True


def _add_version(
    session: Session, slug: str, form: WrittenForm, document: str, *, number: int, now: datetime.datetime, by: str
) -> ArticleVersion:
    version = ArticleVersion(
        slug=slug, written_form=form, number=number, document=document, created_at=now, created_by=by
    )
    session.add(version)
    session.flush()
    return version


def _overview(session: Session, row: ArticleVariant) -> ArticleOverview:
    latest = session.get_one(ArticleVersion, row.latest_id)
    live = session.get(ArticleVersion, row.live_id) if row.live_id else None
    variant = parse(latest.document)
    return ArticleOverview(
        slug=row.slug,
        written_form=WrittenForm(row.written_form),
        title=variant.title,
        topic=variant.topic,
        latest=latest.number,
        live=live.number if live else None,
        valid_until=variant.valid_until(),
    )
