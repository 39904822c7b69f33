"""Rasa's pipeline trained and asked on any labelled lines, in a process of Rasa's own: for measuring only."""

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import StartRefused
from assistant.settings import ROOT, Settings
from assistant.training import quiet_environment


@dataclass(frozen=True)
class Labelled:
    """A text with the intent that is right for it."""

    text: str
    label: str


@dataclass(frozen=True)
class Run:
    """What a trained pipeline said: the probability of each intent for each text, and what it cost."""

    intents: list[dict[str, float]]
    train_s: float
    parse_ms: float
    memory_mib: int

    @property
    def first(self) -> list[str]:
        """The likeliest intent of each text."""
        return [max(one, key=one.__getitem__) for one in self.intents]


def run(settings: Settings, config: Path, train: Sequence[Labelled], test: Sequence[str]) -> Run:
    """Train a pipeline on `train` and classify `test` with it. Raises StartRefused if Rasa cannot."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _write(folder / "train.jsonl", [{"text": one.text, "label": one.label} for one in train])
        _write(folder / "test.jsonl", [{"text": text} for text in test])
        command = [
            str(settings.rasa_python), "-m", "assistant.nlu.train_and_parse", str(config.resolve()),
            *(str(folder / name) for name in ("train.jsonl", "test.jsonl", "predictions.jsonl")),
        ]  # fmt: skip
        # With the cache that Rasa keeps from one training to the next, the time of training would be that of the cache.
        environment = quiet_environment() | {"RASA_CACHE_DIRECTORY": str(folder / "cache")}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise StartRefused(f"Rasa could not train on {config}: {done.stderr[-6000:]}")
        *lines, figures = map(json.loads, (folder / "predictions.jsonl").read_text(encoding="utf-8").splitlines())
    return Run([line["intents"] for line in lines], **figures)


def _write(path: Path, lines: Sequence[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
