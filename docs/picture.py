"""Make docs/chat.png and docs/chat-phone.png anew: ask a Veivalg of its own one question and photograph the chat."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx
from playwright.sync_api import Browser, sync_playwright

from assistant.serving import free_port

DOCS = Path(__file__).parent
READY_WITHIN_S = 180
ANSWER_WITHIN_MS = 60_000
CHROMIUM_ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """What is asked, and how the browser that asks it looks."""

    name: str
    locale: str
    question: str
    width: int
    height: int
    colours: Literal["light", "dark"]


PICTURES = (
    Picture("chat.png", "en", "How long is my notice period as a PhD candidate?", 1200, 900, "light"),
    Picture("chat-phone.png", "nn", "Kor lang oppseiingstid har eg som stipendiat?", 390, 844, "dark"),
)


@contextmanager
def veivalg(folder: str) -> Iterator[str]:
    """The address of a Veivalg that keeps its data in `folder` and knows none of the settings of this shell."""
    port = free_port()
    settings = {"VEIVALG_VAR_DIR": folder, "VEIVALG_PORT": str(port)}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("VEIVALG_", "DATABASE_"))}
    serve = subprocess.Popen(
        [str(Path(sys.executable).parent / "veivalg"), "serve"], env=inherited | settings, stdout=subprocess.DEVNULL
    )
    try:
        wait_until_ready(serve, f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        serve.terminate()
        serve.wait(timeout=60)


def wait_until_ready(serve: subprocess.Popen[bytes], address: str) -> None:
    """Return once /readyz says yes. Exits with one sentence if that takes too long or the process ends."""
    deadline = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < deadline and serve.poll() is None:
        try:
            if httpx.get(f"{address}/readyz", trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.5)
    sys.exit("Veivalg did not become ready.")


def take(browser: Browser, address: str, picture: Picture) -> Path:
    """Ask the question on a fresh page and write the picture."""
    context = browser.new_context(
        locale=picture.locale, color_scheme=picture.colours, reduced_motion="reduce",
        viewport={"width": picture.width, "height": picture.height},
    )  # fmt: skip
    page = context.new_page()
    page.goto(address)
    page.locator("#text").fill(picture.question)
    page.locator("#composer button").click()
    page.locator(".message.kind-answer").wait_for(timeout=ANSWER_WITHIN_MS)
    page.wait_for_function("document.fonts.status === 'loaded'")
    # The page scrolls to the answer; the picture begins with the question.
    page.locator(".message.researcher").evaluate("message => message.scrollIntoView({block: 'start'})")
    path = DOCS / picture.name
    page.screenshot(path=path)
    context.close()
    return path


def main() -> None:
    """Take every picture."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("There is no chromium on the path: run `make picture`.")
    with tempfile.TemporaryDirectory() as folder, veivalg(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        for picture in PICTURES:
            print(take(browser, address, picture))
        browser.close()


if __name__ == "__main__":
    main()
