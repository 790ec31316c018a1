"""A chart that is too large for a page, in parts: an overview and its groups, or its halves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from slides.chart.model import Chart, Edge, Group, Node


def by_group(chart: Chart) -> tuple[Chart, ...]:
    """How the outermost groups hang together with the nodes that are in none, then each group with stubs
    for what its lines lead to elsewhere. Nothing where there are no two parts."""
    tops = [group for group in chart.groups if not group.parent]
    homes = _tops(chart)
    free = [node for node in chart.nodes if not homes[node.id]]
    if len(tops) + bool(free) < 2:
        return ()
    own = {group.id: [node.id for node in chart.nodes if homes[node.id] == group.id] for group in tops}
    first = [_overview(chart, tops, homes)] if free or len(tops) > 1 else []
    return (*first, *(part(chart, own[group.id]) for group in tops if own[group.id]))


def halves(chart: Chart, order: Sequence[str]) -> tuple[Chart, ...]:
    """The chart's nodes in that order, cut in the middle; what was a stub stays one. Nothing for one node."""
    known = {node.id: node for node in chart.nodes}
    real = [name for name in order if name in known and known[name].kind != "stub"]
    if len(real) < 2:
        return ()
    middle = len(real) // 2
    return part(chart, real[:middle]), part(chart, real[middle:])


def part(chart: Chart, names: Sequence[str]) -> Chart:
    """Those nodes in their groups, the lines that touch them, and stubs at the far ends."""
    kept = set(names)
    parents = {group.id: group.parent for group in chart.groups}
    inside = {node.id: set(_around(node.group, parents)) for node in chart.nodes}
    around = {group for name in names for group in inside[name]}
    # A group whose nodes are all here is here itself, so that its own lines are drawn.
    torn = {group for node in chart.nodes if node.id not in kept for group in inside[node.id]}
    whole = around - torn
    here = kept | whole
    edges = [edge for edge in chart.edges if edge.tail in here or edge.head in here]
    far = dict.fromkeys(end for edge in edges for end in (edge.tail, edge.head) if end not in here)
    labels = {node.id: node.label for node in chart.nodes} | {
        one.id: one.label or one.id for one in chart.groups
    }
    stubs = [Node(name, labels[name], "stub") for name in far]
    nodes = [node for node in chart.nodes if node.id in kept]
    groups = [group for group in chart.groups if group.id in around]
    return _renamed(replace(chart, nodes=(*nodes, *stubs), edges=tuple(edges), groups=tuple(groups)), far)


def _renamed(chart: Chart, far: dict[str, None]) -> Chart:
    """A group that is a stub and around what is here would be twice: its stub has a name of its own."""
    twice = {group.id for group in chart.groups} & far.keys()
    if not twice:
        return chart
    new = {name: f"{name} " for name in twice}
    return replace(
        chart,
        nodes=tuple(
            replace(node, id=new[node.id]) if node.kind == "stub" and node.id in twice else node
            for node in chart.nodes
        ),
        edges=tuple(
            replace(edge, tail=new.get(edge.tail, edge.tail), head=new.get(edge.head, edge.head))
            for edge in chart.edges
        ),
    )


def _around(group: str, parents: dict[str, str]) -> Iterator[str]:
    while group:
        yield group
        group = parents[group]


def _tops(chart: Chart) -> dict[str, str]:
    """The outermost group of every node and group."""
    parents = {group.id: group.parent for group in chart.groups}
    found = {node.id: ([*_around(node.group, parents)] or [""])[-1] for node in chart.nodes}
    return found | {group.id: [*_around(group.id, parents)][-1] for group in chart.groups}


def _overview(chart: Chart, tops: Sequence[Group], homes: dict[str, str]) -> Chart:
    """Each outermost group as one node, the lines between two as one; what they say stands with each."""
    nodes = [node for node in chart.nodes if not homes[node.id]]
    boxes = [
        Node(group.id, f"**{group.label or group.id}**", "subroutine", look=group.look) for group in tops
    ]
    names = {node.id for node in nodes}
    edges = [edge for edge in chart.edges if edge.tail in names and edge.head in names]
    between: dict[tuple[str, str], Edge] = {}
    for edge in chart.edges:
        tail, head = homes[edge.tail] or edge.tail, homes[edge.head] or edge.head
        if tail == head or (tail in names and head in names):
            continue
        if (head, tail) in between:
            between[head, tail] = replace(between[head, tail], start=edge.end)
        elif (tail, head) not in between:
            between[tail, head] = Edge(tail, head, "", "solid", edge.start, edge.end, at=edge.at)
    return Chart((*nodes, *boxes), (*edges, *between.values()), (), chart.direction, chart.title)
