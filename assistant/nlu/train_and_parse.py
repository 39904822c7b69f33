"""Train Rasa's pipeline on labelled lines and classify others with it, for measuring; runs in Rasa's environment.

    python -m assistant.nlu.train_and_parse CONFIG TRAIN.jsonl TEST.jsonl PREDICTIONS.jsonl

Lines are {"text", "label"}. A prediction is {"intents": {label: probability}}; the last line has seconds and memory.
"""

import asyncio
import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List

from rasa.core.agent import load_agent
from rasa.model_training import train_nlu
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLWriter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.labels import as_intent, as_label


def read(path: Path) -> List[Dict[str, str]]:
    """The lines of a file; blank ones count for nothing."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def train(config: Path, lines: List[Dict[str, str]], folder: Path) -> str:
    """Train on lines; the path of the model."""
    messages = [Message.build(text=line["text"], intent=as_intent(line["label"])) for line in lines]
    data = folder / "nlu.yml"
    data.write_text(RasaYAMLWriter().dumps(TrainingData(messages)), encoding="utf-8")
    return train_nlu(str(config), str(data), str(folder))


async def parse(model: str, texts: List[str]) -> List[Dict[str, Any]]:
    """What the model says of each text."""
    agent = await load_agent(model)
    return [await agent.parse_message(text) for text in texts]


def probabilities(message: Dict[str, Any]) -> Dict[str, float]:
    """The probability of each intent that was learnt; Rasa's fallback, which is none, may lead the ranking."""
    ranking = [one for one in message["intent_ranking"] if one["name"] != "nlu_fallback"]
    return {as_label(one["name"]): one["confidence"] for one in ranking}


def main(config: str, train_file: str, test_file: str, predictions: str) -> None:
    """See the module's docstring."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        model = train(Path(config), read(Path(train_file)), Path(folder))
        trained = time.monotonic()
        tested = read(Path(test_file))
        parsed = asyncio.run(parse(model, [line["text"] for line in tested]))
        done = time.monotonic()
    figures = {
        "train_s": round(trained - began, 1),
        "parse_ms": round(1000 * (done - trained) / max(1, len(tested)), 1),
        "memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    lines = [{"intents": probabilities(message)} for message in parsed]
    with Path(predictions).open("w", encoding="utf-8") as output:
        for line in [*lines, figures]:
            output.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
