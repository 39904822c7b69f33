"""Articles as they are curated: versions, what is live, import and export, and the searchable library."""

from assistant.articles.curation import (
    ArticleOverview,
    VersionView,
    check_document,
    document_of,
    for_variant,
    overview,
    publish,
    save,
    versions_of,
)
from assistant.articles.library import Library, LiveVariant, Shelf
from assistant.articles.shipped import are_as_shipped, export_articles, import_articles
from assistant.articles.tables import ArticleVariant, ArticleVersion, PassageVector

__all__ = [
    "ArticleOverview",
    "ArticleVariant",
    "ArticleVersion",
    "Library",
    "LiveVariant",
    "PassageVector",
    "Shelf",
    "VersionView",
    "are_as_shipped",
    "check_document",
    "document_of",
    "export_articles",
    "for_variant",
    "import_articles",
    "overview",
    "publish",
    "save",
    "versions_of",
]
