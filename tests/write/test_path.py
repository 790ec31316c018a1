from __future__ import annotations

from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slides.geometry import Box, Point
from slides.scene import Colour, Curve, Shape, Stroke
from slides.write import path

INK = Colour("#000000", "ink")
_COORDINATE = st.floats(-500, 500)
_POINTS = st.builds(Point, _COORDINATE, _COORDINATE)


@given(points=st.lists(_POINTS, min_size=2, max_size=6), width=st.floats(0.25, 6))
def test_the_tip_of_an_elbow_is_its_last_point_and_the_shaft_ends_before_it(
    points: list[Point], width: float
) -> None:
    shaft, head = path.drawn(Curve("e", tuple(points), Stroke(INK, width), "elbow"))
    assert shaft[0].points[0] == points[0]
    if head:
        assert dist(head[0].points[0], points[-1]) < 0.02
        assert dist(shaft[-1].points[-1], points[-1]) > 0


@given(points=st.lists(_POINTS, min_size=7, max_size=7), width=st.floats(0.25, 6))
def test_the_tip_of_a_curve_is_its_last_point_and_the_shaft_reaches_into_the_head(
    points: list[Point], width: float
) -> None:
    stroke = Stroke(INK, width)
    shaft, head = path.drawn(Curve("e", tuple(points), stroke, "curve"))
    if head:
        assert head[0].points[0] == points[-1]
        reach = dist(shaft[-1].points[-1], points[-1])
        assert 0 < reach <= path.head_length(stroke)


def test_without_an_arrow_the_shaft_goes_all_the_way() -> None:
    shaft, head = path.drawn(Curve("e", (Point(0, 0), Point(10, 0)), Stroke(INK), arrow=False))
    assert shaft[-1].points == (Point(10, 0),)
    assert head == ()


def test_an_elbow_has_rounded_corners_that_fit_short_legs() -> None:
    points = (Point(0, 0), Point(0, 40), Point(2, 40), Point(2, 80))
    shaft, _ = path.drawn(Curve("e", points, Stroke(INK), "elbow", arrow=False))
    assert [step.kind for step in shaft] == ["move", "line", "curve", "line", "curve", "line"]
    assert shaft[1].points == (Point(0, 39),)


def test_points_that_coincide_are_drawn_without_fuss() -> None:
    shaft, head = path.drawn(Curve("e", (Point(5, 5), Point(5, 5)), Stroke(INK)))
    assert (len(shaft), head) == (2, ())


@pytest.mark.parametrize("count", [2, 3, 5, 6])
def test_a_curve_needs_its_triples(count: int) -> None:
    with pytest.raises(ValueError, match="points do not make a curve route"):
        path.drawn(Curve("e", (Point(0, 0),) * count, Stroke(INK), "curve"))


def test_a_radius_is_at_most_half_the_shorter_side() -> None:
    assert path.corner_radius(Shape("s", Box(0, 0, 100, 20), "round", 50)) == 10
    assert path.corner_radius(Shape("s", Box(0, 0, 100, 20), "pill")) == 10
    assert path.corner_radius(Shape("s", Box(0, 0, 100, 20), "rect", 5)) == 0


def test_an_open_head_is_two_strokes_from_the_tip() -> None:
    _, closed = path.drawn(Curve("e", (Point(0, 0), Point(50, 0)), Stroke(INK)))
    shaft, head = path.drawn(Curve("e", (Point(0, 0), Point(50, 0)), Stroke(INK), open_head=True))
    assert head[0].points[0] == closed[0].points[0] == Point(50, 0)
    assert len(head) > len(closed), "it has an inside"
    notch = min(step.points[0].x for step in head if step.points and step.points[0].y == 0)
    assert 0 < 50 - notch < path.head_length(Stroke(INK)), "and the inside reaches nearly to the tip"
    assert shaft[-1].points[-1].x >= notch - 0.01
