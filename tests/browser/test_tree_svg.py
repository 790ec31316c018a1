"""The stand-alone SVG in Chromium: opened by itself, inlined twice, and in an `<object>`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from slides import build
from tests.browser.seen import SEED, violations

OTHER = SEED.with_name("transformer-family.yaml")


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pictures")
    return {spec.stem: build.build(spec, folder, formats=("svg",))[0] for spec in (SEED, OTHER)}


@pytest.fixture
def seed(pictures: dict[str, Path]) -> Path:
    return pictures[SEED.stem]


def page_with(path: Path, body: str, root: str = "") -> str:
    """The address of a page with that body."""
    path.write_text(
        f'<!doctype html><html lang="en" {root}><meta charset="utf-8"><title>A page</title><main>'
        "<h1>A page</h1>"
        f"{body}</main></html>",
        encoding="utf-8",
    )
    return path.as_uri()


def ground(page: Any, at: str = "svg") -> str:
    """What the picture stands on: `light` or `dark`."""
    fill = page.evaluate(f"getComputedStyle(document.querySelector('{at} rect')).fill")
    return "light" if min(map(int, fill[4:-1].split(","))) > 200 else "dark"


def test_it_opens_by_itself_in_the_readers_colours(page: Any, seed: Path, scheme: str) -> None:
    page.goto(seed.as_uri())
    assert ground(page) == scheme
    assert "code-davinci-002" in page.locator("svg").text_content().lower()
    links = page.locator("a").evaluate_all("all => all.map(one => one.href.baseVal ?? one.href)")
    assert links
    assert all(link.startswith("https://") for link in links)


def test_its_text_can_be_found_and_selected(page: Any, seed: Path) -> None:
    page.goto(seed.as_uri())
    page.locator("text", has_text="ChatGPT").last.select_text()
    assert "ChatGPT" in page.evaluate("getSelection().toString()")


def test_several_stand_in_one_page(page: Any, pictures: dict[str, Path], tmp_path: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in pictures.values()]
    page.goto(page_with(tmp_path / "page.html", "".join(f"<div>{text}</div>" for text in texts)))
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids)) > 50
    assert violations(page) == []


@pytest.mark.parametrize("said", ["light", "dark"])
def test_what_a_page_says_counts_more_than_the_system(
    page: Any, seed: Path, tmp_path: Path, said: str
) -> None:
    body = seed.read_text(encoding="utf-8")
    page.goto(page_with(tmp_path / "page.html", body, root=f'data-theme="{said}"'))
    assert ground(page) == said
    assert violations(page) == []


def test_it_becomes_narrow_with_its_page(page: Any, seed: Path, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    meta = '<meta name="viewport" content="width=device-width">'
    page.goto(page_with(tmp_path / "page.html", meta + seed.read_text(encoding="utf-8")))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("svg").bounding_box()["width"] > 300


def test_keys_go_along_the_lineage(page: Any, seed: Path, tmp_path: Path) -> None:
    page.goto(page_with(tmp_path / "page.html", seed.read_text(encoding="utf-8")))
    seen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("document.activeElement.closest('svg') && document.activeElement.textContent")
        )
    reached = [next((at for at, text in enumerate(seen) if text and name in text), -1) for name in LINEAGE]
    assert -1 not in reached
    assert reached == sorted(reached)


LINEAGE = ("GPT-3 Initial", "Codex Initial", "Code-davinci-002", "Text-davinci-002", "ChatGPT")


def test_in_an_object_links_lead_out_of_it(page: Any, seed: Path, tmp_path: Path, scheme: str) -> None:
    where = tmp_path / "tree.svg"
    where.write_bytes(seed.read_bytes())
    page.goto(
        page_with(
            tmp_path / "page.html", '<object data="tree.svg" aria-label="The tree" width="800"></object>'
        )
    )
    inside = page.frames[1]
    assert {one.get_attribute("target") for one in inside.locator("a").all()} == {"_top"}


def test_on_paper_it_is_light(browser: Any, seed: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(seed.as_uri())
    assert ground(page) == "light"
    context.close()
