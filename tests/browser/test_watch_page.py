"""The page of `slides watch` in Chromium: it follows the file, keeps its place and tells what is wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from slides import watch
from tests.browser.seen import violations

SPEC = """deck: {title: On birds}
roadmap:
  reveal: tree
  models: [{id: a, name: Wren}, {id: b, name: Robin}]
  steps: [{from: a, to: b, method: Hatching}]
summary:
  - The first point.
  - The second point.
questions: [Why do they sing?]
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "birds.yaml"
    path.write_text(SPEC, encoding="utf-8")
    return path


@pytest.fixture
def address(spec: Path) -> Iterator[str]:
    watcher, stop = watch.Watcher(spec), threading.Event()
    server = watch.server(watcher)
    following = threading.Thread(target=watch.follow, args=(watcher, stop, lambda show: None), daemon=True)
    following.start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    stop.set()
    watcher.end()
    server.shutdown()
    server.server_close()
    following.join(5)


def save(spec: Path, old: str, new: str) -> None:
    spec.write_text(spec.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_save_changes_the_slide_and_keeps_the_place(page: Any, address: str, spec: Path) -> None:
    page.goto(address)
    page.keyboard.press("p")
    page.keyboard.press("End")
    page.evaluate("window.kept = true")  # a page that were loaded again would lose it
    save(spec, "Why do they sing?", "How do they sing?")
    page.locator("#questions", has_text="How do they sing?").wait_for()
    assert page.evaluate("kept && document.querySelector('.slide.now').id") == "questions"
    assert violations(page) == []


def test_a_mistake_is_told_and_the_slides_stay(page: Any, address: str, spec: Path) -> None:
    page.goto(address)
    save(spec, "summary:", "sumary:")
    problems = page.locator("#problems", has_text="birds.yaml:6:1: error")
    problems.wait_for()
    assert "^^^^^^" in problems.inner_text()
    assert 'did you mean "summary"?' in problems.inner_text()
    assert page.locator("#summary").is_visible()
    assert violations(page) == []
    save(spec, "sumary:", "summary:")
    page.locator("#problems").wait_for(state="hidden")


def test_a_click_shows_the_line_of_the_spec(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_text("The second point.").first.click()
    page.locator("#place", has_text="birds.yaml:8: - The second point.").wait_for()
    page.locator("#roadmap text", has_text="Robin").click()
    page.locator("#place", has_text="birds.yaml:4:").wait_for()


def test_steps_appear_as_in_powerpoint(page: Any, address: str) -> None:
    page.goto(f"{address}#roadmap")
    page.keyboard.press("p")
    later = page.locator("#roadmap .later")
    assert later.count() > 0
    page.keyboard.press("ArrowRight")
    assert later.count() == 0
