"""Train and score Veivalg's own pipeline (config.yml, in real Rasa) on any labelled lines:

    .venv/bin/python bench/nlu.py --train A.jsonl --test B.jsonl [--oos C.jsonl]

Lines are {"text", "label"}. With --oos, lines that belong to no intent, it says how many of them fall below the
probability that keeps 95 % of the test lines. Prints a Markdown table.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from assistant.nlu_runs import Labelled, run
from assistant.settings import ROOT, load

RETAINED = 0.95


def read(path: Path) -> list[Labelled]:
    """The lines of a file; blank ones count for nothing."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Labelled(line["text"], line.get("label", "")) for line in lines]


def rows(train: Sequence[Labelled], test: Sequence[Labelled], oos: Sequence[Labelled], config: Path) -> list[str]:
    found = run(load(), config, train, [line.text for line in [*test, *oos]])
    right = [line.label for line in test]
    sure = np.array([max(one.values()) for one in found.intents])
    known, unknown = sure[: len(test)], sure[len(test) :]
    lines = [
        f"| accuracy | {np.mean([a == b for a, b in zip(found.first, right, strict=False)]):.4f} |",
        f"| macro-F1 | {f1_score(right, found.first[: len(test)], average='macro'):.4f} |",
    ]
    if oos:
        threshold = np.quantile(known, 1 - RETAINED)
        lines.append(f"| out-of-scope recall at {RETAINED:.0%} retained | {np.mean(unknown < threshold):.4f} |")
    return [
        *lines,
        f"| training | {found.train_s:.0f} s for {len(train)} lines |",
        f"| a message | {found.parse_ms:.1f} ms |",
        f"| memory, training included | {found.memory_mib} MiB |",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--oos", type=Path)
    parser.add_argument("--config", type=Path, default=ROOT / "config.yml", help="another pipeline, to compare")
    given = parser.parse_args()
    oos = read(given.oos) if given.oos else []
    print("| what | figure |\n| --- | --- |")
    print("\n".join(rows(read(given.train), read(given.test), oos, given.config)))


if __name__ == "__main__":
    main()
