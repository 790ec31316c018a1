"""Straightens a layout: parents over the middle of their children, a method over its model.

Graphviz minimises the length of edges and is content with any of the many positions of equal
length. Ranks and the order within them stay Graphviz's; only the places along a rank change:
each node moves towards the mean of its neighbours, the distances between nodes kept by
isotonic regression (pool adjacent violators; Barlow et al., 1972).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, count, pairwise
from math import inf

from slides.diagram.graph import method_id
from slides.diagram.layout import Placement
from slides.diagram.ranks import rows
from slides.diagram.shelf import Shelf
from slides.geometry import Box, around, rounded
from slides.spec.model import Roadmap

_SWEEPS = 24
_STILL = 0.02  # pt that no node moves any more


def tidied(roadmap: Roadmap, found: Placement, gap: float, *, beside: bool = False) -> Placement:
    """The placement with its nodes moved along their ranks; clusters keep their place.

    `gap` is the least distance of neighbours in pt. Where clusters stand `beside` each other,
    no node leaves its own or enters another.
    """
    down = roadmap.direction == "TB"
    boxes = dict(found.nodes) if down else {name: box.turned for name, box in found.nodes.items()}
    margin = min(box.x for box in boxes.values())
    above, below = _neighbours(roadmap)
    ranks = [sorted(row, key=lambda name: (boxes[name].x, name)) for row in rows(boxes)]
    clusters = found.clusters if down else {name: box.turned for name, box in found.clusters.items()}
    inner: dict[str, Box] = {}
    if beside:
        homes = _homes(boxes, clusters)
        above, below = _at_home(above, homes), _at_home(below, homes)
        inner = _hulls(homes, clusters, boxes)
    numbers = {name: at for at, name in enumerate(name for rank in ranks for name in rank)}
    settled = [
        _Rank.of(at, rank, numbers, boxes, _bounds(rank, boxes, inner, gap), gap)
        for at, rank in enumerate(ranks)
    ]
    places = [boxes[name].centre.x for name in numbers]
    states = [0] * len(ranks)
    fresh = count(1)
    downward = _Pass(settled, _numbered(above, numbers), states, fresh)
    upward = _Pass(settled[::-1], _numbered(below, numbers), states, fresh)
    for _ in range(_SWEEPS):
        before = list(states)
        downward.run(places)
        upward.run(places)
        if before == states:
            break
    middles = dict(zip(numbers, places, strict=True))
    moved = {name: Box(middles[name] - box.w / 2, box.y, box.w, box.h) for name, box in boxes.items()}
    extent = around(list(moved.values()))
    shift = margin - extent.x
    moved = {name: Box(rounded(box.x + shift), box.y, box.w, box.h) for name, box in moved.items()}
    across = rounded(extent.w + 2 * margin)
    if down:
        return replace(found, width=across, nodes=moved)
    return replace(found, height=across, nodes={name: box.turned for name, box in moved.items()})


def _neighbours(roadmap: Roadmap) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Of every node, those it hangs from and those that hang from it."""
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for number, step in enumerate(roadmap.steps):
        method = method_id(number)
        for source in step.sources:
            above.setdefault(method, []).append(source)
            below.setdefault(source, []).append(method)
        for target in step.to:
            above.setdefault(target, []).append(method)
            below.setdefault(method, []).append(target)
    return above, below


def _numbered(neighbours: Mapping[str, list[str]], numbers: Mapping[str, int]) -> list[list[int]]:
    return [[numbers[other] for other in neighbours.get(name, ())] for name in numbers]


def _hulls(homes: Mapping[str, str], clusters: Mapping[str, Box], boxes: Mapping[str, Box]) -> dict[str, Box]:
    """The clusters as wide as the nodes in them: what is left over is for their names."""
    inside: dict[str, list[Box]] = {}
    for name, home in homes.items():
        inside.setdefault(home, []).append(boxes[name])
    found: dict[str, Box] = {}
    for id, cluster in clusters.items():
        left = min((box.x for box in inside.get(id, ())), default=cluster.x)
        right = max((box.right for box in inside.get(id, ())), default=cluster.right)
        found[id] = Box(left, cluster.y, right - left, cluster.h)
    return found


def _homes(boxes: Mapping[str, Box], clusters: Mapping[str, Box]) -> dict[str, str]:
    """The cluster that each node stands in."""
    shelf = Shelf(boxes)
    return {
        name: id
        for id, cluster in clusters.items()
        for name, box in shelf.beside(cluster.y, cluster.bottom)
        if cluster.holds(box)
    }


def _at_home(neighbours: Mapping[str, list[str]], homes: Mapping[str, str]) -> dict[str, list[str]]:
    """The neighbours in the same cluster, where there are any: others would only push a node to the edge."""
    found: dict[str, list[str]] = {}
    for name, others in neighbours.items():
        near = [other for other in others if homes.get(other) == homes.get(name)]
        found[name] = near or others
    return found


Bound = tuple[float, float]  # how far left and right the middle of a node may stand


