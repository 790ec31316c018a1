"""Pages that MkDocs and Sphinx make of a spec, in Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.browser.seen import SEED, violations

MKDOCS = """site_name: Notes
theme: {name: mkdocs, color_mode: auto, highlightjs: false}
plugins: []
markdown_extensions:
  - slides.plugins.markdown: {folder: docs}
"""
FENCE = '# Lineage\n\n```roadmap gpt-ability.yaml caption="How they came by it"\n```\n'
CONF = 'project = "Notes"\nextensions = ["slides.plugins.sphinx"]\nhtml_theme = "furo"\n'
DIRECTIVE = "Lineage\n=======\n\n.. roadmap:: gpt-ability.yaml\n   :caption: How they came by it\n"


def run(folder: Path, *command: str) -> None:
    subprocess.run([sys.executable, "-m", *command], cwd=folder, check=True, capture_output=True)


@dataclass(frozen=True)
class Site:
    """A page with the example's picture, and the script that switches it to another scheme."""

    address: str
    switch: str


@pytest.fixture(scope="module", params=["mkdocs", "sphinx"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "mkdocs":
        (folder / "docs").mkdir()
        shutil.copy(SEED, folder / "docs")
        (folder / "docs" / "index.md").write_text(FENCE, encoding="utf-8")
        (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
        run(folder, "mkdocs", "build", "--strict")
        switch = "scheme => { document.documentElement.dataset.bsTheme = scheme }"
    else:
        shutil.copy(SEED, folder)
        (folder / "index.rst").write_text(DIRECTIVE, encoding="utf-8")
        (folder / "conf.py").write_text(CONF, encoding="utf-8")
        run(folder, "sphinx", "-W", "-b", "html", ".", "site")
        switch = "scheme => { document.body.dataset.theme = scheme }"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(f"http://127.0.0.1:{server.server_address[1]}/index.html", switch)
    server.shutdown()
    server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are nobody's news."""


def ground(page: Any) -> str:
    """What can be seen behind the picture: its own ground, or the page's where it has none."""
    fill = page.evaluate("getComputedStyle(document.querySelector('figure svg rect')).fill")
    return "light" if min(map(int, fill[4:-1].split(",")[:3])) > 200 else "dark"


def test_the_picture_stands_in_the_page_with_its_words(site_page: Any, site: Site) -> None:
    site_page.goto(site.address)
    assert site_page.locator("figcaption", has_text="How they came by it").is_visible()
    site_page.locator("figure svg text", has_text="ChatGPT").last.select_text()
    assert "ChatGPT" in site_page.evaluate("getSelection().toString()")
    links = site_page.locator("figure svg a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert links
    assert all(link.startswith("https://") for link in links)


def test_nothing_in_the_picture_is_out_of_reach(site_page: Any, site: Site) -> None:
    site_page.goto(site.address)
    assert violations(site_page, "figure") == []


def test_the_picture_is_light_or_dark_as_its_page(site_page: Any, site: Site, scheme: str) -> None:
    site_page.goto(site.address)
    assert ground(site_page) == scheme
    for said in ("dark", "light"):
        site_page.evaluate(site.switch, said)
        assert ground(site_page) == said
