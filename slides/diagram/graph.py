"""Road map → `diagrams` objects: a Diagram that renders no file.

Every text is measured before; Graphviz gets nodes of fixed size and no words. A step's
method is a node of its own between its models, so that the layout keeps room for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any, NamedTuple

from diagrams import Cluster, Diagram, Edge, Node, setcluster, setdiagram
from graphviz.quoting import quote

from slides.diagram import axis
from slides.diagram.axis import Tick
from slides.spec.dates import began
from slides.spec.model import Roadmap

Size = tuple[float, float]


class Graph(Diagram):  # type: ignore[misc]  # diagrams has no types
    """A Diagram that only collects: leaving the `with` block neither renders nor deletes a file."""

    def __exit__(self, *_: object) -> None:
        setcluster(None)
        setdiagram(None)


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distances in pt: between ranks, between neighbours of a rank, around a band's content."""

    rank: float
    node: float
    band: float


def method_id(number: int) -> str:
    """The node of step `number`'s method (steps count from 0 in the order of the spec)."""
    return f"method/{number}"


class Link(NamedTuple):
    """A line between two nodes; of several that pull at a node, the one of more weight is kept straight."""

    source: str
    target: str
    weight: int = 1


def links(roadmap: Roadmap) -> Iterator[Link]:
    """The lines of all steps, from cards to methods and on to cards, in the order in which their
    targets are to stand."""
    for number in steps_in_order(roadmap):
        step, method = roadmap.steps[number], method_id(number)
        # A method stands on the line into a single target, else on the line out of a single source.
        inward, outward = (2, 12) if len(step.to) == 1 else (12, 2)
        yield from (Link(source, method, inward) for source in step.sources)
        yield from (Link(method, target, outward) for target in step.to)


def graph(
    roadmap: Roadmap,
    sizes: Mapping[str, Size],
    lines: Sequence[Link],
    spacing: Spacing,
    *,
    band_labels: Mapping[str, Size],
) -> Graph:
    """The graph to be laid out. `sizes` holds (width, height) in pt of every node."""
    ticks = axis.ticks(roadmap)
    tail, head = ("s", "n") if roadmap.direction == "TB" else ("e", "w")
    drawn = Graph(
        "roadmap",
        filename="roadmap",
        show=False,
        direction=roadmap.direction,
        graph_attr={
            "label": "",
            "pad": "0",
            "splines": "none",  # lines are ours
            "nodesep": _inches(spacing.node),
            "ranksep": _inches(spacing.rank),
            # Ranks across clusters: every line goes on downwards. Very large trees get thrice as wide by it.
            "newrank": str(bool(ticks) or len(sizes) < _LARGE).lower(),
            "nslimit": "2" if len(sizes) < _LARGE else "1",
            "nslimit1": "2" if len(sizes) < _LARGE else "1",
            "mclimit": "0.5",
            **({} if roadmap.order == "free" else {"ordering": "out"}),
        },
        node_attr={"fontsize": "1", "shape": "box"},
        edge_attr={"fontsize": "1", "tailport": tail, "headport": head},
    )
    with drawn:
        nodes = _nodes(roadmap, sizes, spacing, band_labels)
        for line in lines:
            weight = {"weight": str(line.weight)} if line.weight != 1 else {}
            nodes[line.source] >> _Line(**weight) >> nodes[line.target]
        _aligned(drawn, ticks, apart=2 if any(name.startswith("method/") for name in sizes) else 1)
    return drawn


class _Line(Edge):  # type: ignore[misc]
    """An edge that says no more than it has to: it has no words to be set."""

    _default_edge_attrs: dict[str, str] = {}  # noqa: RUF012  # as the library has it


def steps_in_order(roadmap: Roadmap) -> list[int]:
    """The numbers of the steps as their targets are to stand; those without a date come last."""
    numbers = range(len(roadmap.steps))
    if roadmap.order != "date":
        return list(numbers)
    dates = {model.id: began(model.date or "") or _LAST for model in roadmap.models}
    return sorted(numbers, key=lambda number: min(dates[target] for target in roadmap.steps[number].to))


_LARGE = 600  # nodes, from which on Graphviz may search half as long for shorter edges
_LAST = (9999, 12, 31)


def _aligned(drawn: Graph, ticks: Sequence[Tick], *, apart: int) -> None:
    """A chain of invisible nodes in the order of dates, each in the rank of the models of its date,
    `apart` ranks from the next."""
    point = {"shape": "point", "width": "0.01", "height": "0.01", "style": "invis"}
    marks = [Node("", nodeid=tick.id, **point) for tick in ticks]
    for before, after in pairwise(marks):
        before >> Edge(style="invis", weight="0", minlen=str(apart)) >> after
    for tick in ticks:
        same = " ".join(f"{quote(name)};" for name in (tick.id, *tick.models))
        drawn.dot.body.append(f"\t{{rank=same; {same}}}\n")


def _nodes(
    roadmap: Roadmap, sizes: Mapping[str, Size], spacing: Spacing, band_labels: Mapping[str, Size]
) -> dict[str, Any]:
    homes = {model.id: model.series for model in roadmap.models}
    for number, step in enumerate(roadmap.steps):
        series = {homes[target] for target in step.to}
        homes[method_id(number)] = series.pop() if len(series) == 1 else None
    members: dict[str | None, list[str]] = {}
    for name, home in homes.items():
        if name in sizes:
            members.setdefault(home, []).append(name)
    nodes: dict[str, Any] = {}
    for band in (*(series.id for series in roadmap.series), None):
        with ExitStack() as stack:
            if band is not None:
                stack.enter_context(Cluster(band, graph_attr=_band(band_labels.get(band), spacing.band)))
            for name in members.get(band, ()):
                width, height = sizes[name]
                nodes[name] = Node("", nodeid=name, width=_inches(width), height=_inches(height))
    return nodes


def _band(label: Size | None, margin: float) -> dict[str, str]:
    around = {"margin": f"{margin:g}", "labeljust": "l"}
    if label is None:
        return {"label": "", **around}
    return {**blind(label[0] - AROUND_LABEL, label[1] - AROUND_LABEL), **around}


AROUND_LABEL = 8.0  # pt that Graphviz adds to the width and height of a cluster's label
_GRAIN = 5.0  # pt; the room is exact to 3 by 6 pt


def blind(width: float, height: float) -> dict[str, str]:
    """Attributes of a label that takes this room, in pt: a text in a face whose letters are all 0.6 em
    wide, so that every Graphviz measures it alike. (A table of fixed size would be plainer, but the
    embedded Graphviz is built without HTML labels and takes the name instead.)"""
    lines = max(round(height / (1.2 * _GRAIN)), 1)
    first = "x" * max(ceil(width / (0.6 * _GRAIN)), 1)
    return {"label": first + "\\nx" * (lines - 1), "fontname": "Courier", "fontsize": f"{_GRAIN:g}"}


def _inches(points: float) -> str:
    return f"{points / 72:.4f}"
