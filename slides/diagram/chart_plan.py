"""A chart made ready to be laid out: what stands for groups, which lines go back, which groups hold what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from slides.chart.model import Chart, Edge, Node


@dataclass(frozen=True, slots=True)
class Line:
    """An edge as it is laid: `tail` and `head` are the nodes it is laid between, which stand for the
    groups that the edge itself may name. `back`: it goes against the ranks."""

    number: int
    edge: Edge
    tail: str
    head: str
    back: bool = False

    @property
    def id(self) -> str:
        return f"step/{self.number}/{self.edge.tail}>{self.edge.head}"

    @property
    def label_id(self) -> str:
        return f"method/{self.number}"

    def stands_in(self, group: str, plan: Plan) -> bool:
        """One end of the line is that group, and the other stands in it: its own node stands for it."""
        other = self.edge.head if group == self.edge.tail else self.edge.tail
        return other == group or group in plan.around(other)

    @property
    def is_loop(self) -> bool:
        return self.tail == self.head


@dataclass(frozen=True)
class Plan:
    """A chart made ready to be laid out: groups of nothing are nodes, ends at groups are found."""

    chart: Chart
    lines: tuple[Line, ...]

    @cached_property
    def parents(self) -> Mapping[str, str]:
        return {group.id: group.parent for group in self.chart.groups}

    @cached_property
    def homes(self) -> Mapping[str, str]:
        return {node.id: node.group for node in self.chart.nodes}

    def around(self, name: str) -> list[str]:
        """The groups around a node or a group, the innermost first; no group is around all ("")."""
        found: list[str] = []
        at = self.homes.get(name) if name in self.homes else self.parents.get(name)
        while at and at not in found:
            found.append(at)
            at = self.parents.get(at)
        return [*found, ""]

    def common(self, edge: Edge) -> str:
        """The innermost group that holds both ends."""
        outer = set(self.around(edge.tail))
        return next((name for name in self.around(edge.head) if name in outer), "")


def plan(chart: Chart) -> Plan:
    """The chart with every group holding something, and the ends of its edges at nodes."""
    chart = _filled(chart)
    ends = _Ends(chart)
    lines = [
        Line(number, edge, ends.of(edge.tail, leaves=True), ends.of(edge.head, leaves=False))
        for number, edge in enumerate(chart.edges)
    ]
    back = _going_back([node.id for node in chart.nodes], lines)
    return Plan(chart, tuple(replace(line, back=line.number in back) for line in lines))


def _going_back(names: list[str], lines: list[Line]) -> set[int]:
    """The numbers of the lines that close a circle, walking along them from the first node on."""
    out: dict[str, list[Line]] = {}
    entered = {line.head for line in lines if line.tail != line.head}
    for line in lines:
        out.setdefault(line.tail, []).append(line)
    found: set[int] = set()
    state: dict[str, bool] = {}  # False: on the way here; True: done
    for start in (*(name for name in names if name not in entered), *names):
        if start in state:
            continue
        state[start] = False
        walk = [(start, iter(out.get(start, ())))]
        while walk:
            name, ways = walk[-1]
            way = next(ways, None)
            if way is None:
                state[name] = True
                walk.pop()
            elif way.head not in state:
                state[way.head] = False
                walk.append((way.head, iter(out.get(way.head, ()))))
            elif not state[way.head] and way.head != way.tail:
                found.add(way.number)
    return found


def _filled(chart: Chart) -> Chart:
    """Groups that hold nothing are nodes: Graphviz would leave them out."""
    held = {node.group for node in chart.nodes}
    parents = {group.id: group.parent for group in chart.groups}
    waiting = list(held)
    while waiting:
        parent = parents.get(waiting.pop(), "")
        if parent and parent not in held:
            held.add(parent)
            waiting.append(parent)
    bare = [group for group in chart.groups if group.id not in held]
    nodes = [Node(one.id, one.label, group=_kept(one.parent, held, parents), look=one.look) for one in bare]
    groups = tuple(group for group in chart.groups if group.id in held)
    return replace(chart, nodes=(*chart.nodes, *nodes), groups=groups) if bare else chart


def _kept(group: str, held: set[str], parents: Mapping[str, str]) -> str:
    while group and group not in held:
        group = parents.get(group, "")
    return group


class _Ends:
    """Which node stands for a group at the end of an edge: one that nothing within leads to, or from."""

    def __init__(self, chart: Chart) -> None:
        self._nodes = {node.id for node in chart.nodes}
        self._inside: dict[str, list[str]] = {group.id: [] for group in chart.groups}
        parents = {group.id: group.parent for group in chart.groups}
        for node in chart.nodes:
            group = node.group
            while group:
                self._inside[group].append(node.id)
                group = parents[group]
        self._into: dict[str, list[str]] = {}
        self._out: dict[str, list[str]] = {}
        for edge in chart.edges:
            self._into.setdefault(edge.head, []).append(edge.tail)
            self._out.setdefault(edge.tail, []).append(edge.head)

    def of(self, name: str, *, leaves: bool) -> str:
        if name in self._nodes:
            return name
        inside = self._inside[name]
        known, among = (self._out if leaves else self._into), set(inside)
        free = [one for one in inside if not among.intersection(known.get(one, ()))]
        return (free or inside)[-1 if leaves else 0]
