"""Import and export of the folder of articles."""

from pathlib import Path

import pytest

from assistant.articles import ArticleVersion, are_as_shipped, export_articles, import_articles
from assistant.bootstrap import Services
from assistant.errors import ArticleBroken
from tests.articles.notice import EDITED, NB, count, live_answer, save_notice
from tests.fakes import NOON


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

    def test_makes_the_live_articles_those_of_the_folder(self, stocked: Services, article_folder: Path):
        with stocked.database.reading() as session:
            assert are_as_shipped(session, article_folder)

    def test_of_a_folder_that_has_changed_since_is_noticed(self, stocked: Services, article_folder: Path):
        (article_folder / "notice" / "nb.md").write_text(EDITED, encoding="utf-8")

        with stocked.database.reading() as session:
            assert not are_as_shipped(session, article_folder)

    def test_of_a_folder_that_has_less_is_noticed(self, stocked: Services, article_folder: Path):
        (article_folder / "notice" / "nb.md").unlink()

        with stocked.database.reading() as session:
            assert not are_as_shipped(session, article_folder)

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
