"""Slides in a browser while their spec is written: a page on this machine only, made anew on each save."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from slides import build, outputs
from slides.fetch import Fetcher
from slides.look import theme as themes
from slides.markdown.file import read_file
from slides.scene import Deck
from slides.source import Problem, SpecError, render, visible
from slides.spec import places
from slides.spec.document import Document
from slides.write import html


@dataclass(frozen=True, slots=True)
class Show:
    """What the page shows: the last good slides (`stale` after a mistake), and what is wrong now."""

    version: int = 0
    title: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    planned: build.Planned | None = None
    document: Document | None = None
    problems: str = ""
    stale: bool = False


def shown(path: Path, last: Show, drawings: build.Drawings, fetch: Fetcher | None = None) -> Show:
    """The spec as it is now; after a mistake the last good slides with the problems."""
    try:
        document = read_file(path)
        planned = build.plan(document, drawings=drawings, folder=path.parent, fetch=fetch)
    except SpecError as error:
        return _broken(last, _said(error.problems))
    except OSError as error:  # between two writes of an editor there may be no file
        return _broken(last, visible(str(error)))
    deck, theme = planned.deck, planned.theme
    count = len(deck.slides)
    pages = {slide.id: html.page(slide, at, count, theme) for at, slide in enumerate(deck.slides, start=1)}
    return Show(last.version + 1, deck.title, pages, planned, document, _said(planned.warnings))


def _broken(last: Show, problems: str) -> Show:
    return replace(last, version=last.version + 1, problems=problems, stale=True)


def _said(problems: Sequence[Problem]) -> str:
    return "\n".join(render(problem) for problem in problems)


def news(now: Show, before: Show | None) -> dict[str, Any]:
    """What a page that shows `before` has to change to show `now`; None before: all of it."""
    told: dict[str, Any] = {
        "version": now.version,
        "title": now.title,
        "problems": now.problems,
        "stale": now.stale,
    }
    known = before.pages if before else {}
    if before is None or now.pages != known:
        told["order"] = list(now.pages)
        told["changed"] = {name: page for name, page in now.pages.items() if known.get(name) != page}
    return told


@dataclass(frozen=True, slots=True)
class Outputs:
    """The files that are written on each save, and where."""

    folder: Path
    formats: tuple[str, ...] = build.FORMATS


class Watcher:
    """The state that the builder changes and the pages wait for."""

    def __init__(self, path: Path, outputs: Outputs | None = None, fetch: Fetcher | None = None) -> None:
        self.path = path
        self.outputs = outputs
        self._fetch = fetch
        self._drawings: build.Drawings = {}
        self._made: build.Made = {}
        self._changed = threading.Condition()
        self.show = shown(path, Show(), self._drawings, fetch)
        self.ended = False

    def rebuild(self) -> Show:
        """Read the spec again and tell the pages."""
        found = shown(self.path, self.show, self._drawings, self._fetch)
        with self._changed:
            self.show = found
            self._changed.notify_all()
        return found

    def save(self) -> list[Path]:
        """Write the outputs of what is shown, where some are asked for; those that stay as they are too.

        Raises OutputError.
        """
        planned = self.show.planned
        if planned is None or self.outputs is None or self.show.stale:
            return []
        contents = build.rendered(planned, self.outputs.formats, beside=True, made=self._made)
        return outputs.save(contents, self.path, self.outputs.folder)

    def end(self) -> None:
        with self._changed:
            self.ended = True
            self._changed.notify_all()

    def wait(self, version: int, seconds: float) -> Show | None:
        """The show, once it is another than `version`; None after `seconds` without news."""
        with self._changed:
            told = self._changed.wait_for(lambda: self.ended or self.show.version != version, seconds)
            return self.show if told else None

    def page(self) -> str:
        show = self.show
        deck = show.planned.deck if show.planned else Deck(self.path.name, "", "", (), "en", "", ())
        theme = show.planned.theme if show.planned else themes.load("light")
        return html.write(deck, theme, live=show.version, problems=show.problems)

    def place(self, slide: str, item: str, words: str = "") -> str:
        """`file:line: what is written there` behind an item of a slide, or behind a line of it."""
        document = self.show.document
        if document is None:
            return ""
        span = places.place(document, slide, item, words)
        line = span.source.place(span.start)[0]
        return f"{span.source.name}:{line}: {visible(span.source.line(line).strip())[:160]}"


def server(watcher: Watcher, port: int = 0) -> ThreadingHTTPServer:
    """An HTTP server on 127.0.0.1 that serves the watcher's page and nothing else; port 0: any free one.

    Requests under another host's name are refused, so that no web page can reach it by DNS rebinding.
    Raises OSError where the port is taken.
    """
    found = _Server(("127.0.0.1", port), type("Handler", (_Handler,), {"watcher": watcher}))
    found.daemon_threads = True
    return found


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A page that was closed before it had its answer is nobody's news; all else is a fault of ours."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


_HEARTBEAT = 15.0  # seconds after which a silent line is written, so that a closed page is noticed


class _Handler(BaseHTTPRequestHandler):
    watcher: Watcher
    protocol_version = "HTTP/1.1"
    server_version = "slides"
    timeout = 30.0  # seconds without a word from a client, before its thread is set free
    sys_version = ""

    def do_GET(self) -> None:
        here = self.connection.getsockname()[1]
        if self.headers.get("Host") not in (f"127.0.0.1:{here}", f"localhost:{here}"):
            self._send(421, "text/plain", "this server answers to 127.0.0.1 and localhost only\n")
            return
        try:
            asked = urlsplit(self.path)
            words = parse_qs(asked.query, max_num_fields=4)
        except ValueError:
            self._send(400, "text/plain", "this is no address\n")
            return
        match asked.path:
            case "/":
                self._send(200, "text/html", self.watcher.page())
            case "/events":
                self._events(words.get("version", [""])[0])
            case "/place":
                self._place(words)
            case _:
                self._send(404, "text/plain", "nothing here\n")

    def _place(self, asked: dict[str, list[str]]) -> None:
        slide, item, words = (asked.get(name, [""])[0][:400] for name in ("slide", "item", "words"))
        self._send(200, "text/plain", self.watcher.place(slide, item, words))

    def _events(self, known: str) -> None:
        """Server-sent events (HTML Standard 9.2): what changed, as JSON, whenever something has."""
        self.close_connection = True
        start = self.watcher.show  # before the answer begins: whoever hears it may save at once
        self._head(200, "text/event-stream")
        self.end_headers()
        try:
            for event in self._news(start if known == str(start.version) else None):
                self.wfile.write(event)
                self.wfile.flush()
        except OSError:  # the page was closed
            return

    def _news(self, before: Show | None) -> Iterator[bytes]:
        """`before` is what the page shows; None: nothing that is known."""
        while not self.watcher.ended:
            now = self.watcher.wait(before.version if before else -1, _HEARTBEAT)
            if now is None:
                yield b": still here\n\n"
                continue
            yield f"data: {json.dumps(news(now, before))}\n\n".encode()
            before = now

    def _send(self, status: int, kind: str, text: str) -> None:
        data = text.encode()
        self._head(status, kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _head(self, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        for name, value in _GUARDS.items():
            self.send_header(name, value)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are nobody's news."""


