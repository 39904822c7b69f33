"""Measure a Veivalg of its own on this machine and print a Markdown table; bench/README.md says what is measured."""

import datetime
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import httpx
import psutil

from assistant.serving import free_port
from assistant.settings import ROOT

QUESTIONS = ROOT / "data/evaluation/questions.jsonl"
VEIVALG = str(Path(sys.executable).parent / "veivalg")
READY_WITHIN_S = 180
MESSAGES_ALONE = 60
MESSAGES_TOGETHER = 160
AT_ONCE = 8
PREDICTED_LINES = 400
MIB = 2**20


def environment(folder: Path, port: int) -> dict[str, str]:
    """This shell's environment with no settings of Veivalg but a folder and a port of its own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("VEIVALG_", "DATABASE_"))}
    return inherited | {"VEIVALG_VAR_DIR": str(folder), "VEIVALG_PORT": str(port)}


@contextmanager
def serving(folder: Path) -> Iterator[tuple[httpx.Client, int, float]]:
    """A client of a Veivalg that is ready, its supervisor's process id, and the seconds it needed."""
    port = free_port()
    began = time.monotonic()
    serve = subprocess.Popen([VEIVALG, "serve"], env=environment(folder, port), stdout=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
            wait_until_ready(serve, client)
            yield client, serve.pid, time.monotonic() - began
    finally:
        serve.terminate()
        serve.wait(timeout=60)


def wait_until_ready(serve: subprocess.Popen[bytes], client: httpx.Client) -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline and serve.poll() is None:
        try:
            if client.get("/readyz").status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    sys.exit("Veivalg did not become ready.")


def texts(count: int) -> list[str]:
    """The first questions of the evaluation set, from the beginning again when they run out."""
    lines = [json.loads(line)["text"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    return list(islice(cycle(lines), count))


def converse(client: httpx.Client, messages: list[str]) -> list[float]:
    """Seconds that each message took, sent one after the other in one conversation."""
    begun = client.post("/api/v1/conversations").raise_for_status().json()
    took = []
    for message in messages:
        began = time.monotonic()
        answer = client.post(
            f"/api/v1/conversations/{begun['id']}/messages",
            json={"client_id": uuid.uuid4().hex, "text": message},
            headers={"Authorization": f"Bearer {begun['token']}"},
        )
        took.append(time.monotonic() - began)
        if not answer.raise_for_status().json()["replies"]:
            sys.exit(f"There was no reply to {message!r}.")
    return took


def converse_at_once(client: httpx.Client, messages: list[str]) -> list[float]:
    """As converse, with the messages dealt out to conversations that go on side by side."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = pool.map(converse, [client] * AT_ONCE, [messages[number::AT_ONCE] for number in range(AT_ONCE)])
        return [seconds for part in parts for seconds in part]


def memory(folder: Path, supervisor: int) -> dict[str, int]:
    """Resident bytes of each process with its children; of the supervisor, which has them all, its own only."""
    state = json.loads((folder / "processes.json").read_text(encoding="utf-8"))
    found = {"supervisor": psutil.Process(supervisor).memory_info().rss}
    for name, entry in state.items():
        process = psutil.Process(entry["pid"])
        found[name] = sum(part.memory_info().rss for part in (process, *process.children(recursive=True)))
    return found


def predict(folder: Path) -> float:
    """Seconds that `veivalg predict` takes, Rasa's start included."""
    lines = [json.dumps({"id": number, "text": text}) for number, text in enumerate(texts(PREDICTED_LINES))]
    questions = folder / "questions.jsonl"
    questions.write_text("\n".join(lines), encoding="utf-8")
    began = time.monotonic()
    subprocess.run(
        [VEIVALG, "predict", "--in", str(questions), "--out", str(folder / "predictions.jsonl")],
        env=environment(folder, free_port()), stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    return time.monotonic() - began


def milliseconds(took: list[float]) -> str:
    p95 = statistics.quantiles(took, n=20)[-1]
    return f"p50 {1000 * statistics.median(took):.0f} ms, p95 {1000 * p95:.0f} ms"


def measure(folder: Path) -> Iterator[tuple[str, str]]:
    """The rows of the table, in the order in which they are measured."""
    with serving(folder) as (_, _, ready_s):
        yield "Ready, first start (articles are read in and embedded)", f"{ready_s:.1f} s"
    with serving(folder) as (client, supervisor, ready_s):
        yield "Ready, every later start", f"{ready_s:.1f} s"
        alone = converse(client, texts(MESSAGES_ALONE))
        yield f"A message and its replies, 1 at a time ({MESSAGES_ALONE} messages)", milliseconds(alone)
        together = converse_at_once(client, texts(MESSAGES_TOGETHER))
        yield f"A message and its replies, {AT_ONCE} at once ({MESSAGES_TOGETHER} messages)", milliseconds(together)
        resident = memory(folder, supervisor)
        for name, size in resident.items():
            yield f"Memory of {name} after these messages", f"{size / MIB:.0f} MiB"
        yield "Memory of all processes", f"{sum(resident.values()) / MIB:.0f} MiB"
    seconds = predict(folder)
    yield f"`veivalg predict` on {PREDICTED_LINES} lines, Rasa's start included", f"{seconds:.1f} s"


def main() -> None:
    now = datetime.datetime.now(datetime.UTC)
    size = psutil.virtual_memory().total / 2**30
    print(f"{now:%Y-%m-%d}, {os.cpu_count()} cores, {size:.0f} GiB of memory\n\n| what | figure |\n| --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for what, figure in measure(Path(folder)):
            print(f"| {what} | {figure} |", flush=True)


if __name__ == "__main__":
    main()
