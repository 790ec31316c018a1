"""How soon a save shows: in a warm process against a cold one, and from the file to the browser."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import measures

from slides import build, watch

EDITS = 9
FORMATS = (*build.FORMATS, "html")


@dataclass(frozen=True, slots=True)
class Rebuild:
    """Seconds by the clock: a build by a new process, and one more by a process that watches."""

    cold: float
    warm: float


def rebuild(root: Path, folder: Path) -> Rebuild:
    """The example built with all of its pictures and its page; between two builds one sentence changes."""
    spec = _copy(root, folder)
    command = (sys.executable, "-m", "slides", "build", str(spec), "--html", "-o", str(folder / "cold"))
    cold = median(measures.process(command, root).wall for _ in range(5))
    watcher = watch.Watcher(spec, watch.Outputs(folder / "warm", FORMATS))
    watcher.save()
    return Rebuild(cold, median(_warm(watcher, spec, edit) for edit in range(EDITS)))


def _warm(watcher: watch.Watcher, spec: Path, edit: int) -> float:
    _change(spec, edit)
    start = time.perf_counter()
    watcher.rebuild()
    watcher.save()
    return time.perf_counter() - start


def _copy(root: Path, folder: Path) -> Path:
    spec = folder / "example.yaml"
    shutil.copy(root / "spec" / "gpt-ability.yaml", spec)
    return spec


def _change(spec: Path, edit: int) -> str:
    """Put a word of its own into the deck's subtitle."""
    lines = spec.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if line.startswith("  subtitle:"))
    word = f"Edit{edit:03}"
    lines[at] = f"  subtitle: {word} of the notes\n"
    spec.write_text("".join(lines), encoding="utf-8")
    return word


@contextmanager
def _served(spec: Path) -> Iterator[tuple[watch.Watcher, int]]:
    watcher, stop = watch.Watcher(spec), threading.Event()
    server = watch.server(watcher)
    following = threading.Thread(target=watch.follow, args=(watcher, stop, lambda show: None), daemon=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    following.start()
    time.sleep(0.5)  # the system's notices of changes begin
    yield watcher, int(server.server_address[1])
    stop.set()
    watcher.end()
    server.shutdown()
    server.server_close()
    following.join(5)


def to_the_stream(root: Path, folder: Path) -> float:
    """Milliseconds from saving the file to the end of the line with the new slide, in the event stream."""
    spec = _copy(root, folder)
    with _served(spec) as (watcher, port):
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", f"/events?version={watcher.show.version}")
        answer = connection.getresponse()
        found = []
        for edit in range(EDITS):
            start = time.perf_counter()
            word = _change(spec, edit)
            while word.encode() not in answer.readline():
                pass
            found.append(time.perf_counter() - start)
            time.sleep(0.2)
        connection.close()
    return median(found) * 1000


def to_the_browser(root: Path, folder: Path) -> float | None:
    """Milliseconds from saving the file to the new words in Chromium's page; None where there is none."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None or not find_spec("playwright"):
        return None
    from playwright.sync_api import sync_playwright

    spec = _copy(root, folder)
    with _served(spec) as (_, port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/")
        found = [_seen(page, spec, edit) for edit in range(EDITS)]
        browser.close()
    return median(found)


_NOTED = """word => { window.seen = new Promise(done => {
  const look = () => { if (document.querySelector("#cover").textContent.includes(word)) done(Date.now()); };
  new MutationObserver(look).observe(document.querySelector("main"), { childList: true, subtree: true });
}); }"""


def _seen(page: Any, spec: Path, edit: int) -> float:
    page.evaluate(_NOTED, f"Edit{edit:03}")
    page.wait_for_timeout(200)
    start = time.time()
    _change(spec, edit)
    seen: float = page.evaluate("window.seen")
    return seen - start * 1000
