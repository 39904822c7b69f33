"""`veivalg predict`: what Veivalg would say to a question, from the real parts and what Rasa classified."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.articles import import_articles
from assistant.bootstrap import Services
from assistant.database import Database
from assistant.dialogue.rasa import RasaEngine
from assistant.errors import AssistantSilent, StartRefused
from assistant.prediction import predict, predict_file
from assistant.settings import Settings
from assistant.triage import FALLBACK
from tests.fakes import NOON, FixedClock
from tests.rasa_server import PARSE, RasaServer, parsed

ABOUT_NOTICE = "Oppsigelsestid notice nb spørsmål 3?"
FIELDS = {
    "id", "written_form", "crisis", "intent", "topics", "confidence", "needs_human", "kind", "articles",
}  # fmt: skip


@pytest.fixture
def rasa() -> Iterator[RasaServer]:
    server = RasaServer().start()
    yield server
    server.close()


class Predictor:
    """Predicts for what Rasa is told to have understood."""

    def __init__(self, services: Services, rasa: RasaServer) -> None:
        self._services, self._rasa = services, rasa
        self._engine = RasaEngine(rasa.url, "secret", 10)

    def __call__(self, text: str, **ranking: float) -> dict[str, object]:
        self._rasa.play(PARSE, parsed(text, **ranking))
        prediction = predict(self._services, self._engine, {"id": "q1", "text": text})
        return json.loads(json.dumps(prediction))


@pytest.fixture
def prediction(stocked: Services, rasa: RasaServer) -> Predictor:
    return Predictor(stocked, rasa)


def test_a_question_that_an_article_answers(prediction: Predictor):
    predicted = prediction(ABOUT_NOTICE, uncertainty=0.7, job_search=0.2, greet=0.1)

    (article,) = predicted.pop("articles")
    assert predicted == {
        "id": "q1",
        "written_form": "nb",
        "crisis": False,
        "intent": "uncertainty",
        "topics": ["uncertainty"],
        "confidence": 0.7,
        "needs_human": False,
        "kind": "answer",
    }
    assert article["slug"] == "notice"
    assert 0 < article["score"] < 1.2


def test_a_question_that_no_article_answers(prediction: Predictor):
    predicted = prediction("Hvor kjøper man egentlig sykkel?", out_of_scope=0.9, job_search=0.1)

    assert (predicted["kind"], predicted["articles"], predicted["topics"]) == ("unknown", [], [])


def test_a_question_whose_answer_has_lapsed_is_one_that_no_article_answers(prediction: Predictor, clock: FixedClock):
    clock.advance(days=366)

    predicted = prediction(ABOUT_NOTICE, uncertainty=0.7)

    assert set(predicted) == FIELDS
    assert (predicted["kind"], predicted["articles"], predicted["needs_human"]) == ("unknown", [], False)


def test_a_personal_choice(prediction: Predictor):
    predicted = prediction(f"Bør jeg si opp? {ABOUT_NOTICE}", uncertainty=1.0)

    assert (predicted["kind"], predicted["needs_human"]) == ("guidance", True)


@pytest.mark.parametrize(
    ("intent", "kind", "needs_human"),
    [("talk_to_human", "handoff", True), ("book_session", "booking", True), ("greet", "smalltalk", False)],
)
def test_a_service_intent_is_not_searched_for(prediction: Predictor, intent, kind, needs_human):
    predicted = prediction("Hei, kan du hjelpe meg med noe?", **{intent: 0.9})

    assert (predicted["kind"], predicted["needs_human"], predicted["articles"]) == (kind, needs_human, [])


@pytest.mark.parametrize("intent", ["cancel_session", "book_session", "greet"])
def test_an_articles_own_words_win_over_a_service_intent(prediction: Predictor, intent):
    predicted = prediction(ABOUT_NOTICE, **{intent: 0.9})

    assert (predicted["kind"], predicted["articles"][0]["slug"]) == ("answer", "notice")


def test_who_may_ask_for_a_person_is_never_answered_by_an_article(prediction: Predictor):
    predicted = prediction(ABOUT_NOTICE, talk_to_human=0.4)

    assert (predicted["kind"], predicted["needs_human"], predicted["articles"]) == ("handoff", True, [])


@pytest.mark.parametrize("intent", ["deny", "goodbye", "affirm"])
def test_a_personal_choice_is_never_taken_for_small_talk(prediction: Predictor, intent):
    predicted = prediction("Jeg vet ikke om jeg bør slutte", **{intent: 0.9})

    assert (predicted["kind"], predicted["needs_human"]) == ("unknown", True)


def test_another_written_form_is_never_taken_for_personal(prediction: Predictor):
    predicted = prediction("Bør vi ikke heller ta det på nynorsk?", change_language=0.9)

    assert (predicted["kind"], predicted["needs_human"]) == ("smalltalk", False)


@pytest.mark.parametrize("intent", ["cancel_session", "move_session"])
def test_strain_is_seen_where_a_session_is_to_be_changed(prediction: Predictor, intent):
    predicted = prediction("Jeg er utslitt og må endre timen", **{intent: 0.9})

    assert (predicted["kind"], predicted["needs_human"]) == ("booking", True)


def test_what_is_not_understood_is_searched_for_and_told_by_its_likeliest_intent(prediction: Predictor):
    predicted = prediction(ABOUT_NOTICE, **{FALLBACK: 0.7, "uncertainty": 0.28, "greet": 0.02})

    assert (predicted["intent"], predicted["confidence"]) == ("uncertainty", 0.28)
    assert predicted["articles"][0]["slug"] == "notice"


def test_a_crisis_comes_before_everything_else(prediction: Predictor):
    predicted = prediction(f"Jeg vil ikke leve lenger. {ABOUT_NOTICE}", uncertainty=1.0)

    assert (predicted["crisis"], predicted["kind"], predicted["needs_human"]) == (True, "crisis", True)
    assert predicted["articles"] == []


def test_the_form_of_the_question_is_told(prediction: Predictor):
    assert prediction("How long is my notice period, please?", uncertainty=1.0)["written_form"] == "en"
    assert prediction("Kor lang oppseiingstid har eg?", uncertainty=1.0)["written_form"] == "nn"


def test_no_prediction_is_made_up_when_rasa_is_silent(stocked: Services, rasa: RasaServer):
    with pytest.raises(AssistantSilent):
        predict(stocked, RasaEngine(rasa.url, "secret", 10), {"id": "q1", "text": "Hei"})


class TestFiles:
    @pytest.fixture
    def settings(self, rasa: RasaServer, sqlite_template: Path, article_folder: Path, tmp_path: Path) -> Settings:
        """Settings that name a Rasa server run elsewhere, and a database that holds two articles."""
        rasa.play(PARSE, parsed("?", uncertainty=1.0))
        settings = Settings(var_dir=tmp_path / "var", rasa_url=rasa.url)
        settings.var_dir.mkdir()
        shutil.copy(sqlite_template, settings.var_dir / "veivalg.db")
        database = Database(settings.database)
        with database.transaction() as session:
            import_articles(session, article_folder, now=NOON, by="test")
        database.close()
        return settings

    def test_every_question_gets_a_line_in_the_same_order(self, settings: Settings, tmp_path: Path):
        """With the real embedder, as on the command line."""
        questions, predictions = tmp_path / "questions.jsonl", tmp_path / "predictions.jsonl"
        questions.write_text(
            '{"id": "b", "text": "Oppsigelsestid"}\n\n{"id": 7, "text": "Får eg løn? Kor mykje?", "topics": []}\n',
            encoding="utf-8",
        )

        count = predict_file(settings, questions, predictions)

        lines = [json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines()]
        assert (count, [line["id"] for line in lines]) == (2, ["b", 7])
        assert all(set(line) == FIELDS for line in lines)

    @pytest.mark.parametrize("content", ["{", "[]", '"text"', '{"id": "a"}', '{"text": "Hei"}', "5"])
    def test_a_file_of_anything_else_is_refused_with_one_sentence(self, settings: Settings, tmp_path: Path, content):
        questions = tmp_path / "questions.jsonl"
        questions.write_text(f'{{"id": "a", "text": "Hei"}}\n{content}\n', encoding="utf-8")

        with pytest.raises(StartRefused, match=r"questions\.jsonl cannot be read as lines of \{id, text\}"):
            predict_file(settings, questions, tmp_path / "predictions.jsonl")

        assert not (tmp_path / "predictions.jsonl").exists()

    def test_a_file_that_is_absent_or_is_not_utf_8_is_refused(self, settings: Settings, tmp_path: Path):
        questions = tmp_path / "questions.jsonl"
        with pytest.raises(StartRefused):
            predict_file(settings, questions, tmp_path / "predictions.jsonl")

        questions.write_bytes(b'{"id": "a", "text": "\xf8"}\n')
        with pytest.raises(StartRefused):
            predict_file(settings, questions, tmp_path / "predictions.jsonl")