def _bounds(
    rank: Sequence[str], boxes: Mapping[str, Box], clusters: Mapping[str, Box], gap: float
) -> list[Bound]:
    """The bounds of each node of a rank: within the cluster that it stands in, apart from others."""
    middle = boxes[rank[0]].centre.y
    beside = sorted((box for box in clusters.values() if box.y < middle < box.bottom), key=_left)
    lefts = [box.x for box in beside]
    found: list[Bound] = []
    for name in rank:
        box = boxes[name]
        x = box.x + box.w / 2
        at = bisect_left(lefts, x)  # clusters stand apart: the last that starts before it, and the next
        low, high = -inf, beside[at].x - gap if at < len(beside) else inf
        if at and x < beside[at - 1].right:
            low, high = beside[at - 1].x, beside[at - 1].right
        elif at:
            low = beside[at - 1].right + gap
        # Where Graphviz itself keeps less distance, its place is good enough.
        found.append((min(low, box.x) + box.w / 2, max(high, box.right) - box.w / 2))
    return found


def _left(box: Box) -> float:
    return box.x


@dataclass(frozen=True, slots=True)
class _Rank:
    """The nodes of one rank by number, how far each is from the first at least, and the least and
    most place of each, that distance taken off."""

    number: int
    nodes: Sequence[int]
    offsets: Sequence[float]
    least: Sequence[float]
    most: Sequence[float]

    @classmethod
    def of(
        cls,
        number: int,
        rank: Sequence[str],
        numbers: Mapping[str, int],
        boxes: Mapping[str, Box],
        bounds: Sequence[Bound],
        gap: float,
    ) -> _Rank:
        offsets = [0.0]
        for left, right in pairwise(rank):
            offsets.append(offsets[-1] + (boxes[left].w + boxes[right].w) / 2 + gap)
        least = list(accumulate((low - at for (low, _), at in zip(bounds, offsets, strict=True)), max))
        most = list(accumulate((high - at for (_, high), at in _backwards(bounds, offsets)), min))[::-1]
        nodes = [numbers[name] for name in rank]
        return cls(number, nodes, offsets, least, most)

    def settled(self, places: Sequence[float], neighbours: Sequence[Sequence[int]]) -> list[float]:
        """The nodes' places, as near to the middle of their neighbours as those of the rank allow."""
        aims: list[float] = []
        last, in_order = -inf, True
        for node, offset, low, high in zip(self.nodes, self.offsets, self.least, self.most, strict=True):
            others = neighbours[node]
            if len(others) == 1:
                aim = places[others[0]] - offset
            elif others:
                aim = sum([places[other] for other in others]) / len(others) - offset
            else:
                aim = places[node] - offset
            aim = low if aim < low else high if aim > high else aim  # min() of max() takes thrice as long
            in_order = in_order and aim >= last
            last = aim
            aims.append(aim)
        if not in_order:
            level = zip(_isotonic(aims), self.least, self.most, strict=True)
            aims = [min(max(value, low), high) for value, low, high in level]
        return [aim + offset for aim, offset in zip(aims, self.offsets, strict=True)]


class _Pass:
    """Settles rank after rank by the neighbours on one side.

    A state stands for the places of a rank's nodes. Where those of all that a rank looks at are
    what they were before, so is its own: most ranks of a large tree are still after a sweep or two.
    """

    def __init__(
        self,
        ranks: Sequence[_Rank],
        neighbours: Sequence[Sequence[int]],
        states: list[int],
        fresh: Iterator[int],
    ) -> None:
        self._ranks = ranks
        self._neighbours = neighbours
        self._states = states  # shared by both passes, as are the numbers of new ones
        self._fresh = fresh
        home = {node: rank.number for rank in ranks for node in rank.nodes}
        self._near = {
            rank.number: sorted({home[other] for node in rank.nodes for other in neighbours[node] or (node,)})
            for rank in ranks
        }
        self._known: dict[int, tuple[list[int], int, list[float]]] = {}

    def run(self, places: list[float]) -> None:
        states = self._states
        for rank in self._ranks:
            seen = [states[other] for other in self._near[rank.number]]
            before, state, found = self._known.get(rank.number, (None, -1, []))
            if before != seen:
                now = rank.settled(places, self._neighbours)
                if not found or any(abs(a - b) > _STILL for a, b in zip(found, now, strict=True)):
                    state, found = next(self._fresh), now
                self._known[rank.number] = seen, state, found
            elif states[rank.number] == state:
                continue
            states[rank.number] = state
            for node, place in zip(rank.nodes, found, strict=True):
                places[node] = place


def _backwards(bounds: Sequence[Bound], offsets: Sequence[float]) -> Iterator[tuple[Bound, float]]:
    return zip(reversed(bounds), reversed(offsets), strict=True)


def _isotonic(values: Sequence[float]) -> list[float]:
    """The nearest non-decreasing sequence, by least squares.

    >>> _isotonic([1, 3, 2, 4])
    [1.0, 2.5, 2.5, 4.0]
    """
    pools: list[tuple[float, int]] = []
    for value in values:
        pools.append((float(value), 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (low, few), (high, many) = pools[-1], pools[-2]
            pools[-2:] = [((low * few + high * many) / (few + many), few + many)]
    return [level for level, count in pools for _ in range(count)]
