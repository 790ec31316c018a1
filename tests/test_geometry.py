from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slides.geometry import Box, Point, around, rounded

LENGTH = st.floats(-1000, 1000).map(rounded)
SIDE = st.floats(0, 500).map(rounded)
BOX = st.builds(Box, LENGTH, LENGTH, SIDE, SIDE)


def test_a_box_knows_its_far_edges_and_its_centre() -> None:
    box = Box(10, 20, 30, 40)
    assert (box.right, box.bottom, box.centre) == (40, 60, Point(25, 40))


def test_an_inset_without_height_is_the_same_on_all_sides() -> None:
    assert Box(0, 0, 10, 20).inset(2) == Box(2, 2, 6, 16)
    assert Box(0, 0, 10, 20).inset(2, 5) == Box(2, 5, 6, 10)


@given(BOX, BOX)
def test_a_union_holds_both(one: Box, other: Box) -> None:
    assert one.union(other).holds(one)
    assert one.union(other).holds(other)


@given(BOX)
def test_turned_twice_is_the_box_itself(box: Box) -> None:
    assert box.turned.turned == box


@given(BOX, BOX, st.floats(0, 50))
def test_meeting_is_mutual(one: Box, other: Box, gap: float) -> None:
    assert one.meets(other, gap) == other.meets(one, gap)


def test_boxes_that_touch_meet_only_within_a_gap() -> None:
    left, right = Box(0, 0, 10, 10), Box(10, 0, 10, 10)
    assert not left.meets(right)
    assert left.meets(right, 0.5)
    assert not left.meets(Box(10.6, 0, 10, 10), 0.5)


@given(st.lists(BOX, min_size=1, max_size=6))
def test_what_is_around_boxes_holds_each_and_touches_their_edges(boxes: list[Box]) -> None:
    whole = around(boxes)
    assert all(whole.holds(box) for box in boxes)
    assert whole.x == min(box.x for box in boxes)
    assert whole.bottom == pytest.approx(max(box.bottom for box in boxes))


def test_around_no_box_is_an_error() -> None:
    with pytest.raises(ValueError, match="no box"):
        around([])


@given(st.floats(-1e6, 1e6))
def test_rounding_is_to_a_hundredth_and_never_a_negative_zero(value: float) -> None:
    assert abs(rounded(value) - value) <= 0.005 + 1e-9
    assert rounded(rounded(value)) == rounded(value)
    assert str(rounded(value)) != "-0.0"
