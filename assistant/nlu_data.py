"""The training examples in data/nlu/, with what triage learns from them: topics, and whether a person is needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.settings import ROOT
from knowledge_base.article import Topic

NLU = ROOT / "data/nlu"


@dataclass(frozen=True)
class Example:
    """One training example. `topics`: what it truly asks about, best first; none for service and out of scope."""

    text: str
    written_form: str
    intent: str
    topics: tuple[Topic, ...]
    needs_human: bool


def examples(folder: Path = NLU, *, intent: str = "*") -> list[Example]:
    """All examples, or those of one intent, in the order of the files."""
    return [example for path in sorted(folder.glob(f"*/{intent}.yml")) for example in _read(path)]


def out_of_scope() -> list[str]:
    """What researchers may write that no article answers."""
    return [example.text for example in examples(intent="out_of_scope")]


def _read(path: Path) -> Iterator[Example]:
    for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        # Rasa keeps the metadata of a block with its examples and does not learn from it.
        told = block.get("metadata", {})
        topics = tuple(Topic(topic) for topic in told.get("topics", ()))
        needs_human = bool(told.get("needs_human"))
        for line in block["examples"].splitlines():
            text = line.removeprefix("- ")
            yield Example(text, path.parent.name, block["intent"], topics, needs_human)
