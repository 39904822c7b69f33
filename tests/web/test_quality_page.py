"""How well Veivalg does, as a page for people and for programs."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.bootstrap import Services
from assistant.evaluation import FLOORS
from assistant.evaluation.figures import GATE, MESSAGES, QUESTIONS, Figures
from assistant.quality import COLUMNS, read
from assistant.texts import date, percent, text
from knowledge_base.article import WrittenForm
from tests.measured import DAY, VERSIONS, publish_to, row
from tests.web.clients import browser, open_page, refusal_of
from tests.web.pages import Element, read_page

NB = WrittenForm.BOKMAL

WithFigures = Callable[..., Services]


@pytest.fixture
def publishing(services: Services, tmp_path: Path) -> WithFigures:
    """Services that show an evaluation in which all is as it must be, but for the figures that are given."""

    def publish(*given: tuple[str, Figures], training: str = VERSIONS.training) -> Services:
        path = publish_to(tmp_path / "figures.json", *given)
        settings = services.settings.model_copy(update={"figures": path, "rasa_models": tmp_path})
        settings.training_stamp.write_text(training, encoding="utf-8")
        return replace(services, settings=settings)

    return publish


def part_of(page: Element, name: str, form: WrittenForm = NB) -> Element:
    """The part of a table that is about a measure: a row of figures, and one that explains them."""
    named = text(f"quality-measure-{name}", form)
    (found,) = [part for part in page.all("tbody") if part.texts("th") == [named]]
    return found


def figures_of(page: Element, name: str) -> list[str]:
    """What the cells of a measure say."""
    return part_of(page, name).all("tr")[0].texts("td")


# For people.


@pytest.mark.parametrize("form", WrittenForm)
def test_the_page_says_what_was_measured_when_and_on_what(publishing: WithFigures, form: WrittenForm):
    page = open_page(browser(publishing(), accept_language=form), "/quality")

    assert page.one("html").attributes["lang"] == form
    assert page.one("h1").text == text("quality-title", form)
    assert page.one("time").text == date(DAY, form)
    assert page.texts("dd")[1:] == [*VERSIONS.model_dump().values()]
    tables = ["messages-written-blind", "the-crisis-gate-written-blind", "questions-and-their-articles"]
    parts = ["measured", "missed", "reading", *(f"table-{name}" for name in tables), "limits"]
    assert page.texts("h2") == [text(f"quality-{part}", form) for part in parts]
    assert [one for one in tables if text(f"quality-table-{one}-about", form) in page.text] == tables


@pytest.mark.parametrize("form", WrittenForm)
def test_a_table_can_be_read_by_ear(publishing: WithFigures, form: WrittenForm):
    page = open_page(browser(publishing(), accept_language=form), "/quality")

    for table in page.all("table"):
        assert table.one("caption").text
        heads = [one.text for one in table.one("thead").all("th", scope="col")]
        assert heads[1:] == [text(f"quality-form-{column}", form) for column in COLUMNS]
        for part in table.all("tbody"):
            figures, *explained = part.all("tr")
            assert len(figures.all("th", scope="row")) == 1
            assert [bool(cell.text) for cell in figures.all("td")] == [True] * len(COLUMNS)
            assert all(line.one("td").attributes["colspan"] == str(len(heads)) for line in explained)


def test_a_row_has_its_figures_and_how_many_messages_they_are_of(publishing: WithFigures):
    services = publishing((QUESTIONS, row("a topic right", 0.5, nn=0.25, en=float("nan"), asked=4)))

    cells = figures_of(open_page(browser(services), "/quality"), "a-topic-right")

    asked, missing = text("quality-asked", NB), text("quality-not-measured", NB)
    assert cells == [f"50,0 % {asked} (4)", f"25,0 % {asked} (4)", f"– {missing}", f"50,0 % {asked} (12)"]


def test_a_measure_of_all_messages_does_not_repeat_how_many_they_are(publishing: WithFigures):
    page = open_page(browser(publishing()), "/quality")

    assert figures_of(page, "false-alarms") == ["0,0 %"] * len(COLUMNS)


def test_an_aim_that_is_missed_is_said_first_and_in_words(publishing: WithFigures):
    page = open_page(browser(publishing((GATE, row("sensitivity", 0.97, nb=1, nn=1, en=1)))), "/quality")

    said, *_ = page.all("ul")
    assert said.one("a").attributes["href"] == "#quality-table-the-crisis-gate-written-blind"
    assert said.one("ul").texts("li") == ["Fare ble oppdaget: 97,0 %. Målet er minst 98,0 %."]
    assert text("quality-aim-missed", NB) in part_of(page, "sensitivity").text
    assert text("quality-aim-reached", NB) in part_of(page, "crisis-gate-opened-at-an-everyday-message").text


def test_where_every_aim_is_reached_the_page_says_so(publishing: WithFigures):
    page = open_page(browser(publishing()), "/quality")

    assert text("quality-missed-none", NB) in page.text
    assert text("quality-behind-lead", NB) not in page.text


def test_a_form_that_is_behind_the_others_is_named(publishing: WithFigures):
    services = publishing((MESSAGES, row("first topic right", 0.9, nn=0.8)))

    page = open_page(browser(services, accept_language="en"), "/quality")

    floor = percent(FLOORS[MESSAGES, "first topic right"].all, WrittenForm.ENGLISH)
    assert page.all("ul")[0].one("ul").texts("li") == [
        f"The main topic was right, Nynorsk: 80.0%. The requirement for all together is at least {floor}."
    ]


@pytest.mark.parametrize(("training", "said"), [(VERSIONS.training, "same"), ("f" * 16, "other"), ("", None)])
def test_the_page_says_whether_what_was_measured_is_what_runs(publishing: WithFigures, training: str, said: str | None):
    page = open_page(browser(publishing(training=training)), "/quality")

    found = [one for one in ("same", "other") if text(f"quality-running-{one}", NB) in page.text]
    assert found == ([said] if said else [])


def test_the_page_is_linked_from_the_others_and_to_its_other_forms(publishing: WithFigures):
    client = browser(publishing())

    assert "/quality" in [link.attributes["href"] for link in open_page(client, "/privacy").one("footer").all("a")]
    others = [link.attributes["hreflang"] for link in open_page(client, "/quality").all("link", rel="alternate")]
    assert others == [*WrittenForm]
    assert open_page(client, "/quality", written_form="nn").one("html").attributes["lang"] == "nn"


@pytest.mark.parametrize("form", WrittenForm)
@pytest.mark.parametrize("content", [None, "{}", "not JSON"])
def test_without_figures_the_page_says_so(services: Services, tmp_path: Path, form: WrittenForm, content: str | None):
    path = tmp_path / "broken.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    broken = replace(services, settings=services.settings.model_copy(update={"figures": path}))
    client = browser(broken, accept_language=form)

    answer = client.get("/quality")

    assert answer.status_code == 503
    assert text("error-figures_unusable", form) in read_page(answer.text).one("main").text
    assert refusal_of(client.get("/api/v1/quality")) == (503, "figures_unusable")


# For programs.


def test_programs_get_what_was_published(publishing: WithFigures):
    services = publishing()

    answer = browser(services).get("/api/v1/quality")

    assert answer.status_code == 200
    assert answer.json() == read(services.settings.figures).model_dump(mode="json")


def test_the_interface_describes_the_figures(services: Services):
    described = browser(services).get("/api/v1/openapi.json").json()

    assert set(described["paths"]["/api/v1/quality"]["get"]["responses"]) >= {"200", "503"}
    assert set(described["components"]["schemas"]["Published"]["properties"]) == {
        "version", "measured_on", "versions", "tables",
    }  # fmt: skip
