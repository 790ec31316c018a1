"""What stands near is found, and nothing of it is missed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from slides.diagram.shelf import Shelf, crosses
from slides.geometry import Box, Point

NUMBERS = st.floats(-50, 900, allow_nan=False)
BOXES = st.builds(Box, NUMBERS, NUMBERS, st.floats(0.1, 300), st.floats(0.1, 300))


@settings(max_examples=60)
@given(st.lists(BOXES, max_size=12), BOXES, st.floats(0, 40))
def test_every_box_near_a_place_is_found(boxes: list[Box], place: Box, gap: float) -> None:
    named = {str(at): box for at, box in enumerate(boxes)}
    near = {name for name, box in named.items() if box.meets(place, gap)}
    assert near <= Shelf(named).around(place, gap).keys()


@settings(max_examples=60)
@given(st.lists(BOXES, max_size=12), st.builds(Point, NUMBERS, NUMBERS), st.builds(Point, NUMBERS, NUMBERS))
def test_every_box_that_a_line_crosses_is_found(boxes: list[Box], start: Point, end: Point) -> None:
    named = {str(at): box for at, box in enumerate(boxes)}
    crossed = {name for name, box in named.items() if crosses(start, end, box)}
    assert crossed <= {name for name, _ in Shelf(named).along(start, end)}


def test_a_line_along_a_border_does_not_cross() -> None:
    box = Box(10, 10, 20, 20)
    assert not crosses(Point(0, 10), Point(40, 10), box)
    assert crosses(Point(0, 10.1), Point(40, 10.1), box)
    assert not crosses(Point(0, 35), Point(5, 0), box)
