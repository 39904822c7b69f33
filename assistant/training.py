"""`veivalg train`: Rasa on data/ and config.yml, in its own environment; triage and written forms on the same text;
and the vectors of the shipped articles.
"""

import hashlib
import os
import subprocess
from collections.abc import Callable, Iterator

from assistant import triage, written_form
from assistant.crisis.training import read_lines
from assistant.errors import StartRefused
from assistant.nlu_data import examples, out_of_scope
from assistant.settings import RASA_MODEL, ROOT, Settings
from assistant.triage.training import train as train_triage
from knowledge_base import prepared_vectors
from knowledge_base.article import WrittenForm, plain_text, read_all
from knowledge_base.embedding import Embedder, EncoderMissing, retrieval_encoder, shipped_encoder
from knowledge_base.encoder.parallel import own_triples
from knowledge_base.sentences import sentences_in

_SOURCES = ("config.yml", "data/domain.yml", "data/rules.yml")
_LEARNT_FROM = ("data/nlu/*/*.yml", "data/crisis/*.jsonl", "data/encoder/*.tsv", "knowledge_base/articles/*/*.md")


def fingerprint() -> str:
    """Tells whether anything that is learnt from has changed since the models were trained: data or encoder."""
    files = [ROOT / name for name in _SOURCES] + [path for names in _LEARNT_FROM for path in sorted(ROOT.glob(names))]
    content = b"".join(path.read_bytes() for path in files) + _search_encoder().name.encode()
    return hashlib.sha256(content).hexdigest()[:16]


def is_current(settings: Settings) -> bool:
    """Whether all models are there, trained on the data as it is."""
    stamp = settings.training_stamp
    models = (
        settings.rasa_model,
        triage.FOLDER / triage.WEIGHTS,
        triage.FOLDER / triage.SETTINGS,
        written_form.FOLDER / written_form.WEIGHTS,
        prepared_vectors.VECTORS,
    )
    return (
        all(model.exists() for model in models)
        and stamp.exists()
        and stamp.read_text(encoding="utf-8") == fingerprint()
    )


def train(settings: Settings) -> None:
    """Train all; about five minutes on two cores. Raises StartRefused if Rasa cannot."""
    learnt_from = fingerprint()
    # Should training fail, the models are of different data; and data that changes meanwhile was not learnt from.
    settings.training_stamp.unlink(missing_ok=True)
    written_form.train(_texts_and_forms()).save()
    train_triage(examples(), _encoder())
    prepared_vectors.prepare(_search_encoder(), more=out_of_scope())
    _train_rasa(settings)
    settings.training_stamp.write_text(learnt_from, encoding="utf-8")


def _texts_and_forms() -> Iterator[tuple[str, WrittenForm]]:
    """All text of our own whose written form is known: messages, everyday sentences, articles."""
    for line in read_lines():  # Rasa's examples are among them.
        yield line.text, WrittenForm(line.written_form)
    for pair in own_triples():
        yield pair.english, WrittenForm.ENGLISH
        yield pair.norwegian, WrittenForm(pair.form)
    for variant in read_all():
        whole = [variant.title, variant.answer, *variant.questions]
        sections = [sentence for one in variant.sections for sentence in sentences_in(plain_text(one.text))]
        yield from ((text, variant.written_form) for text in [*whole, *sections])


def _encoder() -> Embedder:
    return _loaded(shipped_encoder)


def _search_encoder() -> Embedder:
    # Its name tells the shipped encoder, on which it stands, as well.
    return _loaded(retrieval_encoder)


def _loaded(load: Callable[[], Embedder]) -> Embedder:
    try:
        return load()
    except EncoderMissing as error:
        raise StartRefused(f"The sentence encoder cannot be used ({error}): see docs/encoder.md.") from error


def _train_rasa(settings: Settings) -> None:
    if not settings.rasa_python.exists():
        raise StartRefused(
            f"Rasa's Python is not at {settings.rasa_python}: run `make setup`, or set VEIVALG_RASA_PYTHON."
        )
    command = [
        str(settings.rasa_python), "-m", "rasa", "train", "--config", "config.yml", "--domain", "data/domain.yml",
        "--data", "data/nlu", "data/rules.yml", "--out", str(settings.rasa_models.resolve()),
        "--fixed-model-name", RASA_MODEL,
    ]  # fmt: skip
    log = settings.var_dir / "logs" / "train.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        done = subprocess.run(
            command, cwd=ROOT, env=quiet_environment(), stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        raise StartRefused(f"Rasa could not train: read the end of {log}.")


def quiet_environment() -> dict[str, str]:
    """The environment of Rasa's processes that train: few words, and no report to anybody outside."""
    return {
        **os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "TF_CPP_MIN_LOG_LEVEL": "3",
        # Small matrices: threads that wait for each other take far longer than one.
        "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
    }  # fmt: skip
