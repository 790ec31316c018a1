from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from slides.diagram.layout import Placement
from slides.diagram.tidy import _isotonic, tidied
from slides.geometry import Box
from slides.spec.model import Roadmap

VALUES = st.lists(st.floats(-100, 100), min_size=1, max_size=12)


@given(VALUES)
def test_levelled_values_never_fall_and_keep_their_sum(values: list[float]) -> None:
    found = _isotonic(values)
    assert len(found) == len(values)
    assert all(one <= other for one, other in pairwise(found))
    assert abs(sum(found) - sum(values)) < 1e-6


@given(VALUES)
def test_values_in_order_stay_as_they_are(values: list[float]) -> None:
    assert _isotonic(sorted(values)) == sorted(values)


@st.composite
def two_ranks(draw: st.DrawFn) -> tuple[Roadmap, Placement, float]:
    """Models of one rank with a model below each, the methods between, all at odd places."""
    count = draw(st.integers(1, 5))
    width = st.integers(20, 120).map(float)
    nodes: dict[str, Box] = {}
    for rank, y in (("a", 0.0), ("method/", 60.0), ("b", 120.0)):
        x = 0.0
        for at in range(count):
            x += draw(st.integers(30, 90))
            wide = draw(width)
            nodes[f"{rank}{at}"] = Box(x, y, wide, 40.0)
            x += wide
    models = [{"id": f"{rank}{at}", "name": "m"} for rank in "ab" for at in range(count)]
    steps = [{"from": f"a{at}", "to": f"b{at}", "method": "x"} for at in range(count)]
    roadmap = Roadmap.model_validate({"models": models, "steps": steps})
    return roadmap, Placement(2000, 160, nodes, {}, {}), 20.0


@given(two_ranks())
def test_nodes_keep_order_rank_and_distance(
    found: tuple[Roadmap, Placement, float],
) -> None:
    roadmap, placement, gap = found
    nodes = tidied(roadmap, placement, gap).nodes
    assert {name: (box.y, box.w, box.h) for name, box in nodes.items()} == {
        name: (box.y, box.w, box.h) for name, box in placement.nodes.items()
    }
    count = len(roadmap.steps)
    for rank in ("a", "method/", "b"):
        row = [nodes[f"{rank}{at}"] for at in range(count)]
        assert all(one.right + gap <= other.x + 0.02 for one, other in pairwise(row))


def test_a_parent_stands_over_the_middle_of_its_children() -> None:
    models = [{"id": name, "name": name} for name in "abc"]
    steps = [{"from": "a", "to": ["b", "c"], "method": "x"}]
    roadmap = Roadmap.model_validate({"models": models, "steps": steps})
    nodes = {
        "a": Box(0, 0, 40, 20), "method/0": Box(300, 40, 20, 20),
        "b": Box(0, 80, 40, 20), "c": Box(200, 80, 40, 20),
    }  # fmt: skip
    found = tidied(roadmap, Placement(320, 100, nodes, {}, {}), 20).nodes
    middle = (found["b"].centre.x + found["c"].centre.x) / 2
    assert abs(found["method/0"].centre.x - middle) < 0.5
    assert abs(found["a"].centre.x - middle) < 0.5


def test_side_by_side_no_node_leaves_its_cluster() -> None:
    models = [{"id": name, "name": name, "series": "s" if name in "ab" else None} for name in "abc"]
    steps = [{"from": "c", "to": ["a", "b"], "method": "x"}]
    series = [{"id": "s", "name": "S"}]
    roadmap = Roadmap.model_validate({"series": series, "models": models, "steps": steps})
    nodes = {
        "c": Box(400, 0, 40, 20), "method/0": Box(410, 40, 20, 20),
        "a": Box(20, 80, 40, 20), "b": Box(100, 80, 40, 20),
    }  # fmt: skip
    placement = Placement(440, 120, nodes, {"s": Box(0, 70, 160, 50)}, {})
    found = tidied(roadmap, placement, 20, beside=True)
    assert all(found.clusters["s"].holds(found.nodes[name]) for name in "ab")
    assert not any(found.clusters["s"].meets(found.nodes[name]) for name in ("c", "method/0"))
