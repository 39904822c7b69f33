"""The published figures: what is written, what is refused, and what they fall short of."""

import json
import logging
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant import quality
from assistant.__main__ import app
from assistant.articles import import_articles
from assistant.database import Database
from assistant.errors import FiguresUnusable, StartRefused
from assistant.evaluation import CEILINGS, FLOORS, Split, for_publishing, messages, questions
from assistant.evaluation.aims import AIMED_CEILINGS, AIMS
from assistant.evaluation.figures import GATE, MESSAGES, QUESTIONS
from assistant.quality import Measure, Published, Target, forms_behind, missed_aims, read
from assistant.settings import RASA_MODEL, ROOT, Settings
from assistant.training import fingerprint
from knowledge_base.article import WrittenForm
from knowledge_base.embedding import shipped_encoder
from tests.fakes import NOON
from tests.measured import DAY, VERSIONS, publish_to, row, texts_missing

SENSITIVITY = "sensitivity"
NAN = float("nan")


def measure_in(published: Published, name: str) -> Measure:
    (found,) = [one for table in published.tables for one in table.measures if one.name == name]
    return found


# What is written.


def test_what_is_published_is_read_again(tmp_path: Path):
    published = read(publish_to(tmp_path / "figures.json", (GATE, row(SENSITIVITY, 0.97456, nn=0.97, asked=4))))

    assert (published.version, published.measured_on, published.versions) == (1, DAY, VERSIONS)
    assert [table.heading for table in published.tables] == [MESSAGES, GATE, QUESTIONS]
    (gate,) = [table for table in published.tables if table.heading == GATE]
    assert gate.messages.model_dump() == {"nb": 10, "nn": 10, "en": 10, "all": 30}
    sensitivity = measure_in(published, SENSITIVITY)
    assert sensitivity.figures.model_dump() == {"nb": 0.975, "nn": 0.97, "en": 0.975, "all": 0.975}
    assert sensitivity.asked.model_dump() == {"nb": 4, "nn": 4, "en": 4, "all": 12}
    floor = FLOORS[GATE, SENSITIVITY]
    assert sensitivity.limit == Target(kind="at_least", all=floor.all, each=floor.each)
    aim = AIMS[GATE, SENSITIVITY]
    assert sensitivity.aim == Target(kind="at_least", all=aim.all, each=aim.each)
    alarms = measure_in(published, "false alarms")
    assert alarms.limit is not None
    assert (alarms.limit.kind, alarms.aim) == ("at_most", None)


def test_what_was_not_asked_is_null(tmp_path: Path):
    path = publish_to(tmp_path / "figures.json", (QUESTIONS, row("a topic right", 0.5, en=NAN)))

    assert measure_in(read(path), "a topic right").figures.en is None
    assert "NaN" not in path.read_text(encoding="utf-8")


def test_nothing_is_published_below_the_floors(tmp_path: Path):
    path = tmp_path / "figures.json"

    with pytest.raises(StartRefused, match="1 figures are not"):
        publish_to(path, (GATE, row(SENSITIVITY, 0.5, nb=1, nn=1, en=1)))

    assert not path.exists()


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ((QUESTIONS, row("something new")), r"quality-measure-something-new \(nb\)"),
        (("Something new", row("a topic right")), r"quality-table-something-new-about \(en\)"),
        ((QUESTIONS, row("a topic right", 1.5)), "less than or equal to 1"),
    ],
)
def test_nothing_is_published_that_could_not_be_shown(tmp_path: Path, given, problem: str):
    path = publish_to(tmp_path / "figures.json")
    before = path.read_bytes()

    with pytest.raises(StartRefused, match=problem):
        publish_to(path, given)

    assert path.read_bytes() == before


def test_only_the_half_is_published_on_which_nothing_was_chosen():
    refused = CliRunner().invoke(app, ["evaluate", "--publish", "--split", "calibration"])

    assert isinstance(refused.exception, StartRefused)


def test_only_models_are_published_that_have_learnt_from_the_data_as_it_is(tmp_path: Path):
    settings = Settings(rasa_models=tmp_path)

    with pytest.raises(StartRefused, match="veivalg train"):
        for_publishing(settings, Split.TEST)


@pytest.fixture
def trained(tmp_path: Path) -> Settings:
    """An installation whose models have learnt from the data as it is."""
    settings = Settings(var_dir=tmp_path, rasa_models=tmp_path)
    (tmp_path / f"{RASA_MODEL}.tar.gz").touch()
    settings.training_stamp.write_text(fingerprint(), encoding="utf-8")
    return settings


def test_what_is_measured_is_named_by_what_its_parts_were_made_from(trained: Settings):
    named = for_publishing(trained, Split.TEST)

    assert named.training == fingerprint() == quality.running_training(trained.training_stamp)
    assert named.veivalg == version("veivalg")
    assert (named.encoder, named.crisis_gate.count("/")) == (shipped_encoder().name, 1)


def test_only_the_articles_that_ship_are_published_on(trained: Settings, article_folder: Path):
    database = Database(trained.database)
    database.migrate()
    with database.transaction() as session:
        import_articles(session, article_folder, now=NOON, by="test")
    database.close()

    with pytest.raises(StartRefused, match="knowledge_base/articles"):
        for_publishing(trained, Split.TEST)


