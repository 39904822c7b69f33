"""The library follows what is published, and embeds nothing twice."""

import hashlib

from sqlalchemy import select

from assistant.articles import Library, PassageVector
from assistant.bootstrap import Services
from assistant.clock import today_in_oslo
from assistant.database import Database
from knowledge_base.embedding import HashEmbedder
from knowledge_base.passages import passages_of
from knowledge_base.search import KnowledgeBase
from tests.articles.notice import NB, count, publish_notice, save_notice
from tests.factories import make_variant, make_weights
from tests.fakes import FixedClock, RecordingEmbedder
from tests.races import at_once, stopped_before_writing


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class TestLibrary:
    def test_finds_what_is_live(self, stocked: Services):
        (question, *_) = make_variant("salary", title="Lønn").questions

        # Which others are near enough must not depend on the weights that were calibrated last.
        searched = KnowledgeBase(stocked.library.knowledge_base().index, make_weights())
        hits = searched.search(question, today=today_in_oslo(stocked.clock))

        assert [hit.slug for hit in hits] == ["salary"]

    def test_of_an_empty_database_finds_nothing(self, services: Services):
        assert services.library.knowledge_base().search("Lønn", today=today_in_oslo(services.clock)) == []
        assert services.library.live("notice", NB) is None

    def test_gives_nothing_for_an_article_that_does_not_exist(self, stocked: Services):
        assert stocked.library.live("holiday", NB) is None

    def test_lists_what_is_live_in_one_form_by_title(self, stocked: Services):
        assert [variant.title for variant in stocked.library.all_live(NB)] == ["Lønn", "Oppsigelsestid"]

    def test_keeps_its_index_as_long_as_nothing_is_published(self, stocked: Services):
        before = stocked.library.knowledge_base()
        save_notice(stocked)

        assert stocked.library.knowledge_base() is before

    def test_embeds_only_the_new_texts_of_what_was_published(self, stocked: Services):
        embedder = RecordingEmbedder()
        library = Library(stocked.database, embedder)
        library.knowledge_base()
        embedder.given.clear()

        publish_notice(stocked, save_notice(stocked))
        library.knowledge_base()

        assert embedder.given == ["Oppsigelsestid. Oppsigelsestiden er seks måneder."]

    def test_embeds_nothing_that_another_process_has_embedded(self, stocked: Services):
        stocked.library.knowledge_base()
        embedder = RecordingEmbedder()

        Library(stocked.database, embedder).knowledge_base()

        assert embedder.given == []

    def test_keeps_vectors_of_articles_and_never_of_questions(self, stocked: Services):
        knowledge_base = stocked.library.knowledge_base()
        question = "Sjefen min heter Kari, og jeg er redd for henne. Hva gjør jeg?"

        knowledge_base.search(question, today=today_in_oslo(stocked.clock))

        articles = {_sha256(p.text) for v in knowledge_base.index.variants.values() for p in passages_of(v)}
        with stocked.database.reading() as session:
            assert set(session.scalars(select(PassageVector.text_sha256))) == articles

    def test_of_two_processes_may_keep_the_same_vectors_at_the_same_moment(
        self, stocked: Services, other_process: Database
    ):
        elsewhere = Library(other_process, HashEmbedder())

        here, there = stopped_before_writing(stocked.database, stocked.library.knowledge_base, elsewhere.knowledge_base)

        assert here.index.build == there.index.build
        assert count(stocked.database, PassageVector) == len({p.text for p in here.index.passages})

    def test_gives_many_readers_one_index(self, stocked: Services):
        embedder = RecordingEmbedder()
        library = Library(stocked.database, embedder)

        first, *others = at_once(*[library.knowledge_base] * 8)

        assert all(other is first for other in others)
        assert len(embedder.given) == len(set(embedder.given))

    def test_leaves_out_what_is_no_longer_verified_when_the_clock_moves(self, stocked: Services, clock: FixedClock):
        knowledge_base = stocked.library.knowledge_base()
        assert knowledge_base.search("Lønn", today=today_in_oslo(clock))

        clock.advance(days=366)

        assert knowledge_base.search("Lønn", today=today_in_oslo(clock)) == []
