"""The live articles, searchable, in this process; follows what any process publishes."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from assistant.articles.tables import ArticleVariant, ArticleVersion, PassageVector
from assistant.database import Database
from knowledge_base.article import Variant, WrittenForm, parse
from knowledge_base.embedding import Embedder, RememberingEmbedder
from knowledge_base.index import Index
from knowledge_base.prepared_vectors import PreparedVectors
from knowledge_base.search import KnowledgeBase

_BATCH = 500
_INSERTS: Mapping[str, Callable[..., sqlite.Insert | postgresql.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


@dataclass(frozen=True)
class LiveVariant:
    """A live variant and the number of its version."""

    variant: Variant
    number: int


@dataclass(frozen=True)
class Shelf:
    """What was live at one moment, by version id: an answer made from one shelf never mixes two publications."""

    versions: Mapping[int, LiveVariant]
    knowledge_base: KnowledgeBase

    def live(self, slug: str, form: WrittenForm) -> LiveVariant | None:
        """The live version of a variant, or None."""
        return self._by_variant.get((slug, form))

    @cached_property
    def _by_variant(self) -> dict[tuple[str, WrittenForm], LiveVariant]:
        return {(live.variant.slug, live.variant.written_form): live for live in self.versions.values()}


class Library:
    """Gives the knowledge base over what is live now.

    Each question compares the live pointers with those indexed, one small query. When they differ a new index is
    built beside the old one, from what is new and what the old one has of the rest, and put in its place at once, so
    that nobody ever searches half of it.
    """

    def __init__(
        self,
        database: Database,
        embedder: Embedder,
        *,
        questions: Embedder | None = None,
        out_of_scope: Sequence[str] = (),
    ) -> None:
        """`embedder` is for the passages; `questions` for what is asked, where the encoder tells the two apart.

        `out_of_scope` are examples of what no article answers.
        """
        self._database = database
        self._embedder = RememberingEmbedder(embedder, PreparedVectors(_StoredVectors(database)))
        self._questions = questions or embedder
        self._out_of_scope = out_of_scope
        self._lock = threading.Lock()
        self._shelf: Shelf | None = None

    def knowledge_base(self) -> KnowledgeBase:
        """The knowledge base over the articles that are live at this moment."""
        return self.shelf().knowledge_base

    def live(self, slug: str, form: WrittenForm) -> LiveVariant | None:
        """The live version of a variant, or None."""
        return self.shelf().live(slug, form)

    def all_live(self, form: WrittenForm) -> list[Variant]:
        """The live variants in one form, by title."""
        variants = self.shelf().knowledge_base.index.variants.values()
        return sorted((v for v in variants if v.written_form is form), key=lambda variant: variant.title)

    def shelf(self) -> Shelf:
        """What is live at this moment."""
        live_ids = self._live_ids()
        shelf = self._shelf
        if shelf is not None and shelf.versions.keys() == live_ids:
            return shelf
        with self._lock:
            # Whoever waited here may come with old pointers, and must not put what was live before back.
            live_ids = self._live_ids()
            if self._shelf is None or self._shelf.versions.keys() != live_ids:
                self._shelf = self._build(live_ids, self._shelf)
            return self._shelf

    def _live_ids(self) -> frozenset[int]:
        with self._database.reading() as session:
            query = select(ArticleVariant.live_id).where(ArticleVariant.live_id.is_not(None))
            return frozenset(number for number in session.scalars(query) if number is not None)

    def _build(self, live_ids: frozenset[int], before: Shelf | None) -> Shelf:
        known = (
            {} if before is None else {number: before.versions[number] for number in live_ids & before.versions.keys()}
        )
        with self._database.reading() as session:
            rows = session.scalars(select(ArticleVersion).where(ArticleVersion.id.in_(live_ids - known.keys())))
            versions = known | {row.id: LiveVariant(parse(row.document), row.number) for row in rows}
        index = Index(
            (live.variant for live in versions.values()),
            self._embedder,
            questions=self._questions,
            out_of_scope=self._out_of_scope,
            before=before.knowledge_base.index if before else None,
        )
        return Shelf(versions, KnowledgeBase(index))


class _StoredVectors:
    """Vectors in the database, shared by every process; see knowledge_base.embedding.VectorMemory."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def recall(self, embedder: str, digests: Sequence[str]) -> Mapping[str, bytes]:
        """See VectorMemory."""
        known: dict[str, bytes] = {}
        with self._database.reading() as session:
            for start in range(0, len(digests), _BATCH):
                query = select(PassageVector).where(
                    PassageVector.embedder == embedder,
                    PassageVector.text_sha256.in_(digests[start : start + _BATCH]),
                )
                known |= {row.text_sha256: row.vector for row in session.scalars(query)}
        return known

    def keep(self, embedder: str, vectors: Mapping[str, bytes]) -> None:
        """See VectorMemory. What another process has kept meanwhile is the same and stays."""
        rows = [{"embedder": embedder, "text_sha256": digest, "vector": vector} for digest, vector in vectors.items()]
        with self._database.transaction() as session:
            insert = _INSERTS[session.get_bind().dialect.name]
            session.execute(insert(PassageVector).on_conflict_do_nothing(), rows)
