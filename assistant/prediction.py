"""`veivalg predict`: what Veivalg would say to each of a file of questions, through the real parts, in bulk."""

import contextlib
import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant import first_start
from assistant.answering import SERVICES
from assistant.bootstrap import Services, bootstrap
from assistant.dialogue.rasa import RasaEngine
from assistant.dialogue.reply import ReplyKind
from assistant.errors import StartRefused
from assistant.serving import free_port, rasa_command, rasa_environment
from assistant.settings import ROOT, Settings
from assistant.triage import Triage, likeliest
from knowledge_base.article import WrittenForm

START_TIMEOUT_S = 120


def predict_file(settings: Settings, questions: Path, predictions: Path) -> int:
    """Write one prediction a line for each line of `{"id", "text"}`; how many. Raises StartRefused."""
    lines = _read(questions)
    services = bootstrap(settings)
    first_start.prepare_articles(services)
    with _rasa(settings) as wait_for_rasa, predictions.open("w", encoding="utf-8") as output:
        # Rasa starts meanwhile.
        services.library.shelf()
        engine = wait_for_rasa()
        for line in lines:
            output.write(json.dumps(predict(services, engine, line), ensure_ascii=False) + "\n")
    return len(lines)


def intents_of(settings: Settings, texts: Sequence[str]) -> list[dict[str, float]]:
    """The probability of each intent for each text, by the trained model. Raises StartRefused."""
    with _rasa(settings) as wait_for_rasa:
        engine = wait_for_rasa()
        return [_probabilities(engine.parse(text)) for text in texts]


def _probabilities(parsed: dict[str, Any]) -> dict[str, float]:
    return {entry["name"]: float(entry["confidence"]) for entry in parsed["intent_ranking"]}


def predict(services: Services, engine: RasaEngine, line: dict[str, Any]) -> dict[str, Any]:
    """The prediction for one question, in the form that DESIGN's interface gives."""
    question = str(line["text"])
    form = services.forms.detect(question, otherwise=WrittenForm.BOKMAL)
    hit = services.gate.check(question)
    parsed = engine.parse(question)
    probabilities = _probabilities(parsed)
    kind, articles, triage = _reply(services, question, form, str(parsed["intent"]["name"]), probabilities)
    intent = likeliest(probabilities)
    return {
        "id": line["id"],
        "written_form": form,
        "crisis": hit is not None,
        "intent": intent,
        "topics": [share.topic for share in triage.topics],
        "confidence": round(probabilities.get(intent, 0.0), 4),
        "needs_human": hit is not None or triage.needs_human,
        "kind": ReplyKind.CRISIS if hit else kind,
        "articles": [] if hit else articles,
    }


def _reply(
    services: Services, question: str, form: WrittenForm, intent: str, probabilities: dict[str, float]
) -> tuple[ReplyKind, list[dict[str, Any]], Triage]:
    answerer = services.answerer
    if service := SERVICES.get(intent):
        reply = answerer.answer_if_exact(question, form, probabilities=probabilities)
        if reply is None and service.may_be_personal:
            reply = answerer.answer_if_personal(question, form, probabilities=probabilities)
        if reply is None:
            return service.kind, [], answerer.triage_of_service(intent, question, probabilities=probabilities)
    else:
        reply = answerer.answer(question, form, probabilities=probabilities)
    shown = [(passage.slug, passage.score) for passage in reply.passages]
    offered = [(candidate.slug, candidate.score) for candidate in reply.offered]
    articles = [{"slug": slug, "score": score} for slug, score in (*shown, *offered)]
    return reply.kind, articles, reply.triage


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            read = [json.loads(line) for line in lines if line.strip()]
        for line in read:
            line["id"], line["text"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StartRefused(f"{path} cannot be read as lines of {{id, text}} ({error!r}).") from error
    return read


@contextlib.contextmanager
def _rasa(settings: Settings) -> Iterator[Callable[[], RasaEngine]]:
    """Gives a function that waits for a Rasa server of our own, or for the one that the settings name."""
    if settings.rasa_url:
        yield lambda: RasaEngine(settings.rasa_url, settings.internal_secret, settings.rasa_timeout_s)
        return
    port = free_port()
    environment = rasa_environment(
        {
            **os.environ,
            "VEIVALG_INTERNAL_SECRET": settings.internal_secret,
            "VEIVALG_ACTIONS_URL": "http://127.0.0.1:9/webhook",
        }
    )
    log = settings.var_dir / "logs" / "predict-rasa.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            rasa_command(settings, port), cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            engine = RasaEngine(f"http://127.0.0.1:{port}", settings.internal_secret, settings.rasa_timeout_s)
            yield lambda: _wait(engine, process, log)
        finally:
            process.terminate()
            process.wait()


def _wait(engine: RasaEngine, process: subprocess.Popen[bytes], log: Path) -> RasaEngine:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        if engine.is_ready():
            return engine
        time.sleep(0.3)
    raise StartRefused(f"Rasa did not start: read the end of {log}.")
