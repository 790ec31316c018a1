"""The deck as one HTML page, in Chromium: it presents itself, with its notes, by keys and by clicks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from slides import build
from tests.browser.seen import SEED, violations


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the example's page."""
    (target,) = build.build(SEED, tmp_path_factory.mktemp("deck"), formats=("html",))
    return target.as_uri()


def shown(page: Any) -> list[str]:
    """The ids of the slides that can be seen."""
    found = "slide => slide.checkVisibility() ? [slide.id] : []"
    return list(page.evaluate(f"[...document.querySelectorAll('.slide')].flatMap({found})"))


def opacity(page: Any, id: str) -> str:
    page.wait_for_timeout(350)  # a step fades in
    return str(page.evaluate(f"getComputedStyle(document.getElementById('{id}')).opacity"))


def test_all_slides_stand_below_each_other_with_text_that_can_be_selected(page: Any, deck: str) -> None:
    page.goto(deck)
    assert len(shown(page)) == page.locator(".slide").count() > 10
    page.locator("#summary text").first.select_text()
    assert page.evaluate("getSelection().toString()").startswith("Summary")
    assert violations(page) == []


def test_colours_follow_the_reader(page: Any, deck: str, scheme: str) -> None:
    page.goto(deck)
    ground = page.evaluate("getComputedStyle(document.querySelector('#summary svg > rect')).fill")
    assert (max(map(int, ground[4:-1].split(","))) < 60) == (scheme == "dark")


def test_keys_go_through_slides_and_steps(page: Any, deck: str) -> None:
    page.goto(deck)
    page.keyboard.press("p")
    assert shown(page) == ["cover"]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert shown(page) == ["roadmap"]
    card = "s-roadmap-codex-initial"
    assert opacity(page, card) == "0"
    page.keyboard.press("ArrowRight")
    assert shown(page) == ["roadmap"]
    assert opacity(page, card) == "1"
    page.keyboard.press("ArrowLeft")
    assert opacity(page, card) == "0"
    page.keyboard.press("End")
    assert shown(page) == ["references-2"]
    page.keyboard.press("Escape")
    assert len(shown(page)) > 10


def test_a_slide_has_its_address(page: Any, deck: str) -> None:
    page.goto(deck)
    page.keyboard.press("p")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert page.evaluate("location.hash") == "#roadmap~1"
    page.goto(f"{deck}#limitations")
    assert page.locator("#limitations").evaluate("slide => slide === document.activeElement")


def test_the_speaker_sees_notes_next_slide_and_clock(page: Any, deck: str) -> None:
    page.goto(f"{deck}#roadmap")
    page.keyboard.press("n")
    page.keyboard.press("ArrowRight")
    assert len(shown(page)) == 2
    said = page.locator(".notes.now .said")
    assert said.first.inner_text().startswith("Click 1:")
    page.locator("#clock", has_text="· 00:0").wait_for()
    assert violations(page) == []


def test_a_second_window_follows_the_first(page: Any, deck: str) -> None:
    page.goto(f"{deck}#roadmap")
    with page.expect_popup() as opened:
        page.keyboard.press("w")
    other = opened.value
    other.locator("body.show").wait_for()
    page.keyboard.press("ArrowRight")
    other.wait_for_url("**#roadmap~1")
    assert shown(other) == ["roadmap"]


def test_links_lead_to_slides_and_to_papers(page: Any, deck: str) -> None:
    page.goto(deck)
    page.locator("#agenda a").first.click()
    assert page.evaluate("location.hash").startswith("#")
    papers = page.locator("#references a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert papers
    assert all(paper.startswith(("https://", "http://")) for paper in papers)


def test_on_paper_and_without_a_script_nothing_is_hidden(browser: Any, deck: str, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(deck)
    assert page.locator("[data-step].later").count() == 0
    assert page.locator(".slide").first.is_visible()
    from pypdf import PdfReader

    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    printed = PdfReader(tmp_path / "printed.pdf")
    assert len(printed.pages) == page.locator(".slide").count()
    assert "ChatGPT" in printed.pages[2].extract_text()
    context.close()
