"""Laws of the tracks in a channel."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from slides.diagram.columns import Leg
from slides.diagram.ranks import Lane
from slides.diagram.tracks import laid

GAP = 4.0
PLACES = st.integers(0, 40).map(lambda at: at * 10.0)
ENDS = st.lists(PLACES, unique=True, max_size=8)


def legs(starts: list[float], ends: list[float]) -> list[Leg]:
    return [
        Leg(1, a, b, from_above=True, to_above=False) for a, b in zip(starts, ends, strict=False) if a != b
    ]


@given(ENDS, ENDS)
def test_lines_of_different_kin_never_lie_on_each_other(starts: list[float], ends: list[float]) -> None:
    found = legs(starts, ends)
    tracks = laid([(at, f"kin {at}", leg) for at, leg in enumerate(found)], (), GAP)
    level: list[tuple[int, int, float, float]] = []  # wire, track, from, to
    upright: list[tuple[int, float, float, float]] = []  # wire, place, from, to; tracks from 0 to their count
    for at, leg in enumerate(found):
        run = tracks.runs[at]
        link, last = (leg.end, run.upper) if run.link is None else (run.link, run.lower)
        level += [
            (at, run.upper, min(leg.start, link), max(leg.start, link)),
            (at, last, min(link, leg.end), max(link, leg.end)),
        ]
        upright += [
            (at, leg.start, -1, run.upper),
            (at, link, run.upper, last),
            (at, leg.end, last, tracks.count),
        ]
    for stretches in (level, upright):
        for (wire, place, low, high), (other, near, least, most) in combinations(stretches, 2):
            if wire != other and place == near:
                assert min(high, most) <= max(low, least)


def test_children_of_one_parent_share_a_track() -> None:
    pieces = [
        (at, "out a", Leg(1, 50, end, from_above=True, to_above=False)) for at, end in enumerate((0, 100))
    ]
    tracks = laid(pieces, (), GAP)
    assert tracks.count == 1
    assert tracks.runs[0] == tracks.runs[1]


def test_lines_beside_each_other_share_a_track_and_nested_ones_do_not_cross() -> None:
    ends = {"a": (0, 20), "b": (100, 200), "c": (120, 180)}
    pieces = [
        (at, kin, Leg(1, start, end, from_above=True, to_above=False))
        for at, (kin, (start, end)) in enumerate(ends.items())
    ]
    tracks = laid(pieces, (), GAP)
    assert tracks.count == 2
    assert {tracks.runs[1].upper, tracks.runs[2].upper} == {0, 1}


@given(st.lists(st.tuples(PLACES, PLACES), max_size=8), PLACES)
def test_what_is_taken_of_a_lane_is_free_only_at_its_ends(
    taken: list[tuple[float, float]], place: float
) -> None:
    spans = [(min(one), max(one)) for one in taken if one[0] != one[1]]
    lane = Lane()
    for low, high in spans:
        lane.take(low, high)
    assert lane.is_free(place) == (not any(low < place < high for low, high in spans)) or any(
        place in span for span in spans
    )
    for right in (False, True):
        assert lane.is_free(lane.next_free(place, right=right))
