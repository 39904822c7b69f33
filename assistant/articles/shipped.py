"""Articles from a folder into the database and back, for the shipped content and for review in git."""

import datetime
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.articles.curation import add_shipped
from assistant.articles.tables import ArticleVariant, ArticleVersion
from assistant.errors import ArticleBroken
from knowledge_base.article import ARTICLES, BrokenArticle, Variant, WrittenForm, parse, read_all
from knowledge_base.check import check_folder


def import_articles(
    session: Session, folder: Path = ARTICLES, *, now: datetime.datetime, by: str, only_if_empty: bool = False
) -> int:
    """Take every variant in a folder that differs from the latest version in as a new, live one; how many.

    Raises ArticleBroken, naming the file, if anything in the folder is wrong; then nothing is taken.
    """
    if only_if_empty and session.scalar(select(ArticleVariant).limit(1)) is not None:
        return 0
    if problems := check_folder(folder):
        raise ArticleBroken(problem=problems[0])
    try:
        variants = read_all(folder)
    except BrokenArticle as error:
        raise ArticleBroken(problem=str(error)) from error
    return sum(add_shipped(session, variant, now=now, by=by) for variant in variants)


def export_articles(session: Session, folder: Path) -> int:
    """Write the live version of every variant to a folder, as import_articles reads it; how many."""
    query = select(ArticleVersion).join(ArticleVariant, ArticleVariant.live_id == ArticleVersion.id)
    count = 0
    for row in session.scalars(query):
        path = folder / row.slug / f"{row.written_form}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(row.document, encoding="utf-8")
        count += 1
    return count


def are_as_shipped(session: Session, folder: Path = ARTICLES) -> bool:
    """Whether the live articles are those of a folder: none more, none less, none changed."""
    query = select(ArticleVersion.document).join(ArticleVariant, ArticleVariant.live_id == ArticleVersion.id)
    live = [parse(document) for document in session.scalars(query)]
    return _by_name(live) == _by_name(read_all(folder))


def _by_name(variants: Iterable[Variant]) -> dict[tuple[str, WrittenForm], Variant]:
    return {(variant.slug, variant.written_form): variant for variant in variants}
