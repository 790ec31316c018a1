"""A tree folded for Graphviz: a card and the methods next to it as one node, unfolded once it is laid out.

A method stands right over the model that it makes, or right under the one that it starts
from, where Graphviz would put it as well; half as many nodes take a third of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from slides.diagram import layout
from slides.diagram.graph import Link, Size, method_id, steps_in_order
from slides.diagram.layout import Placement
from slides.diagram.ranks import rows
from slides.geometry import Box
from slides.spec.model import Roadmap


@dataclass(frozen=True, slots=True)
class _Fold:
    """What is one node: a card (or a method alone) and the methods right `above` and `below` it."""

    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Folded:
    """The nodes that are left and the lines between them; sizes and distances in pt."""

    sizes: Mapping[str, Size]
    links: tuple[Link, ...]
    _folds: Mapping[str, _Fold]
    _whole: Mapping[str, Size]
    _gaps: Size
    _down: bool

    def unfolded(self, found: Placement) -> Placement:
        """The placement with every card and method in a row of its own; rows are no higher than they
        need to be. Marks of an axis are gone."""
        result = self._unfolded(found if self._down else layout.turned(found))
        return layout.cut(result if self._down else layout.turned(result))

    def _unfolded(self, found: Placement) -> Placement:
        folds = {name: box for name, box in found.nodes.items() if name in self._folds}
        nodes: dict[str, Box] = {}
        moved: list[tuple[Box, Box]] = []  # ranks as they were, and as they are
        bottom = 0.0
        for rank in rows(folds):
            old = folds[rank[0]]
            bottom += old.y - moved[-1][0].bottom if moved else 0.0
            top = bottom
            for names in self._rows(rank, folds):
                tall = max(box.h for box in names.values())
                at = bottom + (self._gaps[1] if bottom > top else 0.0)
                nodes |= {
                    name: Box(box.x, at + (tall - box.h) / 2, box.w, box.h) for name, box in names.items()
                }
                bottom = at + tall
            moved.append((old, Box(old.x, top, old.w, bottom - top)))
        clusters = {name: _between(box, moved) for name, box in found.clusters.items()}
        return replace(found, nodes=nodes, clusters=clusters, edges={})

    def _rows(self, rank: Sequence[str], folds: Mapping[str, Box]) -> Iterator[dict[str, Box]]:
        """The rows of a rank that hold anything, with all boxes where they stand in them."""
        above: dict[str, Box] = {}
        cores: dict[str, Box] = {}
        below: dict[str, Box] = {}
        for name in rank:
            middle, fold = folds[name].centre.x, self._folds[name]
            above |= self._beside(fold.above, middle)
            cores |= self._beside((name,), middle)
            below |= self._beside(fold.below, middle)
        yield from (row for row in (above, cores, below) if row)

    def _beside(self, names: Sequence[str], middle: float) -> dict[str, Box]:
        across = 0 if self._down else 1
        x = middle - _width([self._whole[name][across] for name in names], self._gaps[0]) / 2
        found: dict[str, Box] = {}
        for name in names:
            size = self._whole[name]
            found[name] = Box(x, 0.0, size[across], size[1 - across])
            x += size[across] + self._gaps[0]
        return found


def _between(cluster: Box, moved: Sequence[tuple[Box, Box]]) -> Box:
    """The cluster moved with the first and the last rank that it holds."""
    within = [(old, new) for old, new in moved if cluster.y < old.centre.y < cluster.bottom]
    if not within:
        return cluster
    (first, top), (last, bottom) = within[0], within[-1]
    y = top.y - (first.y - cluster.y)
    return Box(cluster.x, y, cluster.w, bottom.bottom + cluster.bottom - last.bottom - y)


def _width(widths: Sequence[float], gap: float) -> float:
    return sum(widths) + gap * max(len(widths) - 1, 0)


def folded(roadmap: Roadmap, sizes: Mapping[str, Size], node: float, rank: float) -> Folded:
    """The tree folded; `node` and `rank` are the distances of neighbours and of ranks in pt."""
    folds = _folds(roadmap)
    down = roadmap.direction == "TB"
    across, along = (0, 1) if down else (1, 0)

    def tallest(names: Iterator[str]) -> float:
        return max((sizes[name][along] + rank for name in names), default=0.0)

    tall = tallest(name for fold in folds.values() for name in fold.above)
    tall += tallest(iter(folds)) - rank
    tall += tallest(name for fold in folds.values() for name in fold.below)
    found: dict[str, Size] = {}
    for core, fold in folds.items():
        rows = ((core,), fold.above, fold.below)
        wide = max(_width([sizes[name][across] for name in row], node) for row in rows)
        found[core] = (wide, tall) if down else (tall, wide)
    return Folded(found, tuple(_links(roadmap, folds)), folds, sizes, (node, rank), down)


def _folds(roadmap: Roadmap) -> dict[str, _Fold]:
    """Every model with its methods; a method between several models and several others is alone."""
    above: dict[str, list[str]] = {model.id: [] for model in roadmap.models}
    below: dict[str, list[str]] = {model.id: [] for model in roadmap.models}
    homes = {model.id: model.series for model in roadmap.models}
    alone: list[str] = []
    for number, step in enumerate(roadmap.steps):
        if len(step.to) == 1:
            above[step.to[0]].append(method_id(number))
        elif len(step.sources) == 1 and len({homes[name] for name in (*step.sources, *step.to)}) == 1:
            below[step.sources[0]].append(method_id(number))
        else:
            alone.append(method_id(number))
    found = {name: _Fold(tuple(above[name]), tuple(below[name])) for name in above}
    return found | {name: _Fold() for name in alone}


def _links(roadmap: Roadmap, folds: Mapping[str, _Fold]) -> Iterator[Link]:
    for number in steps_in_order(roadmap):
        step, method = roadmap.steps[number], method_id(number)
        if method in folds:
            yield from (Link(name, method) for name in step.sources)
            yield from (Link(method, name) for name in step.to)
        else:
            yield from (Link(source, target) for source in step.sources for target in step.to)
