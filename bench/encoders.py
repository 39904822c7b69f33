"""Measure what the encoder costs a process, with onnxruntime alone and through sentence-transformers and torch.

    .venv/bin/python bench/encoders.py

Prints a Markdown table; each reader has a process of its own.
"""

import multiprocessing
import statistics
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection

import psutil

from assistant.evaluation.questions import Split, read_questions
from knowledge_base.embedding import Embedder, SentenceTransformerEmbedder
from knowledge_base.onnx_encoder import SHIPPED, OnnxEncoder

MIB = 2**20

# Both read the weights in models/embedder/.
READERS: dict[str, Callable[[], Embedder]] = {
    "onnxruntime": OnnxEncoder,
    "sentence-transformers": partial(SentenceTransformerEmbedder, str(SHIPPED)),
}


def measure(name: str, answer: Connection) -> None:
    """Send the seconds until the first vector, the median seconds of a question, and the memory that came on top."""
    texts = [line["text"] for line in read_questions(Split.CALIBRATION)]
    before = psutil.Process().memory_info().rss
    began = time.perf_counter()
    embedder = READERS[name]()
    embedder.embed(texts[:1])
    first = time.perf_counter() - began
    took = []
    for text in texts:
        began = time.perf_counter()
        embedder.embed([text])
        took.append(time.perf_counter() - began)
    answer.send((first, statistics.median(took), psutil.Process().memory_info().rss - before))


def main() -> None:
    print("| encoder through | first vector | a question | memory |\n| --- | --- | --- | --- |")
    # Each in a process of its own: what one has read must not be found there by the other.
    fresh = multiprocessing.get_context("spawn")
    for name in READERS:
        here, there = fresh.Pipe(duplex=False)
        process = fresh.Process(target=measure, args=(name, there))
        process.start()
        first, median, memory = here.recv()
        process.join()
        print(f"| {name} | {first:.1f} s | {1000 * median:.1f} ms | {memory / MIB:.0f} MiB |")


if __name__ == "__main__":
    main()
