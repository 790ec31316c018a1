from __future__ import annotations

import random
import shutil
from typing import Any

import pytest

from slides.diagram import layout
from slides.diagram.layout import Engine, LayoutError, check_complete, placement
from slides.diagram.tree import Easel, drawn
from slides.geometry import Box, Point
from slides.spec.model import Roadmap
from tests.diagram.roadmaps import ROOM, THEME, seed_roadmap

# What Graphviz replied to two boxes, one below the other in a cluster, and an edge (json0, shortened).
REPLY: dict[str, Any] = {
    "bb": "0,0,200,150",
    "objects": [
        {"name": "cluster_band", "bb": "8,8,192,60"},
        {"name": "top", "pos": "100,130", "width": "1.0", "height": "0.5"},
        {"name": "below", "pos": "100,30", "width": "2.0", "height": "0.5"},
    ],
    "edges": [{"id": "step/0/to/below", "pos": "e,100,48 100,112 100,90 100,70 100,58"}],
}


def test_a_reply_is_turned_upside_down_and_cut_to_what_is_drawn() -> None:
    found = placement(REPLY)
    assert (found.width, found.height) == (184, 140)
    assert found.nodes == {"top": Box(56, 0, 72, 36), "below": Box(20, 100, 144, 36)}
    assert found.clusters == {"band": Box(0, 88, 184, 52)}


def test_an_edge_ends_at_the_tip_of_its_arrow() -> None:
    points = placement(REPLY).edges["step/0/to/below"]
    assert points == (Point(92, 36), Point(92, 58), Point(92, 78), Point(92, 100))


def test_a_reply_that_lost_an_edge_is_an_error() -> None:
    found = placement({**REPLY, "edges": []})
    with pytest.raises(LayoutError, match=r"lost 1 part\(s\) of the graph, first 'step/0/to/below'"):
        check_complete(found, {"top", "below"}, {"step/0/to/below"})


def test_a_reply_that_lost_a_node_is_an_error() -> None:
    found = placement({**REPLY, "objects": REPLY["objects"][:2]})
    with pytest.raises(LayoutError, match="first 'below'"):
        check_complete(found, {"top", "below"}, {"step/0/to/below"})


def test_a_complete_reply_is_none() -> None:
    check_complete(placement(REPLY), {"top", "below"}, {"step/0/to/below"})


def test_a_graph_that_graphviz_cannot_read_is_an_error_in_one_line() -> None:
    with pytest.raises(LayoutError, match="Graphviz failed") as caught:
        layout.run("digraph { a -> ")
    assert "\n" not in str(caught.value)
    assert layout.run("digraph { a }")["objects"][0]["name"] == "a"  # and the next one is laid out again


def large_graph() -> str:
    choose = random.Random(7)
    edges = (f"{choose.randrange(400)} -> {choose.randrange(400)};" for _ in range(2500))
    return f"digraph {{ {' '.join(edges)} }}"


ENGINES: list[Engine] = ["embedded", "system"]


def needs(engine: Engine) -> None:
    if engine == "system" and not shutil.which("dot"):
        pytest.skip("no `dot` on this machine")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_layout_that_takes_too_long_is_an_error_in_one_line(engine: Engine) -> None:
    needs(engine)
    with pytest.raises(LayoutError) as caught:
        layout.run(large_graph(), engine, seconds=0.2)
    assert str(caught.value) == "Graphviz found no layout within 0.2 seconds"
    assert layout.run("digraph { a }", engine)["objects"][0]["name"] == "a"


def test_the_machines_own_graphviz_draws_every_part_too() -> None:
    needs("system")
    found = drawn(seed_roadmap(), Easel(THEME, ROOM, engine="system"))
    assert len(found.sheets) == 1
    assert not found.lost


def test_a_machine_without_dot_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(LayoutError, match="no `dot` on this machine; leave out `--engine system`"):
        layout.run("digraph { a }", "system")


def test_names_that_mean_something_to_graphviz_are_only_names() -> None:
    names = ["node", "graph", "n", "a.b-c_d", "1", "subgraph"]
    models = [{"id": name, "name": name} for name in names]
    steps = [{"from": "node", "to": names[1:], "method": '"quoted" <b>'}]
    found = drawn(Roadmap.model_validate({"models": models, "steps": steps}), Easel(THEME, ROOM))
    assert not found.lost
