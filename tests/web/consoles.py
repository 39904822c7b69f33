"""What counsellors and admins act on in the consoles, and what they are told there."""

from assistant.bootstrap import Services
from knowledge_base.article import WrittenForm
from tests.factories import make_document
from tests.web.clients import Program
from tests.web.pages import read_page

NB = WrittenForm.BOKMAL
EDITOR = "/admin/articles/notice/nb"
NEW_ANSWER = "Oppsigelsestiden er fire måneder."
HTMX = {"HX-Request": "true"}


def asking(services: Services, words: str = "Kan jeg snakke med noen?") -> Program:
    """A researcher who has written and asked for a counsellor."""
    program = Program.begin(services)
    program.say(words)
    program.call("POST", "/handoff")
    return program


def pane(program: Program) -> str:
    return f"/counsellor/conversations/{program.id}"


def document(**changed: str) -> str:
    return make_document("notice", NB, title="Oppsigelsestid", **changed)


def alert_of(answer_text: str) -> str:
    return read_page(answer_text).one("div", class_="ds-alert").text
