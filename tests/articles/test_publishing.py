"""Publishing makes a version the one that readers see; what is latest and what is live."""

import pytest
from sqlalchemy import select

from assistant import audit
from assistant.articles import ArticleVersion, Library, document_of, overview, publish, versions_of
from assistant.bootstrap import Services
from assistant.database import Database
from assistant.errors import ArticleBroken, NotFound
from knowledge_base.embedding import HashEmbedder
from tests.articles.notice import EDITED, NB, live_answer, publish_notice, save_notice
from tests.factories import make_document
from tests.fakes import NOON


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