def test_without_a_training_nothing_is_known_to_run(tmp_path: Path):
    assert quality.running_training(Settings(rasa_models=tmp_path).training_stamp) == ""


# What is read.


def without(*names: str | int) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for name in names[:-1]:
            document = document[name]
        del document[names[-1]]

    return change


def with_(value: Any, *names: str | int) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for name in names[:-1]:
            document = document[name]
        document[names[-1]] = value

    return change


FIRST = ("tables", 0, "measures", 0)


@pytest.mark.parametrize(
    "change",
    [
        with_(2, "version"),
        with_("yesterday", "measured_on"),
        with_([], "tables"),
        with_([], "tables", 0, "measures"),
        with_(1.01, *FIRST, "figures", "nb"),
        with_("0.9", *FIRST, "figures", "nb"),
        with_(True, *FIRST, "figures", "nb"),
        with_(-1, "tables", 0, "messages", "all"),
        with_("around", *FIRST, "limit", "kind"),
        with_("no such measure", *FIRST, "name"),
        with_("", *FIRST, "name"),
        with_(GATE, "tables", 0, "heading"),
        with_("more", "comment"),
        without("versions", "training"),
        without(*FIRST, "figures", "nn"),
        without(*FIRST, "asked"),
        lambda document: document["tables"][0]["measures"].append(document["tables"][0]["measures"][0]),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_and_the_log_says_which(tmp_path: Path, caplog: pytest.LogCaptureFixture, change):
    path = publish_to(tmp_path / "figures.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")

    with caplog.at_level(logging.ERROR), pytest.raises(FiguresUnusable):
        read(path)

    assert str(path) in caplog.text


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"null", b'{"version": NaN}'])
def test_what_is_no_such_file_is_refused(tmp_path: Path, content: bytes):
    path = tmp_path / "figures.json"
    path.write_bytes(content)

    for unusable in (path, tmp_path, tmp_path / "none.json"):
        with pytest.raises(FiguresUnusable):
            read(unusable)


def test_the_file_that_ships_can_be_shown():
    published = read(ROOT / "data/figures.json")

    assert {MESSAGES, GATE, QUESTIONS} <= {table.heading for table in published.tables}


def test_every_measure_that_is_taken_has_its_texts():
    taken = {
        MESSAGES: [*messages.MEASURES],
        GATE: [name for heading, name in (*FLOORS, *CEILINGS) if heading == GATE],
        QUESTIONS: [name for name, *_ in questions.MEASURES],
    }

    assert [texts_missing(heading, names) for heading, names in taken.items()] == [[], [], []]


def test_a_measure_without_texts_would_be_noticed():
    """If this fails, the test above proves nothing."""
    assert len(texts_missing(GATE, [SENSITIVITY, "something new"])) == 2 * len(WrittenForm)


# What is not reached.


def test_aims_are_of_measures_that_are_taken():
    parity = "same article as in the other forms"
    taken = {(MESSAGES, name) for name in messages.MEASURES} | {(QUESTIONS, name) for name, *_ in questions.MEASURES}

    assert {*AIMS, *AIMED_CEILINGS} <= taken | {(GATE, SENSITIVITY), (QUESTIONS, parity)}


def test_aims_ask_no_less_than_the_floors():
    for aims, limits, sign in ((AIMS, FLOORS, 1), (AIMED_CEILINGS, CEILINGS, -1)):
        assert [name for name in aims.keys() & limits.keys() if sign * aims[name].all < sign * limits[name].all] == []


@pytest.mark.parametrize(("reached", "missed"), [(0.979, [("all", 0.979, 0.98)]), (0.98, []), (1.0, [])])
def test_an_aim_is_missed_until_it_is_reached(tmp_path: Path, reached: float, missed):
    published = read(publish_to(tmp_path / "figures.json", (GATE, row(SENSITIVITY, reached, nb=1, nn=1, en=1))))

    assert [(one.column, one.figure, one.share) for one in missed_aims(published)] == missed


def test_an_aim_for_mistakes_is_missed_by_more_of_them(tmp_path: Path):
    document = json.loads(publish_to(tmp_path / "figures.json").read_text(encoding="utf-8"))
    alarms = next(one for table in document["tables"] for one in table["measures"] if one["name"] == "false alarms")
    alarms["aim"] = {"kind": "at_most", "all": 0.1, "each": 0.2}
    alarms["figures"] = {"nb": 0.3, "nn": 0.2, "en": None, "all": 0.15}

    missed = missed_aims(Published.model_validate_json(json.dumps(document)))

    assert [(one.column, one.figure) for one in missed] == [("all", 0.15), ("nb", 0.3)]


def test_a_form_is_behind_if_it_does_not_reach_what_all_must(tmp_path: Path):
    published = read(publish_to(tmp_path / "figures.json", (MESSAGES, row("first topic right", 0.9, nn=0.8))))

    (behind,) = forms_behind(published)

    assert (behind.table.heading, behind.measure.name) == (MESSAGES, "first topic right")
    assert (behind.column, behind.figure) == ("nn", 0.8)
