"""What decorates slides: the same in the template and in outputs that have none."""

from __future__ import annotations

import pytest

from slides.geometry import Box
from slides.look import theme as themes
from slides.look.decor import backdrops
from slides.scene import Shape


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_layout_has_a_backdrop_within_its_page(name: str) -> None:
    theme = themes.load(name)
    page = Box(0, 0, theme.width, theme.height)
    found = backdrops(theme)
    assert set(found) == set(theme.layouts)
    shapes = [shape for below in found.values() for shape in below]
    assert shapes
    assert all(page.holds(shape.box) for shape in shapes)
    assert not any(shape.alt or shape.label for shape in shapes)


def test_the_cover_has_its_own_and_a_statement_more_than_others() -> None:
    found = backdrops(themes.load("light"))
    assert len(found["statement"]) == len(found["content"]) + 1
    assert not set(map(shape_box, found["cover"])) & set(map(shape_box, found["content"]))


def shape_box(shape: Shape) -> Box:
    return shape.box
