"""Straightens a layout: parents over the middle of their children, a method over its model.

Graphviz minimises the length of edges and is content with any of the many positions of equal
length. Ranks and the order within them stay Graphviz's; only the places along a rank change:
each node moves towards the mean of its neighbours, the distances between nodes kept by
isotonic regression (pool adjacent violators; Barlow et al., 1972).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from math import inf

from slides.diagram.graph import method_id
from slides.diagram.layout import Placement
from slides.diagram.ranks import rows
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
    if beside:
        homes = _homes(boxes, clusters)
        above, below = _at_home(above, homes), _at_home(below, homes)
    inner = {id: _hull(cluster, boxes) for id, cluster in clusters.items()} if beside else {}
    bounds = [_bounds(rank, boxes, inner, gap) for rank in ranks]
    places = {name: box.centre.x for name, box in boxes.items()}
    for _ in range(_SWEEPS):
        before = dict(places)
        for rank, bound in zip(ranks, bounds, strict=True):
            _settle(rank, boxes, places, above, bound, gap)
        for rank, bound in zip(reversed(ranks), reversed(bounds), strict=True):
            _settle(rank, boxes, places, below, bound, gap)
        if all(abs(before[name] - x) < _STILL for name, x in places.items()):
            break
    moved = {name: Box(places[name] - box.w / 2, box.y, box.w, box.h) for name, box in boxes.items()}
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


def _hull(cluster: Box, boxes: Mapping[str, Box]) -> Box:
    """The cluster as wide as the nodes in it: what is left over is for its name."""
    inside = [box for box in boxes.values() if cluster.holds(box)]
    left, right = (
        min((box.x for box in inside), default=cluster.x),
        max((box.right for box in inside), default=0.0),
    )
    return Box(left, cluster.y, right - left, cluster.h) if inside else cluster


def _homes(boxes: Mapping[str, Box], clusters: Mapping[str, Box]) -> dict[str, str]:
    """The cluster that each node stands in."""
    return {name: id for id, cluster in clusters.items() for name, box in boxes.items() if cluster.holds(box)}


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
    beside = [box for box in clusters.values() if box.y < middle < box.bottom]
    found: list[Bound] = []
    for name in rank:
        box = boxes[name]
        low, high = -inf, inf
        for cluster in beside:
            if cluster.x < box.centre.x < cluster.right:
                low, high = max(low, cluster.x), min(high, cluster.right)
            elif cluster.right < box.centre.x:
                low = max(low, cluster.right + gap)
            else:
                high = min(high, cluster.x - gap)
        # Where Graphviz itself keeps less distance, its place is good enough.
        found.append((min(low, box.x) + box.w / 2, max(high, box.right) - box.w / 2))
    return found


def _settle(
    rank: Sequence[str],
    boxes: Mapping[str, Box],
    places: dict[str, float],
    neighbours: Mapping[str, Sequence[str]],
    bounds: Sequence[Bound],
    gap: float,
) -> None:
    wanted = [_mean([places[one] for one in neighbours.get(name, ())], places[name]) for name in rank]
    offsets = [0.0]
    for left, right in pairwise(rank):
        offsets.append(offsets[-1] + (boxes[left].w + boxes[right].w) / 2 + gap)
    least = list(accumulate((low - at for (low, _), at in zip(bounds, offsets, strict=True)), max))
    most = list(accumulate((high - at for (_, high), at in _backwards(bounds, offsets)), min))[::-1]
    aims = [want - offset for want, offset in zip(wanted, offsets, strict=True)]
    level = _within(_isotonic(_within(aims, least, most)), least, most)
    for name, value, offset in zip(rank, level, offsets, strict=True):
        places[name] = value + offset


def _backwards(bounds: Sequence[Bound], offsets: Sequence[float]) -> Iterator[tuple[Bound, float]]:
    return zip(reversed(bounds), reversed(offsets), strict=True)


def _within(values: Sequence[float], least: Sequence[float], most: Sequence[float]) -> list[float]:
    return [min(max(value, low), high) for value, low, high in zip(values, least, most, strict=True)]


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


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