_GUARDS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


_SPECS = {".yaml", ".yml", ".md", ".markdown"}
_BESIDE = {".bib", ".json", ".mmd", ".dot", ".gv", ".pptx", ".potx", ".ttf", ".otf"}
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg"}
_ENDINGS = _SPECS | _BESIDE | _PICTURES


def concerns(watcher: Watcher, path: Path) -> bool:
    """A change of that file may change the slides: it is of a kind that a spec can name, and none of the
    outputs, which would be written again and again."""
    if path.suffix.lower() not in _ENDINGS or path.name.startswith("."):
        return False
    outputs = watcher.outputs
    made = {f"{watcher.path.stem}.{ending}" for ending in outputs.formats} if outputs else set()
    return outputs is None or path.name not in made or path.parent.resolve() != outputs.folder.resolve()


def follow(watcher: Watcher, stop: threading.Event, told: Callable[[Show], None]) -> None:
    """Rebuild on every save in the spec's folder until `stop` is set; `told` hears of each."""
    from watchfiles import Change, watch

    def of_interest(change: Change, name: str) -> bool:
        return concerns(watcher, Path(name))

    folder = watcher.path.resolve().parent
    for _ in watch(folder, watch_filter=of_interest, stop_event=stop, debounce=60, step=15, rust_timeout=500):
        told(watcher.rebuild())
