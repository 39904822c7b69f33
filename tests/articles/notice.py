"""The article about notice as an editor saves and publishes it, and what readers see of it."""

from sqlalchemy import func, select

from assistant.articles import Library, publish, save
from assistant.bootstrap import Services
from assistant.database import Database
from knowledge_base.article import WrittenForm
from tests.factories import make_document

NB = WrittenForm.BOKMAL
EDITED = make_document("notice", answer="Oppsigelsestiden er seks måneder.")


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
