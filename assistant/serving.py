"""`veivalg serve`: every process on one machine, started, watched and started again when one ends."""

import asyncio
import ctypes
import json
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from assistant.errors import StartRefused
from assistant.settings import ROOT, Settings, load

logger = logging.getLogger(__name__)

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
STEADY_AFTER_S = 60.0
_PR_SET_PDEATHSIG = 1
_FACES = {"Chat": "/", "Counsellors": "/counsellor", "Admins": "/admin", "API": "/api/v1/openapi.json"}


@dataclass
class Child:
    """A process to be kept running; its output goes to a file of its own."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log: Path
    process: asyncio.subprocess.Process | None = field(default=None, init=False)
    restarts: int = field(default=0, init=False)


def check_port(host: str, port: int) -> None:
    """Raises StartRefused if something else listens on the port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StartRefused(
                f"Port {port} on {host} is in use: stop what uses it, or set VEIVALG_PORT to another."
            ) from error


def free_port() -> int:
    """A port on loopback that nothing uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children(settings: Settings) -> list[Child]:
    """The processes that these settings ask for; those with an address of their own are run elsewhere.

    Raises StartRefused if Rasa's environment or its trained model is missing.
    """
    rasa_port, actions_port = free_port(), free_port()
    addresses = {
        "VEIVALG_RASA_URL": settings.rasa_url or f"http://127.0.0.1:{rasa_port}",
        "VEIVALG_ACTIONS_URL": settings.actions_url or f"http://127.0.0.1:{actions_port}/webhook",
        "VEIVALG_INTERNAL_SECRET": settings.internal_secret,
    }
    environment = {**os.environ, **addresses, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    logs = settings.var_dir / "logs"
    found = [Child("web", [sys.executable, "-m", "assistant.web"], environment, logs / "web.log")]
    if not settings.actions_url:
        command = [sys.executable, "-m", "actions", "--port", str(actions_port)]
        found.append(Child("actions", command, environment, logs / "actions.log"))
    if not settings.rasa_url:
        found.append(Child("rasa", rasa_command(settings, rasa_port), rasa_environment(environment), logs / "rasa.log"))
    return found


def rasa_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of Rasa's processes: nothing is reported to outside services."""
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    return {**environment, **quiet, "SANIC_HOST": "127.0.0.1", "PYTHONWARNINGS": "ignore", "PYTHONPATH": str(ROOT)}


def rasa_command(settings: Settings, port: int) -> list[str]:
    """How Rasa is started. Raises StartRefused if its environment or its trained model is missing."""
    model = settings.rasa_model
    if not settings.rasa_python.exists():
        raise StartRefused(
            f"Rasa's Python is not at {settings.rasa_python}: run `make setup`, or set VEIVALG_RASA_PYTHON."
        )
    if not model.exists():
        raise StartRefused(f"There is no trained model at {model}: run `veivalg train`.")
    # A secret may begin with "-", and as a word of its own would be taken for an option.
    return [
        str(settings.rasa_python), "-m", "rasa", "run", "--enable-api", "--interface", "127.0.0.1",
        "--port", str(port), f"--auth-token={settings.internal_secret}", "--model", str(model),
        "--credentials", str(ROOT / "data/credentials.yml"), "--endpoints", str(ROOT / "data/endpoints.yml"),
    ]  # fmt: skip


class Supervisor:
    """Keeps children running until it is told to stop."""

    def __init__(self, kept: list[Child], address: str, state_file: Path) -> None:
        self._children = kept
        self._address = address
        self._state_file = state_file
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Start everything, say when it is ready, and return once told to stop by SIGINT or SIGTERM."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stopping.set)
        tasks = [asyncio.create_task(self._keep(child)) for child in self._children]
        telling = asyncio.create_task(self._tell_when_ready())
        await self._stopping.wait()
        telling.cancel()
        await asyncio.gather(*tasks)
        self._state_file.unlink(missing_ok=True)

    async def _keep(self, child: Child) -> None:
        pause_s = FIRST_PAUSE_S
        while not self._stopping.is_set():
            began = time.monotonic()
            await self._start(child)
            await self._until_it_ends(child)
            if self._stopping.is_set():
                return
            pause_s = FIRST_PAUSE_S if time.monotonic() - began > STEADY_AFTER_S else pause_s
            child.restarts += 1
            logger.warning("%s ended; it is started again in %.0f s. See %s.", child.name, pause_s, child.log)
            await self._pause(pause_s)
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)

    async def _start(self, child: Child) -> None:
        child.log.parent.mkdir(parents=True, exist_ok=True)
        with child.log.open("ab") as log:
            child.process = await asyncio.create_subprocess_exec(
                *child.command, cwd=ROOT, env=dict(child.environment), stdin=asyncio.subprocess.DEVNULL,
                stdout=log, stderr=asyncio.subprocess.STDOUT, preexec_fn=_end_with_parent, start_new_session=True,
            )  # fmt: skip
        self._write_state()

    async def _until_it_ends(self, child: Child) -> None:
        assert child.process is not None
        ended = asyncio.create_task(child.process.wait())
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not ended.done():
            child.process.terminate()
            try:
                await asyncio.wait_for(ended, timeout=15)
            except TimeoutError:
                child.process.kill()
                await child.process.wait()

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), timeout=seconds)
        except TimeoutError:
            return

    async def _tell_when_ready(self) -> None:
        began = time.monotonic()
        async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
            while not await _is_ready(client, self._address):
                await asyncio.sleep(0.5)
        print(f"\nVeivalg is ready after {time.monotonic() - began:.0f} s:", flush=True)
        for name, path in (
            ("Chat", "/"),
            ("Counsellors", "/counsellor"),
            ("Admins", "/admin"),
            ("API", "/api/v1/openapi.json"),
        ):
            print(f"  {name:<12} {self._address}{path}", flush=True)
        print("Stop it with Ctrl+C.", flush=True)

    def _write_state(self) -> None:
        state = {
            child.name: {"pid": child.process.pid, "restarts": child.restarts}
            for child in self._children
            if child.process
        }
        self._state_file.write_text(json.dumps(state), encoding="utf-8")


async def _is_ready(client: httpx.AsyncClient, address: str) -> bool:
    try:
        return (await client.get(f"{address}/readyz")).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _end_with_parent() -> None:
    # Should the supervisor be killed outright, its children must not go on alone and hold the ports.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def serve(settings: Settings) -> None:
    """Run everything until stopped. Raises StartRefused if something needed is missing or the port is in use."""
    check_port(settings.host, settings.port)
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    kept = children(settings)
    local = f"http://127.0.0.1:{settings.port}" if settings.host in {"127.0.0.1", "0.0.0.0"} else settings.address  # noqa: S104
    supervisor = Supervisor(kept, local, settings.var_dir / "processes.json")
    asyncio.run(supervisor.run())


def main() -> None:
    """`python -m assistant.serving`: what `veivalg serve` becomes once all is prepared, without its libraries."""
    logging.basicConfig(level="INFO", format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # Asking whether everything is ready is no news.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        serve(load())
    except StartRefused as refusal:
        sys.exit(f"veivalg: {refusal}")


if __name__ == "__main__":
    main()
