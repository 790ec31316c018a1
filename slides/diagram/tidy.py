"""Straightens a layout: parents over the middle of their children, a method over its model.

Graphviz minimises the length of edges and is content with any of the many positions of equal
length. Ranks and the order within them stay Graphviz's; only the places along a rank change:
each node moves towards the mean of its neighbours, the distances between nodes kept by
isotonic regression (pool adjacent violators; Barlow et al., 1972).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from slides.diagram.graph import method_id
from slides.diagram.layout import Placement
from slides.geometry import Box, around, rounded
from slides.spec.model import Roadmap

_SWEEPS = 24


def tidied(roadmap: Roadmap, found: Placement, gap: float) -> Placement:
    """The placement with its nodes moved along their ranks; clusters keep their place.

    `gap` is the least distance of neighbours in pt. Graphviz's curves no longer fit the
    nodes afterwards: use the result only where every step is straight or an elbow.
    """
    down = roadmap.direction == "TB"
    boxes = dict(found.nodes) if down else {name: box.turned for name, box in found.nodes.items()}
    margin = min(box.x for box in boxes.values())
    above, below = _neighbours(roadmap)
    ranks = _ranks(boxes)
    places = {name: box.centre.x for name, box in boxes.items()}
    for _ in range(_SWEEPS):
        for rank in ranks:
            _settle(rank, boxes, places, above, gap)
        for rank in reversed(ranks):
            _settle(rank, boxes, places, below, gap)
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


def _ranks(boxes: Mapping[str, Box]) -> list[list[str]]:
    ranks: dict[int, list[str]] = {}
    for name, box in sorted(boxes.items(), key=lambda entry: (entry[1].x, entry[0])):
        ranks.setdefault(round(box.centre.y), []).append(name)
    return [ranks[y] for y in sorted(ranks)]


def _settle(
    rank: Sequence[str],
    boxes: Mapping[str, Box],
    places: dict[str, float],
    neighbours: Mapping[str, Sequence[str]],
    gap: float,
) -> None:
    wanted = [_mean([places[one] for one in neighbours.get(name, ())], places[name]) for name in rank]
    offsets = [0.0]
    for left, right in pairwise(rank):
        offsets.append(offsets[-1] + (boxes[left].w + boxes[right].w) / 2 + gap)
    level = _isotonic([want - offset for want, offset in zip(wanted, offsets, strict=True)])
    for name, value, offset in zip(rank, level, offsets, strict=True):
        places[name] = value + offset


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
