"""Articles as they are curated: saving, publishing, import and export, and the library that follows them."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from assistant import audit
from assistant.articles import (
    ArticleVersion,
    Library,
    PassageVector,
    document_of,
    export_articles,
    import_articles,
    overview,
    publish,
    save,
    versions_of,
)
from assistant.bootstrap import Services
from assistant.clock import today_in_oslo
from assistant.database import Database
from assistant.errors import ArticleBroken, EditConflict, NotFound
from knowledge_base.article import WrittenForm
from knowledge_base.embedding import HashEmbedder
from knowledge_base.index import passages_of
from knowledge_base.search import KnowledgeBase
from tests.factories import make_document, make_variant, make_weights
from tests.fakes import NOON, FixedClock, RecordingEmbedder
from tests.races import at_once, stopped_before_writing

NB = WrittenForm.BOKMAL
EDITED = make_document("notice", answer="Oppsigelsestiden er seks måneder.")


@pytest.fixture
def other_process(stocked: Services) -> Iterator[Database]:
    """The same database with connections of its own, as another process has it."""
    database = Database(stocked.database.url)
    yield database
    database.close()


def save_notice(services: Services, document: str = EDITED, *, based_on: int = 1, **changed: object) -> int:
    fields = {"slug": "notice", "form": NB, "document": document, "based_on": based_on} | changed
    with services.database.transaction() as session:
        return save(session, now=services.clock(), by="ada", **fields)


def publish_notice(services: Services, number: int) -> None:
    with services.database.transaction() as session:
        publish(session, slug="notice", form=NB, number=number, now=services.clock(), by="ada")


def count(database: Database, table: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def live_answer(library: Library) -> str:
    return library.live("notice", NB).variant.answer


class TestSaving:
    def test_keeps_a_new_version_that_readers_do_not_see(self, stocked: Services):
        number = save_notice(stocked)

        with stocked.database.reading() as session:
            assert document_of(session, "notice", NB) == (EDITED, 2)
        assert number == 2
        assert live_answer(stocked.library) == "Oppsigelsestiden er tre måneder."

    def test_keeps_every_earlier_version(self, stocked: Services):
        stocked.clock.advance(days=1)
        save_notice(stocked)

        with stocked.database.reading() as session:
            newest, oldest = versions_of(session, "notice", NB)
        assert (newest.number, newest.created_by, newest.is_live) == (2, "ada", False)
        assert newest.created_at == stocked.clock()
        assert (oldest.number, oldest.created_by, oldest.is_live) == (1, "test", True)

    def test_of_the_same_text_makes_no_new_version(self, stocked: Services):
        with stocked.database.reading() as session:
            document, number = document_of(session, "notice", NB)

        assert save_notice(stocked, document, based_on=number) == 1
        with stocked.database.reading() as session:
            assert len(versions_of(session, "notice", NB)) == 1

    def test_on_top_of_an_old_version_is_refused_and_overwrites_nothing(self, stocked: Services):
        save_notice(stocked)

        with pytest.raises(EditConflict) as refusal:
            save_notice(stocked, make_document("notice", answer="Noe annet."), based_on=1)

        assert refusal.value.values == {"number": 2}
        with stocked.database.reading() as session:
            assert document_of(session, "notice", NB) == (EDITED, 2)

    def test_by_two_at_the_same_moment_lets_one_win(self, stocked: Services):
        other = make_document("notice", answer="Noe annet.")

        results = stopped_before_writing(
            stocked.database, lambda: save_notice(stocked), lambda: save_notice(stocked, other)
        )

        assert sorted(type(result).__name__ for result in results) == ["EditConflict", "int"]
        with stocked.database.reading() as session:
            document, number = document_of(session, "notice", NB)
        assert (document, number) == ([EDITED, other][results.index(2)], 2)

    @pytest.mark.parametrize(
        ("document", "problem"),
        [
            ("no front matter", "notice/nb: the file must begin with front matter"),
            (make_document("notice", answer="word " * 61), "at most 60"),
            (make_document("salary"), "cannot be changed"),
            (make_document("notice", WrittenForm.ENGLISH), "cannot be changed"),
        ],
    )
    def test_a_broken_document_is_refused_with_the_reason(self, stocked: Services, document, problem):
        with pytest.raises(ArticleBroken) as refusal:
            save_notice(stocked, document)

        assert problem in str(refusal.value.values["problem"])
        with stocked.database.reading() as session:
            assert document_of(session, "notice", NB)[1] == 1

    def test_an_article_that_does_not_exist_is_refused(self, stocked: Services):
        with pytest.raises(NotFound):
            save_notice(stocked, make_document("holiday"), slug="holiday")

    def test_is_written_in_the_audit_log(self, stocked: Services):
        save_notice(stocked)

        with stocked.database.reading() as session:
            (entry,) = audit.latest(session, limit=1)
        assert (entry.action, entry.by, entry.about) == ("articles.version.saved", "ada", "notice/nb")
        assert entry.data == {"number": 2}


class TestPublishing:
    def test_makes_a_version_the_live_one(self, stocked: Services):
        publish_notice(stocked, save_notice(stocked))

        assert live_answer(stocked.library) == "Oppsigelsestiden er seks måneder."
        assert stocked.library.live("notice", NB).number == 2

    def test_is_visible_at_once_to_every_process(self, stocked: Services, other_process: Database):
        elsewhere = Library(other_process, HashEmbedder())
        assert live_answer(elsewhere) == "Oppsigelsestiden er tre måneder."

        publish_notice(stocked, save_notice(stocked))

        assert live_answer(elsewhere) == "Oppsigelsestiden er seks måneder."

    def test_an_earlier_version_takes_a_change_back(self, stocked: Services):
        publish_notice(stocked, save_notice(stocked))

        publish_notice(stocked, 1)

        assert live_answer(stocked.library) == "Oppsigelsestiden er tre måneder."
        with stocked.database.reading() as session:
            assert document_of(session, "notice", NB) == (EDITED, 2)
            assert [view.is_live for view in versions_of(session, "notice", NB)] == [False, True]

    def test_a_version_or_an_article_that_does_not_exist_is_refused(self, stocked: Services):
        with pytest.raises(NotFound):
            publish_notice(stocked, 99)
        with stocked.database.transaction() as session, pytest.raises(NotFound):
            publish(session, slug="holiday", form=NB, number=1, now=NOON, by="ada")

    def test_a_version_that_does_not_meet_todays_rules_is_refused(self, stocked: Services):
        number = save_notice(stocked)
        with stocked.database.transaction() as session:
            version = session.scalars(select(ArticleVersion).where(ArticleVersion.number == number)).one()
            version.document = make_document("notice", answer="word " * 61)

        with pytest.raises(ArticleBroken):
            publish_notice(stocked, number)

        assert stocked.library.live("notice", NB).number == 1

    def test_is_written_in_the_audit_log(self, stocked: Services):
        publish_notice(stocked, save_notice(stocked))

        with stocked.database.reading() as session:
            (entry,) = audit.latest(session, limit=1)
        assert (entry.action, entry.by, entry.about) == ("articles.version.published", "ada", "notice/nb")
        assert entry.data == {"number": 2}


class TestReading:
    def test_the_overview_tells_latest_and_live_of_every_variant(self, stocked: Services):
        save_notice(stocked)

        with stocked.database.reading() as session:
            rows = overview(session)

        assert [(row.slug, row.written_form) for row in rows] == [
            (slug, form) for slug in ("notice", "salary") for form in ("en", "nb", "nn")
        ]
        assert [(row.latest, row.live) for row in rows[:3]] == [(1, 1), (2, 1), (1, 1)]
        assert (rows[3].title, rows[3].topic) == ("Lønn", "uncertainty")
        assert rows[3].valid_until.isoformat() == "2027-11-20"

    @pytest.mark.parametrize("read", [document_of, versions_of])
    def test_an_article_that_does_not_exist_is_refused(self, stocked: Services, read):
        with stocked.database.reading() as session, pytest.raises(NotFound):
            read(session, "holiday", NB)


class TestImport:
    def test_takes_every_variant_in_as_live(self, services: Services, article_folder: Path):
        with services.database.transaction() as session:
            taken = import_articles(session, article_folder, now=NOON, by="test")

        assert taken == 6
        assert {variant.slug for variant in services.library.all_live(NB)} == {"notice", "salary"}

    def test_of_an_unchanged_folder_takes_nothing(self, stocked: Services, article_folder: Path):
        with stocked.database.transaction() as session:
            assert import_articles(session, article_folder, now=NOON, by="test") == 0

    def test_takes_what_has_changed_as_the_next_version(self, stocked: Services, article_folder: Path):
        (article_folder / "notice" / "nb.md").write_text(EDITED, encoding="utf-8")

        with stocked.database.transaction() as session:
            assert import_articles(session, article_folder, now=NOON, by="test") == 1

        assert stocked.library.live("notice", NB).number == 2
        assert live_answer(stocked.library) == "Oppsigelsestiden er seks måneder."

    def test_at_the_first_start_leaves_alone_what_is_there(self, stocked: Services, article_folder: Path):
        (article_folder / "notice" / "nb.md").write_text(EDITED, encoding="utf-8")

        with stocked.database.transaction() as session:
            assert import_articles(session, article_folder, now=NOON, by="test", only_if_empty=True) == 0

        assert live_answer(stocked.library) == "Oppsigelsestiden er tre måneder."

    def test_at_the_first_start_fills_an_empty_database(self, services: Services, article_folder: Path):
        with services.database.transaction() as session:
            assert import_articles(session, article_folder, now=NOON, by="test", only_if_empty=True) == 6

    def test_of_a_folder_with_a_broken_file_names_it_and_takes_nothing(self, services: Services, article_folder: Path):
        (article_folder / "salary" / "nn.md").write_text("---\n", encoding="utf-8")

        with pytest.raises(ArticleBroken) as refusal, services.database.transaction() as session:
            import_articles(session, article_folder, now=NOON, by="test")

        assert "salary/nn.md" in str(refusal.value.values["problem"])
        assert count(services.database, ArticleVersion) == 0
        assert services.library.all_live(NB) == []

    def test_of_a_folder_that_does_not_exist_is_refused(self, services: Services, tmp_path: Path):
        with services.database.transaction() as session, pytest.raises(ArticleBroken):
            import_articles(session, tmp_path / "nowhere", now=NOON, by="test")

    def test_of_an_export_changes_nothing(self, stocked: Services, article_folder: Path, tmp_path: Path):
        exported = tmp_path / "exported"

        with stocked.database.transaction() as session:
            assert export_articles(session, exported) == 6
            assert import_articles(session, exported, now=NOON, by="test") == 0

        files = {path.relative_to(exported): path.read_bytes() for path in exported.glob("*/*.md")}
        assert files == {path.relative_to(article_folder): path.read_bytes() for path in article_folder.glob("*/*.md")}

    def test_export_writes_what_is_live_and_not_what_is_latest(self, stocked: Services, tmp_path: Path):
        save_notice(stocked)

        with stocked.database.reading() as session:
            export_articles(session, tmp_path / "exported")

        written = (tmp_path / "exported" / "notice" / "nb.md").read_text(encoding="utf-8")
        assert "tre måneder" in written


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


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
