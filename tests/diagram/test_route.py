from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slides.diagram.layout import Placement
from slides.diagram.route import connectors, hits, polyline, routes
from slides.geometry import Box, Point
from slides.scene import Curve, Join, Stroke
from slides.spec.model import Roadmap
from tests.diagram.roadmaps import THEME

STROKE = Stroke(THEME.colour("slate"))
NUMBER = st.floats(0, 100).map(lambda value: round(value, 2))
POINT = st.builds(Point, NUMBER, NUMBER)


def test_a_line_through_a_box_hits_it_and_one_beside_it_does_not() -> None:
    box = Box(10, 10, 10, 10)
    assert hits([Point(0, 15), Point(30, 15)], [box])
    assert not hits([Point(0, 5), Point(30, 5)], [box])
    assert hits([Point(0, 8), Point(30, 8)], [box])  # nearer than it should come
    assert not hits([Point(0, 8), Point(30, 8)], [box], gap=0)


@given(POINT, POINT)
def test_a_line_that_has_a_point_inside_a_box_hits_it(start: Point, end: Point) -> None:
    middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    if abs(start.x - end.x) + abs(start.y - end.y) > 0.1:
        assert hits([start, end], [Box(middle.x - 1, middle.y - 1, 2, 2)], gap=0)


def step_between(top: Box, method: Box, below: Box, *others: Box, direction: str = "TB") -> Curve:
    """The connector of one step whose three boxes are given; the others stand in the way."""
    names = [f"other{at}" for at in range(len(others))]
    roadmap = Roadmap.model_validate(
        {
            "direction": direction,
            "models": [{"id": name, "name": name} for name in ("a", "b", *names)],
            "steps": [{"from": "a", "to": "b", "method": "x"}],
        }
    )
    nodes = {"a": top, "method/0": method, "b": below, **dict(zip(names, others, strict=True))}
    spline = (Point(0, 0), Point(0, 10), Point(0, 20), Point(0, 30))
    edges = {"step/0/from/a": spline, "step/0/to/b": spline}
    placement = Placement(500, 500, nodes, {}, edges)
    (found,) = connectors(roadmap, placement, rank=20, strokes=[STROKE])
    assert routes(roadmap, placement, rank=20) == [found.route]
    return found


TOP, METHOD, BELOW = Box(0, 0, 100, 40), Box(20, 60, 60, 20), Box(0, 100, 100, 40)


def test_boxes_in_one_line_are_joined_by_a_straight_line() -> None:
    found = step_between(TOP, METHOD, BELOW)
    assert (found.route, found.points) == ("straight", (Point(50, 40), Point(50, 100)))
    assert found.joins == (Join("a", 2), Join("b", 0))


ASIDE = METHOD.moved(200, 0), BELOW.moved(200, 0)
EARLY = (Point(50, 40), Point(50, 50), Point(250, 50), Point(250, 100))
LEVEL = (Point(50, 40), Point(50, 70), Point(250, 70), Point(250, 100))


def test_boxes_apart_are_joined_by_an_elbow_that_turns_into_the_side_of_its_method() -> None:
    found = step_between(TOP, *ASIDE)
    assert (found.route, found.points) == ("elbow", LEVEL)


def test_a_box_before_the_method_makes_the_elbow_turn_in_the_gap() -> None:
    found = step_between(TOP, *ASIDE, Box(120, 60, 40, 20))
    assert (found.route, found.points) == ("elbow", EARLY)


def test_boxes_in_every_way_lead_to_graphviz_own_curve() -> None:
    found = step_between(TOP, *ASIDE, Box(120, 48, 40, 10), Box(120, 60, 40, 20))
    assert found.route == "curve"
    assert (found.points[0], found.points[-1]) == (LEVEL[0], LEVEL[-1])
    assert len(found.points) % 3 == 1


def test_a_tree_to_the_right_is_the_same_turned() -> None:
    found = step_between(TOP.turned, METHOD.turned, BELOW.turned, direction="LR")
    assert (found.route, found.points) == ("straight", (Point(40, 50), Point(100, 50)))
    assert found.joins == (Join("a", 3), Join("b", 1))


@given(st.lists(POINT, min_size=4, max_size=4))
def test_a_flattened_curve_starts_and_ends_where_the_curve_does(corners: list[Point]) -> None:
    found = polyline(Curve("c", tuple(corners), STROKE, "curve"))
    assert found[0] == corners[0]
    assert found[-1] == pytest.approx(corners[-1])
    assert len(found) == 13


def test_lines_are_flat_already() -> None:
    points = (Point(0, 0), Point(5, 5))
    assert polyline(Curve("c", points, STROKE)) == points
