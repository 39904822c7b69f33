"""Saving an article keeps a new version, and overwrites nobody's."""

import pytest

from assistant import audit
from assistant.articles import document_of, versions_of
from assistant.bootstrap import Services
from assistant.errors import ArticleBroken, EditConflict, NotFound
from knowledge_base.article import WrittenForm
from tests.articles.notice import EDITED, NB, live_answer, save_notice
from tests.factories import make_document
from tests.races import stopped_before_writing


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
