"""A real browser for the tests of this folder: `nox -s browser`. Without Playwright none is collected."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest

collect_ignore_glob = [] if find_spec("playwright") and find_spec("axe_playwright_python") else ["test_*.py"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
WINDOW = {"width": 1280, "height": 800}
QUIET = (
    "--no-sandbox",  # a container's root has none
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """What the reader's system is set to."""
    return str(request.param)


@pytest.fixture
def page(browser: Any, scheme: str) -> Iterator[Any]:
    """A page whose script may not fail, and that asks nobody but this machine for anything."""
    context = browser.new_context(color_scheme=scheme, viewport=WINDOW)
    found = context.new_page()
    wrong: list[str] = []
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    found.on("request", lambda asked: wrong.append(asked.url) if not _local(asked.url) else None)
    yield found
    context.close()
    assert not wrong


@pytest.fixture
def site_page(browser: Any, scheme: str) -> Iterator[Any]:
    """A page of somebody else's theme, whose script may fail."""
    context = browser.new_context(color_scheme=scheme, viewport=WINDOW)
    yield context.new_page()
    context.close()


def _local(url: str) -> bool:
    return url.startswith(("file:", "data:", "about:", "blob:", "http://127.0.0.1:"))
