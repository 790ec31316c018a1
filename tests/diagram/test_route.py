from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slides.diagram.layout import Placement
from slides.diagram.route import connectors, hits, polyline, routed
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
    (found,) = connectors(
        roadmap, routed(roadmap, Placement(500, 500, nodes, {}, {}), rank=20), strokes=[STROKE]
    )
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


def lines(nodes: dict[str, Box], *steps: tuple[str, str]) -> dict[str, tuple[Point, ...]]:
    """The corners of each step's connector, by its ends; methods say nothing and stand far away."""
    roadmap = Roadmap.model_validate(
        {
            "models": [{"id": name, "name": name} for name in nodes],
            "steps": [{"from": source, "to": target} for source, target in steps],
        }
    )
    blank = {f"method/{at}": Box(2000, 1000, 1, 1) for at in range(len(steps))}
    found = routed(roadmap, Placement(500, 500, {**nodes, **blank}, {}, {}), rank=20)
    for curve in connectors(roadmap, found, strokes=[STROKE] * len(steps)):
        own = {join.shape for join in curve.joins or ()}
        assert not hits(
            curve.points, [box for name, box in found.nodes.items() if name not in own and name in nodes]
        )
    return {name.split("/")[-1]: points for name, points in found.edges.items()}


def level(points: tuple[Point, ...]) -> list[float]:
    """The heights at which a line runs along."""
    return [one.y for one, other in pairwise(points) if one.y == other.y]


ROW, NEXT = (Box(0, 0, 100, 40), Box(120, 0, 100, 40)), (Box(0, 60, 100, 40), Box(120, 60, 100, 40))


def test_children_of_one_parent_hang_from_one_line() -> None:
    found = lines({"a": ROW[0].moved(60, 0), "b": NEXT[0], "c": NEXT[1]}, ("a", "b"), ("a", "c"))
    assert level(found["a>b"]) == level(found["a>c"]) == [50]


def test_lines_that_change_sides_are_led_around_each_other() -> None:
    """Each would have to lie above the other; one is broken in two."""
    found = lines({"a": ROW[0], "b": ROW[1], "c": NEXT[0], "d": NEXT[1]}, ("a", "d"), ("b", "c"))
    assert sorted(len(points) for points in found.values()) == [4, 6]
    heights = [y for points in found.values() for y in level(points)]
    assert len(set(heights)) == 3


def test_a_channel_grows_with_its_tracks() -> None:
    tops = {f"a{at}": Box(at * 60, 0, 50, 40) for at in range(6)}
    below = {f"b{at}": Box(400 + at * 60, 60, 50, 40) for at in range(6)}
    found = lines({**tops, **below}, *((f"a{at}", f"b{at}") for at in range(6)))
    heights = sorted({y for points in found.values() for y in level(points)})
    assert len(heights) == 6
    assert all(other - one >= 6 for one, other in pairwise(heights))
    assert found["a0>b0"][-1].y > 60


def test_a_line_past_a_rank_takes_the_nearest_gap() -> None:
    way = {"a": Box(0, 0, 100, 40), "x": Box(-20, 60, 120, 40), "y": Box(130, 60, 100, 40)}
    found = lines({**way, "b": Box(0, 120, 100, 40)}, ("a", "b"), ("a", "x"), ("a", "y"))
    assert found["a>b"][2].x - found["a>b"][0].x == pytest.approx(57)


@pytest.mark.parametrize("to", ["a", "b"])
def test_a_line_back_or_within_a_rank_goes_around(to: str) -> None:
    found = lines({"a": Box(0, 0, 100, 40), "b": Box(0, 60, 100, 40), "c": Box(120, 60, 100, 40)}, ("c", to))
    points = found[f"c>{to}"]
    assert points[1].y > points[0].y
    assert points[-2].y < points[-1].y
    assert len(points) == 6


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
