"""The four steps as the command line calls them: what reads what, and where it is left."""

import json
import logging
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from knowledge_base.article import read_all
from knowledge_base.encoder import course, evaluation, preparation
from knowledge_base.encoder.danger import Danger, read_lines
from knowledge_base.encoder.distillation import Distillation
from knowledge_base.encoder.export import export as write_model
from knowledge_base.encoder.own_text import OwnText, read_neighbours, read_texts
from knowledge_base.encoder.student import Encoder
from knowledge_base.onnx_encoder import MODEL, OnnxEncoder

FIRST, SECOND, EXPORTED = "first", "second", "exported"
# What the stages in a work folder were, or are being, taught with.
PARAMETERS = "parameters.json"
SECOND_STEPS = 500
_ROOT = Path(__file__).parents[2]

logger = logging.getLogger(__name__)


def prepare(parallel: Path, base: Path, work: Path, *, more: Sequence[str]) -> None:
    """See preparation.prepare; the words of the articles and of the training phrases are wanted."""
    preparation.prepare(parallel, base, work, more=more, own=list(_own_norwegian()), log=logger.info)


def train(work: Path, *, examples: int, seed: int) -> None:
    """Both stages, each skipped if it is done.

    Raises FileNotFoundError before `prepare`, FileExistsError if stages with other parameters are in the folder.
    """
    first = Distillation(preparation.read(work), work, examples=examples, seed=seed)
    _check_parameters(work, {"examples": examples, "seed": seed})
    _run(first, work, FIRST, rate=2e-4, rows_rate=1e-3)
    first.encoder = Encoder.load(work / FIRST)
    danger = Danger(first.encoder, read_lines(), seed=seed)
    second = OwnText(first, read_texts(), read_neighbours(), danger, steps=SECOND_STEPS, seed=seed)
    _run(second, work, SECOND, rate=5e-5, rows_rate=2e-4)


def _run(stage: course.Stage, work: Path, name: str, *, rate: float, rows_rate: float) -> None:
    if (work / name).exists():
        logger.info("the %s stage is done already", name)
        return
    checkpoint = work / f"{name}.checkpoint"
    save(course.run(stage, checkpoint, rate=rate, rows_rate=rows_rate, log=logger.info), work / name)
    checkpoint.unlink(missing_ok=True)


def _check_parameters(work: Path, asked: dict[str, int]) -> None:
    path = work / PARAMETERS
    if not path.exists():
        path.write_text(json.dumps(asked), encoding="utf-8")
        return
    kept = json.loads(path.read_text(encoding="utf-8"))
    if kept != asked:
        # An hour's work must not be thrown away, nor what was taught otherwise be taken for what is asked.
        raise FileExistsError(f"{work} holds training with {kept}, not with {asked}: prepare another folder")


def save(encoder: Encoder, folder: Path) -> None:
    """Write an encoder so that its folder is there only if it is whole."""
    half = folder.with_name(f"{folder.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    encoder.save(half)
    half.rename(folder)


def evaluate(parallel: Path, base: Path, work: Path, clinc: Path | None, *, exported: Path) -> None:
    """Log the figures of every encoder there is, and keep them in the work folder for the model card."""
    found = {}
    for name, encoder in _encoders(base, work, exported):
        figures = {
            f"{form} {way}": getattr(share, way)
            for form, share in evaluation.reach(encoder, parallel).items()
            for way in ("to_english", "from_english")
        }
        if clinc:
            figures["CLINC150 10-shot"] = evaluation.few_shot(encoder, clinc / "train.jsonl", clinc / "test.jsonl")
        found[name] = {measure: round(share, 4) for measure, share in figures.items()}
        logger.info("%s: %s", name, found[name])
    (work / "figures.json").write_text(json.dumps(found, indent=1), encoding="utf-8")


def export(work: Path, to: Path) -> None:
    """See export.export; of the second stage."""
    write_model(Encoder.load(work / SECOND), to)


def _encoders(base: Path, work: Path, exported: Path) -> Iterator[tuple[str, evaluation.Embedder]]:
    yield "MiniLM", Encoder.load(base)
    for stage in (preparation.START, FIRST, SECOND):
        if (work / stage).exists():
            yield stage, Encoder.load(work / stage)
    # Eight bits cost some of what was learnt.
    if (exported / MODEL).exists():
        yield EXPORTED, OnnxEncoder(exported)


def _own_norwegian() -> Iterator[str]:
    for variant in read_all():
        if variant.written_form != "en":
            yield variant.document
    for path in sorted((_ROOT / "data/nlu").glob("n?/*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            yield block.get("examples", "")
