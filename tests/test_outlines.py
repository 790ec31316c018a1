"""Outlines of flowcharts look the same in every output, and lines with two heads have both."""

from __future__ import annotations

import pytest

from slides.geometry import Box, Point
from slides.outlines import FORMS
from slides.scene import Curve, Group, Join, Shape, Stroke, shifted
from slides.write import path, pdf, svg
from slides.write.ooxml import line
from slides.write.pptx_connectors import connector
from slides.write.pptx_shapes import _outline
from tests.write.sample_scene import COLOURS, THEME, scene_of

INK = Stroke(COLOURS["ink"])


@pytest.mark.parametrize("name", FORMS)
def test_every_outline_stays_in_its_box_and_has_its_sites_on_its_border(name: str) -> None:
    shape = Shape("one", Box(10, 20, 100, 60), name, fill=COLOURS["mist"], stroke=INK)  # type: ignore[arg-type]
    points = [point for step in path.outline(shape) for point in step.points]
    assert all(10 <= x <= 110 for x, _ in points)
    assert all(20 <= y <= 90 for _, y in points)  # control points of a wave may lie below
    form = FORMS[name]
    assert len(set(form.numbers)) == 4
    assert all(0 <= u <= 1 and 0 <= v <= 1 for u, v in form.sites)
    assert f'prst="{form.preset}"' in _outline(shape)
    assert "<path d=" in svg.write(scene_of(shape), THEME)
    assert pdf.write([scene_of(shape)], THEME, title="T").startswith(b"%PDF")


def test_a_line_with_two_heads_has_both_everywhere() -> None:
    curve = Curve("c", (Point(0, 0), Point(50, 0), Point(50, 50)), INK, "elbow", both=True)
    assert len([step for step in path.drawn(curve).head if step.kind == "close"]) == 2
    assert path.drawn(curve).shaft[0].points[0].x > 0
    written = line(INK, {}, head="triangle", both=True)
    assert written.index("headEnd") < written.index("tailEnd")
    joined = Curve("d", curve.points, INK, "elbow", True, (Join("a", 0), Join("b", 1)), both=True)
    moved = shifted(Group("g", (joined,)), 5, 5)
    assert isinstance(moved, Group)
    assert isinstance(moved.items[0], Curve)
    assert moved.items[0].both


def test_a_line_to_a_site_that_others_count_otherwise_is_a_free_form_for_them() -> None:
    curve = Curve("c", (Point(0, 0), Point(0, 50)), INK, joins=(Join("a", 2), Join("b", 1)))
    numbers = {"a": 1, "b": 2}
    assert "mc:Fallback" not in connector(curve, 3, numbers, {})
    assert "mc:Fallback" in connector(curve, 3, numbers, {}, odd=frozenset({"b"}))
