"""What the decks show can be read (WCAG 2.2 AA): every text on its ground, in every theme there is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slides import build
from slides.look import assets
from slides.look.contrast import TEXT, contrast, hue, mixed, readable
from slides.markdown.file import read_file
from slides.scene import Colour, Scene
from tests.look.seen import seen

ROOT = Path(__file__).parents[2]
NOTES = ROOT / "tests" / "cases" / "notes"
SPECS = [*sorted((ROOT / "spec").glob("*.yaml")), *sorted(NOTES.glob("*.md")), NOTES / "styles" / "tables.md"]


@cache
def scenes(path: Path, theme: str) -> tuple[tuple[Scene, ...], Colour]:
    document = read_file(path)
    info = document.spec.deck.model_copy(update={"theme": theme})
    document = replace(document, spec=document.spec.model_copy(update={"deck": info}))
    planned = build.plan(document, folder=path.parent)
    found = [slide.scene for slide in planned.deck.slides] + ([planned.tree] if planned.tree else [])
    return tuple(found), planned.theme.colour("paper")


@pytest.mark.parametrize("theme", assets.theme_names())
@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_every_text_and_line_of_a_deck_stands_out_from_its_ground(path: Path, theme: str) -> None:
    found, paper = scenes(path, theme)
    assert not {one for scene in found for one in seen(scene, paper) if not one.is_clear}


HEX = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


@settings(max_examples=60)
@given(HEX, HEX)
def test_a_colour_made_readable_can_be_read(value: str, ground: str) -> None:
    found = readable(value, [ground])
    assert contrast(found, ground) >= TEXT
    assert found == value or contrast(value, ground) < TEXT


def test_a_colour_made_readable_keeps_its_hue() -> None:
    found = readable("#7FB4FF", ["#FFFFFF"])
    assert abs(hue(found)[0] - hue("#7FB4FF")[0]) < 2


def test_a_mixture_lies_between_its_parts() -> None:
    assert mixed("#FF0000", "#FFFFFF", 1.0) == "#FF0000"
    assert mixed("#FF0000", "#FFFFFF", 0.0) == "#FFFFFF"
