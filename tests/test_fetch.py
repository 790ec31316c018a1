"""Pictures over a network: from public addresses alone, within limits. The server is on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from slides.build import plan
from slides.cli import main
from slides.fetch import Fetcher, Limits, is_public
from slides.look import pictures
from slides.markdown.file import imported
from slides.scene import Picture, walk
from slides.spec.read import read


def png() -> bytes:
    written = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(written, "PNG")
    return written.getvalue()


class Answers(BaseHTTPRequestHandler):
    """A picture, and what a server can do to somebody who asks for one."""

    def do_GET(self) -> None:
        match self.path.partition("?")[0]:
            case "/a.png" | "/a%20b.png":
                self._send(200, png())
            case "/page":
                self._send(200, b"<html>no picture</html>")
            case "/large":
                self._send(200, b"x" * 3000)
            case "/endless":
                self._send(200, b"")
                for _ in range(60):
                    self.wfile.write(b"x" * 100)
            case "/slow":
                self._send(200, b"")
                for _ in range(40):
                    time.sleep(0.1)
                    self.wfile.write(b"x")
            case "/round":
                self._send(302, b"", Location="/round")
            case "/moved":
                self._send(301, b"", Location="a.png")
            case "/inside":
                self._send(302, b"", Location="http://127.0.0.1:1/a.png")
            case "/file":
                self._send(302, b"", Location="file:///etc/passwd")
            case _:
                self._send(404, b"")

    def _send(self, status: int, data: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if data:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:  # whoever asked has had enough
            return


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    found = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    found.daemon_threads = True
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()
    found.server_close()


@pytest.fixture
def base(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def fetcher(base: str, **limits: float) -> Fetcher:
    port = int(base.rpartition(":")[2])
    return Fetcher(Limits(allowed=frozenset({("127.0.0.1", port)}), **limits))  # type: ignore[arg-type]


def reason(base: str, address: str, **limits: float) -> str:
    found, missing = fetcher(base, **limits)([address])
    assert address not in found
    return missing[address]


def test_a_picture_is_fetched_also_where_it_has_moved_to(base: str) -> None:
    for path in ("/a.png", "/moved", "/a b.png", "/a.png?width=300"):
        found, missing = fetcher(base)([base + path])
        assert (dict(found), missing) == ({base + path: png()}, {})


def test_a_picture_is_fetched_once(server: ThreadingHTTPServer, base: str) -> None:
    fetch = fetcher(base)
    fetch([f"{base}/a.png"])
    server.shutdown()
    server.server_close()
    found, missing = fetch([f"{base}/a.png"])
    assert found[f"{base}/a.png"] == png()
    assert not missing


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/a.png",
        "http://localhost/a.png",
        "http://[::1]/a.png",
        "http://10.0.0.1/a",
        "http://0/",
    ],
)
def test_an_address_that_is_not_public_is_not_asked(address: str, base: str) -> None:
    assert reason(base, address) == "it lies in a private network, and only public addresses are fetched"


def test_where_a_picture_has_moved_to_is_looked_at_as_well(base: str) -> None:
    assert "private network" in reason(base, f"{base}/inside")
    assert reason(base, f"{base}/file") == "only http and https addresses are fetched"
    assert reason(base, f"{base}/round") == "it is redirected too often"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("ftp://x.org/a", "only http and https"),
        ("http:///a", "only http and https"),
        ("http://x:99999/a", "no address"),
        ("https://user:word@example.org/a.png", "name or a password"),
        ("http://93.184.215.14:22/a", "usual ports"),
    ],
)
def test_what_is_no_address_of_a_picture_is_not_asked(address: str, said: str, base: str) -> None:
    assert said in reason(base, address)


def test_sizes_and_times_have_an_end(base: str) -> None:
    assert "larger than" in reason(base, f"{base}/large", most=2000)
    assert "larger than" in reason(base, f"{base}/endless", most=2000)
    start = time.monotonic()
    assert reason(base, f"{base}/slow", seconds=0.4) == "it took too long"
    assert time.monotonic() - start < 2
    assert reason(base, f"{base}/nothing") == "the server answers 404"


def test_public_addresses_are_told_from_all_others() -> None:
    for address in ("8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"):
        assert is_public(address), address
    for address in (
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
        "::ffff:169.254.169.254", "64:ff9b::a00:1", "2002:a00:1::", "192.0.2.1", "no address",
    ):  # fmt: skip
        assert not is_public(address), address


def test_what_comes_is_checked_as_a_file_would_be(base: str) -> None:
    found, _ = fetcher(base)([f"{base}/a.png", f"{base}/page"])
    loaded, missing = pictures.load([f"{base}/a.png", f"{base}/page"], None, found)
    assert loaded[f"{base}/a.png"].width == 40
    assert "no picture that can be read" in missing[f"{base}/page"]


def spec(base: str) -> str:
    return f"deck: {{title: T}}\nsections:\n  - title: S\n    blocks: [{{picture: '{base}/a.png', alt: A}}]\n"


def test_a_deck_shows_a_picture_that_is_fetched_and_asks_nobody_unless_it_is_told_to(base: str) -> None:
    shown = plan(read(spec(base), "s.yaml"), fetch=fetcher(base))
    assert any(isinstance(item, Picture) for item in walk(shown.deck.slides[-1].scene.items))
    assert not shown.warnings
    (warning,) = plan(read(spec(base), "s.yaml")).warnings
    assert "it is not fetched" in warning.message
    assert "--fetch-images" in (warning.hint or "")


def test_the_command_says_why_a_picture_could_not_be_fetched(
    base: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(spec(base), encoding="utf-8")
    assert main(["build", str(path), "-o", str(tmp_path), "--only", "pptx", "--fetch-images"]) == 0
    assert "only public addresses are fetched" in capsys.readouterr().err


def test_an_import_keeps_what_it_fetches_beside_the_spec(base: str, tmp_path: Path) -> None:
    note, out = tmp_path / "note.md", tmp_path / "spec" / "x.yaml"
    note.write_text(f"# T\n\n![A]({base}/a.png)\n\n![B]({base}/page)\n", encoding="utf-8")
    found = imported(note, out, fetcher(base))
    (name,) = found.pictures
    assert name.startswith("x-pictures/a-")
    assert found.pictures[name] == png()
    assert f"picture: {name}" in found.text
    assert f"{base}/page" in found.text
    assert ["no picture that can be read" in one.message for one in found.problems] == [True]
