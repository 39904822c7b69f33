"""Chooses what is plugged in where: the only place that does."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import nlu_data
from assistant.answering import Answerer
from assistant.articles import Library
from assistant.booking import Desk
from assistant.booking.waiting import WaitingDesk
from assistant.clock import Clock, utc_now
from assistant.crisis import CrisisGate, CrisisModel, Patterns, reply_texts
from assistant.database import Database
from assistant.dialogue.engine import DialogueEngine
from assistant.dialogue.rasa import RasaEngine
from assistant.errors import StartRefused
from assistant.notifications import FolderMailer, Mailer, SmtpMailer
from assistant.settings import Settings
from assistant.triage import TriageModel, Triager
from assistant.written_form import FormDetector
from knowledge_base.embedding import Embedder, EncoderMissing, Encoders, encoders, shipped_encoder
from knowledge_base.onnx_encoder import OnnxEncoder


@dataclass(frozen=True)
class Services:
    """Everything a process needs, made once when it starts."""

    settings: Settings
    database: Database
    library: Library
    gate: CrisisGate
    forms: FormDetector
    triager: Triager
    answerer: Answerer
    engine: DialogueEngine
    mailer: Mailer
    clock: Clock

    @property
    def desk(self) -> Desk:
        """What takes this installation's bookings."""
        return Desk(self.settings.address, self.settings.mail_from)

    @property
    def waiting_desk(self) -> WaitingDesk:
        """The desk that keeps this installation's waiting list."""
        return WaitingDesk(self.desk)


def bootstrap(
    settings: Settings,
    *,
    database: Database | None = None,
    embedder: Embedder | None = None,
    engine: DialogueEngine | None = None,
    mailer: Mailer | None = None,
    clock: Clock = utc_now,
    out_of_scope: Sequence[str] | None = None,
) -> Services:
    """The services for these settings; what is given takes the place of the real thing. Raises StartRefused."""
    database = database or Database(settings.database)
    # Without its fixed text the gate would open and have nothing to say: better not to start.
    reply_texts()
    shipped, searching = _encoders(settings)
    library = Library(
        database, embedder or searching.passages, questions=embedder or searching.questions,
        out_of_scope=nlu_data.out_of_scope() if out_of_scope is None else out_of_scope,
    )  # fmt: skip
    triager = Triager(TriageModel.load(shipped))
    return Services(
        settings=settings,
        database=database,
        library=library,
        gate=CrisisGate(Patterns(), CrisisModel(shipped)),
        forms=FormDetector.load(),
        triager=triager,
        answerer=Answerer(library, triager, clock),
        engine=engine
        or RasaEngine(
            settings.rasa_url, settings.internal_secret, settings.rasa_timeout_s, actions_url=settings.actions_url
        ),
        mailer=mailer or _mailer(settings),
        clock=clock,
    )


def _encoders(settings: Settings) -> tuple[OnnxEncoder, Encoders]:
    """The shipped encoder, on which triage and the crisis gate are trained, and what the search is to use."""
    try:
        return shipped_encoder(), encoders(settings.encoder)
    except EncoderMissing as error:
        raise StartRefused(f"The sentence encoder cannot be used ({error}): see docs/encoder.md.") from error


def _mailer(settings: Settings) -> Mailer:
    if settings.smtp_url:
        return SmtpMailer(settings.smtp_url)
    return FolderMailer(settings.outbox)


def configure_logging(settings: Settings) -> None:
    """Log to standard error in one line each."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True)
    for talkative in ("alembic", "bm25s", "httpcore", "httpx", "sentence_transformers"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
