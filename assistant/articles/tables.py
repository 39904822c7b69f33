"""The tables of articles. What is latest and what is live are two pointers, so editing changes nothing for readers."""

import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.database import Base


class ArticleVersion(Base):
    """One saved text of a variant, never changed; `number` counts from 1 for each variant."""

    __tablename__ = "article_versions"
    __table_args__ = (UniqueConstraint("slug", "written_form", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    written_form: Mapped[str]
    number: Mapped[int]
    document: Mapped[str]
    created_at: Mapped[datetime.datetime]
    created_by: Mapped[str]


class ArticleVariant(Base):
    """A variant's two pointers: the latest version, and the one that is live, if any."""

    __tablename__ = "article_variants"

    slug: Mapped[str] = mapped_column(primary_key=True)
    written_form: Mapped[str] = mapped_column(primary_key=True)
    latest_id: Mapped[int] = mapped_column(ForeignKey("article_versions.id"))
    live_id: Mapped[int | None] = mapped_column(ForeignKey("article_versions.id"))
    published_at: Mapped[datetime.datetime | None]


class PassageVector(Base):
    """A passage's vector under one embedder, little-endian float32, by the SHA-256 of the passage's text."""

    __tablename__ = "passage_vectors"

    embedder: Mapped[str] = mapped_column(primary_key=True)
    text_sha256: Mapped[str] = mapped_column(primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)
